"""English inflection by rule: a lemma and its forms, an irregular table, spelling variants.

Only what looking words up in a lexicon needs: every form a newspaper might print for a lemma,
British and American. Forms that are merely possible do no harm, a missing one loses an event.
Lemmas are spelled the American way; `verb_forms("criticize")` has `criticise` too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

Feature = Literal["base", "third", "past", "participle", "gerund"]
FEATURES: tuple[Feature, ...] = get_args(Feature)

# lemma past participle; alternatives joined by "/". Where the participle is absent, it is the past.
_IRREGULAR_TEXT = """
abide abided/abode; arise arose arisen; awake awoke/awakened awoken/awakened; backslide backslid;
be was/were been; bear bore borne/born; beat beat beaten; become became become;
befall befell befallen; beget begot begotten; begin began begun; behold beheld; bend bent;
bereave bereaved/bereft; beseech besought/beseeched; beset beset; bespeak bespoke bespoken;
bestride bestrode bestridden; bet bet/betted; betake betook betaken; bid bid/bade bid/bidden;
bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred;
bring brought; broadcast broadcast/broadcasted; browbeat browbeat browbeaten; build built;
burn burned/burnt; burst burst; bust busted/bust; buy bought; cast cast; catch caught;
choose chose chosen; cleave cleaved/clove/cleft cleaved/cloven/cleft; cling clung;
clothe clothed/clad; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug;
dive dived/dove dived; do did done; draw drew drawn; dream dreamed/dreamt; drink drank drunk;
drive drove driven; dwell dwelt/dwelled; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; fit fitted/fit; flee fled; fling flung; fly flew flown;
forbear forbore forborne; forbid forbade/forbad forbidden; forecast forecast/forecasted;
forego forewent foregone; foresee foresaw foreseen; foretell foretold; forget forgot forgotten;
forgive forgave forgiven; forgo forwent forgone; forsake forsook forsaken;
foreswear foreswore foresworn; forswear forswore forsworn; freeze froze frozen; gainsay gainsaid;
get got gotten/got; give gave given; go went gone; grind ground; grow grew grown;
hamstring hamstrung; hang hung/hanged; have had; hear heard; heave heaved/hove;
hew hewed hewn/hewed; hide hid hidden; hit hit; hold held; hurt hurt; inlay inlaid;
input input/inputted; inset inset; interweave interwove interwoven; keep kept; kneel knelt/kneeled;
knit knitted/knit; know knew known; lay laid; lead led; lean leaned/leant; leap leaped/leapt;
learn learned/learnt; leave left; lend lent; let let; lie lay/lied lain/lied; light lit/lighted;
lose lost; make made; mean meant; meet met; misdeal misdealt; mishear misheard; mislay mislaid;
mislead misled; misread misread; misspeak misspoke misspoken; misspend misspent;
mistake mistook mistaken; misunderstand misunderstood; mow mowed mown/mowed; offset offset;
outbid outbid; outdo outdid outdone; outfight outfought; outgrow outgrew outgrown; outlay outlaid;
outrun outran outrun; outsell outsold; outshine outshone; outspend outspent; overbid overbid;
overcome overcame overcome; overdo overdid overdone; overdraw overdrew overdrawn;
overeat overate overeaten; overfly overflew overflown; overhang overhung; overhear overheard;
overlay overlaid; overlie overlay overlain; overpay overpaid; override overrode overridden;
overrun overran overrun; oversee oversaw overseen; oversell oversold; overshoot overshot;
oversleep overslept; overspend overspent; overtake overtook overtaken;
overthrow overthrew overthrown; overwrite overwrote overwritten; partake partook partaken;
pay paid; plead pleaded/pled; prepay prepaid; preset preset; prove proved proven/proved; put put;
quit quit/quitted; read read; rebind rebound; rebroadcast rebroadcast;
rebuild rebuilt; recast recast; redo redid redone; redraw redrew redrawn;
refreeze refroze refrozen; regrow regrew regrown; relay relayed/relaid; relight relit/relighted;
remake remade; rend rent; repay repaid; reread reread; rerun reran rerun; resell resold;
resend resent; reset reset; resit resat; retake retook retaken; retell retold; rethink rethought;
rewind rewound; rewrite rewrote rewritten; rid rid; ride rode ridden; ring rang/ringed rung/ringed;
rise rose risen; run ran run; saw sawed sawn/sawed; say said; see saw seen; seek sought; sell sold;
send sent; set set; sew sewed sewn/sewed; shake shook shaken; shear sheared shorn/sheared;
shed shed; shine shone/shined; shoot shot; show showed shown/showed;
shrink shrank/shrunk shrunk/shrunken; shut shut; sing sang sung; sink sank/sunk sunk; sit sat;
slay slew/slayed slain; sleep slept; slide slid; sling slung; slink slunk; slit slit;
smell smelled/smelt; smite smote smitten; sneak sneaked/snuck; sow sowed sown/sowed;
speak spoke spoken; speed sped/speeded; spell spelled/spelt; spend spent; spill spilled/spilt;
spin spun; spit spat/spit; split split; spoil spoiled/spoilt; spread spread;
spring sprang/sprung sprung; stand stood; steal stole stolen; stick stuck; sting stung;
stink stank stunk; strew strewed strewn/strewed; stride strode stridden;
strike struck struck/stricken; string strung; strive strove/strived striven/strived; sublet sublet;
swear swore sworn; sweep swept; swell swelled swollen/swelled; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; telecast telecast; tell told; think thought;
thrive thrived/throve; throw threw thrown; thrust thrust; tread trod trodden; typeset typeset;
unbend unbent; unbind unbound; undercut undercut; undergo underwent undergone;
underlie underlay underlain; underpay underpaid; undersell undersold; understand understood;
undertake undertook undertaken; underwrite underwrote underwritten; undo undid undone;
unfreeze unfroze unfrozen; unwind unwound; uphold upheld; upset upset;
wake woke/waked woken/waked; waylay waylaid; wear wore worn; weave wove/weaved woven/weaved;
wed wed/wedded; weep wept; wet wet/wetted; win won; wind wound; withdraw withdrew withdrawn;
withhold withheld; withstand withstood; wring wrung; write wrote written
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _read_irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    table: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for entry in _IRREGULAR_TEXT.replace("\n", " ").split(";"):
        lemma, past, *participle = entry.split()
        pasts = tuple(past.split("/"))
        table[lemma] = (pasts, tuple(participle[0].split("/")) if participle else pasts)
    return table


IRREGULAR = MappingProxyType(_read_irregular())
"""lemma -> (past forms, participles) of the irregular verbs."""

# Stress on the last syllable, so that the final consonant doubles (admit, admitted).
_STRESSED = _words(
    """abet abhor abut acquit admit allot annul appal bedim befit befog beget begin commit compel
    concur confer control corral deadpan debar debug defer demob demur deter disbar dispel
    distil eavesdrop embed emit enrol entrap equip excel expel extol forbid fulfil handicap
    humbug impel incur infer instil inter intermit leapfrog misfit occur omit outbid outfit
    overlap overrun patrol permit prefer propel readmit rebel rebut recommit recur refer refit
    regret remit repel rerun resubmit retransmit submit transfer transmit transship unban uncap
    unplug unwrap unzip upset worship"""
)
# Unstressed endings that double in British spelling only (travelled, traveled).
_BRITISH_DOUBLE = _words(
    """barrel bias cancel channel chisel counsel dial duel equal focus fuel funnel gambol grovel
    imperil initial jewel kidnap label level libel marshal marvel model panel parallel pedal
    pencil program pummel quarrel refuel rival shovel shrivel signal snivel spiral stencil
    swivel tassel total towel travel trial tunnel unravel victual worship"""
)
_HARD_C = frozenset({"panic", "picnic", "mimic", "traffic", "frolic", "havoc"})
_KEEP_E = ("ee", "oe", "ye")
_VOWELS = "aeiou"

_OUR = MappingProxyType(
    {
        american: american.replace("or", "our", 1)
        for american in ("favor", "color", "endeavor", "harbor", "honor", "labor", "neighbor",
                         "rumor", "clamor", "armor", "behavior", "valor", "dishonor", "savior",
                         "humor", "rigor", "vigor", "rancor")
    }
)  # fmt: skip
# American -> other spellings of words that follow no rule.
_SPELLINGS = MappingProxyType(
    {
        "defense": ("defence",), "offense": ("offence",), "pretense": ("pretence",),
        "license": ("licence",), "practice": ("practise",), "program": ("programme",),
        "maneuver": ("manoeuvre",), "theater": ("theatre",), "center": ("centre",),
        "saber": ("sabre",), "check": ("cheque",), "skeptic": ("sceptic",),
        "skepticism": ("scepticism",), "jail": ("gaol",), "fulfill": ("fulfil",),
        "enroll": ("enrol",), "appall": ("appal",), "instill": ("instil",),
        "distill": ("distil",), "installment": ("instalment",), "judgment": ("judgement",),
        "acknowledgment": ("acknowledgement",),
        "analog": ("analogue",), "catalog": ("catalogue",), "dialog": ("dialogue",),
        "dialogue": ("dialog",), "aging": ("ageing",),
        "plow": ("plough",), "artifact": ("artefact",), "gray": ("grey",),
    }
)  # fmt: skip
# Compounds that are printed in one word, with a hyphen, or in two: by the place of the joint.
_COMPOUNDS = MappingProxyType(
    {
        joined.replace("|", ""): joined.split("|")
        for joined in _words(
            """cease|fire air|strike air|raid air|drop air|lift stand|off walk|out sit|in
            shoot|out crack|down pull|out pull|back build|up face|off hand|over show|down
            counter|attack counter|offensive counter|strike break|up push|back lock|down lock|out
            cut|off hand|out run|off stand|still draw|down roll|back bail|out take|over pay|out
            gun|fire gun|battle fire|fight hand|shake fly|over over|flight tele|conference
            video|conference peace|keeper peace|keeping re|opening re|unification slow|down
            stop|over wire|tap shut|down step|down climb|down war|ship law|suit war|game
            cyber|attack cyber|espionage mis|information dis|information round|table gun|ship
            war|plane dis|armament de|escalation de|mobilization co|operation co|ordination
            co|operate co|ordinate stale|mate land|mine road|block cross|fire black|mail black|list
            court|martial fire|bomb car|bomb dive|bomb carpet|bomb"""
        )
    }
)
_PLURALS = MappingProxyType(
    {
        "man": ("men",), "woman": ("women",), "child": ("children",), "foot": ("feet",),
        "person": ("people", "persons"), "ox": ("oxen",), "tooth": ("teeth",), "goose": ("geese",),
        "mouse": ("mice",), "index": ("indices", "indexes"), "medium": ("media", "mediums"),
        "criterion": ("criteria",), "phenomenon": ("phenomena",), "memorandum": (
            "memoranda", "memorandums"), "referendum": ("referendums", "referenda"),
        "datum": ("data",), "appendix": ("appendices", "appendixes"), "staff": ("staff", "staffs"),
        "attaché": ("attachés",), "communiqué": ("communiqués",), "coup": ("coups",),
        "corps": ("corps",), "quiz": ("quizzes",), "gas": ("gases",), "bus": ("buses", "busses"),
        "proof": ("proofs",), "axis": ("axes",),
        "roof": ("roofs",), "chief": ("chiefs",),
        "belief": ("beliefs",),
        "stomach": ("stomachs",), "monarch": ("monarchs",), "patriarch": ("patriarchs",),
        "dwarf": ("dwarfs", "dwarves"), "hoof": ("hooves", "hoofs"),
        "chargé d'affaires": ("chargés d'affaires",), "attorney general": ("attorneys general",),
    }
)  # fmt: skip
_SAME_PLURAL = _words(
    """aircraft series species headquarters crossroads means offspring hovercraft spacecraft
    barracks works gallows personnel police military clergy"""
)
PLURAL_ONLY = _words(
    """amends arms arrears belongings condolences congratulations credentials damages goods
    greetings
    hostilities munitions news olympics outskirts overtures premises proceedings regards
    relations remains remarks reparations surroundings sympathies talks thanks ties troops
    whereabouts"""
)
"""Nouns whose plural is a word of its own: "talks" is a meeting, "talk" is not."""

_F_TO_VES = _words(
    """calf elf half knife leaf life loaf scarf self sheaf shelf thief wharf wife wolf"""
)
_O_ES = _words(
    """echo embargo veto torpedo hero potato tomato cargo go do undergo forgo overdo undo redo
    mosquito negro volcano tornado mango buffalo domino"""
)
_BOTH_O = _words("cargo volcano tornado mango buffalo mosquito ghetto manifesto memento")
_ISE_FIXED = _words("size resize seize capsize prize assize upsize downsize outsize")


def spellings(lemma: str) -> tuple[str, ...]:
    """Return `lemma` and its other spellings, the given one first.

    >>> spellings("criticize")
    ('criticize', 'criticise')
    >>> spellings("ceasefire")
    ('ceasefire', 'cease-fire', 'cease fire')
    """
    out = [lemma]
    if lemma.endswith("ize") and lemma not in _ISE_FIXED:
        out.append(lemma[:-3] + "ise")
    if lemma.endswith("ization"):
        out.append(lemma[:-7] + "isation")
    if lemma.endswith("yze"):
        out.append(lemma[:-3] + "yse")
    if lemma in _OUR:
        out.append(_OUR[lemma])
    out.extend(_SPELLINGS.get(lemma, ()))
    if lemma in _COMPOUNDS:
        out.extend(("-".join(_COMPOUNDS[lemma]), " ".join(_COMPOUNDS[lemma])))
    return tuple(out)


@cache
def verb_forms(lemma: str) -> tuple[tuple[str, Feature], ...]:
    """Return all (form, feature) pairs of a verb, other spellings and variants included.

    The order is that of `FEATURES`; the same form may appear under several features.

    >>> verb_forms("cut")[:3]
    (('cut', 'base'), ('cuts', 'third'), ('cut', 'past'))
    """
    seen: dict[tuple[str, Feature], None] = {}
    for feature in FEATURES:
        for spelled in spellings(lemma):
            for form in _forms(spelled, lemma, feature):
                seen[form, feature] = None
    return tuple(seen)


def _forms(spelled: str, lemma: str, feature: Feature) -> tuple[str, ...]:
    """Forms of one spelling; a compound is inflected at its last part (air-dropped)."""
    if spelled in IRREGULAR or (spelled == lemma and lemma not in _COMPOUNDS and "-" not in lemma):
        return _simple_forms(spelled, feature)
    last = spelled.replace("-", " ").rsplit(" ", 1)[-1]
    if last == spelled and lemma in _COMPOUNDS:
        last = _COMPOUNDS[lemma][-1]
    before = spelled[: len(spelled) - len(last)]
    return tuple(before + form for form in _simple_forms(last, feature))


def _simple_forms(spelled: str, feature: Feature) -> tuple[str, ...]:
    if feature == "base":
        return ("be", "am", "are") if spelled == "be" else (spelled,)
    if feature == "third":
        return (_third(spelled),)
    if feature == "gerund":
        return tuple(dict.fromkeys(stem + "ing" for stem in _gerund_stems(spelled)))
    irregular = IRREGULAR.get(spelled)
    if irregular is not None:
        return irregular[0] if feature == "past" else irregular[1]
    return tuple(dict.fromkeys(_regular_past(spelled)))


def _third(lemma: str) -> str:
    special = {"be": "is", "have": "has"}
    if lemma in special:
        return special[lemma]
    if lemma.endswith("z") and len(lemma) > 2 and lemma[-2] in _VOWELS:
        return lemma + "zes"
    return _add_s(lemma)


def _add_s(word: str) -> str:
    """The ending shared by third person and regular plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word in _O_ES:
        return word + "es"
    return word + "s"


def _doubles(lemma: str) -> tuple[bool, ...]:
    """Whether the last consonant doubles before -ed and -ing: (True,), (False,) or both."""
    if len(lemma) < 3 or lemma[-1] in _VOWELS or lemma[-1] in "wxy" or lemma[-2] not in _VOWELS:
        return (lemma in _BRITISH_DOUBLE, False) if lemma in _BRITISH_DOUBLE else (False,)
    if lemma in _BRITISH_DOUBLE:
        return (False, True)
    vowels = sum(letter in _VOWELS for letter in lemma.replace("qu", "q"))
    single = lemma[-3] not in _VOWELS or lemma[-4:-1] == "qui"
    if vowels == 1 and single:
        return (True,)
    # the irregular ones carry the stress on their last part: undercutting, forgetting
    return (lemma in _STRESSED or (single and lemma in IRREGULAR),)


def _regular_past(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [lemma[:-1] + "ied"]
    if lemma in _HARD_C:
        return [lemma + "ked"]
    return [lemma + (lemma[-1] if twice else "") + "ed" for twice in _doubles(lemma)]


def _gerund_stems(lemma: str) -> list[str]:
    if lemma in _HARD_C:
        return [lemma + "k"]
    if lemma.endswith("ie"):
        return [lemma[:-2] + "y"]
    if lemma in ("be", "singe") or lemma.endswith(_KEEP_E):
        return [lemma]
    if lemma.endswith("e"):
        return [lemma[:-1]]
    return [lemma + (lemma[-1] if twice else "") for twice in _doubles(lemma)]


@cache
def plurals(noun: str) -> tuple[str, ...]:
    """Return the plural forms of a noun; the last word of a compound carries the ending.

    >>> plurals("embargo"), plurals("air strike"), plurals("talks")
    (('embargoes', 'embargos'), ('air strikes',), ('talks',))
    """
    if noun in _PLURALS:
        return _PLURALS[noun]
    for joint in (" ", "-"):
        if joint in noun:
            before, after = noun.rsplit(joint, 1)
            return tuple(before + joint + form for form in plurals(after))
    if noun in PLURAL_ONLY or noun in _SAME_PLURAL:
        return (noun,)
    return _regular_plural(noun)


def _regular_plural(noun: str) -> tuple[str, ...]:
    if noun.endswith("man") and noun not in ("german", "human", "roman", "norman", "ottoman"):
        return (noun[:-3] + "men",)
    if noun.endswith("sis") and len(noun) > 3:
        return (noun[:-2] + "es",)
    if noun in _F_TO_VES:
        return (noun[: -2 if noun.endswith("fe") else -1] + "ves",)
    if noun in _BOTH_O or noun == "embargo":
        return (noun + "es", noun + "s")
    return (_add_s(noun),)


def noun_forms(lemma: str) -> tuple[tuple[str, bool], ...]:
    """Return all (form, plural) pairs of a noun in all its spellings.

    >>> noun_forms("defense")
    (('defense', False), ('defenses', True), ('defence', False), ('defences', True))
    """
    seen: dict[str, bool] = {}
    for spelled in spellings(lemma):
        if lemma not in PLURAL_ONLY:
            seen.setdefault(spelled, False)
        for form in plurals(spelled):
            seen.setdefault(form, True)
    return tuple(seen.items())


def verb_table(lemmas: Iterable[str]) -> dict[str, tuple[tuple[str, Feature], ...]]:
    """Map each surface form to its (lemma, feature) readings, in the order of the lemmas.

    >>> verb_table(["find", "found"])["found"]
    (('find', 'past'), ('find', 'participle'), ('found', 'base'))
    """
    table: dict[str, list[tuple[str, Feature]]] = {}
    for lemma in lemmas:
        for form, feature in verb_forms(lemma):
            table.setdefault(form, []).append((lemma, feature))
    return {form: tuple(readings) for form, readings in table.items()}


def noun_table(lemmas: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """Map each surface form to (lemma, plural); words that exist only in the plural win.

    >>> noun_table(["talk", "talks", "raid"])["talks"]
    ('talks', True)
    """
    table: dict[str, tuple[str, bool]] = {}
    ordered = list(dict.fromkeys(lemmas))
    for lemma in [*(x for x in ordered if x in PLURAL_ONLY), *ordered]:
        for form, plural in noun_forms(lemma):
            table.setdefault(form, (lemma, plural))
    return table


def analyse(word: str, lemmas: Iterable[str]) -> tuple[tuple[str, Feature], ...]:
    """Return the (lemma, feature) readings that `word` has as a form of one of `lemmas`.

    Lower-cases the word. For many words build `verb_table` once instead.

    >>> analyse("withdrew", ["withdraw"])
    (('withdraw', 'past'),)
    """
    return verb_table(lemmas).get(word.lower(), ())
