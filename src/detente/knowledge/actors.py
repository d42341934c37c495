"""Who is who: states, persons with dated offices, organisations, and what they are called.

    >>> book = load()
    >>> book.match(["Vladimir", "Putin", "said"], 0).forms[0].key
    'vladimir-putin'
    >>> [entry.name for entry in book.holders("president", "USA", dt.date(2014, 5, 1))]
    ['Barack Obama']

Nothing here depends on which state or person is meant: all of it is data, in `data/*.csv`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ..errors import InputMissing
from .actor_find import Finder
from .actor_forms import (
    NameIndex,
    PhraseIndex,
    Words,
    surname,
    variants,
    without_article,
    words,
)
from .actor_offices import EXECUTIVE, LEADER, Offices, within
from .actor_tables import LOAD_ORDER, BodyRow, RoleRow, Tables, table_of
from .actor_values import Body, Entry, Form, Hit, RoleForm, Use

__all__ = [
    "EXECUTIVE", "LEADER", "ActorBook", "Body", "Entry", "Form", "Hit", "RoleForm", "Use", "load",
]  # fmt: skip

_Row = TypeVar("_Row", BodyRow, RoleRow)

LISTS = ("common_words.txt", "not_actors.txt")
_REACH = 4
"""How many words before an actor's name a longer name that hides it may begin."""
_JUNIOR = ("Jr.", "Jr", "Sr.", "Sr")


APART = frozenset(("OPP", "REB", "PTY", "MED", "NGO", "IGO", "SEP", "INS", "UAF", "CRM"))
"""Sectors whose members do not stand for their state when something is done to them."""
ENVOYS = frozenset(("ambassador", "envoy"))
"""Titles of officials who stand for their state abroad."""


class ActorBook:
    """The actor data, indexed for reading. Built by `load`; never changes."""

    def __init__(self, tables: Tables, digest: str) -> None:
        self._digest = digest
        self._states = tables.states
        self._common = frozenset(tables.common)
        self._bodies = PhraseIndex(_phrases(tables.bodies))
        self._body_rows = {row.suffix: row for row in reversed(tables.bodies)}
        self._roles = PhraseIndex(_phrases(tables.roles))
        self._role_rows = tuple(tables.roles)
        self._offices = Offices(tables)
        self.entries: Mapping[str, Entry] = MappingProxyType(_entries(tables, self._offices))
        self._names: NameIndex[Form] = NameIndex(_all_forms(tables))
        self._others: NameIndex[str] = NameIndex(
            (form, name) for name in sorted(tables.others) for form in variants(name)
        )
        self._first_names = frozenset(
            words(name)[0] for person in tables.persons.values() for name in person.names
        )

    def match(self, words: Sequence[str], at: int) -> Hit | None:
        """Return the longest name that starts at `words[at]`, with all its readings.

        Case counts, except that a word in capitals matches any name of four or more letters. A
        middle initial that the data lack is passed over ("John F. Kerry"), and so is "Jr.".
        None inside a longer name of something else ("Gulf of Mexico", "Trump Tower").

        >>> load().match(["the", "U.S.", "Senate"], 1).length
        2
        """
        found = self._names.longest(words, at)
        skipping = self._over_initial(words, at)
        if skipping is not None and (found is None or found[0] < skipping[0]):
            found = skipping
        if found is None:
            return None
        length, forms = found
        after = at + length
        if self._hidden(words, at, after):
            return None
        if after < len(words) and length > 1 and words[after] in _JUNIOR:
            length += 1
        return Hit(length, tuple(sorted(forms)))

    def _hidden(self, text: Sequence[str], at: int, stop: int) -> bool:
        """Whether a longer name that means no actor covers the words from `at` to `stop`."""
        for start in range(max(0, at - _REACH), at + 1):
            other = self._others.longest(text, start)
            if other is not None and start + other[0] >= stop and other[0] > stop - at:
                return True
        return False

    def _over_initial(self, text: Sequence[str], at: int) -> tuple[int, list[Form]] | None:
        """A person's full name with one more initial after the first name than the data have."""
        if at + 2 >= len(text) or text[at] not in self._first_names:
            return None
        initial = text[at + 1].rstrip(".")
        if len(initial) != 1 or not initial.isupper() or initial == text[at + 1]:
            return None
        found = self._names.longest((text[at], *text[at + 2 : at + 8]), 0)
        if found is None or found[0] < 2:
            return None
        people = [form for form in found[1] if self.entries[form.key].kind == "person"]
        return (found[0] + 1, people) if people else None

    def is_common(self, word: str) -> bool:
        """Return whether a bare name is also an ordinary word or a first name.

        >>> load().is_common("May"), load().is_common("Putin")
        (True, False)
        """
        return word in self._common or (word.isupper() and word.capitalize() in self._common)

    def holders(self, title: str, of: str, on: dt.date | None) -> tuple[Entry, ...]:
        """Return who held the office `title` of `of` on the day, sorted by key.

        Without a day: the latest known holder. On a day of handover both are returned. The title
        "leader" stands for the effective leader; offices that are the same under another name
        (foreign minister, secretary of state) answer to each other.
        """
        return tuple(self.entries[key] for key in self._offices.holders(title, of, on))

    def in_office(self, key: str, of: str, on: dt.date | None) -> bool:
        """Return whether the person acts for `of` on that day (in an executive office).

        Without a day: whether the person is the latest known holder of such an office. The head
        of an executive body (a spokesman of the foreign ministry) acts for its state too.
        """
        return self._offices.in_office(key, of, on)

    def acts_for(self, key: str, on: dt.date | None) -> str | None:
        """Return the state or organisation for which an actor acts on that day, or None.

        A state acts for itself, an executive body ("RUS.military") for its state, a person for
        that in which he or she then holds an executive office: a state before an organisation.
        """
        return self._offices.acts_for(key, on)

    def existed(self, key: str, on: dt.date) -> bool:
        """Return whether a state existed on that day (True for all that is not a former state)."""
        state = self._states.get(key)
        return state is None or within(state.earliest, state.latest, on)

    def body(self, words: Sequence[str], at: int) -> Body | None:
        """Return the longest collective noun ("foreign ministry", "troops") at a place."""
        found = self._bodies.longest(words, at)
        if found is None:
            return None
        length, row = found
        return Body(length, row.suffix, row.pattern, row.kind, row.sector, row.executive)

    def bodies_of(self, key: str) -> tuple[str, ...]:
        """Return the keys of all bodies of a state that act for it ("RUS.military")."""
        if key not in self._states:
            return ()
        rows = sorted(row.suffix for row in self._body_rows.values() if row.executive)
        return tuple(f"{key}.{suffix}" for suffix in rows)

    def receives_for(self, key: str) -> str | None:
        """Return the state that is treated when this actor is: wider than `acts_for`.

        What is done to a state's companies, people or agencies is done to the state; what is done
        to its opposition, rebels, parties, media or single persons is not.
        """
        try:
            entry = self.entry(key)
        except KeyError:
            return None
        if entry.kind not in ("state", "government", "people", "organisation", "generic"):
            return None
        return None if entry.codes.get("sector") in APART else entry.country

    def receivers_of(self, key: str) -> tuple[str, ...]:
        """Return the keys of all actors that receive for a state, as `receives_for` has it."""
        if key not in self._states:
            return ()
        bodies = (f"{key}.{suffix}" for suffix in self._body_rows)
        return tuple(
            sorted(other for other in {*self.entries, *bodies} if self.receives_for(other) == key)
        )

    def envoys_of(self, key: str) -> tuple[str, ...]:
        """Return the keys under which those who represent a state without a name are read.

        "The Russian ambassador", "a Kremlin spokesman": principals, spokespersons and envoys.
        """
        if key not in self._states:
            return ()
        titles = sorted(
            row.title
            for row in self._role_rows
            if row.sector in ("GOV", "MIL")
            and (row.capacity in ("principal", "spokesperson") or row.title in ENVOYS)
        )
        return tuple(f"{key}.{title}".replace(" ", "-") for title in titles)

    def role(self, words: Sequence[str], at: int) -> RoleForm | None:
        """Return the longest role noun or title ("defence minister", "Lt. Col.") at a place."""
        found = self._roles.longest(words, at)
        if found is None:
            return None
        length, row = found
        return RoleForm(length, row.title, row.capacity, row.sector, row.office, row.honorific)

    def compose(self, country: str, body: Body) -> Entry:
        """Return the body of a state or organisation, e.g. "RUS.military".

        Where the data name that body ("ISR.parliament" is the Knesset), that entry is returned.
        """
        key = f"{country}.{body.suffix}"
        if key in self.entries:
            return self.entries[key]
        owner = self.entries[country]
        state = self._states.get(country)
        adjective = state.adjectives[0] if state and state.adjectives else owner.name
        codes = {"sector": body.sector} if body.sector else {}
        if state and state.cameo:
            codes["cameo"] = state.cameo + body.sector
        name = body.pattern.format(name=owner.name, adjective=adjective)
        return Entry(key, name, body.kind, owner.country, None, codes, ())

    def entry(self, key: str) -> Entry:
        """Return the entry of a key, composed ones ("RUS.military") included.

        Raises KeyError where there is none.
        """
        if key in self.entries:
            return self.entries[key]
        owner, _, suffix = key.partition(".")
        row = self._body_rows.get(suffix)
        if row is None or owner not in self.entries:
            raise KeyError(key)
        body = Body(1, row.suffix, row.pattern, row.kind, row.sector, row.executive)
        return self.compose(owner, body)

    def find(self, name: str) -> Entry:
        """Return the actor that a person at the command line means.

        A key, ISO code, name or alias, in any case; "Russian military" works too. Raises
        UnknownActor, with near names, where nobody or several are meant.

        >>> load().find("us").key, load().find("zelenskyy").key
        ('USA', 'volodymyr-zelensky')
        """
        finder = Finder(self.entries, self._states, self._names, self._bodies)
        return self.entry(finder.key(name))

    def digest(self) -> str:
        """Return the hash of the data files: 16 hexadecimal digits."""
        return self._digest

    def check(self) -> list[str]:
        """Return what looks wrong though it may be history: two holders of one office at once."""
        return self._offices.check()


def _entries(tables: Tables, offices: Offices) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, state in tables.states.items():
        codes = {"cameo": state.cameo} if state.cameo else {}
        entries[key] = Entry(key, state.name, "state", key, None, codes, ())
    for key, org in tables.organisations.items():
        pairs = (("cameo", org.cameo), ("sector", org.sector))
        codes = {name: code for name, code in pairs if code}
        entries[key] = Entry(key, org.name, org.kind, org.country, None, codes, ())
    for key, person in tables.persons.items():
        roles = offices.roles(key)
        entries[key] = Entry(key, person.name, "person", person.country, person.gender, {}, roles)
    return entries


def _all_forms(tables: Tables) -> Iterator[tuple[Words, Form]]:
    """Yield every form of every actor, with typographic variants."""
    for key, state in tables.states.items():
        uses: tuple[tuple[Use, tuple[str, ...]], ...] = (
            ("name", state.names), ("adjective", state.adjectives), ("people", state.people),
            ("capital", state.capital), ("metonym", state.metonyms),
        )  # fmt: skip
        yield from _forms(key, uses)
    for key, org in tables.organisations.items():
        uses = (
            ("name", org.names), ("adjective", org.adjectives), ("people", org.members),
            ("metonym", org.metonyms),
        )  # fmt: skip
        yield from _forms(key, uses)
    for key, person in tables.persons.items():
        names = Form(key, "name")
        for name in person.names:
            for form in variants(name, initials=True):
                yield form, names
        last = Form(key, "surname")
        for name in _surnames(person.names) if person.surnames is None else person.surnames:
            for form in variants(name):
                yield form, last


def _forms(key: str, uses: Iterable[tuple[Use, tuple[str, ...]]]) -> Iterator[tuple[Words, Form]]:
    for use, names in uses:
        form = Form(key, use)
        for name in names:
            for spelling in variants(name):
                yield spelling, form


def _surnames(names: tuple[str, ...]) -> list[str]:
    """The family names in a person's names; single names have none."""
    found = [last for last in map(surname, names) if last is not None]
    return list(dict.fromkeys([*found, *map(without_article, found)]))


def _phrases(rows: Sequence[_Row]) -> Iterator[tuple[Words, _Row]]:
    """Yield the forms of bodies or roles; an abbreviation also without its point (Mr, Gen)."""
    for row in rows:
        for form in row.forms:
            for spelling in variants(form):
                yield spelling, row
                if any(len(word) > 2 and word.endswith(".") for word in spelling):
                    yield tuple(word.rstrip(".") for word in spelling), row


def load(paths: Sequence[Path] = ()) -> ActorBook:
    """Return the packaged actor data, with a user's own files of the same formats added.

    A user's file is recognised by its header line; a folder stands for all its .csv and .txt
    files. Raises DataError (a faulty row, with file and line) and InputMissing.
    """
    return _book(tuple(_user_texts(paths)))


def _user_texts(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in inside:
            if file.suffix in (".csv", ".txt") or file == path:
                try:
                    yield str(file), file.read_text(encoding="utf-8-sig")
                except OSError as fault:
                    message = f"cannot read the actor data {file}: {fault.strerror}"
                    raise InputMissing(message, hint="check the path") from fault


@lru_cache(maxsize=1)
def _packaged() -> tuple[tuple[str, str], ...]:
    folder = resources.files(__package__) / "data"
    names = (*(f"{table}.csv" for table in LOAD_ORDER), *LISTS)
    return tuple((name, (folder / name).read_text(encoding="utf-8")) for name in names)


@lru_cache(maxsize=4)
def _book(user: tuple[tuple[str, str], ...]) -> ActorBook:
    """Build the book; cached by the contents of the files, so that an edit is seen."""
    digest = hashlib.sha256()
    tables = Tables()
    ordered = [(LOAD_ORDER.index(_table(name, text)), name, text) for name, text in user]
    packaged = [(LOAD_ORDER.index(_table(name, text)), name, text) for name, text in _packaged()]
    for _, name, text in sorted([*packaged, *ordered], key=lambda item: item[0]):
        digest.update(hashlib.sha256(text.encode()).digest())
        tables.add(name, text)
    return ActorBook(tables, digest.hexdigest()[:16])


def _table(name: str, text: str) -> str:
    return LOAD_ORDER[-1] if name.endswith(".txt") else table_of(name, text)
