"""`python -m detente` and the `detente` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the exit code is that of the contract."""
    from .cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
