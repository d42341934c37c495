from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import DataError, InputMissing
from detente.knowledge.actor_tables import COLUMNS
from detente.knowledge.actors import load

STATE = "{iso3},,Freedonia,,,Freedonian,Freedonians,Fredville,,,{earliest},{latest}"


def write(folder: Path, table: str, *rows: str) -> Path:
    path = folder / f"my_{table}.csv"
    path.write_text("\n".join([",".join(COLUMNS[table]), *rows]) + "\n", encoding="utf-8")
    return path


def test_a_users_files_add_to_ours(tmp_path: Path) -> None:
    write(tmp_path, "states", STATE.format(iso3="FRE", earliest="", latest=""))
    write(tmp_path, "persons", "rufus-firefly,Rufus T. Firefly,,,m,FRE")
    write(
        tmp_path, "offices",
        "rufus-firefly,president,FRE,2020-01-01,,day,head-of-state,yes,a film",
    )  # fmt: skip
    (tmp_path / "words.txt").write_text("# ours\nFirefly\n\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not data", encoding="utf-8")
    book = load([tmp_path])
    assert book.find("firefly").country == "FRE"
    assert [e.key for e in book.holders("leader", "FRE", dt.date(2021, 1, 1))] == ["rufus-firefly"]
    assert book.is_common("Firefly")
    assert book.find("Freedonian army").key == "FRE.army"
    assert book.digest() != load().digest()
    assert load([tmp_path]) is book


def test_an_edit_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path, "persons", "a-b,Ann Bee,,,f,USA")
    assert load([path]).find("Ann Bee").gender == "f"
    write(tmp_path, "persons", "a-b,Ann Bee,,,,USA")
    assert load([path]).find("Ann Bee").gender is None


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("states", STATE.format(iso3="USA", earliest="", latest=""), "there already"),
        ("states", STATE.format(iso3="", earliest="", latest=""), "'iso3' is empty"),
        ("states", STATE.format(iso3="FRE", earliest="2000", latest=""), "no date"),
        (
            "states",
            STATE.format(iso3="FRE", earliest="2001-01-01", latest="2000-01-01"),
            "before earliest",
        ),
        ("persons", "joe-biden,Joe Biden,,,m,USA", "there already"),
        ("persons", "nato,Nat O.,,,m,USA", "there already"),
        ("persons", "x-y,X Y,,,m,QQQ", "unknown country 'QQQ'"),
        ("persons", "x-y,X Y,,,q,USA", "gender 'q'"),
        ("persons", "x-y,,,,m,USA", "'name' is empty"),
        ("persons", "x-y,X Y,,m,USA", "5 cells where the header has 6"),
        ("persons", 'x-y,"X Y,,,m,USA', "unexpected end of data"),
        ("offices", "nobody,king,USA,,,day,head-of-state,no,x", "unknown person 'nobody'"),
        ("offices", "joe-biden,king,QQQ,,,day,head-of-state,no,x", "unknown state"),
        ("offices", "joe-biden,king,USA.nose,,,day,head-of-state,no,x", "unknown state"),
        ("offices", "joe-biden,king,USA,2020-02-30,,day,other,no,x", "no date"),
        ("offices", "joe-biden,king,USA,2020-02-03,2019-01-01,day,other,no,x", "before earliest"),
        ("offices", "joe-biden,king,USA,,,day,monarch,no,x", "kind 'monarch'"),
        ("offices", "joe-biden,king,USA,,,day,other,maybe,x", "neither yes nor no"),
        ("offices", "joe-biden,king,USA,,,week,other,no,x", "precision 'week'"),
        ("organisations", "nato,Nato,,,,,organisation,,IGO,", "there already"),
        ("organisations", "USA.nose,The Nose,,,,,organisation,USA,,", "no state and suffix"),
        ("organisations", "acme,Acme,,,,,firm,,BUS,", "kind 'firm'"),
        ("roles", "jester,jester,,funny,ELI,no,no", "capacity 'funny'"),
        ("bodies", "jesters,jesters,{name} jesters,group,ELI,perhaps", "neither yes nor no"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, table: str, row: str, says: str) -> None:
    path = write(tmp_path, table, row)
    with pytest.raises(DataError) as caught:
        load([path])
    assert says in str(caught.value)
    assert f"{path}, line 2" in str(caught.value)
    assert (caught.value.file, caught.value.line) == (str(path), 2)


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "persons", "", "x-y,X Y,,,m,QQQ")
    with pytest.raises(DataError, match="line 3"):
        load([path])


def test_an_unknown_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for text in ("a,b,c\n1,2,3\n", ""):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match="no actor table has the columns"):
            load([path])


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="check the path"):
        load([tmp_path / "none.csv"])
