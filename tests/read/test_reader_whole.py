"""The reader as a whole: plug-in contract, ids, offsets, furniture, the pool, the public names."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from reader_samples import PUBLISHED, events, read

from detente import desk, plugins
from detente.errors import UsageError
from detente.model import Article, to_json
from detente.ports import Engine, Reader
from detente.read.pool import CHUNK, LocalEngine
from detente.read.rules import RulesReader
from detente.testing import article, check_reader, check_reading

STORY = (
    "Norway recalls its envoy\n\n"
    "OSLO — Norway recalled its ambassador from Sweden on Monday and threatened to impose tariffs "
    "on Swedish goods unless the fishing ban is lifted within two weeks.\n\n"
    "“We did not want this,” said Jonas Gahr Støre. “We have been patient with Sweden.”\n\n"
    "A Swedish official, who asked not to be named, said that Sweden would not retaliate. "
    "Had Norway struck at the port, Sweden would have accused Norway of piracy.\n\n"
    "Will Sweden answer? In 2019 the two countries signed a treaty on herring."
)


def test_the_reader_satisfies_the_contract_of_plug_ins() -> None:
    check_reader(RulesReader(), [STORY, STORY.upper(), STORY.lower(), STORY[::-1]])


def test_the_readers_name_tells_its_version_and_data() -> None:
    reader = RulesReader()
    assert isinstance(reader, Reader)
    assert reader.name == RulesReader().name
    other_data: Any = SimpleNamespace(digest=lambda: "other")
    assert RulesReader(words=other_data).name != reader.name
    assert RulesReader(book=other_data).name != reader.name


def test_a_reading_points_into_its_text() -> None:
    reading = read(STORY)
    check_reading(reading, reading.article)
    assert reading.events
    assert reading.statements
    assert reading.commitments
    assert reading.conditionals


def test_ids_do_not_depend_on_type_or_status() -> None:
    # two texts of one length, whose trigger stands at the same place
    ids = {}
    for verb in ("bombed", "thanks", "bombs "):
        text = f"Norway {verb} Sweden."
        one = Article(id="fixed", sha256="0", length=len(text), text=text, body=((0, len(text)),))
        reading = RulesReader().read(one)
        for event in reading.events:
            ids[verb] = (event.id, event.type)
    assert ids["bombed"][1] != ids["thanks"][1]
    assert ids["bombed"][0] == ids["thanks"][0]


def test_ids_do_depend_on_the_article_and_the_place() -> None:
    first = read("Norway bombed Sweden. Sweden bombed Norway.")
    ids = [one.id for one in first.records()]
    assert len(set(ids)) == len(ids) == 2
    moved = read("  Norway bombed Sweden. Sweden bombed Norway.")
    assert not set(ids) & {one.id for one in moved.records()}


def test_a_later_day_of_publication_gives_another_article() -> None:
    text = "Norway bombed Sweden."
    days = [desk.read(text, published=day).article.id for day in ("2031-05-14", "2031-05-15", None)]
    assert len(set(days)) == 3


def test_incidents_of_a_single_reading_are_the_records_themselves() -> None:
    reading = read(STORY)
    assert {one.incident for one in reading.events} <= {one.id for one in reading.events}


def test_evidence_is_the_whole_sentence() -> None:
    text = "It rained. Norway bombed Sweden on Monday. It snowed."
    (event,) = read(text).events
    (span,) = event.evidence
    assert text[span.start : span.end] == "Norway bombed Sweden on Monday."
    assert text[event.trigger.start : event.trigger.end] == "bombed"


def test_headlines_give_no_events() -> None:
    assert events("Norway bombs Sweden\n\nIt rained all day long.") == []


def test_furniture_gives_no_records() -> None:
    text = "Norway bombed Sweden.\n\nIt rained all day long."
    start = text.index("It rained")
    one = article(text)
    one = msgspec.structs.replace(one, body=((start, len(text)),))
    reading = RulesReader().read(one)
    assert reading.records() == ()
    assert reading.sentences


def test_offsets_count_code_points() -> None:
    text = "\ufeff🚢 Ünited harbour 🚢.\r\n\r\nNorway bombed Sweden."
    reading = read(text)
    content = reading.article.content
    (event,) = reading.events
    assert content[event.trigger.start : event.trigger.end] == "bombed"
    assert reading.article.length == len(content)


def test_the_two_apostrophes_read_alike() -> None:
    straight, curly = "Norway's troops didn't bomb Sweden.", "Norway’s troops didn’t bomb Sweden."
    assert events(straight) == events(curly)


def test_one_act_told_twice_in_a_sentence_is_one_record() -> None:
    found = events("Norway attacked Sweden, and the attack on Sweden by Norway shocked Oslo.")
    assert found == ["ASSAULT NOR>SWE occurred"]


# -- the pool --------------------------------------------------------------------------------------


def test_any_number_of_workers_reads_alike_and_in_order() -> None:
    articles = [
        article(f"Norway bombed Sweden on day {n}. {STORY}", given_id=str(n))
        for n in range(3 * CHUNK + 1)
    ]
    one = [to_json(reading) for reading in LocalEngine(workers=1).map(articles)]
    two = [to_json(reading) for reading in LocalEngine(workers=2).map(articles)]
    assert one == two
    assert [json.loads(line)["article"]["given_id"] for line in two] == [
        str(n) for n in range(3 * CHUNK + 1)
    ]


def test_a_pool_of_nothing_reads_nothing() -> None:
    assert list(LocalEngine(workers=2).map([])) == []


def test_the_engine_names_its_reader() -> None:
    engine = LocalEngine(workers=0)
    assert isinstance(engine, Engine)
    assert engine.workers == 1
    assert engine.name == RulesReader().name


def test_an_engine_can_be_stopped_half_way() -> None:
    articles = (article(STORY, given_id=str(n)) for n in range(24))
    readings = LocalEngine(workers=2).map(articles)
    assert next(readings).article.given_id == "0"
    readings.close()  # type: ignore[attr-defined]


# -- plug-ins and the public names -----------------------------------------------------------------


def test_plug_ins_are_found_by_name() -> None:
    assert plugins.names("readers") == ["rules"]
    assert plugins.load("readers", "rules") is RulesReader
    assert desk.reader().name == RulesReader().name
    with pytest.raises(UsageError, match="installed are: rules"):
        plugins.load("readers", "crystal-ball")
    with pytest.raises(UsageError, match="none"):
        plugins.load("oracles", "delphi")


PUBLIC = [
    "Archive", "Brief", "Desk", "DetenteError", "LedgerEntry", "Parse", "Reading", "Relationship",
    "View", "__version__", "ingest", "parse", "parse_sources", "read", "read_sources",
]  # fmt: skip


def test_the_public_names_are_pinned() -> None:
    import detente

    assert detente.__all__ == PUBLIC
    for name in PUBLIC:
        assert getattr(detente, name) is not None
    with pytest.raises(AttributeError, match="crystal"):
        detente.crystal  # noqa: B018


def _in_a_fresh_process(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_importing_the_package_imports_nothing_heavy() -> None:
    done = _in_a_fresh_process(
        "import sys, detente\n"
        "heavy = {'numpy', 'polars', 'deltalake', 'typer', 'rich', 'lxml', 'trafilatura'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert done.returncode == 0, done.stderr


def test_the_public_read_can_be_called_again() -> None:
    # a module detente.read of the same name must not take the function's place
    done = _in_a_fresh_process(
        "import detente\n"
        f"first = detente.read('Norway bombed Sweden.', published='{PUBLISHED}')\n"
        f"again = detente.read('Norway bombed Sweden.', published='{PUBLISHED}')\n"
        "assert first == again\n"
        "from detente.read.segment import words\n"
        "assert callable(detente.read)"
    )
    assert done.returncode == 0, done.stderr


def test_the_public_read_can_be_called_after_importing_the_reader() -> None:
    done = _in_a_fresh_process(
        "import detente.read.rules\nimport detente\nassert detente.read('It rained.').sentences"
    )
    assert done.returncode == 0, done.stderr


def test_a_wrong_date_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        desk.read("Norway bombed Sweden.", published="yesterday")
