from __future__ import annotations

from importlib.resources import files

import pytest

from detente.errors import DataError, UsageError
from detente.knowledge.ontology import (
    QUADS,
    TYPES,
    TableOntology,
    cameo,
    mode_of_act,
    plover,
    read_conversions,
)
from detente.ports import Ontology

DATA = files("detente.knowledge") / "data"
PLOVER_CSV = (DATA / "plover.csv").read_text(encoding="utf-8")
CAMEO_CSV = (DATA / "cameo_plover.csv").read_text(encoding="utf-8")


def faulty(old: str, new: str) -> str:
    assert old in PLOVER_CSV
    return PLOVER_CSV.replace(old, new, 1)


def test_plover_is_an_ontology() -> None:
    assert isinstance(plover, Ontology)
    assert plover.scale == "plover-2021"
    assert plover.types() == TYPES
    assert len(plover.types()) == 16


def test_quads_hold_four_types_each_way_the_codebook_has_them() -> None:
    by_quad = {quad: [t for t in TYPES if plover.quad(t) == quad] for quad in QUADS}
    assert by_quad["verbal_cooperation"] == ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"]
    assert by_quad["material_cooperation"] == ["COOPERATE", "AID", "RETREAT"]
    assert by_quad["verbal_conflict"] == ["REQUEST", "ACCUSE", "REJECT", "THREATEN"]
    assert len(by_quad["material_conflict"]) == 5


def test_requests_are_conflict_though_their_score_is_near_zero() -> None:
    assert plover.quad("REQUEST") == "verbal_conflict"
    assert plover.intensity("REQUEST", "assist") == 0.5


def test_a_recipient_is_required_for_three_types_only() -> None:
    assert [t for t in TYPES if plover.requires_recipient(t)] == ["COOPERATE", "AID", "SANCTION"]


def test_the_misprint_is_read_negative_and_listed() -> None:
    assert plover.intensity("ACCUSE", None) == -3
    (misprint,) = plover.misprints()
    assert (misprint.type, misprint.mode, misprint.as_printed) == ("ACCUSE", None, 3)
    assert "misprint" in misprint.note


def test_apart_from_requests_scores_have_the_sign_of_their_side() -> None:
    for entry in plover.entries():
        if entry.type == "REQUEST":
            continue
        assert (entry.score > 0) == entry.quad.endswith("cooperation"), entry
        assert -10 <= entry.score <= 10


def test_every_entry_is_defined_and_yield_is_named() -> None:
    for entry in plover.entries():
        assert entry.definition.endswith(".")
        assert plover.definition(entry.type, entry.mode) == entry.definition
    for half in ("CONCEDE", "RETREAT"):
        assert "YIELD" in plover.entry(half).note  # type: ignore[arg-type]


def test_modes_and_unknown_names() -> None:
    assert plover.modes("SANCTION") == ("convict", "expel", "withdraw", "discontinue")
    assert plover.modes("CONCEDE") == ()
    assert plover.has("SANCTION", "expel")
    assert not plover.has("CONCEDE", "expel")
    with pytest.raises(UsageError, match="CONCEDE has no mode 'expel'; its modes: none"):
        plover.intensity("CONCEDE", "expel")
    with pytest.raises(UsageError, match="unknown event type 'YIELD'"):
        plover.quad("YIELD")  # type: ignore[arg-type]


def test_the_digest_follows_the_content() -> None:
    again = TableOntology.from_csv(PLOVER_CSV, file="x", scale="s")
    other = TableOntology.from_csv(faulty("AID,,10.0,10.0", "AID,,10.0,9.9"), file="x", scale="s")
    assert again.digest() == plover.digest() != other.digest()
    assert other.misprints()[0].type == "AID"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type,mode\n", "line 1: the header must be"),
        ("", "line 1: the header must be"),
        (faulty("AID,,10.0", "HELP,,10.0"), "unknown event type 'HELP'"),
        (faulty("AID,,10.0,10.0", "AID,,10.0,ten"), "'ten' is not a number"),
        (faulty("AID,,10.0,10.0", "AID,,10.0,11"), "outside"),
        (faulty("AID,,10.0,10.0,material_cooperation", "AID,,1,1,nice"), "unknown quad class"),
        (faulty(",yes,", ",maybe,"), "requires_recipient must be yes or no"),
        (faulty("CONSULT,visit", "CONSULT,phone"), "CONSULT phone is listed twice"),
        (faulty("CONSULT,visit,4.0,4.0,verbal_cooperation", "CONSULT,visit,4,4,verbal_conflict"),
         "must follow its type and share its quad class"),
        (faulty("AGREE,,2.5,2.5", "AGREE,,2.5"), "8 fields expected, found 7"),
        ("\n".join(line for line in PLOVER_CSV.splitlines() if not line.startswith("AID,")),
         "no row for AID"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_refused_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        TableOntology.from_csv(text, file="own.csv", scale="own")
    assert str(caught.value).startswith("own.csv")


def test_blank_lines_do_no_harm() -> None:
    padded = PLOVER_CSV.replace("\nAID,", "\n\nAID,")
    assert TableOntology.from_csv(padded, file="x", scale="s").types() == TYPES


def test_cameo_conversion_and_its_deviations() -> None:
    codes = cameo()
    assert all(code[:2] in codes for code in codes)
    assert codes["01"].type is None
    assert all(codes[code].type is None for code in codes if code.startswith("01"))
    assert all(codes[code].type == "REQUEST" for code in codes if code.startswith("02"))
    assert (codes["163"].type, codes["163"].printed_type) == ("SANCTION", "COERCE")
    assert codes["163"].note.startswith("deviation")
    assert (codes["0871"].type, codes["0871"].printed_type) == ("CONCEDE", "RETREAT")
    assert codes["0872"].type == "RETREAT"
    assert (codes["057"].type, codes["057"].goldstein) == ("SUPPORT", 8)
    assert codes["192"].mode == "seize"


def test_every_change_of_the_published_conversion_says_why() -> None:
    for code in cameo().values():
        printed = (code.printed_type, code.printed_mode)
        if printed != (code.type, code.mode):
            assert code.note, code


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1x,AID,,,,,,", "not a CAMEO code"),
        ("12345,AID,,,,,,", "not a CAMEO code"),
        ("07,HELP,,,,,,", "no PLOVER type 'HELP'"),
        ("07,AID,soup,,,,,", "no PLOVER type 'AID' with mode 'soup'"),
        ("07,AID,,,,,much,", "is not a number"),
        ("07,AID,,,,,,\n07,AID,,,,,,", "CAMEO 07 is listed twice"),
    ],
)
def test_a_faulty_conversion_is_refused(row: str, message: str) -> None:
    header = CAMEO_CSV.splitlines()[0]
    with pytest.raises(DataError, match=message):
        read_conversions(f"{header}\n{row}\n", plover, file="own.csv")


def test_the_content_gives_an_act_its_mode() -> None:
    assert mode_of_act("THREATEN", "SANCTION") == "restrict"
    assert mode_of_act("THREATEN", "SANCTION", "expel") == "expel"
    assert mode_of_act("THREATEN", "SANCTION", "withdraw") == "relations"
    assert mode_of_act("THREATEN", "COERCE", "seize") == "territory"
    assert mode_of_act("THREATEN", "ASSAULT", "drone") == "violence"
    assert mode_of_act("THREATEN", "AID") is None
    assert mode_of_act("REQUEST", "AID") == "assist"
    assert mode_of_act("REJECT", "CONSULT") == "meet"
    assert mode_of_act("REQUEST", "RETREAT", "resign") == "change"
    assert mode_of_act("REQUEST", "ASSAULT") is None
    assert mode_of_act("ACCUSE", "ASSAULT") is None
    for act in ("THREATEN", "REQUEST", "REJECT"):
        for entry in plover.entries():
            mode = mode_of_act(act, entry.type, entry.mode)  # type: ignore[arg-type]
            assert mode is None or plover.has(act, mode)
