"""Who said what: direct, mixed and indirect statements with speaker, cue and footing.

First the sentences with a reporting verb or phrase outside quotation marks are turned into frames
(speaker, cue, content); then quotations that no frame took are given to the speaker who is still
talking, or left unattributed. Scare quotes, titles of works and names in quotation marks are none.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import get_args

from ..knowledge.actors import ActorBook
from ..knowledge.lexicon import Lexicon
from ..model import ActorKind, Capacity, Interval, SourceType, Span, Statement, content_id
from .document import Doc, Party, Quote
from .frames import Phrase, Subject, phrase_right, subject
from .syntax import (
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    QUOTES,
    STOPS,
    SUBORDINATORS,
    Chunk,
    Clause,
    Verb,
)

DOCUMENTS = frozenset(
    """report statement letter document memo memorandum study poll survey post tweet filing ruling
    order communique communiqué readout resolution editorial article book paper complaint lawsuit
    affidavit indictment declaration message transcript email e-mail cable summary bulletin
    """.split()
)
PEOPLE_WORDS = frozenset(
    """people person man woman men women source sources aides aide residents resident witnesses
    witness experts expert analysts analyst critics critic supporters supporter others lawyers
    lawyer insiders observers activists activist protesters relatives friends voters
    campaigners researchers scientists economists historians reporters journalists
    someone another many some several two three four both all anyone everyone
    """.split()
)
PLAIN_KINDS = frozenset(
    "say claim argue announce think predict write warn report confirm deny".split()
)
"""Kinds of cue that take their content without "that"."""
_UNSAID = frozenset("will 'll wo shall may might could can should must".split())
"""Modals under which nothing has been said yet ("she will say"); "would say" is habit or report."""
_RECENT = 6
"""Sentences within which the last speaker may be meant by a pronoun."""
_MIN_FLOATING = 4


@dataclass(slots=True)
class Said:
    """A statement in the making; positions are characters, `sentence` the cue's."""

    sentence: int
    speaker: int | None
    speaker_text: str | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    head: str
    content: list[Span] = field(default_factory=list)
    quoted: bool = False
    indirect: bool = False
    stance: float | None = None
    venue: str | None = None
    sentences: set[int] = field(default_factory=set)


class Speech:
    """Finds the statements of one article; `said` is filled in the order of the text."""

    def __init__(self, clauses: list[Clause], book: ActorBook, lexicon: Lexicon) -> None:
        self.clauses, self.book, self.lexicon = clauses, book, lexicon
        self.doc: Doc = clauses[0].doc if clauses else Doc("", None)
        self.said: list[Said] = []
        self.taken: set[int] = set()
        self.starts = [clause.sentence.start for clause in clauses]
        self.known: dict[str, int] = {}
        self.by_sentence = self._assign_quotes()

    def find(self) -> list[Said]:
        """Return all statements, sorted by where their content starts."""
        for number, clause in enumerate(self.clauses):
            if clause.sentence.body and not clause.sentence.heading:
                self._sentence(number, clause)
        self._floating()
        for said in self.said:
            said.content.sort()
        self.said = [said for said in self.said if said.content]
        self.said.sort(key=lambda said: (said.content[0].start, said.cue))
        return self.said

    def _assign_quotes(self) -> dict[int, list[int]]:
        """Sentence number -> quotations that begin or end in it."""
        found: dict[int, list[int]] = {}
        starts = [clause.sentence.start for clause in self.clauses]
        for number, quote in enumerate(self.doc.quotes):
            first = bisect.bisect_right(starts, quote.start) - 1
            last = bisect.bisect_right(starts, max(quote.start, quote.end - 1)) - 1
            for sentence in sorted({first, last}):
                found.setdefault(sentence, []).append(number)
        return found

    # -- frames --------------------------------------------------------------------------------

    def _sentence(self, number: int, clause: Clause) -> None:
        frame = self._according(number, clause)
        if frame is not None:
            self._keep(frame)
            return
        for verb in sorted(clause.verbs, key=lambda verb: self._unlikely(clause, verb)):
            frame = self._reported(number, clause, verb)
            if frame is not None:
                self._keep(frame)
                return

    def _unlikely(self, clause: Clause, verb: Verb) -> tuple[int, int]:
        """Sorts verbs by how likely they carry the sentence's statement: finite "say" first."""
        words = [chunk.word for chunk in clause.chunks]
        cues, _ = self.lexicon.cues_at(words, verb.at)
        kinds = {cue.kind for cue in cues if cue.pos == "v"}
        relative = verb.begin > 0 and words[verb.begin - 1] in ("who", "which", "that")
        rank = 0 if "say" in kinds else 1 if kinds & PLAIN_KINDS else 2
        return rank + 3 * (not verb.finite or relative or verb.modal is not None), verb.at

    def _keep(self, said: Said) -> None:
        if said.content:
            said.sentences.add(said.sentence)
            self.said.append(said)

    def _reported(self, number: int, clause: Clause, verb: Verb) -> Said | None:
        chunks = clause.chunks
        if chunks[verb.at].quote >= 0 or verb.infinitive or (verb.negated and not verb.past):
            return None
        words = [chunk.word for chunk in chunks]
        cues, length = self.lexicon.cues_at(words, verb.at)
        cues = tuple(cue for cue in cues if cue.pos == "v")
        if not cues or verb.passive or verb.modal in _UNSAID:
            return None
        plain = any(cue.kind in PLAIN_KINDS for cue in cues)
        if self._embedded(clause, verb):
            return None
        frames = {frame for cue in cues for frame in cue.frames}
        quotes = [q for q in self.by_sentence.get(number, []) if q not in self.taken]
        speaker, inverted = self._speaker(clause, verb)
        if speaker.last < 0 and not speaker.parties:
            return None
        after = verb.at + length
        rest = max(after, speaker.last if inverted else 0)
        said = self._frame(number, clause, verb, speaker, length)
        said.stance = cues[0].stance
        if quotes and not plain:
            quotes = [number for number in quotes if self._beside(clause, verb, rest, number)]
        if quotes and self._direct(clause, said, quotes):
            self._mixed(clause, said, verb, rest)
            self._around(clause, said, self._indirect(clause, verb, rest, inverted, speaker))
            return said
        if not frames & {"that", "wh"}:
            return self._of_content(clause, said, verb) if "of" in frames else None
        if "of" in frames and not (frames & {"quote"} and plain):
            told = self._of_content(clause, said, verb)
            if told is not None:
                return told
        span = self._indirect(clause, verb, rest, inverted, speaker)
        if span is not None and not plain and not self._explicit(clause, span):
            return None
        if span is None:
            return None
        said.content, said.indirect = [span, *self._resumed(clause, span, rest)], True
        return said

    def _resumed(self, clause: Clause, span: Span, rest: int) -> list[Span]:
        """ "Climate change, X says, is the greatest threat": what follows the inserted cue."""
        chunks = clause.chunks
        if span.start != clause.sentence.start or rest >= len(chunks) - 2:
            return []
        at = rest
        while at < len(chunks) and chunks[at].word != "," and at - rest < 6:
            at += 1
        if at >= len(chunks) - 2 or chunks[at].word != ",":
            return []
        start = self.doc.tokens[chunks[at + 1].first].start
        end = self._trim(clause.sentence.first, clause.sentence.last)
        return [Span(start, end)] if end > start else []

    def _embedded(self, clause: Clause, verb: Verb) -> bool:
        """Under "if", "whether" or "what" nobody has said anything."""
        for here in range(verb.begin - 1, max(-1, verb.begin - 8), -1):
            word = clause.chunks[here].word
            if word in ("if", "whether", "what", "how", "why"):
                return True
            if word in STOPS or word in (",", "that", "and", "but") or word in QUOTES:
                return False
        return False

    def _of_content(self, clause: Clause, said: Said, verb: Verb) -> Said | None:
        """ "accused B of bombing C": what follows "of" is what is said of B."""
        gerund = next((v for v in clause.verbs if v.gerund and v.at > verb.at), None)
        if gerund is None or clause.chunks[gerund.begin - 1].word != "of":
            return None
        start = self.doc.tokens[clause.chunks[gerund.begin].first].start
        end = self._trim(clause.sentence.first, clause.sentence.last)
        said.content, said.indirect = [Span(start, max(end, start + 1))], True
        return said

    def _speaker(self, clause: Clause, verb: Verb) -> tuple[Subject, bool]:
        """Subject of the reporting verb, and whether it follows it ("..., said Lavrov")."""
        chunks = clause.chunks
        left = verb.begin - 1
        opened = left < 0 or chunks[left].word in QUOTES or chunks[left].word in (",", "?", "!")
        found = subject(clause, verb)
        after = phrase_right(clause, verb.end)
        if (
            found.parties
            and left >= 0
            and chunks[left].word == ","
            and (not self._somebody(chunks, after) or self._verb_at(clause, after.last))
        ):
            return found, False
        if opened and verb.end < len(chunks):
            phrase = phrase_right(clause, verb.end)
            if phrase.parties or (phrase.head >= 0 and self._can_speak(chunks, phrase.head)):
                parties = phrase.parties
                return Subject(parties, phrase.owners, phrase.first, phrase.last, phrase.head), True
        return found, False

    def _somebody(self, chunks: list[Chunk], phrase: Phrase) -> bool:
        return bool(phrase.parties) or (phrase.head >= 0 and self._can_speak(chunks, phrase.head))

    def _verb_at(self, clause: Clause, at: int) -> bool:
        """Whether a verb follows: then the phrase before it opens what is said."""
        words = BE | HAVE | MODALS | DO
        return at < len(clause.chunks) and (
            clause.chunks[at].word in words
            or any(verb.begin <= at <= verb.at and verb.finite for verb in clause.verbs)
        )

    def _can_speak(self, chunks: list[Chunk], head: int) -> bool:
        """Whether a plain noun names people or a document, and not a thing spoken of."""
        word = chunks[head].word
        words = [chunk.word for chunk in chunks]
        return word in PEOPLE_WORDS or word in DOCUMENTS or self.book.role(words, head) is not None

    def _frame(
        self, number: int, clause: Clause, verb: Verb, speaker: Subject, length: int
    ) -> Said:
        chunks, tokens = clause.chunks, self.doc.tokens
        first, last = speaker.first, speaker.last
        while first > 0 and chunks[first - 1].word in DETERMINERS:
            first -= 1
        while 0 <= first < last and chunks[first].word in QUOTES | {",", "-", "–", "—", "however"}:
            first += 1
        source: tuple[Span, ...] = ()
        text: str | None = None
        if 0 <= first < last:
            span = Span(tokens[chunks[first].first].start, tokens[chunks[last - 1].last - 1].end)
            source, text = (span,), self.doc.text[span.start : span.end]
        stop = min(len(chunks), verb.at + length)
        cue = Span(tokens[chunks[verb.begin].first].start, tokens[chunks[stop - 1].last - 1].end)
        head = chunks[speaker.head].word if speaker.head >= 0 else ""
        party = speaker.parties[0] if speaker.parties else None
        if party is None and speaker.head >= 0:
            party = self._described(clause, speaker)
            if party is None and head not in DOCUMENTS:
                party = self._capitalised(clause, speaker)
        if party is None and speaker.pronoun in ("he", "she"):
            party = self._last_speaker(number, speaker.pronoun)
        return Said(number, party, text, source, (cue,), head)

    def _last_speaker(self, sentence: int, pronoun: str) -> int | None:
        """Whom "he said" means where nothing else tells: the one who spoke last, not long ago."""
        wanted = "m" if pronoun == "he" else "f"
        for said in reversed(self.said):
            if sentence - max(said.sentences) > _RECENT:
                return None
            if said.speaker is None:
                continue
            party = self.doc.parties[said.speaker]
            if party.kind == "person" and party.gender in (None, wanted):
                return said.speaker
        return None

    def _described(self, clause: Clause, speaker: Subject) -> int | None:
        """A described but unnamed speaker becomes a generic party of its own."""
        head = clause.chunks[speaker.head].word
        words = [chunk.word for chunk in clause.chunks]
        role = self.book.role(words, speaker.head)
        if (role is None and head not in PEOPLE_WORDS) or head in DOCUMENTS:
            return None
        first = speaker.first
        text = clause.text(first, speaker.last).strip()
        country = None
        if speaker.owners:
            country = self.doc.parties[speaker.owners[0]].country
        key = content_id(self.doc.article, "speaker", text)
        capacity = role.capacity if role is not None else "unknown"
        return self._register(Party(key, text, "generic", country, capacity=capacity))

    def _register(self, party: Party) -> int:
        if party.id not in self.known:
            self.known[party.id] = len(self.doc.parties)
            self.doc.parties.append(party)
        return self.known[party.id]

    def _capitalised(self, clause: Clause, speaker: Subject) -> int | None:
        """A single unknown name that speaks ("AROS argues", "DuVernay said") is somebody."""
        token = self.doc.tokens[clause.chunks[speaker.head].first]
        alone = all(
            clause.chunks[at].word in DETERMINERS | QUOTES or at == speaker.head
            for at in range(speaker.first, speaker.last)
        )
        opening = clause.chunks[speaker.head].first == clause.sentence.first
        if not alone or not token.text[0].isupper() or (opening and not token.text.isupper()):
            return None
        kind: ActorKind = "organisation" if token.text.isupper() else "person"
        return self._register(Party(content_id(self.doc.article, token.text), token.text, kind))

    def _beside(self, clause: Clause, verb: Verb, rest: int, number: int) -> bool:
        """Whether a quotation stands right beside the cue or its speaker."""
        quote, tokens = self.doc.quotes[number], self.doc.tokens
        last = clause.chunks[min(rest, len(clause.chunks)) - 1].last - 1
        after = quote.start - tokens[last].end
        before = tokens[clause.chunks[verb.begin].first].start - quote.end
        return -2 <= after <= 30 or -2 <= before <= 30

    # -- content -------------------------------------------------------------------------------

    def _direct(self, clause: Clause, said: Said, quotes: list[int]) -> bool:
        """Give the sentence's quotations to the frame; whether there was one."""
        taken = False
        for number in quotes:
            quote = self.doc.quotes[number]
            said.content.append(Span(quote.start, quote.end))
            self.taken.add(number)
            taken = said.quoted = True
        return taken

    def _mixed(self, clause: Clause, said: Said, verb: Verb, rest: int) -> None:
        """A that-clause around quotations is content too: one span, mode mixed."""
        chunks = clause.chunks
        begin = rest
        if begin >= len(chunks) or chunks[begin].word in QUOTES or chunks[begin].word in (",", ":"):
            return
        quote_starts = [span.start for span in said.content]
        start = self._content_start(clause, begin)
        if start is None:
            return
        told = chunks[start - 1].word == "that" or any(
            other.finite and other.at > start and chunks[other.at].quote < 0
            for other in clause.verbs
        )
        if not told and not self._has_finite(clause, start):
            return
        first = self.doc.tokens[chunks[start].first].start
        inside = [at for at in quote_starts if at >= first]
        if not inside or chunks[start].quote >= 0:
            return
        end = self._trim(clause.sentence.first, clause.sentence.last)
        said.indirect = True
        said.content = [span for span in said.content if span.end <= first]
        said.content.append(Span(first, max(end, first + 1)))

    def _around(self, clause: Clause, said: Said, span: Span | None) -> None:
        """`Both "camps" had failed, X said`: the clause before the cue, not the quoted word."""
        if span is None or span.start > clause.sentence.start + 60 or said.indirect:
            return
        inside = [s for s in said.content if span.start <= s.start and s.end <= span.end]
        quoted = sum(s.end - s.start for s in inside)
        if inside and quoted < 0.6 * (span.end - span.start):
            said.content = [span, *(s for s in said.content if s not in inside)]
            said.indirect = True

    def _content_start(self, clause: Clause, begin: int) -> int | None:
        """Where reported content starts after the cue: past "that", an addressee or a time."""
        chunks = clause.chunks
        heads = {verb.at for verb in clause.verbs}
        here = begin
        while here < len(chunks) and here - begin < 14:
            word = chunks[here].word
            if word == "that":
                return here + 1 if here + 1 < len(chunks) else None
            if word in STOPS or word in SUBORDINATORS or here in heads or word == "not":
                break
            here += 1
        here = begin
        while here < len(chunks) and (
            chunks[here].time >= 0
            or (
                chunks[here].word in PREPOSITIONS
                and here + 1 < len(chunks)
                and chunks[here + 1].time >= 0
            )
            or chunks[here].word == ","
        ):
            here += 1
        return here if here < len(chunks) else None

    def _indirect(
        self, clause: Clause, verb: Verb, rest: int, inverted: bool, speaker: Subject
    ) -> Span | None:
        chunks = clause.chunks
        tokens = self.doc.tokens
        lead = min(verb.begin, speaker.first) if speaker.first >= 0 else verb.begin
        while lead > 0 and chunks[lead - 1].word in DETERMINERS:
            lead -= 1
        if lead > 2 and chunks[lead - 1].word == "," and self._tail(clause, rest):
            opening = self._past_dateline(clause)
            if opening >= lead - 1:
                return None
            first = tokens[chunks[opening].first].start
            return Span(first, tokens[chunks[lead - 2].last - 1].end)
        start = self._content_start(clause, rest)
        if start is None or inverted:
            return None
        explicit = chunks[start - 1].word == "that"
        later = any(other.finite and other.at > start for other in clause.verbs)
        if not explicit and not later and not self._has_finite(clause, start):
            return None
        if not explicit and chunks[start].word in PREPOSITIONS and chunks[start].time < 0:
            return None  # "charged with the task", "spoke of peace"
        stop = self._next_said(clause, start)
        end = self._trim(clause.sentence.first, stop)
        first = tokens[chunks[start].first].start
        return Span(first, end) if end > first + 1 else None

    def _next_said(self, clause: Clause, start: int) -> int:
        """The token where another's saying begins ("and B warned ..."), else the sentence's end."""
        words = [chunk.word for chunk in clause.chunks]
        for verb in clause.verbs:
            if verb.at <= start or not verb.finite or verb.begin == start:
                continue
            cues, _ = self.lexicon.cues_at(words, verb.at)
            if not any(cue.kind in PLAIN_KINDS and cue.pos == "v" for cue in cues):
                continue
            first = subject(clause, verb).first
            while first > start and words[first - 1] in DETERMINERS:
                first -= 1
            if first > start + 1 and words[first - 1] in ("and", "but", ";", "while"):
                return clause.chunks[first - 1].first
        return clause.sentence.last

    def _explicit(self, clause: Clause, span: Span) -> bool:
        """Whether the content is introduced by "that"."""
        for at, chunk in enumerate(clause.chunks):
            if self.doc.tokens[chunk.first].start == span.start:
                return at > 0 and clause.chunks[at - 1].word == "that"
        return False

    def _past_dateline(self, clause: Clause) -> int:
        """The chunk after a dateline ("JERUSALEM -", "PARIS (AFP) —"), else the first."""
        tokens = self.doc.tokens
        if not tokens[clause.sentence.first].text.isupper():
            return 0
        for at, chunk in enumerate(clause.chunks[:12]):
            spaced = tokens[chunk.first].start > tokens[max(chunk.first - 1, 0)].end
            if chunk.word in ("-", "–", "—", "--") and at and spaced:
                return at + 1
        return 0

    def _tail(self, clause: Clause, rest: int) -> bool:
        """Whether nothing but a time, place or mark follows the cue: the content stood before."""
        return not any(verb.finite and verb.at >= rest for verb in clause.verbs) and not any(
            chunk.word == "that" for chunk in clause.chunks[rest : rest + 2]
        )

    @staticmethod
    def _has_finite(clause: Clause, start: int) -> bool:
        words = [chunk.word for chunk in clause.chunks[start : start + 12]]
        finite = {
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "will",
            "would",
            "could",
            "can",
            "should",
            "may",
            "might",
            "must",
            "'s",
            "'re",
            "'ve",
            "'ll",
            "does",
            "did",
            "do",
        }
        return any(word in finite for word in words[1:])

    def _trim(self, first: int, last: int) -> int:
        """Character end of tokens `[first, last)` without closing marks."""
        stop = last
        while stop > first and (
            self.doc.tokens[stop - 1].text in (".", ",", ";", ":")
            or self.doc.tokens[stop - 1].text in QUOTES
        ):
            stop -= 1
        return self.doc.tokens[max(stop - 1, first)].end

    def _according(self, number: int, clause: Clause) -> Said | None:
        """ "..., according to X" and "According to X, ..."."""
        chunks = clause.chunks
        for at in range(len(chunks) - 2):
            if chunks[at].word != "according" or chunks[at + 1].word != "to":
                continue
            phrase = phrase_right(clause, at + 2)
            speaker = Subject(phrase.parties, phrase.owners, phrase.first, phrase.last, phrase.head)
            if phrase.last <= phrase.first:
                return None
            verb = Verb(at, at, at + 2, ())
            said = self._frame(number, clause, verb, speaker, 2)
            quotes = [q for q in self.by_sentence.get(number, []) if q not in self.taken]
            tokens = self.doc.tokens
            if at > 2:
                stop = at - 1 if chunks[at - 1].word == "," else at
                span = Span(tokens[chunks[0].first].start, tokens[chunks[stop - 1].last - 1].end)
            else:
                begin = phrase.last
                while begin < len(chunks) and chunks[begin].word != ",":
                    begin += 1
                if begin + 1 >= len(chunks):
                    return None
                start = tokens[chunks[begin + 1].first].start
                span = Span(start, self._trim(clause.sentence.first, clause.sentence.last))
            if span.end <= span.start:
                return None
            self.taken.update(quotes)
            said.content, said.indirect, said.quoted = [span], True, bool(quotes)
            return said
        return None

    # -- quotations without a frame of their own -----------------------------------------------

    def _floating(self) -> None:
        """Quotations that no frame took: the speaker goes on, or nobody is named."""
        self.talking = {max(said.sentences): said for said in self.said if said.quoted}
        for number, quote in enumerate(self.doc.quotes):
            if number in self.taken:
                continue
            sentence = self._sentence_of(quote.start)
            clause = self.clauses[sentence]
            if not clause.sentence.body or clause.sentence.heading:
                continue
            size = len(self.doc.text[quote.start : quote.end].split())
            whole = quote.start - clause.sentence.start <= 2
            if not whole:
                continue
            before = self._still_talking(sentence, quote)
            if before is None and size < _MIN_FLOATING:
                continue
            if before is not None:
                before.content.append(Span(quote.start, quote.end))
                before.quoted = True
                before.sentences.add(sentence)
                self.talking[sentence] = before
                continue
            self.said.append(
                Said(
                    sentence,
                    None,
                    None,
                    (),
                    (),
                    "",
                    [Span(quote.start, quote.end)],
                    quoted=True,
                    sentences={sentence},
                )
            )
            self.talking[sentence] = self.said[-1]

    def _sentence_of(self, position: int) -> int:
        return max(0, bisect.bisect_right(self.starts, position) - 1)

    def _still_talking(self, sentence: int, quote: Quote) -> Said | None:
        """The statement that this quotation goes on: same paragraph, or the one before."""
        paragraph = self.clauses[sentence].sentence.paragraph
        for last in range(sentence, max(-1, sentence - 3), -1):
            nearest = self.talking.get(last)
            if nearest is not None:
                gap = paragraph - self.clauses[last].sentence.paragraph
                return nearest if nearest.speaker_text is not None and gap <= 1 else None
        return None


def statement(said: Said, doc: Doc, article: str, ordinal: int, when: Interval | None) -> Statement:
    """Turn what was found into the record of the contract."""
    party = doc.parties[said.speaker] if said.speaker is not None else None
    source_type, named, capacity = _footing(said, party)
    evidence = _sentences(said, doc)
    first = said.content[0]
    mode = "mixed" if said.quoted and said.indirect else "direct" if said.quoted else "indirect"
    return Statement(
        id=content_id(article, "statement", first.start, first.end, ordinal),
        speaker=party.id if party is not None else None,
        speaker_text=said.speaker_text,
        source_type=source_type,
        named=named,
        capacity=capacity,
        mode=mode,  # type: ignore[arg-type]
        content=tuple(said.content),
        cue=said.cue,
        source=said.source,
        venue=said.venue,
        when=when,
        known=doc.published,
        evidence=evidence,
    )


def _sentences(said: Said, doc: Doc) -> tuple[Span, ...]:
    return tuple(
        Span(doc.sentences[number].start, doc.sentences[number].end)
        for number in sorted(said.sentences)
    )


def _footing(said: Said, party: Party | None) -> tuple[SourceType, bool, Capacity]:
    """Source type, whether named, and capacity, from who speaks and in which role."""
    if party is None:
        if said.head in DOCUMENTS:
            return "document", False, "document"
        if said.speaker_text is None:
            return "unattributed", False, "unknown"
        return ("anonymous", False, "unknown") if said.head else ("unattributed", False, "unknown")
    capacity = _CAPACITY.get(party.capacity or "", "unknown")
    if party.kind == "person":
        if (
            capacity == "spokesperson"
            or "spokesman" in party.titles
            or "spokeswoman" in party.titles
        ):
            return "spokesperson", True, "spokesperson"
        if capacity == "unknown" and party.titles:
            capacity = "principal"
        return "named", True, capacity
    if party.kind in ("state", "government", "organisation", "group"):
        return "institution", True, "institution"
    if capacity == "spokesperson":
        return "spokesperson", False, "spokesperson"
    return "anonymous", False, capacity


_CAPACITY: dict[str, Capacity] = {name: name for name in get_args(Capacity)}
