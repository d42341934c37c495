"""A small pattern language over words, compiled to regular expressions over token codes.

A rule is a pattern and a builder. Patterns are written over words and classes::

    the? {rel:last|past} {n:QUANT}? {unit:UNIT|UNITS}

- a word in lower case is that word; `NAME` is a class of words, a form of token or a macro;
- `{name:...}` captures, `(...)` groups, `|` alternates, `?` `*` repeat (stars are bounded);
- `<=X` `<!X` `>=X` `>!X` look behind and ahead for one token of class X.

Every word that any pattern uses gets one code, so that classes are character sets and matching is
linear in the number of tokens. From each pattern the compiler also learns which codes it cannot do
without, so that most rules are never tried on most sentences. Candidates are taken leftmost,
longest, then in the order of the rules; a builder may decline (return None), then the next
candidate is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .time_tokens import Alphabet, Tokens
from .time_words import Lexicon

if TYPE_CHECKING:
    from .time_context import Context
    from .time_values import Value

Builder = Callable[["Hit", "Context"], "Value | None"]
_FIRST_CODE = 0xE000
_MAX_REPEAT = 6

FORMS: Mapping[str, str] = {
    "DAYNUM": "D", "SMALL": "DM", "DIGITS": "DMYN", "YEAR4": "Y", "ORDDAY": "o", "ORDNUM": "oO",
    "DECADE": "d", "YEAR2": "q", "CLOCK": "T", "ISO": "I", "SLASHED": "S", "LOWER": "w",
    "CAPITAL": "C", "HY": "-", "COMMA": ",", "SLASH": "/", "OPEN": "(", "CLOSE": ")", "APOS": "'",
    "QUOTE": '"', "DOT": ".", "MONEY": "$€£#", "PERCENT": "%", "MARK": ".,;:!?)\"-p", "BLOB": "x",
    "COLON": ":;",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what makes a value of its matches."""

    pattern: str
    build: Builder


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched tokens `[first, last)` of a sentence."""

    tokens: Tokens
    match: re.Match[str]
    rule: Rule

    @property
    def first(self) -> int:
        """Index of the first token."""
        return self.match.start()

    @property
    def last(self) -> int:
        """Index behind the last token."""
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether the group took part in the match."""
        return bool(self.match.groupdict().get(name))

    def words(self, name: str) -> list[str]:
        """The words of a group, lower case; empty where it took no part."""
        if not self.has(name):
            return []
        left, right = self.match.span(name)
        return self.tokens.lowers[left:right]

    def word(self, name: str) -> str:
        """The only or first word of a group; '' where it took no part."""
        words = self.words(name)
        return words[0] if words else ""

    def before(self, back: int = 1) -> str:
        """The lower-case word `back` tokens before the match, or ''."""
        at = self.first - back
        return self.tokens.lowers[at] if at >= 0 else ""

    def after(self, on: int = 1) -> str:
        """The lower-case word `on` tokens behind the match, or ''."""
        at = self.last + on - 1
        return self.tokens.lowers[at] if at < len(self.tokens.lowers) else ""

    def capital_after(self) -> bool:
        """Whether the token behind the match begins with a capital."""
        words = self.tokens.words
        return self.last < len(words) and words[self.last][0].isupper()

    def code_before(self) -> str:
        """The code of the token before the match, or ''."""
        return self.tokens.codes[self.first - 1] if self.first else ""

    def code_after(self, on: int = 1) -> str:
        """The code of the token behind the match, or ''."""
        at = self.last + on - 1
        return self.tokens.codes[at] if at < len(self.tokens.codes) else ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled rules with the alphabet they share.

    `triggers` are words without which (and without a digit) no rule can match a sentence.
    """

    alphabet: Alphabet
    rules: tuple[tuple[re.Pattern[str], frozenset[str], Rule], ...]
    triggers: frozenset[str]

    def worth(self, text: str) -> bool:
        """Whether a stretch of text may hold a time at all; cheap."""
        words = _WORDS.findall(text.lower())
        return not self.triggers.isdisjoint(words) or _DIGIT.search(text) is not None

    def hits(self, tokens: Tokens) -> list[Hit]:
        """All matches in a sentence, leftmost, longest first; ties in the order of the rules."""
        found: list[tuple[int, int, int, Hit]] = []
        codes = tokens.codes
        present = frozenset(codes)
        for order, (pattern, needs, rule) in enumerate(self.rules):
            if needs.isdisjoint(present):
                continue
            for match in pattern.finditer(codes):
                if match.end() > match.start():
                    hit = Hit(tokens, match, rule)
                    found.append((match.start(), -match.end(), order, hit))
        found.sort(key=lambda item: item[:3])
        return [item[3] for item in found]


_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


class PatternError(ValueError):
    """A pattern that cannot be compiled: unknown class or unbalanced bracket."""


def compile_grammar(
    rules: Sequence[Rule],
    lexicon: Lexicon,
    *,
    macros: Mapping[str, str],
    points: Iterable[str] = (),
    idle: Iterable[str] = (),
) -> Grammar:
    """Compile the rules. `macros` name patterns; `points` are words that may carry a full stop;
    `idle` are words too common to tell a sentence worth matching ("the", "in")."""
    compiler = _Compiler(lexicon, macros, frozenset(idle))
    compiled = []
    for rule in rules:
        node = compiler.parse(rule.pattern)
        needs = node.needs
        if needs is None:
            raise PatternError(f"pattern {rule.pattern!r} asks for nothing in particular")
        compiled.append((re.compile(node.regex, re.DOTALL), needs, rule))
    wanted = frozenset().union(*(needs for _, needs, _ in compiled))
    triggers = frozenset(
        max(_WORDS.findall(word), key=len)
        for word, code in compiler.codes.items()
        if code in wanted and _WORDS.search(word)
    )
    return Grammar(Alphabet(compiler.codes, frozenset(points)), tuple(compiled), triggers)


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a pattern: its regular expression, and codes of which one must be present."""

    regex: str
    needs: frozenset[str] | None


_PIECE = re.compile(
    r"\s*(?:(?P<open>\{(?P<name>\w+):|\()|(?P<close>[})])|(?P<look><=|<!|>=|>!)|(?P<mark>[|?*])"
    r"|(?P<klass>[A-Z][A-Z0-9]*)|(?P<word>[a-z'.\d]+))"
)
_LOOK = {"<=": "(?<=", "<!": "(?<!", ">=": "(?=", ">!": "(?!"}


class _Compiler:
    """Parses patterns by descent; gives every word its code on first sight."""

    def __init__(self, lexicon: Lexicon, macros: Mapping[str, str], idle: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._macros = macros
        self._known: dict[str, _Node] = {}
        self.codes: dict[str, str] = {}
        for words in lexicon.classes.values():
            for word in words:
                self._code(word)
        self._idle = frozenset(self._code(word) for word in idle) | frozenset('wC,-"p.')

    def _code(self, word: str) -> str:
        return self.codes.setdefault(word, chr(_FIRST_CODE + len(self.codes)))

    def _atom(self, codes: str) -> _Node:
        regex = f"[{re.escape(codes)}]" if len(codes) > 1 else re.escape(codes)
        return _Node(regex, None if self._idle.issuperset(codes) else frozenset(codes))

    def _class(self, name: str) -> _Node:
        if name not in self._known:
            if name in self._macros:
                inner = self.parse(self._macros[name])
                self._known[name] = _Node(f"(?:{inner.regex})", inner.needs)
            elif name in FORMS:
                self._known[name] = self._atom(FORMS[name])
            elif name in self._lexicon.classes:
                words = sorted(self._lexicon.members(name))
                self._known[name] = self._atom("".join(self._code(word) for word in words))
            else:
                raise PatternError(f"unknown class {name}; known: lexicon, FORMS and macros")
        return self._known[name]

    def parse(self, pattern: str) -> _Node:
        """Translate one whole pattern."""
        pattern = pattern.strip()
        node, at = self._choice(pattern, 0)
        if at != len(pattern):
            raise PatternError(f"unbalanced bracket in {pattern!r} at {pattern[at:]!r}")
        return node

    def _choice(self, pattern: str, at: int) -> tuple[_Node, int]:
        """Branches up to a closing bracket or the end; they need what any of them needs."""
        branches: list[_Node] = []
        while True:
            branch, at = self._sequence(pattern, at)
            branches.append(branch)
            match = _PIECE.match(pattern, at)
            if match is None or match["mark"] != "|":
                break
            at = match.end()
        needs: frozenset[str] | None = frozenset()
        for branch in branches:
            needs = None if needs is None or branch.needs is None else needs | branch.needs
        return _Node("|".join(branch.regex for branch in branches), needs), at

    def _sequence(self, pattern: str, at: int) -> tuple[_Node, int]:
        """Pieces side by side; they need what the most demanding of them needs."""
        regex = ""
        needs: frozenset[str] | None = None
        while at < len(pattern):
            match = _PIECE.match(pattern, at)
            if match is None:
                raise PatternError(f"cannot read pattern {pattern!r} at {pattern[at:]!r}")
            if match["close"] or match["mark"] == "|":
                break
            node, at = self._piece(pattern, match)
            mark = _PIECE.match(pattern, at)
            if mark is not None and mark["mark"] in ("?", "*"):
                repeat = "?" if mark["mark"] == "?" else f"{{0,{_MAX_REPEAT}}}"
                node, at = _Node(node.regex + repeat, None), mark.end()
            regex += node.regex
            if node.needs is not None and (needs is None or len(node.needs) < len(needs)):
                needs = node.needs
        return _Node(regex, needs), at

    def _piece(self, pattern: str, match: re.Match[str]) -> tuple[_Node, int]:
        """A group, a look to the side, a class or a word, beginning at `match`."""
        at = match.end()
        if match["open"]:
            inner, at = self._choice(pattern, at)
            closing = _PIECE.match(pattern, at)
            if closing is None or not closing["close"]:
                raise PatternError(f"bracket not closed in {pattern!r}")
            opening = f"(?P<{match['name']}>" if match["name"] else "(?:"
            return _Node(f"{opening}{inner.regex})", inner.needs), closing.end()
        if match["look"]:
            following = _PIECE.match(pattern, at)
            if following is None or not (following["klass"] or following["word"]):
                raise PatternError(f"a look to the side wants one class in {pattern!r}")
            atom, at = self._piece(pattern, following)
            return _Node(f"{_LOOK[match['look']]}{atom.regex})", None), at
        if match["mark"]:
            raise PatternError(f"nothing to repeat in {pattern!r}")
        return self._class(match["klass"]) if match["klass"] else self._atom(
            self._code(match["word"])
        ), at
