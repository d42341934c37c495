"""The brief in a real browser: the chart is drawn by script under the strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html
from show_samples import make_brief, nasty_brief

from detente.show.brief_html import brief_html

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--virtual-time-budget=8000 --enable-logging=stderr --v=0 --dump-dom"
).split()

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on PATH")


def load(page: str, folder: Path) -> tuple[html.HtmlElement, list[str]]:
    """Return the page's tree after its scripts have run, and what it wrote to the console."""
    file = folder / "brief.html"
    file.write_text(page, encoding="utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", file.as_uri()],
        capture_output=True,
        timeout=60,
        check=True,
    )
    said = [
        line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line
    ]
    return html.document_fromstring(done.stdout.decode("utf-8")), said


@pytest.mark.parametrize("make", [make_brief, nasty_brief])
def test_the_chart_is_drawn_by_script_and_the_console_stays_silent(make, tmp_path):
    tree, said = load(brief_html(make()), tmp_path)
    assert said == []
    live = tree.get_element_by_id("live")
    assert live.get("hidden") is None
    (picture,) = live.xpath(".//svg")
    texts = {node.text for node in picture.iter() if node.tag == "text"}
    assert {"1", "2", "a", "independent", "copies"} <= texts
    assert "replaced" in tree.get_element_by_id("still").get("class")
    assert tree.get_element_by_id("chart-fault").get("hidden") is not None


def test_a_script_that_is_not_ours_does_not_run(tmp_path):
    page = brief_html(make_brief())
    intruder = '<script>document.title = "owned"</script><img src=x onerror="document.title=1">'
    tree, said = load(page.replace("<main", intruder + "<main", 1), tmp_path)
    assert tree.findtext(".//title").startswith("Aland")
    assert any(re.search("Content Security Policy", line) for line in said)


def test_without_the_library_the_still_picture_stays(tmp_path):
    page = brief_html(make_brief())
    broken = page.replace("window.vegaEmbed=", "window.vegaEmbet=", 1)
    tree, _ = load(broken, tmp_path)
    assert tree.get_element_by_id("live").get("hidden") is not None
    still = tree.get_element_by_id("still")
    assert "replaced" not in (still.get("class") or "")
    assert still.xpath(".//svg")
