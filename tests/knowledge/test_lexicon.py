from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DataError
from detente.knowledge import lexicon as module
from detente.knowledge.inflect import spellings
from detente.knowledge.lexicon import CONTROLLERS, CUES, PREDICATES, Lexicon, Sense, lexicon
from detente.knowledge.lexicon_rows import PREPOSITIONS
from detente.knowledge.ontology import cameo, plover

DATA = files("detente.knowledge") / "data"
LEX = lexicon()
SENSES = [s for table in (LEX.verbs, LEX.nouns) for found in table.values() for s in found]

PREDICATE_HEAD = "lemma\tpos\tparticle\tobject\ttarget\tneed\ttype\tmode\tcameo\tflags\n"
CONTROLLER_HEAD = "form\tpos\tframe\tstatus\tact\tsubject\tnotes\n"
CUE_HEAD = "lemma\tpos\tkind\tframes\tstance\n"


def rows(*cells: str) -> str:
    return "\n".join(cell.replace(";", "\t") for cell in cells) + "\n"


def small(predicates: str = "", controllers: str = "", cues: str = "") -> Lexicon:
    return Lexicon.from_text(
        PREDICATE_HEAD + predicates, CONTROLLER_HEAD + controllers, CUE_HEAD + cues
    )


def codings(lemma: str, pos: str = "v", **want: object) -> set[tuple[str, str | None]]:
    table = LEX.verbs if pos == "v" else LEX.nouns
    particle, thing = want.get("particle", ""), want.get("object")
    return {
        (s.type, s.mode)
        for s in table.get(lemma, ())
        if s.particle == particle and (thing in s.objects if thing else not s.objects)
    }


# ---- the data ---------------------------------------------------------------------------------


def test_the_lexicons_are_broad() -> None:
    assert len(SENSES) >= 2500
    assert len({sense.line for sense in SENSES}) >= 900
    assert len({entry.form for entry in LEX.controllers}) >= 180
    assert len({cue.lemma for cue in LEX.cues if cue.pos == "v"}) >= 220
    assert len({cue.lemma for cue in LEX.cues if cue.pos != "v"}) >= 60


def test_every_type_and_mode_is_covered() -> None:
    covered = {(sense.type, sense.mode) for sense in SENSES}
    missing = {(e.type, e.mode) for e in plover.entries()} - covered
    # these two roots are met only in their modes
    assert missing <= {("ACCUSE", None), ("MOBILIZE", None)}


def test_every_type_has_verbs_and_nouns() -> None:
    for type_ in plover.types():
        assert sum(s.type == type_ and s.pos == "v" for s in SENSES) >= 25, type_
        assert sum(s.type == type_ and s.pos == "n" for s in SENSES) >= 8, type_


def test_senses_are_well_formed() -> None:
    for sense in SENSES:
        assert plover.has(sense.type, sense.mode)
        assert sense.cameo in cameo()
        assert set(sense.target) <= PREPOSITIONS | {"obj"}
        assert sense.target or sense.need == "source"
        if sense.pos == "n":
            assert "by" not in sense.target, f"line {sense.line}: by marks the source of a noun"


def test_types_agree_with_the_cameo_code_where_cameo_has_one() -> None:
    apart = {
        (sense.type, sense.mode)
        for sense in SENSES
        if sense.cameo and cameo()[sense.cameo].type != sense.type
    }
    assert apart == {("RETREAT", "ceasefire"), ("RETREAT", "resign"), ("SANCTION", "convict")}


def test_telling_is_no_event() -> None:
    assert not {"say", "tell", "state", "add", "note", "announce", "report"} & {
        sense.lemma for sense in SENSES if sense.pos == "v" and not sense.objects and sense.lemma
    } - {s.lemma for s in SENSES if s.lemma == "tell" and s.type == "REQUEST"}


def test_lemmas_are_listed_under_one_spelling() -> None:
    for table in (LEX.verbs, LEX.nouns):
        for lemma in table:
            assert not set(spellings(lemma)[1:]) & set(table), lemma


def test_named_sets_are_used() -> None:
    text = (DATA / PREDICATES).read_text(encoding="utf-8")
    named = [line.split("\t")[0] for line in text.splitlines() if line.startswith("@")]
    cells = {word for line in text.splitlines() for cell in line.split("\t")[1:]
             for word in cell.split("|") if word.startswith("@")}  # fmt: skip
    assert set(named) == cells


@pytest.mark.parametrize(
    ("lemma", "pos", "particle", "thing", "coding"),
    [
        ("impose", "v", "", "tariff", ("SANCTION", None)),
        ("impose", "v", "", "curfew", ("COERCE", "curfew")),
        ("impose", "v", "", "blockade", ("COERCE", "restrict")),
        ("lift", "v", "", "sanction", ("RETREAT", None)),
        ("crack", "v", "down", None, ("COERCE", None)),
        ("lash", "v", "out at", None, ("ACCUSE", "disapprove")),
        ("take", "v", "to the streets", None, ("PROTEST", "demo")),
        ("call", "v", "off", "talks", ("SANCTION", "withdraw")),
        ("call", "v", "on", None, ("REQUEST", None)),
        ("call", "v", "for", "ceasefire", ("REQUEST", "yield")),
        ("call", "v", "up", "reservist", ("MOBILIZE", "troops")),
        ("hold", "v", "", "talks", ("CONSULT", None)),
        ("hold", "v", "", "drill", ("COOPERATE", None)),
        ("hold", "v", "", "rally", ("PROTEST", "demo")),
        ("carry", "v", "out", "airstrike", ("ASSAULT", "aerial")),
        ("launch", "v", "", "offensive", ("ASSAULT", None)),
        ("declare", "v", "", "ceasefire", ("CONCEDE", None)),
        ("declare", "v", "", "war", ("ASSAULT", None)),
        ("observe", "v", "", "ceasefire", ("RETREAT", "ceasefire")),
        ("violate", "v", "", "truce", ("ASSAULT", None)),
        ("sign", "v", "", "treaty", ("SUPPORT", None)),
        ("tear", "v", "up", "agreement", ("SANCTION", "withdraw")),
        ("express", "v", "", "condolences", ("SUPPORT", None)),
        ("express", "v", "", "concern", ("ACCUSE", "disapprove")),
        ("expel", "v", "", "diplomat", ("SANCTION", "expel")),
        ("expel", "v", "", "migrant", ("COERCE", "deport")),
        ("recall", "v", "", "ambassador", ("SANCTION", "withdraw")),
        ("suspend", "v", "", "aid", ("SANCTION", "discontinue")),
        ("send", "v", "", "aid", ("AID", None)),
        ("send", "v", "", "howitzer", ("AID", None)),
        ("withdraw", "v", "", "brigade", ("RETREAT", "withdraw")),
        ("withdraw", "v", "from", "treaty", ("SANCTION", "withdraw")),
        ("release", "v", "", "hostage", ("RETREAT", "release")),
        ("reject", "v", "", "ultimatum", ("REJECT", None)),
        ("step", "v", "down", None, ("RETREAT", "resign")),
        ("shoot", "v", "down", "drone", ("ASSAULT", "heavy-weapons")),
        ("strike", "n", "drone", None, ("ASSAULT", "drone")),
        ("strike", "n", "hunger", None, ("PROTEST", "hunger")),
        ("strike", "n", "general", None, ("PROTEST", "strike")),
        ("bombing", "n", "suicide", None, ("ASSAULT", "suicide-attack")),
        ("withdrawal", "n", "", "troops", ("RETREAT", "withdraw")),
        ("swap", "n", "prisoner", None, ("COOPERATE", None)),
        ("invasion", "n", "", None, ("ASSAULT", None)),
    ],
)
def test_common_wordings_have_their_sense(
    lemma: str, pos: str, particle: str, thing: str | None, coding: tuple[str, str | None]
) -> None:
    assert coding in codings(lemma, pos, particle=particle, object=thing)


def test_ambiguous_verbs_are_marked_weak() -> None:
    for lemma in ("beat", "defeat", "fight", "hit", "strike", "support", "target"):
        plain = [s for s in LEX.verbs[lemma] if not s.objects and not s.particle]
        assert plain, lemma
        assert all(s.weak for s in plain if s.need == "actor"), lemma


# ---- look-ups ---------------------------------------------------------------------------------


def test_the_most_specific_sense_comes_first() -> None:
    lex = small(rows("break;v;;;obj;actor;ASSAULT;;190;weak",
                     "break;v;off;;with;actor;SANCTION;;160;",
                     "break;v;;truce;with;source;ASSAULT;;196;",
                     "break;v;off;talks;with;source;SANCTION;withdraw;164;"))  # fmt: skip
    assert [s.cameo for s in lex.verbs["break"]] == ["164", "196", "160", "190"]
    for found in (*LEX.verbs.values(), *LEX.nouns.values()):
        assert [s.rank for s in found] == sorted(s.rank for s in found)


def test_particles_that_may_follow_the_object() -> None:
    assert small(rows("call;v;off;talks;with;source;SANCTION;;164;")).verbs["call"][0].separable
    assert not small(rows("call;v;for;talks;with;source;REQUEST;;106;")).verbs["call"][0].separable


def test_surface_forms_lead_to_lemmas() -> None:
    assert LEX.analyse("Withdrew") == (("withdraw", "past"),)
    assert ("strike", "past") in LEX.verb_forms["struck"]
    assert LEX.noun_forms["embargoes"] == ("embargo", True)
    assert LEX.noun_forms["talks"] == ("talks", True)
    assert LEX.analyse("xylophone") == ()


def test_compounds_in_several_tokens() -> None:
    assert LEX.noun_at(["the", "cease", "-", "fire"], 3) == ("ceasefire", False, 1)
    assert LEX.noun_at(["air", "strikes"], 1) == ("airstrike", True, 0)
    assert LEX.noun_at(["embargo"], 0) == ("embargo", False, 0)
    assert LEX.noun_at(["nothing", "here"], 1) is None
    found = LEX.verb_at(["they", "co", "-", "operated"], 3)
    assert found is not None
    assert (found[0][0], found[1]) == (("cooperate", "past"), 1)
    assert LEX.verb_at(["-"], 0) is None


@pytest.mark.parametrize(
    ("text", "status", "act", "size", "subject"),
    [
        ("threatened to attack", "threatened", "THREATEN", 1, "self"),
        ("threatening sanctions", "threatened", "THREATEN", 1, "self"),
        ("asked the rebels to withdraw", "proposed", "REQUEST", 1, "object"),
        ("called on b to withdraw", "proposed", "REQUEST", 2, "object"),
        ("called for a ceasefire", "proposed", "REQUEST", 1, "object"),
        ("agreed to meet", "planned", "AGREE", 1, "self"),
        ("denied bombing the port", "negated", "REJECT", 1, "self"),
        ("denied that it had bombed", "negated", "REJECT", 1, "self"),
        ("accused b of bombing", "occurred", "ACCUSE", 1, "object"),
        ("is considering sanctions", None, None, 0, ""),
        ("considering imposing sanctions", "considered", None, 1, "self"),
        ("managed to free", "actual", None, 1, "self"),
        ("forced b to withdraw", "actual", None, 1, "object"),
        ("failed to sign", "negated", None, 1, "self"),
        ("refused to sign", "negated", "REJECT", 1, "self"),
        ("continued to shell", "ongoing", None, 1, "self"),
        ("continued shelling", "ongoing", None, 1, "self"),
        ("would have attacked", "counterfactual", None, 2, "self"),
        ("would n't have attacked", "counterfactual", None, 3, "self"),
        ("would attack", "hypothetical", None, 1, "self"),
        ("will attack", "planned", None, 1, "self"),
        ("if b attacks", "hypothetical", None, 1, "self"),
        ("whether b attacks", "asked", None, 1, "self"),
        ("plans to attack", "planned", None, 1, "self"),
        ("allegedly attacked", "actual", None, 1, "self"),
        ("n't attack", "negated", None, 1, "self"),
        ("yet to sign", "negated", None, 2, "self"),
        ("threat of war", "threatened", "THREATEN", 1, "self"),
        ("refusal to sign", "negated", None, 1, "self"),
        ("possibility of war", "considered", None, 1, "self"),
    ],
)
def test_controllers(
    text: str, status: str | None, act: str | None, size: int, subject: str
) -> None:
    found = LEX.controller(text.split(), 0)
    if status is None:
        # "is" opens a question only as its first word; nothing else is said of it
        assert found is None or found[0].status == "asked"
        return
    assert found is not None
    entry, length = found
    assert (entry.status, entry.act, length, entry.subject) == (status, act, size, subject)


def test_all_controllers_of_a_phrase_are_offered() -> None:
    entries, size = LEX.controllers_at(["threatened", "to"], 0)
    assert size == 1
    assert {entry.frame for entry in entries} >= {"inf", "np", "prep:with"}
    assert LEX.controllers_at(["banana"], 0) == ((), 0)
    assert LEX.controller(["banana"], 0) is None


def test_statuses_of_the_contract_are_all_reachable() -> None:
    assert {entry.status for entry in LEX.controllers} >= {
        "ongoing", "planned", "proposed", "threatened", "considered", "hypothetical",
        "counterfactual", "negated", "asked", "occurred", "actual",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "size"),
    [
        ("said that", "say", 1),
        ("pointed out that", "say", 2),
        ("condemned the raid", "blame", 1),
        ("praising them", "praise", 1),
        ("according to officials", "say", 2),
        ("on condition of anonymity", "anonymity", 4),
        ("people familiar with the matter", "anonymity", 3),
        ("press conferences were", "venue", 2),
        ("spokeswomen for", "role", 1),
        ("op - ed in", "document", 3),
    ],
)
def test_cues(text: str, kind: str, size: int) -> None:
    found = LEX.cue(text.split(), 0)
    assert found is not None
    assert (found[0].kind, found[1]) == (kind, size)
    assert found[0] in LEX.cues_at(text.split(), 0)[0]


def test_no_cue_where_there_is_none() -> None:
    assert LEX.cue(["banana"], 0) is None


def test_hints_of_stance_have_the_sign_of_their_kind() -> None:
    for cue in LEX.cues:
        if cue.kind == "praise":
            assert cue.stance is not None
            assert cue.stance > 0
        if cue.kind == "blame":
            assert cue.stance is not None
            assert cue.stance < 0


WORDS = st.lists(
    st.one_of(
        st.sampled_from(sorted({w for c in LEX.controllers for w in c.form.split()})),
        st.sampled_from(["-", "", "to", "that", "of", "fire", "cease", "air"]),
        st.text(max_size=5),
    ),
    min_size=1,
    max_size=8,
)


@given(WORDS, st.integers(0, 7))
def test_look_ups_stay_inside_any_words(words: list[str], at: int) -> None:
    at %= len(words)
    for found in (LEX.controller(words, at), LEX.cue(words, at)):
        if found is not None:
            assert 1 <= found[1] <= len(words) - at
    for compound in (LEX.noun_at(words, at), LEX.verb_at(words, at)):
        if compound is not None:
            assert 0 <= compound[-1] <= at
    entries, size = LEX.controllers_at(words, at)
    assert bool(entries) == bool(size)


def test_loading_is_quick_and_the_same_each_time() -> None:
    started = time.process_time()
    again = Lexicon.from_text(
        *((DATA / name).read_text(encoding="utf-8") for name in (PREDICATES, CONTROLLERS, CUES))
    )
    # 0.07 s measured; the margin is for a busy machine
    assert time.process_time() - started < 1.0
    assert again.digest() == LEX.digest()
    assert module.lexicon() is LEX


def test_the_digest_follows_the_entries() -> None:
    one = small(rows("raid;v;;;obj;actor;ASSAULT;;190;"))
    other = small(rows("raid;v;;;obj;actor;ASSAULT;;190;weak"))
    assert one.digest() != other.digest()


# ---- faulty files -----------------------------------------------------------------------------


def test_alternatives_and_sets_make_senses() -> None:
    lex = small("@arms\tgun|tank\n@more\t@arms|jet\n"
                + rows("# a comment", "", "send|ship;v;;@more|food;to;actor;AID;;070"))  # fmt: skip
    assert set(lex.verbs) == {"send", "ship"}
    sense: Sense = lex.verbs["ship"][0]
    assert sense.objects == {"gun", "tank", "jet", "food"}
    assert lex.noun_forms["jets"] == ("jet", True)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("raid;v;;;obj;actor;HURT;;190;", "unknown event type 'HURT'"),
        ("raid;v;;;obj;actor;ASSAULT;gently;190;", "ASSAULT has no mode 'gently'"),
        ("raid;v;;;obj;actor;ASSAULT;;999;", "unknown CAMEO code '999'"),
        ("raid;x;;;obj;actor;ASSAULT;;190;", "unknown pos 'x'"),
        ("raid;v;;;beside;actor;ASSAULT;;190;", "unknown target place 'beside'"),
        ("raid;v;;;;actor;ASSAULT;;190;", "the target is empty"),
        ("raid;v;;;-;actor;ASSAULT;;190;", "a row without a target"),
        ("raid;v;;;-;source;ASSAULT;;190;weak", "a row without a target"),
        ("raid;v;;;obj;nobody;ASSAULT;;190;", "unknown need 'nobody'"),
        ("raid;v;;;obj;actor;ASSAULT;;190;loud", "unknown flag 'loud'"),
        ("raid;v;;@arms;obj;actor;ASSAULT;;190;", "the set @arms is not defined above"),
        ("Raid;v;;;obj;actor;ASSAULT;;190;", "must be lower case"),
        ("raid||hit;v;;;obj;actor;ASSAULT;;190;", "an empty alternative in lemma"),
        (";v;;;obj;actor;ASSAULT;;190;", "the lemma is empty"),
        ("raid;v;;;obj;actor;ASSAULT;;190;;x", "at most 10 fields expected, found 11"),
        ("raid;v;;;obj;actor;ASSAULT;;190;\nraid;v;;;obj;actor;ASSAULT;;190;",
         "line 3: raid : the same row as in line 2"),
        ("@a;gun\n@a;tank", "the set @a is defined twice"),
    ],
)  # fmt: skip
def test_faulty_predicates(row: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        small(rows(row))
    assert caught.value.file == PREDICATES
    assert caught.value.line in (2, 3)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("plan;v;inf;someday;;self;", "unknown status 'someday'"),
        ("plan;v;inf;planned;HURT;self;", "unknown event type 'HURT'"),
        ("plan;verb;inf;planned;;self;", "unknown pos 'verb'"),
        ("plan;v;prep:beside;planned;;self;", "unknown frame 'prep:beside'"),
        ("plan;v;post:to;planned;;self;", "unknown frame 'post:to'"),
        ("plan;v;;planned;;self;", "the frame is empty"),
        ("plan;v;inf;planned;;it;", "unknown subject 'it'"),
        ("plan|plan;v;inf;planned;;self;", "the same row as in line 2"),
    ],
)
def test_faulty_controllers(row: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        small(controllers=rows(row))
    assert (caught.value.file, caught.value.line) == (CONTROLLERS, 2)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("say;v;sing;quote;", "unknown kind 'sing'"),
        ("say;x;say;quote;", "unknown pos 'x'"),
        ("say;v;say;loudly;", "unknown frame 'loudly'"),
        ("say;v;say;quote;warm", "stance 'warm' is not a number"),
        ("say;v;say;quote;2", "stance 2 lies outside"),
        ("say|say;v;say;quote;", "the same row as in line 2"),
    ],
)
def test_faulty_cues(row: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        small(cues=rows(row))
    assert (caught.value.file, caught.value.line) == (CUES, 2)


def test_a_wrong_header_is_refused() -> None:
    with pytest.raises(DataError, match=r"own\.tsv, line 1: the header must be lemma pos"):
        Lexicon.from_text("a\tb\n", CONTROLLER_HEAD, CUE_HEAD, files=("own.tsv", "c", "d"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    lines: list[int | None] = []
    for parts in ((text, "", ""), ("", text, ""), ("", "", text)):
        try:
            small(*parts)
        except DataError as fault:
            lines.append(fault.line)
    assert all(line is not None and line >= 1 for line in lines)
