"""Events in plain words: a verb phrase for each PLOVER type, and for each mode that has its own.

`act` tells what was done, `deed` names what was not. Wording only: nothing here says how
friendly or hostile a type is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import EventType
from .words import clean, names

# Type -> verb before an object, verb alone, noun before an object.
_TYPES: dict[EventType, tuple[str, str, str]] = {
    "AGREE": ("came to an agreement with", "came to an agreement", "an agreement with"),
    "CONSULT": ("held talks with", "held talks", "talks with"),
    "SUPPORT": ("spoke or acted in support of", "spoke or acted in support", "support for"),
    "CONCEDE": ("gave way to", "gave way", "a concession to"),
    "COOPERATE": ("worked together with", "worked together", "working together with"),
    "AID": ("gave aid to", "gave aid", "aid to"),
    "RETREAT": (
        "eased off or pulled back toward",
        "eased off or pulled back",
        "a pull-back toward",
    ),
    "REQUEST": ("made a request to", "made a request", "a request to"),
    "ACCUSE": ("criticised or accused", "criticised or accused somebody", "criticism of"),
    "REJECT": ("turned down", "refused", "a refusal toward"),
    "THREATEN": ("threatened", "made a threat", "a threat against"),
    "PROTEST": ("protested against", "protested", "a protest against"),
    "SANCTION": (
        "put sanctions on or cut ties with",
        "put sanctions in force or cut ties",
        "sanctions against or a break with",
    ),
    "MOBILIZE": ("readied forces against", "readied forces", "readying forces against"),
    "COERCE": ("used coercion against", "used coercion", "coercion against"),
    "ASSAULT": ("used force against", "used force", "force against"),
}

# (Type, mode) -> verb before an object, noun before an object. Modes that are not here are shown
# after the phrase, in brackets.
_MODES: dict[tuple[EventType, str], tuple[str, str]] = {
    ("CONSULT", "visit"): ("visited or received", "a visit with"),
    ("CONSULT", "phone"): ("spoke by telephone with", "a telephone call with"),
    ("RETREAT", "withdraw"): ("withdrew forces from", "withdrawing forces from"),
    ("RETREAT", "release"): ("released people or goods of", "a release of people or goods of"),
    ("RETREAT", "disarm"): ("laid down arms toward", "laying down arms toward"),
    ("RETREAT", "ceasefire"): ("ceased fire toward", "a cease-fire with"),
    ("RETREAT", "access"): ("granted access to", "access for"),
    ("REQUEST", "assist"): ("asked for help from", "asking for help from"),
    ("REQUEST", "change"): ("demanded a change from", "a demand for change on"),
    ("REQUEST", "yield"): ("demanded a concession from", "a demand for a concession on"),
    ("REQUEST", "meet"): ("asked for talks with", "asking for talks with"),
    ("REJECT", "assist"): ("refused help to", "refusing help to"),
    ("REJECT", "change"): ("refused a change asked by", "refusing a change asked by"),
    ("REJECT", "yield"): ("refused a concession to", "refusing a concession to"),
    ("REJECT", "meet"): ("refused talks with", "refusing talks with"),
    ("ACCUSE", "disapprove"): ("criticised", "criticism of"),
    ("ACCUSE", "investigate"): ("opened an inquiry into", "an inquiry into"),
    ("ACCUSE", "allege"): ("accused", "an accusation against"),
    ("THREATEN", "violence"): ("threatened violence against", "a threat of violence against"),
    ("THREATEN", "restrict"): ("threatened restrictions on", "a threat of restrictions on"),
    ("THREATEN", "relations"): ("threatened to cut ties with", "a threat to cut ties with"),
    ("THREATEN", "arrest"): ("threatened arrests of people of", "a threat of arrests of people of"),
    ("THREATEN", "expel"): ("threatened to expel people of", "a threat to expel people of"),
    ("PROTEST", "demo"): ("demonstrated against", "a demonstration against"),
    ("PROTEST", "riot"): ("rioted against", "a riot against"),
    ("PROTEST", "strike"): ("went on strike against", "a strike against"),
    ("PROTEST", "hunger"): ("went on hunger strike against", "a hunger strike against"),
    ("PROTEST", "boycott"): ("boycotted", "a boycott of"),
    ("SANCTION", "convict"): ("convicted people of", "convicting people of"),
    ("SANCTION", "expel"): ("expelled people of", "expelling people of"),
    ("SANCTION", "withdraw"): ("withdrew from dealings with", "withdrawing from dealings with"),
    ("SANCTION", "discontinue"): ("broke off dealings with", "breaking off dealings with"),
    ("MOBILIZE", "troops"): ("readied troops against", "readying troops against"),
    ("MOBILIZE", "weapons"): ("readied weapons against", "readying weapons against"),
    ("COERCE", "seize"): ("seized property of", "seizing property of"),
    ("COERCE", "restrict"): ("put restrictions on", "restrictions on"),
    ("COERCE", "arrest"): ("arrested people of", "arresting people of"),
    ("COERCE", "deport"): ("deported people of", "deporting people of"),
    ("COERCE", "withhold"): ("withheld something from", "withholding something from"),
    ("COERCE", "cyber"): ("carried out a cyber attack on", "a cyber attack on"),
    ("ASSAULT", "abduct"): ("abducted people of", "abducting people of"),
    ("ASSAULT", "firearms"): ("fired small arms at", "firing small arms at"),
    ("ASSAULT", "explosives"): ("set off explosives against", "explosives set off against"),
    ("ASSAULT", "aerial"): ("carried out air strikes on", "a strike from the air on"),
    ("ASSAULT", "drone"): ("carried out drone attacks on", "a drone attack on"),
    ("ASSAULT", "heavy-weapons"): ("used heavy weapons against", "a strike with heavy weapons on"),
}


def act(type_: EventType, mode: str | None, source: Sequence[str], target: Sequence[str]) -> str:
    """Return an event that took place as a plain sentence, without its date.

    >>> act("ACCUSE", "allege", ["Aland"], ["Bland"])
    'Aland accused Bland'
    >>> act("AID", "food", ["Aland"], ["Bland", "Cland"])
    'Aland gave aid to Bland and Cland (food)'
    """
    before, alone, _ = _TYPES[type_]
    who = names(source) or "Somebody"
    special = _MODES.get((type_, _key(mode)))
    if special and target:
        return f"{who} {special[0]} {names(target)}"
    return (
        f"{who} {before} {names(target)}{_said(mode)}" if target else f"{who} {alone}{_said(mode)}"
    )


def deed(type_: EventType, mode: str | None, source: Sequence[str], target: Sequence[str]) -> str:
    """Return an event that has not taken place as a noun phrase.

    >>> deed("AID", None, ["Aland"], ["Bland"])
    'aid to Bland, by Aland'
    """
    noun = _TYPES[type_][2]
    special = _MODES.get((type_, _key(mode)))
    by = f", by {names(source)}" if source else ""
    if special and target:
        return f"{special[1]} {names(target)}{by}"
    alone = noun.rpartition(" ")[0].replace(" against", "")
    phrase = f"{noun} {names(target)}" if target else alone
    return f"{phrase}{_said(mode)}{by}"


def _key(mode: str | None) -> str:
    return (mode or "").replace("_", "-").lower()


def _said(mode: str | None) -> str:
    return f" ({clean(_key(mode)).replace('-', ' ')})" if mode else ""
