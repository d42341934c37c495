import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ItemError, UsageError
from detente.intake.decode import (
    bom_encoding,
    check_encoding,
    declared_encoding,
    decode,
    looks_like_page,
    repair,
)


def text_of(data: bytes, **options: str | None) -> str:
    return decode(data, source="x", **options).text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_stays(mark: bytes, encoding: str) -> None:
    data = mark + "Żółw".encode(encoding)
    decoded = decode(data, source="x", encoding="cp1252", declared="koi8-r")
    assert decoded.text == "\ufeffŻółw"
    assert decoded.encoding == encoding
    assert decoded.repairs == 0


def test_order_of_encodings() -> None:
    data = "Привет, мир".encode("koi8-r")
    assert text_of(data, encoding="koi8-r", declared="cp1251") == "Привет, мир"
    assert text_of(data, declared="koi8-r") == "Привет, мир"
    assert text_of("Привет".encode()) == "Привет"


def test_undecodable_bytes_are_replaced_as_python_does_and_counted() -> None:
    data = b"caf\xe9 and \xe2\x82 and \xff\xff end"
    decoded = decode(data, source="x")
    assert decoded.text == data.decode("utf-8", "replace")
    assert decoded.repairs == decoded.text.count("\ufffd") == 4


def test_a_replacement_character_that_was_sent_is_no_repair() -> None:
    assert decode("a \ufffd b".encode(), source="x").repairs == 0


def test_lone_surrogate_in_utf16_is_repaired() -> None:
    data = codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le")
    decoded = decode(data, source="x")
    assert decoded.text == "\ufeffab\ufffdc"
    assert decoded.repairs == 1


@given(st.text(st.characters()))
def test_repair_leaves_only_text_that_can_be_encoded(text: str) -> None:
    repaired, count = repair(text)
    repaired.encode("utf-8")
    assert len(repaired) == len(text)
    assert count == sum("\ud800" <= letter <= "\udfff" for letter in text)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF\x02",
        b"text with \x00 in it, which is no text",
        bytes(range(1, 9)) * 5 + b"abc",
        "все слова не в той кодировке ".encode("koi8-r") * 5,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ItemError) as caught:
        decode(data, source="file.txt")
    assert caught.value.source == "file.txt"


def test_hopeless_decoding_names_the_option_that_helps() -> None:
    with pytest.raises(ItemError, match="--encoding"):
        decode("все слова не в той кодировке ".encode("koi8-r") * 5, source="x")


def test_codec_that_cannot_repair_is_an_item_error() -> None:
    with pytest.raises(ItemError, match="cannot be decoded as idna"):
        decode(b"\xff.\xfe", source="x", encoding="idna")


def test_unknown_encoding_is_a_usage_error() -> None:
    check_encoding(None)
    check_encoding("latin-1")
    for name in ("utf-9", "hex", "undefined", "a\x00b"):
        with pytest.raises(UsageError, match="unknown encoding"):
            check_encoding(name)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b"<META content='text/html; charset=iso-8859-1'>", "cp1252"),
        (b'<?xml version="1.0" encoding="koi8-r"?><html>', "koi8-r"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=no-such-thing>", None),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_declared_encoding(page: bytes, encoding: str | None) -> None:
    assert declared_encoding(page) == encoding


def test_bom_encoding_of_plain_bytes_is_none() -> None:
    assert bom_encoding(b"plain") is None


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\ufeff\n <!-- note --> <html lang=en>", True),
        ("<?xml version='1.0'?><html>", True),
        ("<div class=x>", True),
        ("<3 is a heart", False),
        ("A paragraph about <html>.", False),
        ("", False),
    ],
)
def test_looks_like_page(text: str, page: bool) -> None:
    assert looks_like_page(text) is page
