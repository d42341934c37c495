"""Finds the actor that a person at the command line means."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from ..errors import UnknownActor
from .actor_forms import NameIndex, PhraseIndex, words
from .actor_tables import BodyRow, State
from .actor_values import Entry, Form, Use

_USES: tuple[Use, ...] = ("name", "metonym", "capital", "adjective", "people", "surname")


class Finder:
    """Looks a name up in any case: key, ISO code, name, alias, or "Russian military"."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        states: Mapping[str, State],
        names: NameIndex[Form],
        bodies: PhraseIndex[BodyRow],
    ) -> None:
        self._entries = entries
        self._states = states
        self._names = names
        self._bodies = bodies

    def key(self, name: str) -> str:
        """Return the one key that a name means; raises UnknownActor with near names."""
        wanted = name.strip()
        keys = self._keys(wanted)
        if len(keys) == 1:
            return keys[0]
        if keys:
            hint = "give one of these keys: " + ", ".join(keys)
            raise UnknownActor(f"{wanted!r} may be several actors", hint=hint)
        near = self._near(wanted)
        hint = (
            "did you mean " + " or ".join(near) + "?"
            if near
            else "give a name, a key or an ISO code"
        )
        raise UnknownActor(f"no actor is called {wanted!r}", hint=hint)

    def _keys(self, wanted: str) -> list[str]:
        """The keys that a name may mean, by the strongest use of it that there is."""
        split = words(wanted)
        if not split:
            return []
        for key in (wanted, wanted.lower(), wanted.upper()):
            if key in self._entries:
                return [key]
        iso2 = [key for key, state in self._states.items() if state.iso2 == wanted.upper()]
        if iso2:
            return iso2
        forms = self._names.any_case(split)
        for use in _USES:
            keys = sorted({form.key for form in forms if form.use == use})
            if keys:
                return keys
        return self._composed(wanted)

    def _composed(self, wanted: str) -> list[str]:
        """The key of "rus.military" or "Russian military"."""
        owner, dot, suffix = wanted.partition(".")
        if dot and owner.upper() in self._states and suffix in self._suffixes():
            return [f"{owner.upper()}.{suffix}"]
        split = words(wanted)
        for cut in range(len(split) - 1, 0, -1):
            forms = self._names.any_case(split[:cut])
            owners = sorted({form.key for form in forms} & set(self._states))
            rest = split[cut:][1:] if split[cut] == "'s" else split[cut:]
            found = self._bodies.longest(rest, 0) if rest else None
            if owners and found is not None and found[0] == len(rest):
                return [f"{key}.{found[1].suffix}" for key in owners]
        return []

    def _suffixes(self) -> frozenset[str]:
        return frozenset(row.suffix for row in self._bodies.values())

    def _near(self, wanted: str) -> list[str]:
        """Up to three known names that look like the wanted one."""
        known = {" ".join(form).lower(): " ".join(form) for form in self._names.forms()}
        known.update({key.lower(): key for key in self._entries})
        found = difflib.get_close_matches(wanted.lower(), sorted(known), n=3, cutoff=0.75)
        return [known[name] for name in found]
