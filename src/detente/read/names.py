"""Pass one of reading: who is named where, and who is meant.

Known names come from the actor data; unknown people are found by title, apposition or because
they speak. Titles without a name ("the Russian president") are resolved by date; a demonym or a
possessive composes with a body of the state ("Russian forces", "Ukraine's parliament").

Everything after this step sees parties only by number and kind: no rule can depend on a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from ..knowledge.actors import ActorBook, Body, Entry, Form, RoleForm
from ..model import MentionBy, content_id
from .document import Doc, Name, Party, Sentence

Verbs = Mapping[str, tuple[tuple[str, str], ...]]
"""Surface form -> its (lemma, feature) readings as a verb."""

_PLACE_BEFORE = frozenset(
    "in at near outside around across throughout inside from of to through via beyond".split()
)
_ORGANISATION = frozenset(
    """party ministry university college institute foundation bank council committee commission
    association agency department office bureau court congress senate assembly union league
    federation group company corporation corp inc ltd centre center society organisation
    organization times post journal news tribune herald gazette network front movement army
    brigade fund church hospital school coalition alliance authority administration service
    services board club team trust campaign pac""".split()
)
_NOT_PERSON = frozenset(
    """street avenue road square park river lake mount mountain sea ocean island islands city
    county state states house hall tower airport bridge hotel province district valley beach bay
    port north south east west northern southern eastern western central new act bill law treaty
    agreement accord plan protocol day week month year monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november
    december war cup olympics championship prize award constitution amendment the a an and of for
    mr mrs ms i twitter facebook""".split()
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
_PARTICLES = frozenset(
    "de la del der den di da du van von bin ibn al el ben bint ter le dos".split()
)
_OPENERS = frozenset(
    """the a an this that these those he she it they we i you his her its their our my in on at by
    for from with of to as but and or if when while after before since because although though
    however meanwhile there here what who why how where which no not yes so yet still also even
    one two three some many most all both each every other another such more last next earlier
    later now then today yesterday tomorrow according despite during under over between among
    speaking asked amid against without within until unless only just about is was are were has
    had have do does did will would can could should may might must let's""".split()
)
_AGENTIVE = ("ers", "ors", "ists", "men", "women", "ians", "ants", "ents")
_NEAR = 200
"""Mentions back to which a bare title ("the president") may refer."""
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_EXPLETIVE = frozenset(
    "comes came seems seemed appears appeared turns turned remains happens happened".split()
)
_IT = frozenset({"it", "its", "itself"})


def find_names(doc: Doc, book: ActorBook, verbs: Verbs | None = None) -> None:
    """Fill `doc.parties` and `doc.names` (all but pronouns, which coref adds).

    `verbs` are surface forms that may be verbs: "the Russian army said" against "army base".
    """
    _Namer(doc, book, verbs or {}).run()


class _Namer:
    """One pass over one article. State: who was named so far, and by which last word."""

    def __init__(self, doc: Doc, book: ActorBook, verbs: Verbs) -> None:
        self.doc, self.book, self.verbs = doc, book, verbs
        self.words = [token.text for token in doc.tokens]
        self.lowers = [token.lower for token in doc.tokens]
        self.index: dict[str, int] = {}
        self.surnames: dict[str, list[int]] = {}
        self.full: set[str] = set()
        self.article = doc.article

    def run(self) -> None:
        self._survey()
        self.speaking = self._speaking()
        for sentence in self.doc.sentences:
            at = sentence.first
            while at < sentence.last:
                at = self._step(sentence, at)
        self._of_bodies()
        self._of_persons()
        self.doc.names.sort(key=lambda name: name.first)

    # -- what occurs anywhere in the article ---------------------------------------------------

    def _survey(self) -> None:
        """Note which full names occur, so that a bare surname may lean on a later full one."""
        at = 0
        while at < len(self.words):
            hit = self.book.match(self.words, at) if self._capital(at) else None
            if hit is None:
                at += 1
                continue
            if hit.length > 1:
                self.full.update(form.key for form in hit.forms if form.use == "name")
            at += hit.length

    def _speaking(self) -> frozenset[str]:
        """Capitalised words that stand right beside a verb of speaking: likely last names."""
        found: set[str] = set()
        for at, word in enumerate(self.lowers):
            if word in _SPEAKS:
                for near in (at - 1, at + 1):
                    if 0 <= near < len(self.words) and self._capital(near):
                        found.add(self.lowers[near])
        return frozenset(found - _OPENERS)

    # -- one step ------------------------------------------------------------------------------

    def _step(self, sentence: Sentence, at: int) -> int:
        """Try to find a mention that starts at `at`; return the position to go on from."""
        if not self._capital(at):
            role = self.book.role(self.words, at)
            if role is not None:
                return self._role(sentence, at, at, role, country=None)
            return at + 1
        hit = self.book.match(self.words, at)
        longer = self._capitals(sentence, at)
        if (
            hit is not None
            and longer > hit.length
            and self._part_of_longer(sentence, at, hit.length, longer)
        ):
            hit = None
        if hit is not None:
            return self._known(sentence, at, hit.length, hit.forms)
        role = self.book.role(self.words, at)
        if role is not None and not self._inside_capitals(sentence, at):
            return self._role(sentence, at, at, role, country=None)
        return self._unknown(sentence, at, longer)

    def _capital(self, at: int) -> bool:
        word = self.words[at]
        return word[0].isalpha() and (word[0].isupper() or not word[0].islower())

    def _capitals(self, sentence: Sentence, at: int) -> int:
        """Length of the run of capitalised words from `at`, name particles inside included."""
        if self.lowers[at] in _CALENDAR and self.book.match(self.words, at) is None:
            return 1
        stop = at
        limit = min(sentence.last, at + 7)
        while stop < limit:
            if self._capital(stop) and not (stop > at and self.lowers[stop] in _OPENERS):
                stop += 1
            elif (
                stop > at
                and self.lowers[stop] in _PARTICLES
                and stop + 1 < limit
                and self._capital(stop + 1)
            ) or (
                stop > at
                and self.words[stop] in ("-", "–")
                and stop + 1 < limit
                and self._capital(stop + 1)
                and self.doc.tokens[stop].start == self.doc.tokens[stop - 1].end
            ):
                stop += 2
            else:
                break
        return min(stop, limit) - at

    def _inside_capitals(self, sentence: Sentence, at: int) -> bool:
        if at == sentence.first or not self._capital(at - 1):
            return False
        return self.lowers[at - 1] not in _OPENERS | _CALENDAR

    def _part_of_longer(self, sentence: Sentence, at: int, length: int, longer: int) -> bool:
        """Whether a known name is only a piece of a longer unknown one ("Trump Tower")."""
        if sentence.heading:
            return False
        rest = self.lowers[at + length : at + longer]
        forms = self.book.match(self.words, at)
        assert forms is not None
        uses = {form.use for form in forms.forms}
        after = at + length
        if after < sentence.last and self.book.match(self.words, after) is not None:
            return False
        if uses & {"adjective", "people"}:
            return False
        if uses == {"surname"} and rest:
            role = self.book.role(self.words, after)
            return role is None and self.book.body(self.lowers, after) is None
        return (
            bool(rest)
            and rest[-1] in _ORGANISATION | _NOT_PERSON
            and self.book.body(self.lowers, after) is None
        )

    # -- known names ---------------------------------------------------------------------------

    def _known(self, sentence: Sentence, at: int, length: int, forms: tuple[Form, ...]) -> int:
        stop = at + length
        uses = {form.use for form in forms}
        adjectives = [form for form in forms if form.use == "adjective"]
        nouns = [form for form in forms if form.use in ("name", "metonym", "capital")]
        if adjectives:
            end = self._compose(sentence, at, stop, adjectives[0].key)
            if end is not None:
                return end
            if not nouns and "people" in uses and self._ends_phrase(stop, sentence):
                form = next(form for form in forms if form.use == "people")
                return self._people(at, stop, form.key)
            if not nouns:
                return self._mention(
                    at, stop, self._entry(adjectives[0].key), by="name", adjective=True
                )
        if nouns:
            return self._named(sentence, at, stop, nouns)
        if "people" in uses:
            form = next(form for form in forms if form.use == "people")
            return self._people(at, stop, form.key)
        return self._surname(sentence, at, stop, forms)

    def _named(self, sentence: Sentence, at: int, stop: int, forms: list[Form]) -> int:
        form = self._choose(forms)
        if form is None:
            return stop
        entry = self.book.entries[form.key]
        if form.use == "capital" and self._as_place(sentence, at, stop):
            return self._mention(at, stop, self._entry(form.key), by="metonym", place=True)
        if entry.kind == "state":
            end = self._compose(sentence, at, stop, form.key, plain=True)
            if end is not None:
                return end
        if entry.kind == "person":
            end = self._administration(sentence, at, stop, entry)
            if end is not None:
                return end
        if entry.kind in ("organisation", "government") and stop < sentence.last:
            role = self.book.role(self.words, stop)
            named = self._named_after(sentence, stop + role.length) if role is not None else None
            if role is not None and named is not None:  # "Pentagon spokesman Kenneth Bacon"
                self._entitle(named[0], role)
                return self._mention(at, named[1], named[0], by="name", core=stop + role.length)
        by: MentionBy = "name" if form.use == "name" else "metonym"
        return self._mention(at, stop, self._entry(form.key), by=by)

    def _choose(self, forms: list[Form]) -> Form | None:
        """Pick among several actors of one name: one named in full or before, else only one."""
        keys = sorted({form.key for form in forms})
        if len(keys) > 1:
            seen = [key for key in keys if key in self.index or key in self.full]
            on = self.doc.published
            acting = [
                key
                for key in keys
                if any(
                    _covers(role.earliest, role.latest, on) for role in self.book.entries[key].roles
                )
            ]
            named = sorted({form.key for form in forms if form.use == "name"})
            for pool in (seen, named, acting):
                if len(pool) == 1:
                    keys = pool
                    break
            else:
                return None
        return next(form for form in forms if form.key == keys[0])

    def _as_place(self, sentence: Sentence, at: int, stop: int) -> bool:
        """A capital stands for a place in a dateline and after a locative preposition."""
        if at > sentence.first and self.lowers[at - 1] in _PLACE_BEFORE:
            return True
        after = self.lowers[stop : stop + 2]
        before_hyphen = after[:2] in (["-", "based"], ["-", "area"])
        dateline = at == sentence.first and (
            after[:1] in (["("], ["—"], ["–"])
            or (self.words[at].isupper() and after[:1] in ([","], ["-"]))
        )
        return before_hyphen or dateline

    def _surname(self, sentence: Sentence, at: int, stop: int, forms: tuple[Form, ...]) -> int:
        word = self.words[stop - 1]
        local = self.surnames.get(word.lower(), [])
        if local:
            return self._mention(at, stop, local[-1], by="name")
        keys = sorted({form.key for form in forms})
        seen = [key for key in keys if key in self.full]
        if len(seen) == 1:
            return self._finish_person(sentence, at, stop, seen[0])
        common = self.book.is_common(word)
        if common or ((seen or sentence.heading) and len(keys) > 1):
            return stop
        acting = [
            key
            for key in keys
            if any(
                _covers(role.earliest, role.latest, self.doc.published)
                for role in self.book.entries[key].roles
            )
        ]
        pool = acting if len(acting) == 1 else keys
        if len(pool) == 1:
            return self._finish_person(sentence, at, stop, pool[0])
        return stop

    def _finish_person(self, sentence: Sentence, at: int, stop: int, key: str) -> int:
        end = self._administration(sentence, at, stop, self.book.entries[key])
        return end if end is not None else self._mention(at, stop, self._entry(key), by="name")

    def _administration(self, sentence: Sentence, at: int, stop: int, person: Entry) -> int | None:
        """ "The Obama administration", "Putin's government": the state's, by the office held."""
        after = stop + 1 if self._possessive(stop) else stop
        body = self.book.body(self.lowers, after) if after < sentence.last else None
        if body is None or body.suffix != "government":
            return None
        states = [
            role.of
            for role in person.roles
            if role.of is not None
            and role.of in self.book.entries
            and self.book.entries[role.of].kind == "state"
        ]
        if not states:
            return None
        composed = self.book.compose(states[0], body)
        return self._mention(at, after + body.length, self._party(composed), by="description")

    def _people(self, at: int, stop: int, country: str) -> int:
        entry = self.book.entries[country]
        if entry.kind != "state":
            return self._mention(at, stop, self._entry(country), by="name", plural=True)
        party = Party(f"{country}.people", f"{entry.name} (people)", "people", entry.country)
        return self._mention(at, stop, self._register(party), by="name", plural=True)

    def _ends_phrase(self, stop: int, sentence: Sentence) -> bool:
        """Whether a word that may be adjective or noun ("American") stands as the noun."""
        if stop >= sentence.last:
            return True
        after = self.lowers[stop]
        return not after[0].isalpha() or after in _OPENERS - {"one"}

    def _compose(
        self, sentence: Sentence, at: int, stop: int, country: str, *, plain: bool = False
    ) -> int | None:
        """A state's name or demonym with what follows: a body, an office or a described person."""
        entry = self.book.entries[country]
        if entry.kind != "state" or stop >= sentence.last:
            return None
        adjective = not self._possessive(stop)
        after = stop if adjective else stop + 1
        # an ordinal, "former", "new", "top" or another plain adjective may stand between
        for skip in range(3):
            begin = after + skip
            if skip and plain and adjective:
                return None  # "Kenya massed troops": the name is a subject, no modifier
            if begin >= sentence.last or (
                skip
                and not self._modifier(begin - 1)
                and self.book.body(self.lowers, begin - 1) is None
            ):
                return None
            body = self.book.body(self.lowers, begin)
            role = self.book.role(self.words, begin)
            if body is not None and self._modifies(sentence, begin, body):
                continue
            if body is not None and (role is None or body.length >= role.length):
                composed = self.book.compose(country, body)
                return self._mention(
                    at,
                    begin + body.length,
                    self._party(composed),
                    by="description",
                    plural=self.lowers[begin + body.length - 1].endswith("s"),
                )
            if role is not None:
                former = self.lowers[at - 1] in ("former", "ex") if at else False
                former = (
                    former
                    or "former" in self.lowers[after:begin]
                    or "ex" in self.lowers[after:begin]
                )
                return self._role(sentence, at, begin, role, country=country, former=former)
            word = self.lowers[begin]
            if (
                adjective
                and word.endswith(_AGENTIVE)
                and self.words[begin].islower()
                and len(word) > 5
            ):
                party = Party(f"{country}.{word}", f"{entry.name} {word}", "generic", entry.country)
                return self._mention(
                    at, begin + 1, self._register(party), by="description", plural=True
                )
        return None

    def _modifies(self, sentence: Sentence, begin: int, body: Body) -> bool:
        """Whether the body's word only describes a noun after it ("military aid")."""
        after = begin + body.length
        if after >= sentence.last or self.lowers[after - 1].endswith("s"):
            return False
        word = self.lowers[after]
        return (
            word.isalpha()
            and self.words[after].islower()
            and word not in _OPENERS
            and not self._finite(word)
            and not word.endswith(("ed", "ly"))
        )

    def _finite(self, word: str) -> bool:
        """Whether a word may be a finite verb after a singular noun (not a bare base form)."""
        return any(feature != "base" for _, feature in self.verbs.get(word, ()))

    def _modifier(self, at: int) -> bool:
        word = self.lowers[at]
        return (
            word.isalpha()
            and word not in _OPENERS
            and (
                word.endswith(("al", "ary", "ed", "ent", "ive", "ern", "or", "ior"))
                or word in _MODIFIERS
            )
        )

    # -- people by office ----------------------------------------------------------------------

    def _role(
        self,
        sentence: Sentence,
        at: int,
        begin: int,
        role: RoleForm,
        *,
        country: str | None,
        former: bool = False,
    ) -> int:
        """A title at `begin` (chunk from `at`): with a name after it, of somebody, or bare."""
        stop = begin + role.length
        named = self._named_after(sentence, stop)
        if named is not None:
            party, end = named
            if country is not None and self.doc.parties[party].country is None:
                self.doc.parties[party].country = self.book.entries[country].country
            self._entitle(party, role)
            return self._mention(at, end, party, by="name", core=stop)
        if country is None:
            country, after = self._of_state(sentence, stop)
            stop = after
        if country is not None:
            return self._holder(at, stop, role, country, former)
        if not self.words[begin].islower() and not role.office:
            return stop
        return self._bare(sentence, at, stop, role)

    def _named_after(self, sentence: Sentence, stop: int) -> tuple[int, int] | None:
        """The person whose name follows a title, known or not, and where the name ends."""
        if stop >= sentence.last or not self._capital(stop) or self.lowers[stop] in _OPENERS:
            return None
        hit = self.book.match(self.words, stop)
        if hit is not None:
            people = sorted(
                {form.key for form in hit.forms if self.book.entries[form.key].kind == "person"}
            )
            longer = self._capitals(sentence, stop)
            if people and longer <= hit.length:
                seen = [key for key in people if key in self.full] or people
                acting = [
                    key
                    for key in seen
                    if any(
                        _covers(role.earliest, role.latest, self.doc.published)
                        for role in self.book.entries[key].roles
                    )
                ] or seen
                if len(acting) == 1:
                    return self._entry(acting[0]), stop + hit.length
            if not people and longer <= hit.length:
                return None
        length = self._capitals(sentence, stop)
        if not 1 <= length <= 5 or set(self.lowers[stop : stop + length]) & (
            _ORGANISATION | _NOT_PERSON
        ):
            return None
        return self._stranger(stop, stop + length), stop + length

    def _of_state(self, sentence: Sentence, stop: int) -> tuple[str | None, int]:
        """ "president of Russia": the state after "of", and where the phrase ends."""
        if stop + 1 >= sentence.last or self.lowers[stop] != "of":
            return None, stop
        begin = stop + 2 if self.lowers[stop + 1] == "the" else stop + 1
        hit = self.book.match(self.words, begin) if begin < sentence.last else None
        if hit is None:
            return None, stop
        states = [
            form.key
            for form in hit.forms
            if form.use == "name" and self.book.entries[form.key].kind == "state"
        ]
        return (states[0], begin + hit.length) if len(states) == 1 else (None, stop)

    def _holder(self, at: int, stop: int, role: RoleForm, country: str, former: bool) -> int:
        """The person who held the office that day, else a described person of that state."""
        if role.office and not former:
            holders = self.book.holders(role.title, country, self.doc.published)
            if len(holders) == 1:
                return self._mention(at, stop, self._party(holders[0]), by="title")
        entry = self.book.entries[country]
        prefix = "former " if former else ""
        party = Party(
            f"{country}.{prefix}{role.title}".replace(" ", "-"),
            f"{prefix}{role.title} of {entry.name}",
            "generic",
            entry.country,
            capacity="former" if former else role.capacity,
            titles=(role.title,),
        )
        plural = self.lowers[stop - 1].endswith("s")
        return self._mention(at, stop, self._register(party), by="description", plural=plural)

    def _bare(self, sentence: Sentence, at: int, stop: int, role: RoleForm) -> int:
        """ "The president": the last person named who has that title; otherwise nobody."""
        if not role.office or at == sentence.first or self.lowers[at - 1] != "the":
            return stop
        for name in self.doc.names[: -_NEAR - 1 : -1]:
            party = self.doc.parties[name.parties[0]]
            if party.kind == "person" and role.title in party.titles:
                return self._mention(at, stop, name.parties[0], by="title")
        return stop

    # -- unknown people ------------------------------------------------------------------------

    def _unknown(self, sentence: Sentence, at: int, length: int) -> int:
        if at == sentence.first and self.lowers[at] in _OPENERS:
            return at + 1
        stop = at + max(length, 1)
        surname = self.lowers[stop - 1]
        local = self.surnames.get(surname, [])
        if length == 1:
            if local and not (at == sentence.first and self.book.is_common(self.words[at])):
                return self._mention(at, stop, local[-1], by="name")
            return stop
        run = self.lowers[at:stop]
        if sentence.heading or not 2 <= length <= 5 or set(run) & _NOT_PERSON:
            return stop
        if run[-1] in _ORGANISATION or run[0] in _ORGANISATION:
            return self._mention(at, stop, self._organisation(at, stop), by="name")
        if set(run) & _ORGANISATION or not self._looks_personal(sentence, at, stop):
            return stop
        return self._mention(at, stop, self._stranger(at, stop), by="name")

    def _looks_personal(self, sentence: Sentence, at: int, stop: int) -> bool:
        """Evidence that a run of capitalised words names a person: an office, speech, kin."""
        name = " ".join(self.words[at:stop])
        if name.lower() in self.index or self.lowers[stop - 1] in self.speaking:
            return True
        after = self.lowers[stop : stop + 8]
        if after[:1] == [","] and sentence.first <= stop < sentence.last:
            for step in range(1, min(7, len(after))):
                if after[step] in (",", ".") or stop + step >= sentence.last:
                    break
                if self.book.role(self.words, stop + step) is not None:
                    return True
            if after[1:2] and after[1].isdigit() and after[2:3] == [","]:
                return True
        near = set(self.lowers[max(sentence.first, at - 3) : at]) | set(after[:2])
        return bool(near & _SPEAKS) or (
            self._possessive(stop) and after[1:2] in (["wife"], ["husband"], ["son"], ["daughter"])
        )

    def _stranger(self, at: int, stop: int) -> int:
        """The party for a person whom the actor data do not know; one per last name."""
        words = [word for word in self.words[at:stop] if word not in ("-", "–")]
        name = self.doc.text[self.doc.tokens[at].start : self.doc.tokens[stop - 1].end]
        last = words[-1].lower()
        for known in self.surnames.get(last, []):
            if len(words) == 1 or self.doc.parties[known].name.split()[0] == words[0]:
                return known
        party = Party(content_id(self.article, name), name, "person")
        number = self._register(party, alias=name.lower())
        self._remember(last, number)
        return number

    def _organisation(self, at: int, stop: int) -> int:
        name = self.doc.text[self.doc.tokens[at].start : self.doc.tokens[stop - 1].end]
        party = Party(content_id(self.article, name), name, "organisation")
        return self._register(party, alias=name.lower())

    # -- bookkeeping ---------------------------------------------------------------------------

    def _entry(self, key: str) -> int:
        return self._party(self.book.entries[key])

    def _party(self, entry: Entry) -> int:
        titles = tuple(
            sorted(
                {
                    role.title
                    for role in entry.roles
                    if _covers(role.earliest, role.latest, self.doc.published)
                }
            )
        )
        number = self._register(
            Party(
                entry.key,
                entry.name,
                entry.kind,
                entry.country,
                entry.gender,
                dict(entry.codes),
                titles=titles,
            )
        )
        if entry.kind == "person":
            self._remember(entry.name.split()[-1].lower(), number)
        return number

    def _register(self, party: Party, *, alias: str | None = None) -> int:
        slot = alias or party.id
        if slot not in self.index:
            self.index[slot] = len(self.doc.parties)
            self.index[party.id] = len(self.doc.parties)
            self.doc.parties.append(party)
        return self.index[slot]

    def _remember(self, surname: str, number: int) -> None:
        known = self.surnames.setdefault(surname, [])
        if number in known:
            known.remove(number)
        known.append(number)

    def _entitle(self, number: int, role: RoleForm) -> None:
        party = self.doc.parties[number]
        if (role.title not in party.titles and not role.honorific) or role.office:
            party.titles = tuple(sorted({*party.titles, role.title}))
        if party.capacity is None and role.capacity != "unknown":
            party.capacity = role.capacity
        if role.title in ("Mr.", "Sir", "Lord"):
            party.gender = party.gender or "m"
        elif role.title in ("Mrs.", "Ms.", "Miss", "Lady"):
            party.gender = party.gender or "f"

    def _possessive(self, at: int) -> bool:
        return at < len(self.lowers) and self.lowers[at] in ("'s", "'")

    def _mention(
        self,
        at: int,
        stop: int,
        party: int,
        *,
        by: MentionBy,
        core: int | None = None,
        adjective: bool = False,
        plural: bool = False,
        place: bool = False,
    ) -> int:
        self.doc.names.append(
            Name(
                at,
                stop,
                (party,),
                by,
                at if core is None else core,
                possessive=self._possessive(stop),
                adjective=adjective,
                plural=plural,
                place=place,
            )
        )
        if self.doc.parties[party].kind == "person" and by == "name":
            self._remember(self.lowers[stop - 1], party)
        return stop

    def _of_persons(self) -> None:
        """ "Leonid Kuchma of Ukraine": one phrase, the person's."""
        starts = {sentence.first for sentence in self.doc.sentences}
        kept: list[Name] = []
        for name in sorted(self.doc.names, key=lambda name: name.first):
            before = kept[-1] if kept else None
            if (
                before is not None
                and before.by == "name"
                and not before.possessive
                and before.last + 1 == name.first
                and self.lowers[before.last] == "of"
                and name.first not in starts
                and self.doc.parties[before.parties[0]].kind == "person"
                and self.doc.parties[name.parties[0]].kind == "state"
                and not name.adjective
            ):
                kept[-1] = replace(before, last=name.last, possessive=name.possessive)
            else:
                kept.append(name)
        self.doc.names = kept

    def _of_bodies(self) -> None:
        """ "The government of Russia", "the armed forces of Ukraine": one phrase, the body's."""
        sentence_of = {
            token: sentence for sentence in self.doc.sentences for token in (sentence.first,)
        }
        firsts = sorted(sentence_of)
        for position, name in enumerate(self.doc.names):
            party = self.doc.parties[name.parties[0]]
            if party.kind != "state" or name.by != "name" or name.adjective:
                continue
            before = name.first - 1
            if before >= 0 and self.lowers[before] == "the":
                before -= 1
            if before < 1 or self.lowers[before] != "of" or name.first in firsts:
                continue
            for length in (3, 2, 1):
                begin = before - length
                body = self.book.body(self.lowers, begin) if begin >= 0 else None
                if body is not None and body.length == length and body.suffix != "people":
                    number = self._party(self.book.compose(party.id, body))
                    self.doc.names[position] = Name(
                        begin,
                        name.last,
                        (number,),
                        "description",
                        begin,
                        possessive=name.possessive,
                    )
                    break


_MODIFIERS = frozenset(
    """former new top chief senior deputy acting then late first second third interim caretaker
    hardline main own military security state civilian armed special elite""".split()
)
_SPEAKS = frozenset(
    """said says told tells added adds asked wrote writes argued argues warned tweeted insisted
    noted claimed explained stated replied announced declared acknowledged testified
    recalled predicted concluded quipped joked suggested""".split()
)


def _covers(earliest: dt.date | None, latest: dt.date | None, on: dt.date | None) -> bool:
    if on is None:
        return latest is None
    return (earliest is None or earliest <= on) and (latest is None or on <= latest)


def link_pronouns(doc: Doc, book: ActorBook) -> None:
    """Add mentions by pronoun: he, she, it and their possessives, abstaining when unsure.

    A pronoun goes to the only fitting party of the nearest sentence (its own before it, else up
    to two back in running text) that has one; where there are several, to the one that opens that
    sentence as its subject, and to nobody inside a quotation. A possessive composes with a body of
    the state ("its troops").
    """
    by_sentence: list[list[Name]] = [[] for _ in doc.sentences]
    at = 0
    for number, sentence in enumerate(doc.sentences):
        while at < len(doc.names) and doc.names[at].first < sentence.last:
            by_sentence[number].append(doc.names[at])
            at += 1
    found: list[Name] = _both(doc, by_sentence)
    quoted = _quoted_tokens(doc)
    for number, sentence in enumerate(doc.sentences):
        for token in range(sentence.first, sentence.last):
            word = doc.tokens[token].lower
            if word not in _HE | _SHE | _IT or token in quoted:
                continue
            follower = doc.tokens[token + 1].lower if token + 1 < sentence.last else ""
            if word == "it" and follower in _EXPLETIVE:
                continue  # "it comes to", "it seems": stands for nobody
            party = _antecedent(doc, by_sentence, number, token)
            if party is None:
                continue
            possessive = word in ("his", "its") or (
                word == "her"
                and token + 1 < sentence.last
                and doc.tokens[token + 1].lower.isalpha()
            )
            name = Name(token, token + 1, (party,), "pronoun", token, possessive=possessive)
            if possessive:
                name = _own_body(doc, book, name, sentence.last) or name
            found.append(name)
            by_sentence[number].append(name)
    taken = {token for name in found for token in range(name.first, name.last)}
    kept = [name for name in doc.names if name.first not in taken]
    doc.names = sorted([*kept, *found], key=lambda name: (name.first, name.last))


_PAIRED = {
    word: kinds
    for words, kinds in (
        ("leaders presidents ministers men women heads rivals counterparts", ("person",)),
        ("countries nations states governments neighbours neighbors allies", ("state",)),
        ("sides parties", ("state", "person", "organisation", "group", "government")),
    )
    for word in words.split()
}


def _both(doc: Doc, by_sentence: list[list[Name]]) -> list[Name]:
    """ "The two leaders", "both sides": the last pair named, where it is clear which."""
    found: list[Name] = []
    for number, sentence in enumerate(doc.sentences):
        for at in range(sentence.first, sentence.last - 1):
            word = doc.tokens[at].lower
            plural = word in ("two", "both")
            noun = doc.tokens[at + 1].lower if plural else ""
            if noun not in _PAIRED or not sentence.body:
                continue
            pair = _pair_before(doc, by_sentence, number, at, _PAIRED[noun])
            if pair:
                name = Name(at, at + 2, pair, "description", at, plural=True)
                found.append(name)
                by_sentence[number].append(name)
    return found


def _pair_before(
    doc: Doc, by_sentence: list[list[Name]], number: int, at: int, kinds: tuple[str, ...]
) -> tuple[int, ...]:
    for back in range(3):
        if back > number:
            return ()
        parties = dict.fromkeys(
            name.parties[0]
            for name in by_sentence[number - back]
            if (back or name.last <= at)
            and not name.place
            and len(name.parties) == 1
            and doc.parties[name.parties[0]].kind in kinds
            and (not name.adjective or "state" in kinds)
        )
        if len(parties) >= 2:
            return tuple(parties) if len(parties) == 2 else ()
    return ()


def _own_body(doc: Doc, book: ActorBook, name: Name, stop: int) -> Name | None:
    """ "Its troops": the body of the state that the pronoun stands for."""
    party = doc.parties[name.parties[0]]
    entry = book.entries.get(party.id)
    state = book.entries.get(party.country or "")
    if state is None or (entry is not None and entry.kind not in ("state", "government", "person")):
        return None
    lowers = [token.lower for token in doc.tokens[name.last : min(stop, name.last + 6)]]
    for skip in range(min(3, len(lowers))):
        body = book.body(lowers, skip)
        if body is not None:
            composed = book.compose(state.key, body)
            number = next(
                (n for n, known in enumerate(doc.parties) if known.id == composed.key), None
            )
            if number is None:
                number = len(doc.parties)
                doc.parties.append(
                    Party(composed.key, composed.name, composed.kind, composed.country)
                )
            last = name.last + skip + body.length
            return Name(name.first, last, (number,), "description", name.first)
        if not lowers[skip].isalpha() or lowers[skip] in _OPENERS:
            return None
    return None


def _quoted_tokens(doc: Doc) -> set[int]:
    inside: set[int] = set()
    quotes = iter(doc.quotes)
    quote = next(quotes, None)
    for number, token in enumerate(doc.tokens):
        while quote is not None and token.start >= quote.end:
            quote = next(quotes, None)
        if quote is not None and token.start >= quote.start:
            inside.add(number)
    return inside


def _antecedent(doc: Doc, by_sentence: list[list[Name]], number: int, token: int) -> int | None:
    word = doc.tokens[token].lower
    for back in range(3):
        if back > number or not doc.sentences[number - back].body:
            return None
        names = [
            name
            for name in by_sentence[number - back]
            if (back or name.last <= token)
            and not name.adjective
            and not name.place
            and len(name.parties) == 1
            and _fits(doc.parties[name.parties[0]], word)
        ]
        if not names:
            continue
        parties = {name.parties[0] for name in names}
        if len(parties) == 1:
            return names[0].parties[0]
        first = min(names, key=lambda name: name.first)
        opening = first.first - doc.sentences[number - back].first <= 3
        return first.parties[0] if opening and not first.possessive else None
    return None


def _fits(party: Party, word: str) -> bool:
    if word in _IT:
        return party.kind in ("state", "organisation", "government", "group")
    if party.kind not in ("person", "generic"):
        return False
    if party.kind == "generic" and party.capacity is None:
        return False
    wanted = "m" if word in _HE else "f"
    return party.gender in (None, wanted)


__all__ = ["Body", "find_names", "link_pronouns"]
