"""Take the picture of the brief for the README, from the real page of `detente demo`.

    python docs/make_picture.py

Needs Chromium; writes `docs/img/brief.png`. Not part of `make docs`: a browser's pixels differ from
machine to machine.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import blocks  # noqa: E402 - a sibling script, found through the line above

SIZE = (1000, 1250)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--hide-scrollbars --blink-settings=preferredColorScheme=1 --virtual-time-budget=8000"
).split()


def main() -> int:
    """Run the demonstration and take the picture; returns the exit code."""
    from detente.cli import run

    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.stderr.write(f"no browser: install one of {', '.join(BROWSERS)}\n")
        return 1
    target = HERE / "img" / "brief.png"
    with blocks.workplace() as folder:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = run(["demo"])
        if code:
            sys.stderr.write(f"detente demo ends with exit code {code}\n")
            return code
        page = (folder / "demo" / "usa-rus.html").resolve().as_uri()
        own = [f"--user-data-dir={folder / 'profile'}", f"--screenshot={folder / 'brief.png'}"]
        size = f"--window-size={SIZE[0]},{SIZE[1]}"
        subprocess.run(
            [browser, *FLAGS, size, *own, page], check=True, timeout=120, capture_output=True
        )
        shutil.copyfile(folder / "brief.png", target)
    sys.stderr.write(f"wrote {target.relative_to(HERE.parent)}: {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
