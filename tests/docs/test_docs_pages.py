"""The pages say what the program does: blocks run, output is current, nothing is left out."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import detente

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


blocks: Any = _module(DOCS / "blocks.py")
make_reference: Any = _module(DOCS / "make_reference.py")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- what is run -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", make_reference.pages(), ids=_named)
def test_blocks_run_and_print_what_the_page_shows(path: Path) -> None:
    now = make_reference.page(path)
    assert path.read_text(encoding="utf-8") == now, f"{_named(path)} is stale: run `make docs`"


def test_the_reference_is_current() -> None:
    written = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert written == make_reference.reference(), "docs/reference.md is stale: run `make docs`"


def test_the_tutorial_and_howto_run_every_command_that_needs_an_archive_to_read() -> None:
    run = {
        line.split()[2]
        for name in ("tutorial.md", "howto.md")
        for block in blocks.blocks((DOCS / name).read_text(encoding="utf-8"))
        if block.language == "console"
        for line in block.lines
        if line.startswith("$ detente ")
    }
    assert run >= {"read", "ingest", "brief", "track", "ledger", "why", "review", "export", "check"}


def test_shell_blocks_name_make_targets_that_there_are() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for path in PAGES:
        for block in blocks.blocks(path.read_text(encoding="utf-8")):
            if block.language == "sh":
                named = set(re.findall(r"^(?:\w+=\S+ )?make ([a-z]+)", block.text, re.MULTILINE))
                assert named <= targets, f"{_named(path)}: no target {named - targets}"


# -- what is named -----------------------------------------------------------------------------


def test_public_names_are_these() -> None:
    assert set(detente.__all__) == {
        "Archive", "Brief", "Desk", "DetenteError", "LedgerEntry", "Parse", "Reading",
        "Relationship", "View", "__version__", "ingest", "parse", "parse_sources", "read",
        "read_sources",
    }  # fmt: skip
    for name in detente.__all__:
        assert getattr(detente, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = detente.nothing  # type: ignore[attr-defined]


def test_reading_twice_works_although_a_package_has_the_same_name() -> None:
    for _ in range(2):
        assert detente.read("France accused Spain of lying.", published="2024-05-02").events


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from detente.cli import app

    group: Any = get_command(app)
    reference = (DOCS / "reference.md").read_text(encoding="utf-8")
    for name, command in group.commands.items():
        assert f"\n### detente {name}\n" in reference
        for parameter in command.params:
            shown = parameter.opts[0] if parameter.param_type_name == "option" else ""
            assert shown in reference, f"{name} {shown}"


# -- links -------------------------------------------------------------------------------------

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def _anchors(path: Path) -> set[str]:
    """Anchors of the headings, made the way code hosts make them."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    heads = re.findall(r"^#{1,6} +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_internal_links_resolve(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for plain, picture in _LINK.findall(text):
        target, _, anchor = (plain or picture).partition("#")
        if target.startswith(("http:", "https:")):
            continue
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{_named(path)}: there is no {target}"
        if anchor:
            assert anchor in _anchors(file), f"{_named(path)}: {target or path.name}#{anchor}"


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    for path in DOCS.glob("*.md"):
        assert path.name == "index.md" or f"({path.name})" in index


def test_the_picture_is_a_small_png() -> None:
    picture = (DOCS / "img" / "brief.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert len(picture) <= 200_000


# -- the tools themselves ----------------------------------------------------------------------


def test_a_stale_page_is_written_anew_and_check_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_reference, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("```console\n$ detente --version\nold\n```\n", encoding="utf-8")
    assert make_reference.main(["--check", str(page)]) == 1
    assert make_reference.main([str(page)]) == 0
    assert page.read_text(encoding="utf-8").splitlines()[2] == f"detente {detente.__version__}"
    assert make_reference.main(["--check", str(page)]) == 0
    assert capsys.readouterr().err == "stale: page.md\nwritten: page.md\n"


@pytest.mark.parametrize(
    "page",
    [
        "```console\n$ detente read there-is-no-such-file.txt\n```\n",
        "<!-- exit: 2 -->\n```console\n$ detente schema > schema.json\n```\n",
        "```console\n$ rm -r everything\n```\n",
        "```python\n>>> 1 + 1\n3\n```\n",
        "<!-- id: no such line -->\n```console\n$ detente why 0a1b\n```\n",
    ],
)
def test_a_block_that_does_not_do_as_it_says_fails(page: str) -> None:
    with pytest.raises(blocks.BlockFailed):
        blocks.refreshed(page)


def test_a_field_without_a_meaning_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    meanings = make_reference._meanings()
    del meanings["Event"]["status"]
    monkeypatch.setattr(make_reference, "_meanings", lambda: meanings)
    with pytest.raises(ValueError, match=r"Event\.status has no meaning"):
        make_reference.reference()
