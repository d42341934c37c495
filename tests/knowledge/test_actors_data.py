from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from importlib import resources

import pytest

from detente.knowledge.actor_forms import variants
from detente.knowledge.actor_forms import words as form_words
from detente.knowledge.actors import ActorBook, load
from detente.read.segment import words

# ISO 3166-1 alpha-3 codes of the 193 members of the United Nations, the Holy See, and Palestine
MEMBERS = """AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH
BWA BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK
DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY
HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO
LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU
NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT
WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA
TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE VAT
PSE""".split()


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return load()


def table(name: str) -> list[dict[str, str]]:
    text = (resources.files("detente.knowledge") / "data" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def alternatives(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def test_all_states_are_there(book: ActorBook) -> None:
    assert len(MEMBERS) == 195
    states = {row["iso3"]: row for row in table("states")}
    assert set(MEMBERS) <= set(states)
    assert {"XKX", "TWN", "HKG", "SUN", "YUG", "CSK", "DDR"} <= set(states)
    codes = [row["iso2"] for row in states.values() if row["iso2"]]
    assert len(codes) == len(set(codes))
    assert len(codes) == 250  # the 249 codes of ISO 3166-1 and Kosovo's XK
    for key in MEMBERS:
        assert states[key]["adjectives"], key
        assert book.entries[key].kind == "state"


def test_leaders_since_2000(book: ActorBook) -> None:
    led = 0
    for key in MEMBERS:
        months = [dt.date(year, month, 15) for year in range(2000, 2025) for month in (2, 8)]
        held = sum(bool(book.holders("leader", key, on)) for on in months)
        led += held >= 0.95 * len(months)
    assert led >= 120


def test_breadth() -> None:
    organisations = Counter(
        "armed" if row["sector"] in ("REB", "SEP", "UAF") else row["sector"]
        for row in table("organisations")
    )
    assert organisations["IGO"] >= 40
    assert organisations["armed"] >= 40
    assert organisations["MED"] >= 60
    assert organisations["PTY"] >= 40
    assert len(table("persons")) >= 900
    assert sum(len(alternatives(row["forms"])) for row in table("bodies")) >= 120
    assert sum(len(alternatives(row["forms"])) for row in table("roles")) >= 150


def test_files_are_sorted() -> None:
    for name in ("states", "organisations", "persons", "bodies", "offices", "roles"):
        rows = [list(row.values()) for row in table(name)]
        key = 1 if name in ("bodies", "roles") else 0
        assert [row[key] for row in rows] == sorted(row[key] for row in rows), name
    for name in ("common_words", "not_actors"):
        listed = lines(name)
        assert listed == sorted(set(listed)), name


def lines(name: str) -> list[str]:
    text = (resources.files("detente.knowledge") / "data" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_names_of_other_things_hide_the_actors_in_them(book: ActorBook) -> None:
    for name in lines("not_actors"):
        text = ["so", *words(name), "so"]
        found = [hit for hit in (book.match(text, at) for at in range(len(text))) if hit]
        assert found == [], name


def test_every_form_resolves_to_its_actor(book: ActorBook) -> None:
    for row in table("states"):
        for column, use in (
            ("name", "name"), ("official", "name"), ("aliases", "name"),
            ("adjectives", "adjective"), ("people", "people"), ("capital", "capital"),
            ("metonyms", "metonym"),
        ):  # fmt: skip
            for form in alternatives(row[column]):
                assert (row["iso3"], use) in readings(book, form), form
    for row in table("organisations"):
        for column, use in (
            ("name", "name"), ("aliases", "name"), ("adjectives", "adjective"),
            ("members", "people"), ("metonyms", "metonym"),
        ):  # fmt: skip
            for form in alternatives(row[column]):
                assert (row["key"], use) in readings(book, form), form
    for row in table("persons"):
        for form in [row["name"], *alternatives(row["aliases"])]:
            assert (row["key"], "name") in readings(book, form), form
        for form in alternatives(row["surname"]):
            assert form == "-" or (row["key"], "surname") in readings(book, form), form


def readings(book: ActorBook, form: str) -> set[tuple[str, str]]:
    text = words(f"{form} X")[:-1]  # at the end of a text a point is a full stop
    hit = book.match(text, 0)
    assert hit is not None, form
    assert hit.length == len(text), form
    return {(reading.key, reading.use) for reading in hit.forms}


def test_forms_are_split_as_the_reader_splits_articles() -> None:
    for name, columns in (
        ("states", ("name", "official", "aliases", "capital")),
        ("organisations", ("name", "aliases", "members")),
        ("persons", ("name", "aliases")),
        ("roles", ("forms",)),
        ("bodies", ("forms",)),
    ):
        for row in table(name):
            for column in columns:
                for form in alternatives(row[column]):
                    # titles stand in capitals before a name, which keeps their points
                    text = (form.title() if name == "roles" else form) + " X"
                    assert tuple(words(text)) == form_words(text), form


def test_forms_of_bodies_and_roles_resolve(book: ActorBook) -> None:
    for row in table("bodies"):
        for form in alternatives(row["forms"]):
            found = book.body(list(form_words(form)), 0)
            assert found is not None, form
            assert found.suffix == row["suffix"], form
    for row in table("roles"):
        for form in alternatives(row["forms"]):
            role = book.role(list(form_words(form)), 0)
            assert role is not None, form
            assert role.title == row["title"], form


def test_titles_of_offices_are_known_roles() -> None:
    titles = {row["title"] for row in table("roles")}
    assert {row["title"] for row in table("offices")} <= titles
    assert {row["same_as"] for row in table("roles")} - {""} <= titles


def test_names_mean_one_person_but_for_known_namesakes(book: ActorBook) -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in table("persons"):
        for name in [row["name"], *alternatives(row["aliases"])]:
            for form in variants(name, initials=True):
                owners[form].add(row["key"])
    shared = {" ".join(form) for form, keys in owners.items() if len(keys) > 1}
    assert shared == {"Ferdinand Marcos", "George Bush", "King Abdullah"}


def test_one_holder_at_a_time_but_where_history_had_two(book: ActorBook) -> None:
    known = ("president of CIV", "president of MDG", "president of ZMB", "prime minister of KHM",
             "prime minister of LBY", "vice president of SSD")  # fmt: skip
    assert [line for line in book.check() if not line.startswith(known)] == []


def test_nobody_is_in_office_before_the_age_of_reason(book: ActorBook) -> None:
    for row in table("offices"):
        if row["earliest"] and row["latest"]:
            years = int(row["latest"][:4]) - int(row["earliest"][:4])
            limit = 75 if row["title"] in ("king", "queen", "emperor", "sultan") else 52
            assert years <= limit, row
        assert row["earliest"] or row["latest"], row
        assert row["source"], row


def test_precision_matches_the_dates() -> None:
    for row in table("offices"):
        if row["precision"] == "year":
            ends = [row["earliest"][5:] in ("01-01", ""), row["latest"][5:] in ("12-31", "")]
            assert any(ends), row


def test_load_is_cached_and_its_hash_is_stable(book: ActorBook) -> None:
    assert load() is book
    assert len(book.digest()) == 16
    assert int(book.digest(), 16) >= 0
