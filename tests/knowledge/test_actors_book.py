from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownActor
from detente.knowledge.actors import ActorBook, load
from detente.read.segment import words


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return load()


def uses(book: ActorBook, text: str, at: int = 0) -> set[tuple[str, str]]:
    hit = book.match(words(text), at)
    return {(form.key, form.use) for form in hit.forms} if hit else set()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "length", "reading"),
    [
        ("Russia said", 1, ("RUS", "name")),
        ("RUSSIA SAID", 1, ("RUS", "name")),
        ("Russian oil", 1, ("RUS", "adjective")),
        ("Russians vote", 1, ("RUS", "people")),
        ("U.S. officials", 1, ("USA", "adjective")),
        ("the U.S. said", 0, None),
        ("United Arab Emirates", 3, ("ARE", "name")),
        ("Kiev said", 1, ("UKR", "capital")),
        ("White House aides", 2, ("USA", "metonym")),
        ("KREMLIN says", 1, ("RUS", "metonym")),
        ("Côte d’Ivoire", 2, ("CIV", "name")),
        ("Cote d'Ivoire", 2, ("CIV", "name")),
        ("Guinea-Bissau voted", 3, ("GNB", "name")),
        ("Vladimir V. Putin said", 3, ("vladimir-putin", "name")),
        ("John Q. Kerry said", 3, ("john-kerry", "name")),
        ("Joseph R. Biden Jr. said", 4, ("joe-biden", "name")),
        ("John Kerry Jr. said", 3, ("john-kerry", "name")),
        ("J. D. Vance said", 3, ("jd-vance", "name")),
        ("JD Vance said", 2, ("jd-vance", "name")),
        ("Zelenskiy said", 1, ("volodymyr-zelensky", "surname")),
        ("Erdogan said", 1, ("recep-tayyip-erdogan", "surname")),
        ("Xi said", 1, ("xi-jinping", "surname")),
        ("Xi Jinping said", 2, ("xi-jinping", "name")),
        ("Ban Ki-moon said", 4, ("ban-ki-moon", "name")),
        ("Von der Leyen said", 3, ("ursula-von-der-leyen", "surname")),
        ("al-Assad said", 3, ("bashar-al-assad", "surname")),
        ("Al Qaeda said", 2, ("al-qaeda", "name")),
        ("Republicans said", 1, ("republican-party-us", "people")),
        ("Kurdish fighters", 1, ("kurds", "adjective")),
        ("Knesset members", 1, ("ISR.parliament", "name")),
        ("Northern Ireland Assembly", 3, ("northern-ireland-assembly", "name")),
        ("Trump Tower", 0, None),
        ("TRUMP TOWER", 0, None),
        ("us said", 0, None),
        ("turkey dinner", 0, None),
        ("putin said", 0, None),
        ("Trumpet", 0, None),
    ],
)
def test_match_finds_the_longest_reading(
    book: ActorBook, text: str, length: int, reading: tuple[str, str] | None
) -> None:
    hit = book.match(words(text), 0)
    assert (hit.length if hit else 0) == length
    assert reading is None or reading in uses(book, text)


def test_a_shared_name_gives_all_readings(book: ActorBook) -> None:
    assert {key for key, _ in uses(book, "Clinton said")} == {"bill-clinton", "hillary-clinton"}
    assert {key for key, _ in uses(book, "Congo said")} == {"COD", "COG"}
    assert uses(book, "Jordan said") == {("JOR", "name"), ("jim-jordan", "surname")}
    hit = book.match(["Georgian"], 0)
    assert hit is not None
    assert list(hit.forms) == sorted(hit.forms)


def test_a_name_of_something_else_hides_the_actor_inside_it(book: ActorBook) -> None:
    text = words("oil in the Gulf of Mexico, said Mexico")
    assert [at for at in range(len(text)) if book.match(text, at)] == [len(text) - 1]


def test_words_alone_are_no_names_of_people_listed_as_common(book: ActorBook) -> None:
    for word in ("May", "Bush", "Brown", "Rice", "Turkey", "Jordan", "Chad", "MAY", "Park", "Kim"):
        assert book.is_common(word), word
    for word in ("Putin", "Netanyahu", "Trump", "Zelensky", "Merkel"):
        assert not book.is_common(word), word


@pytest.mark.parametrize(
    ("title", "of", "on", "names"),
    [
        ("president", "USA", "2014-05-01", ["Barack Obama"]),
        ("President", "USA", "2003-03-20", ["George W. Bush"]),
        ("president", "USA", "2021-01-20", ["Donald Trump", "Joe Biden"]),
        ("president", "RUS", "2010-01-01", ["Dmitry Medvedev"]),
        ("prime minister", "RUS", "2010-01-01", ["Vladimir Putin"]),
        ("leader", "RUS", "2010-01-01", ["Dmitry Medvedev"]),
        ("leader", "DEU", "2010-01-01", ["Angela Merkel"]),
        ("leader", "IRN", "2010-01-01", ["Ali Khamenei"]),
        ("foreign minister", "USA", "2025-02-18", ["Marco Rubio"]),
        ("secretary of state", "USA", "2025-02-18", ["Marco Rubio"]),
        ("foreign minister", "GBR", "2003-03-20", ["Jack Straw"]),
        ("defence minister", "USA", "2003-03-20", ["Donald Rumsfeld"]),
        ("finance minister", "USA", "2011-01-01", ["Timothy Geithner"]),
        ("prime minister", "JPN", "2016-01-01", ["Shinzo Abe"]),
        ("secretary-general", "nato", "2025-01-01", ["Mark Rutte"]),
        ("secretary-general", "united-nations", "1998-01-01", ["Kofi Annan"]),
        ("general secretary", "SUN", "1988-01-01", ["Mikhail Gorbachev"]),
        ("spokesman", "RUS", "2025-05-26", ["Dmitry Peskov"]),
        ("president", "USA", None, ["Donald Trump"]),
        ("president", "SUN", None, ["Mikhail Gorbachev"]),
        ("chancellor", "FRA", "2010-01-01", []),
        ("president", "nowhere", "2010-01-01", []),
    ],
)
def test_holders(book: ActorBook, title: str, of: str, on: str | None, names: list[str]) -> None:
    found = book.holders(title, of, day(on) if on else None)
    assert [entry.name for entry in found] == names


def test_in_office(book: ActorBook) -> None:
    assert book.in_office("donald-trump", "USA", day("2018-07-16"))
    assert not book.in_office("donald-trump", "USA", day("2013-06-18"))
    assert book.in_office("steve-witkoff", "USA", day("2025-08-06"))
    assert not book.in_office("lindsey-graham", "USA", day("2025-04-01"))
    assert book.in_office("maria-zakharova", "RUS", day("2020-01-01"))
    assert not book.in_office("maria-zakharova", "UKR", day("2020-01-01"))
    assert book.in_office("jens-stoltenberg", "nato", day("2020-01-01"))
    assert book.in_office("donald-trump", "USA", None)
    assert not book.in_office("bill-clinton", "USA", None)
    assert not book.in_office("nobody", "USA", None)


def test_acts_for(book: ActorBook) -> None:
    on = day("2020-01-01")
    assert book.acts_for("RUS", on) == "RUS"
    assert book.acts_for("RUS.military", on) == "RUS"
    assert book.acts_for("RUS.parliament", on) is None
    assert book.acts_for("RUS.rebels", on) is None
    assert book.acts_for("cia", None) == "USA"
    assert book.acts_for("hamas", on) is None
    assert book.acts_for("sergei-lavrov", on) == "RUS"
    assert book.acts_for("alexei-navalny", on) is None
    assert book.acts_for("antonio-guterres", on) == "united-nations"
    assert book.acts_for("mario-draghi", day("2015-01-01")) == "european-central-bank"
    assert book.acts_for("mario-draghi", day("2022-01-01")) == "ITA"


def test_bodies_that_act_for_a_state(book: ActorBook) -> None:
    bodies = book.bodies_of("RUS")
    assert "RUS.military" in bodies
    assert "RUS.parliament" not in bodies
    assert {book.acts_for(key, None) for key in bodies} == {"RUS"}
    assert book.bodies_of("nato") == ()


def test_former_states_have_their_time(book: ActorBook) -> None:
    assert book.existed("SUN", day("1990-01-01"))
    assert not book.existed("SUN", day("1995-01-01"))
    assert book.existed("RUS", day("1995-01-01"))
    assert book.existed("hamas", day("1900-01-01"))


def test_body_composes_with_a_state(book: ActorBook) -> None:
    body = book.body(["the", "foreign", "ministry", "said"], 1)
    assert body is not None
    assert (body.length, body.suffix, body.executive) == (2, "foreign-ministry", True)
    entry = book.compose("TUR", body)
    assert (entry.key, entry.kind, entry.country) == ("TUR.foreign-ministry", "government", "TUR")
    assert entry.name == "Turkish foreign ministry"
    assert entry.codes == {"cameo": "TURGOV", "sector": "GOV"}
    rebels = book.body(["rebels"], 0)
    assert rebels is not None
    assert not rebels.executive
    assert book.compose("SYR", rebels).kind == "group"
    assert book.body(["banana"], 0) is None


def test_a_named_body_is_what_the_phrase_composes_to(book: ActorBook) -> None:
    parliament = book.body(["parliament"], 0)
    assert parliament is not None
    assert book.compose("ISR", parliament).name == "Knesset"
    assert book.compose("FIN", parliament).name == "Finnish parliament"


def test_an_organisation_may_have_bodies_too(book: ActorBook) -> None:
    troops = book.body(["troops"], 0)
    assert troops is not None
    entry = book.compose("nato", troops)
    assert (entry.key, entry.country, entry.codes) == ("nato.military", None, {"sector": "MIL"})


def test_entry_takes_composed_keys(book: ActorBook) -> None:
    assert book.entry("RUS").name == "Russia"
    assert book.entry("RUS.military").name == "Russian military"
    assert book.entry("ISR.military").name == "Israel Defense Forces"
    for key in ("nobody", "RUS.nothing", "nobody.military"):
        with pytest.raises(KeyError):
            book.entry(key)


def test_roles(book: ActorBook) -> None:
    for text, length, title, capacity in (
        ("Foreign Minister Lavrov", 2, "foreign minister", "principal"),
        ("Lt. Col. Smith", 2, "colonel", "official"),
        ("Lt Col Smith", 2, "colonel", "official"),
        ("Mr Smith", 1, "Mr.", "unknown"),
        ("press secretary", 2, "spokesman", "spokesperson"),
        ("secretary-general of", 3, "secretary-general", "principal"),
        ("analyst", 1, "analyst", "expert"),
        ("eyewitnesses", 1, "witness", "witness"),
    ):
        role = book.role(words(text), 0)
        assert role is not None, text
        assert (role.length, role.title, role.capacity) == (length, title, capacity)
    assert book.role(["table"], 0) is None
    mister = book.role(["Mr."], 0)
    assert mister is not None
    assert mister.honorific
    assert not mister.office


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("US", "USA"), ("ru", "RUS"), ("russia", "RUS"), ("  Vladimir putin ", "vladimir-putin"),
        ("kremlin", "RUS"), ("moscow", "RUS"), ("Hezbollah", "hezbollah"), ("NATO", "nato"),
        ("russian", "RUS"), ("zelenskyy", "volodymyr-zelensky"), ("rus.military", "RUS.military"),
        ("Russian military", "RUS.military"), ("Russia's foreign ministry", "RUS.foreign-ministry"),
        ("erdogan", "recep-tayyip-erdogan"), ("ukraine", "UKR"),
    ],
)  # fmt: skip
def test_find(book: ActorBook, name: str, key: str) -> None:
    assert book.find(name).key == key


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Vladmir Putin", "Vladimir Putin"),
        ("Trumpp", "Trump"),
        ("Clinton", "bill-clinton, hillary-clinton"),
        ("qqqqqqqq", "ISO code"),
        ("", "ISO code"),
        ("Russian qqqq", ""),
    ],
)
def test_find_says_what_may_be_meant(book: ActorBook, name: str, hint: str) -> None:
    with pytest.raises(UnknownActor) as caught:
        book.find(name)
    assert hint in str(caught.value)
    assert caught.value.exit_code == 2


_WORDS = st.sampled_from(
    ["Vladimir", "V.", "Putin", "al", "-", "Assad", "U.S.", "US", "'s", "Jr.", "New", "York",
     "Kim", "Jong", "Un", "UN", "the", "Foreign", "Ministry", "of", "’", "", "Ivan", "IRAN"]
)  # fmt: skip


@given(st.lists(st.one_of(_WORDS, st.text(max_size=6)), min_size=1, max_size=12), st.data())
def test_look_ups_never_fail_and_stay_inside_the_text(text: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    loaded = load()
    hit = loaded.match(text, at)
    if hit is not None:
        assert 1 <= hit.length <= len(text) - at
        assert hit.forms
        assert list(hit.forms) == sorted(set(hit.forms))
        assert all(form.key in loaded.entries for form in hit.forms)
    for found in (loaded.body(text, at), loaded.role(text, at)):
        assert found is None or 1 <= found.length <= len(text) - at


@given(st.text(max_size=30))
def test_find_gives_an_entry_or_the_one_error(name: str) -> None:
    try:
        found = load().find(name)
    except UnknownActor:
        return
    assert load().entry(found.key) == found
