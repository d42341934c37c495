import codecs
import datetime as dt
import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake import IntakeOptions
from detente.intake.lines import is_record, read_lines
from detente.model import Article, Rejected


def read(data: str | bytes, **options: object) -> list[Article | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_lines(io.BytesIO(raw), IntakeOptions(**options), source="f.jsonl"))  # type: ignore[arg-type]


def test_a_record_becomes_an_article() -> None:
    record = {
        "id": 17, "text": "Envoys met.", "published": "2019-05-03T23:00:00-04:00", "title": "T",
        "url": "https://e.org/a", "publisher": "P", "extra": [1, {}],
    }  # fmt: skip
    [article] = read(json.dumps(record))
    assert isinstance(article, Article)
    assert (article.given_id, article.title, article.url) == ("17", "T", "https://e.org/a")
    assert (article.published, article.published_from) == (dt.date(2019, 5, 3), "given")
    assert (article.publisher, article.text) == ("P", "Envoys met.")


def test_what_the_record_says_wins_over_the_options() -> None:
    options = {"published": dt.date(2000, 1, 1), "publisher": "Q"}
    own, without = read(
        '{"text":"a","published":"2019-05-03","publisher":"P"}\n{"text":"b","published":""}',
        **options,
    )
    assert isinstance(own, Article)
    assert isinstance(without, Article)
    assert (own.published, own.publisher) == (dt.date(2019, 5, 3), "P")
    assert (without.published, without.publisher) == (dt.date(2000, 1, 1), "Q")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object but a list"),
        ("3", "a number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text":' + "1" * 5000 + "}", "not JSON"),
        ('{"id":"a"}', "text: is missing"),
        ('{"text":null}', "text: is null"),
        ('{"text":5}', "text: is a number"),
        ('{"text":"a","published":"2019-13-01"}', 'published: "2019-13-01" is no date'),
        ('{"text":"a","published":"yesterday"}', "is no date"),
        ('{"text":"a","published":20190503}', "published: expected a string"),
        ('{"text":"a","title":[]}', "title: expected a string"),
        ('{"text":"a","id":true}', "id: expected a string or a number"),
        ('{"text":"a","id":{}}', "an object"),
    ],
)
def test_a_bad_line_is_rejected_and_the_rest_goes_on(line: str, reason: str) -> None:
    first, bad, last = read(f'{{"id":"1","text":"a"}}\n\n{line}\r\n{{"id":"2","text":"b"}}\n')
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, Rejected)
    assert (bad.source, bad.line) == ("f.jsonl", 3)
    assert reason in bad.reason
    assert last.given_id == "2"


def test_a_rejected_record_keeps_its_id_and_shortens_what_it_shows() -> None:
    [bad] = read('{"id":"x9","text":"a","published":"' + "z" * 500 + '"}')
    assert isinstance(bad, Rejected)
    assert bad.given_id == "x9"
    assert len(bad.reason) < 200


def test_surrogates_and_bad_bytes_are_repaired() -> None:
    [article] = read(b'{"text":"a\\ud800b\xffc","id":"\\udfff","title":"\\ud83d\\ude00"}')
    assert isinstance(article, Article)
    assert article.text == "a\ufffdb\ufffdc"
    assert (article.repairs, article.given_id, article.title) == (2, "\ufffd", "😀")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_tolerated(encoding: str) -> None:
    [one, two] = read('{"text":"é"}\n{"text":"ж"}'.encode(encoding))
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.text, two.text) == ("é", "ж")


def test_named_encoding() -> None:
    [article] = read('{"text":"é"}'.encode("cp1252"), encoding="cp1252")
    assert isinstance(article, Article)
    assert article.text == "é"


def test_a_line_over_the_limit_is_rejected_without_being_held() -> None:
    long = json.dumps({"text": "x" * 500_000})
    lines = f'{{"text":"a"}}\n{long}\n{{"text":"b"}}\n{long}'
    first, bad, last, end = read(lines, max_line=100)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    for item, number in ((bad, 2), (end, 4)):
        assert isinstance(item, Rejected)
        assert item.line == number
        assert "longer than 100" in item.reason


def test_binary_is_rejected_once() -> None:
    [bad] = read(b"\x89PNG\r\n\x1a\n" + b"\n\n" * 50)
    assert isinstance(bad, Rejected)
    assert "PNG" in bad.reason


def test_the_stream_stays_open() -> None:
    stream = io.BufferedReader(io.BytesIO(b'{"text":"a"}'))  # type: ignore[type-var]
    list(read_lines(stream, IntakeOptions(), source="x"))  # type: ignore[arg-type]
    assert not stream.closed


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        (b'{"text": "a"}', True),
        (codecs.BOM_UTF8 + b'  {"id": 1, "text": 5}\n', True),
        (b'{"texts": "a"}', False),
        (b'{"a": "\\"text\\""}', False),
        (b'{"text": ', False),
        (b"[]", False),
        (b'{"text": ' + b"[" * (sys.getrecursionlimit() * 20), False),
    ],
)
def test_is_record(line: bytes, yes: bool) -> None:
    assert is_record(line) is yes


@given(st.lists(st.binary(max_size=60).filter(lambda b: b"\n" not in b), max_size=8))
def test_any_lines_give_at_most_one_item_each(lines: list[bytes]) -> None:
    items = read(b"\n".join(lines))
    assert len(items) <= max(1, len(lines))
    assert all(isinstance(item, Article | Rejected) for item in items)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_texts_come_back_in_order(texts: list[str]) -> None:
    data = "\n".join(json.dumps({"id": i, "text": text}) for i, text in enumerate(texts))
    items = read(data)
    assert [item.given_id for item in items] == [str(i) for i in range(len(texts))]
    assert [item.text for item in items if isinstance(item, Article)] == texts
