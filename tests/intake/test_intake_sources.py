import codecs
import datetime as dt
import hashlib
import io
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import InputMissing, ItemError, UsageError
from detente.intake import Fetched, IntakeOptions, load
from detente.model import Article, Rejected

PAGE = "<html><body><p>" + "The minister met the envoy in the capital on Friday. " * 8 + "</p>"


def items(*sources: str | Path, **options: object) -> list[Article | Rejected]:
    return list(load([str(source) for source in sources], IntakeOptions(**options)))  # type: ignore[arg-type]


def articles(*sources: str | Path, **options: object) -> list[str]:
    found = items(*sources, **options)
    assert all(isinstance(item, Article) for item in found), found
    return [item.content for item in found if isinstance(item, Article)]


def reason(*sources: str | Path, **options: object) -> str:
    [item] = items(*sources, **options)
    assert isinstance(item, Rejected)
    return item.reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("text b")
    (tmp_path / "a.md").write_text("# text a")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.HTML").write_text(PAGE)
    (tmp_path / "c" / "e.jsonl").write_text('{"id":1,"text":"text e1"}\n{"text":"text e2"}\n')
    (tmp_path / "c" / "f").write_text("text f")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("no")
    return tmp_path


def test_a_folder_is_read_in_order(folder: Path) -> None:
    found = articles(folder)
    assert found[:2] == ["# text a", "text b"]
    assert found[2].startswith("The minister met")
    assert found[3:] == ["text e1", "text e2", "text f"]


def test_bytes_and_options_reach_the_article(folder: Path) -> None:
    data = codecs.BOM_UTF8 + b"one\r\ntwo \xff"
    (folder / "z.txt").write_bytes(data)
    [item] = items(folder / "z.txt", published=dt.date(2019, 5, 3), publisher="P")
    assert isinstance(item, Article)
    assert item.text == "\ufeffone\r\ntwo \ufffd"
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert (item.repairs, item.publisher, item.published_from) == (1, "P", "given")


def test_patterns(folder: Path) -> None:
    assert articles(folder / "*.txt") == ["text b"]
    assert articles(folder / "c" / "[ef]*") == ["text e1", "text e2", "text f"]
    assert sorted(articles(folder / "**" / "*.txt")) == ["text b"]
    assert len(articles(folder / "**")) == 6
    (folder / "odd[1].txt").write_text("odd")
    assert articles(folder / "odd[1].txt") == ["odd"]


def test_missing_alone_is_an_error_and_among_others_an_item(folder: Path) -> None:
    for source in ("no.txt", "*.none", "nul\x00.txt"):
        with pytest.raises(InputMissing):
            items(folder / source)
        first, second = items(folder / source, folder / "b.txt")
        assert isinstance(first, Rejected)
        assert isinstance(second, Article)


def test_an_empty_folder(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(InputMissing, match="holds no file"):
        items(folder / "empty")
    first, _ = items(folder / "empty", folder / "b.txt")
    assert isinstance(first, Rejected)


def test_unknown_types_are_named(folder: Path) -> None:
    (folder / "x.pdf").write_bytes(b"%PDF-1.4")
    (folder / "c" / "y.PNG").write_bytes(b"\x89PNG")
    assert "unknown file type '.pdf'; detente reads .txt" in reason(folder / "x.pdf")
    rejected = [item for item in items(folder) if isinstance(item, Rejected)]
    assert [Path(item.source).name for item in rejected] == ["y.PNG", "x.pdf"]


def test_binary_content_is_rejected_with_its_hash(folder: Path) -> None:
    for name in ("x.txt", "x.html", "x"):
        (folder / name).write_bytes(b"%PDF-1.4")
        [item] = items(folder / name)
        assert isinstance(item, Rejected)
        assert "PDF" in item.reason
        assert item.sha256 == hashlib.sha256(b"%PDF-1.4").hexdigest()


def test_size_limits(folder: Path) -> None:
    (folder / "big.txt").write_text("x" * 101)
    (folder / "big").write_text("x\n" * 51)
    assert "larger" in reason(folder / "big.txt", max_bytes=100)
    assert "larger" in reason(folder / "big", max_bytes=100)
    assert "larger" in reason("-", max_bytes=100, stdin=io.BytesIO(b"\n" * 200))


def test_what_is_no_regular_file(folder: Path) -> None:
    path = str(folder / "s.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        assert "not a regular file" in reason(path)
    os.mkfifo(folder / "pipe.txt")
    assert "not a regular file" in reason(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    assert "cannot be read" in reason(folder / "dangling.txt")


def test_unreadable_files_and_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", refuse)
        assert reason(folder / "b.txt") == "cannot be read: permission denied"
    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", refuse)
        assert reason(folder) == "cannot be read: permission denied"


def test_an_unreadable_folder_below_is_one_item(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.listdir

    def listdir(path: str) -> list[str]:
        if path.endswith("c"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    found = items(folder)
    assert [isinstance(item, Rejected) for item in found] == [False, False, True]


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "c" / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    found = items(folder)
    assert len([item for item in found if isinstance(item, Article)]) == 6
    assert [Path(i.source).name for i in found if isinstance(i, Rejected)] == ["self"]


def test_names_that_are_no_text(folder: Path) -> None:
    name = os.path.join(os.fsencode(folder), b"bad\xff.pdf")
    with open(name, "wb"):
        pass
    item = items(os.fsdecode(name))[0]
    assert isinstance(item, Rejected)
    item.source.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"\n\n {\"text\":\"a\"}\n{\"text\":\"b\"}\n", ["a", "b"]),
        (codecs.BOM_UTF8 + b"{\"text\":\"a\"}", ["a"]),
        (b"{\"texts\":\"a\"}", ["{\"texts\":\"a\"}"]),
        (b"<!doctype html><p>Hello there.", ["Hello there."]),
        (b"Plain\ntext", ["Plain\ntext"]),
        (b"", [""]),
        (b" \n\n", [" \n\n"]),
        ("\ufeffplain".encode("utf-16-le"), ["\ufeffplain"]),
    ],
)  # fmt: skip
def test_standard_input_is_told_by_its_content(data: bytes, texts: list[str]) -> None:
    assert articles("-", stdin=io.BytesIO(data)) == texts


def test_no_standard_input() -> None:
    with pytest.raises(UsageError):
        items("-")


def test_a_page_from_a_pipe_uses_its_declared_charset() -> None:
    data = "<html><meta charset=koi8-r><body><p>Привет всем".encode("koi8-r")
    assert articles("-", stdin=io.BytesIO(data)) == ["Привет всем"]


def test_unknown_encoding_stops_at_once(folder: Path) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        load([str(folder)], IntakeOptions(encoding="utf-9"))


def test_urls_need_a_fetcher() -> None:
    assert "not fetched" in reason("https://example.org/a")


def fetcher(**fields: object):  # type: ignore[no-untyped-def]
    return lambda url: Fetched(url=url, **fields)  # type: ignore[arg-type]


def test_fetched_pages_and_texts() -> None:
    url = "https://example.org/2019/05/03/a"
    data = "<p>Привет всем".encode("koi8-r")
    [item] = items(url, fetch=fetcher(content=data, media_type="text/html", charset="koi8-r"))
    assert isinstance(item, Article)
    assert (item.text, item.url, item.published_from) == ("Привет всем", url, "url")
    [item] = items(url, fetch=fetcher(content=b"plain text", media_type="text/plain"))
    assert isinstance(item, Article)
    assert (item.text, item.url) == ("plain text", url)
    lines = fetcher(content=b'{"text":"a"}\n{"text":"b"}', media_type="application/x-ndjson")
    assert articles(url, fetch=lines) == ["a", "b"]
    [item] = items(url, fetch=fetcher(content=b"x", media_type="image/png"))
    assert isinstance(item, Rejected)
    assert "image/png" in item.reason


def test_a_failed_fetch_is_an_item(folder: Path) -> None:
    def fail(url: str) -> Fetched:
        raise ItemError("no such host", source=url, hint="check the address")

    first, second = items("https://example.org", folder / "b.txt", fetch=fail)
    assert isinstance(first, Rejected)
    assert first.source == "https://example.org"
    assert first.reason == "no such host; check the address"
    assert isinstance(second, Article)


def test_a_page_nested_too_deeply_is_an_item(folder: Path) -> None:
    (folder / "deep.html").write_text("<div>" * 100_000)
    assert "nested" in reason(folder / "deep.html")


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
    ),
    st.sampled_from([".txt", ".md", ".html", ".jsonl", ""]),
)
def test_any_bytes_give_articles_or_rejections(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    for item in items(path):
        assert isinstance(item, Article | Rejected)
        if isinstance(item, Article):
            assert item.length == len(item.content)
            item.content.encode("utf-8")
            assert all(0 <= start < end <= item.length for start, end in item.body)
