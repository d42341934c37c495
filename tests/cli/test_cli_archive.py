"""Commands on an archive: ingest, track, brief, ledger, why, review, quarantine, export, check."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import msgspec
import pytest
from cli_runs import run

from detente.archive.delta import DeltaArchive
from detente.model import Brief, LedgerEntry, Reading, Rejected, Relationship, to_json

REPORTS = [
    ("a", "2025-01-06", "Kenya imposed sanctions on Uganda on Monday. It rained all day."),
    ("b", "2025-01-14", "Kenya gave Uganda until Friday to reopen the border."),
    ("c", "2025-01-22", "Kenya attacked Uganda on Monday, killing 12 people."),
    ("d", "2025-02-05", "Kenya and Uganda signed a treaty on Tuesday. Ada Brook, 52, met Kenya."),
]


def _jsonl(path: Path, reports: list[tuple[str, str, str]]) -> Path:
    lines = [
        json.dumps({"id": name, "published": day, "text": text, "publisher": "Lake Herald"})
        for name, day, text in reports
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that no test changes."""
    return _made(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return _made(tmp_path)


def _made(folder: Path) -> Path:
    from detente import cli

    source = _jsonl(folder / "reports.jsonl", REPORTS)
    archive = folder / "archive"
    code = cli.run(["ingest", str(source), "--archive", str(archive), "--workers", "1"])
    assert code == 0
    return archive


def _id(archive: Path, type_: str) -> str:
    return next(
        one.id
        for reading in DeltaArchive(archive).readings()
        for one in reading.events
        if one.type == type_
    )


def test_ingest_tells_on_stderr_and_prints_nothing(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source = _jsonl(tmp_path / "reports.jsonl", REPORTS)
    first = run(capfd, "ingest", source, "--archive", tmp_path / "archive", "--workers", "1")
    assert (first.code, first.out) == (0, "")
    assert "4 added, 0 there already, 0 rejected" in first.err
    again = run(capfd, "ingest", source, "--archive", tmp_path / "archive", "--workers", "1")
    assert "0 added, 4 there already" in again.err


def test_the_archive_is_found_by_option_environment_or_default(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _jsonl(tmp_path / "reports.jsonl", REPORTS[:1])
    monkeypatch.chdir(tmp_path)
    ingest = ("ingest", "reports.jsonl", "--workers", "1")
    monkeypatch.delenv("DETENTE_ARCHIVE", raising=False)
    assert run(capfd, *ingest).code == 0
    assert (tmp_path / "detente-archive").is_dir()
    monkeypatch.setenv("DETENTE_ARCHIVE", "named")
    assert run(capfd, *ingest).code == 0
    assert (tmp_path / "named").is_dir()
    assert run(capfd, *ingest, "--archive", "chosen").code == 0
    assert (tmp_path / "chosen").is_dir()


def test_ingest_in_parts_with_rejected_lines(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source = tmp_path / "mixed.jsonl"
    tomorrow = (dt.date.today() + dt.timedelta(days=400)).isoformat()
    source.write_text(
        '{"id": "a", "text": "It rained."}\n'
        "{broken\n"
        f'{{"id": "later", "text": "It will rain.", "published": "{tomorrow}"}}\n'
    )
    archive = tmp_path / "archive"
    ran = run(capfd, "ingest", source, "--archive", archive, "--workers", "1")
    assert (ran.code, ran.out) == (3, "")
    assert f"{source}, line 2" in ran.err
    assert tomorrow in ran.err
    assert "1 added, 0 there already, 2 rejected" in ran.err
    listed = run(capfd, "quarantine", "--archive", archive)
    assert listed.code == 0
    items = [msgspec.json.decode(line, type=Rejected) for line in listed.out.splitlines()]
    assert {(one.line, one.given_id) for one in items} == {(2, None), (None, "later")} or {
        one.line for one in items
    } == {2, 3}
    as_array = run(capfd, "quarantine", "--archive", archive, "--json")
    assert len(json.loads(as_array.out)) == 2
    as_text = run(capfd, "quarantine", "--archive", archive, "--format", "text")
    assert f"{source}, line 2: " in as_text.out


@pytest.mark.parametrize(
    "command",
    [
        ["track", "Kenya", "Uganda"],
        ["brief", "Kenya", "Uganda"],
        ["ledger"],
        ["why", "abc"],
        ["export", "jsonl"],
        ["check"],
        ["quarantine"],
        ["review", "reject", "abc", "--who", "me"],
    ],
    ids=lambda command: command[0],
)
def test_without_an_archive_the_exit_code_is_4(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]
) -> None:
    ran = run(capfd, *command, "--archive", tmp_path / "none")
    assert (ran.code, ran.out) == (4, "")
    assert "detente ingest" in ran.err


def test_a_damaged_archive_is_exit_code_4(capfd: pytest.CaptureFixture[str], own: Path) -> None:
    for file in sorted(own.rglob("*.parquet")):
        file.write_bytes(b"not a table")
    for command in (["check"], ["brief", "Kenya", "Uganda"], ["export", "jsonl"]):
        ran = run(capfd, *command, "--archive", own)
        assert ran.code == 4, (command, ran.err)
        assert "Traceback" not in ran.err


def test_a_busy_archive_is_exit_code_4(
    capfd: pytest.CaptureFixture[str], own: Path, tmp_path: Path
) -> None:
    source = _jsonl(tmp_path / "more.jsonl", REPORTS)
    with DeltaArchive(own).writing():
        ran = run(capfd, "ingest", source, "--archive", own, "--workers", "1")
    assert (ran.code, ran.out) == (4, "")


WRONG = [
    (["track", "Kenia", "Uganda"], "Kenia"),
    (["brief", "Kenya", "Ugandia"], "Ugandia"),
    (["track", "Kenya", "Uganda", "--step", "year"], "day, week or month"),
    (["track", "Kenya", "Uganda", "--as-of", "soon"], "YYYY-MM-DD"),
    (["track", "Kenya", "Uganda", "--decisions", "some"], "as-of or all"),
    (["track", "Kenya", "Uganda", "--format", "html"], "json, text"),
    (["ledger", "--kind", "wish"], "ultimatum"),
    (["ledger", "--status", "nice"], "no evidence found"),
    (["ledger", "--holder", "Kenia"], "Kenia"),
    (["why", "zzzz"], "zzzz"),
    (["export", "csv"], "jsonl"),
    (["review", "maybe", "abc", "--who", "me"], "accept, reject"),
    (["review", "reject", "zzzz", "--who", "me"], "zzzz"),
    (["review", "reject", "zzzz"], "who"),
    (["review", "reject", "abc", "--who", "me", "--on", "soon"], "YYYY-MM-DD"),
    (["ingest", "nowhere.txt"], "nowhere.txt"),
    (["ingest", "x.txt", "--engine", "ray"], "ray"),
    (["quarantine", "--format", "xml"], "jsonl, json, text"),
    (["brief", "Kenya", "Uganda", "-o", "no/such/folder/x.html"], "no/such/folder"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG, ids=lambda one: " ".join(one)[:50])
def test_a_wrong_request_is_exit_code_2(
    capfd: pytest.CaptureFixture[str], shared: Path, arguments: list[str], told: str
) -> None:
    ran = run(capfd, *arguments, "--archive", shared)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_track(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    ran = run(capfd, "track", "Kenya", "Uganda", "--archive", shared)
    found = msgspec.json.decode(ran.out, type=Relationship)
    assert (found.dyad.source, found.step) == ("KEN", "week")
    monthly = run(capfd, "track", "KEN", "UGA", "--step", "month", "--json", "--archive", shared)
    assert msgspec.json.decode(monthly.out, type=Relationship).step == "month"
    smooth = run(capfd, "track", "KEN", "UGA", "--smoothed", "--archive", shared)
    assert json.loads(smooth.out)["method"]["filtered"] is False
    text = run(capfd, "track", "KEN", "UGA", "--format", "text", "--archive", shared)
    assert "Kenya" in text.out
    assert "\x1b[" not in text.out


def test_brief_in_its_forms(
    capfd: pytest.CaptureFixture[str], shared: Path, tmp_path: Path
) -> None:
    def brief(*options: str | Path) -> str:
        ran = run(capfd, "brief", "Kenya", "Uganda", "--archive", shared, *options)
        assert ran.code == 0, ran.err
        return ran.out

    value = msgspec.json.decode(brief("--json"), type=Brief)
    assert value.source_name == "Kenya"
    assert {one.type for one in value.deeds} >= {"SANCTION", "ASSAULT", "SUPPORT"}
    assert "Kenya" in brief("--format", "text")
    assert brief("--format", "markdown").startswith("#")
    assert brief("--format", "html").lstrip().lower().startswith("<!doctype html")


def test_away_from_a_terminal_brief_gives_no_colour(
    capfd: pytest.CaptureFixture[str], shared: Path
) -> None:
    assert "\x1b[" not in run(capfd, "brief", "KEN", "UGA", "--archive", shared).out


@pytest.mark.parametrize(
    ("name", "start"), [("b.html", "<!doctype"), ("b.md", "#"), ("b.json", "{"), ("b.txt", "")]
)
def test_brief_into_a_file(
    capfd: pytest.CaptureFixture[str], shared: Path, tmp_path: Path, name: str, start: str
) -> None:
    path = tmp_path / name
    ran = run(capfd, "brief", "Kenya", "Uganda", "--archive", shared, "-o", path)
    assert (ran.code, ran.out) == (0, "")
    assert str(path) in ran.err
    text = path.read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith(start)
    assert "Kenya" in text


def test_as_of_hides_later_articles(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    def brief(day: str) -> Brief:
        ran = run(capfd, "brief", "KEN", "UGA", "--json", "--as-of", day, "--archive", shared)
        return msgspec.json.decode(ran.out, type=Brief)

    assert brief("2025-01-10").articles == 1
    assert [one.type for one in brief("2025-01-10").deeds] == ["SANCTION"]
    assert brief("2025-02-05").articles == 4
    ran = run(capfd, "export", "jsonl", "--as-of", "2025-01-14", "--archive", shared)
    assert len(ran.out.splitlines()) == 2


def test_ledger(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    ran = run(capfd, "ledger", "--archive", shared)
    (entry,) = msgspec.json.decode(ran.out, type=list[LedgerEntry])
    assert (entry.holder_names, entry.to_names) == (("Kenya",), ("Uganda",))
    assert entry.text == "to reopen the border"
    lines = run(capfd, "ledger", "--format", "jsonl", "--archive", shared)
    assert msgspec.json.decode(lines.out, type=LedgerEntry) == entry
    text = run(capfd, "ledger", "--format", "text", "--archive", shared)
    assert "reopen the border" in text.out
    none = run(capfd, "ledger", "--holder", "Uganda", "--archive", shared)
    assert json.loads(none.out) == []


def test_why_takes_the_beginning_of_an_id(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    key = _id(shared, "ASSAULT")
    ran = run(capfd, "why", key[:8], "--archive", shared)
    found = json.loads(ran.out)
    assert found["record"]["id"] == key
    assert found["article"]["given_id"] == "c"
    assert [one["text"] for one in found["sources"]] == [REPORTS[2][2]]
    text = run(capfd, "why", key, "--format", "text", "--archive", shared)
    # the text marks the trigger in its sentence
    shown = " ".join(text.out.split()).replace("[", "").replace("]", "")
    assert REPORTS[2][2] in shown


@pytest.mark.parametrize("kind", ["statements", "commitments"])
def test_why_of_other_records(capfd: pytest.CaptureFixture[str], tmp_path: Path, kind: str) -> None:
    source = _jsonl(
        tmp_path / "said.jsonl",
        [("s", "2025-01-06", "Kenya said it would withdraw its troops from Uganda by June 1.")],
    )
    archive = tmp_path / "archive"
    run(capfd, "ingest", source, "--archive", archive, "--workers", "1")
    (reading,) = DeltaArchive(archive).readings()
    (record,) = getattr(reading, kind)
    ran = run(capfd, "why", record.id, "--format", "text", "--archive", archive)
    assert ran.code == 0
    assert "Kenya" in ran.out


def test_review_takes_a_record_out_and_puts_it_back(
    capfd: pytest.CaptureFixture[str], own: Path
) -> None:
    def deeds() -> set[str]:
        ran = run(capfd, "brief", "KEN", "UGA", "--json", "--archive", own)
        return {one["type"] for one in json.loads(ran.out)["deeds"]}

    def incidents() -> float:
        ran = run(capfd, "track", "KEN", "UGA", "--archive", own)
        return sum(one["incidents"] for one in json.loads(ran.out)["periods"])

    key, before, counted = _id(own, "ASSAULT"), deeds(), incidents()
    assert "ASSAULT" in before
    done = ["--who", "ab", "--on", "2025-02-01", "--archive", str(own)]
    ran = run(capfd, "review", "reject", key[:10], "--why", "a rumour", *done)
    assert (ran.code, ran.out) == (0, "")
    assert f"rejected {key}" in ran.err
    assert "ASSAULT" not in deeds()
    assert incidents() < counted
    ran = run(capfd, "review", "accept", key, "--who", "cd", "--on", "2025-02-02", "--archive", own)
    assert f"accepted {key}" in ran.err
    assert deeds() == before
    assert incidents() == counted


def test_a_decision_is_of_today_unless_told(capfd: pytest.CaptureFixture[str], own: Path) -> None:
    ran = run(capfd, "review", "reject", _id(own, "ASSAULT"), "--who", "ab", "--archive", own)
    assert str(dt.date.today()) in ran.err
    newest = ["--as-of", REPORTS[-1][1]]
    for extra, there in (([], False), (newest, True), ([*newest, "--decisions", "all"], False)):
        ran = run(capfd, "brief", "KEN", "UGA", "--json", "--archive", own, *extra)
        types = {one["type"] for one in json.loads(ran.out)["deeds"]}
        assert ("ASSAULT" in types) is there


def test_export_gives_the_readings_sorted_by_article(
    capfd: pytest.CaptureFixture[str], shared: Path
) -> None:
    ran = run(capfd, "export", "jsonl", "--archive", shared)
    found = [msgspec.json.decode(line, type=Reading) for line in ran.out.splitlines()]
    ids = [one.article.id for one in found]
    assert ids == sorted(ids)
    assert all(one.article.text is msgspec.UNSET for one in found)
    whole = run(capfd, "export", "jsonl", "--with-text", "--archive", shared)
    assert {json.loads(line)["article"]["text"] for line in whole.out.splitlines()} == {
        text for _, _, text in REPORTS
    }


def test_check_of_a_whole_archive(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    ran = run(capfd, "check", "--archive", shared)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("0 faults, 0 notes")


def test_schema_describes_a_real_reading(capfd: pytest.CaptureFixture[str], shared: Path) -> None:
    schema = json.loads(run(capfd, "schema").out)
    for reading in DeltaArchive(shared).readings():
        _fits(json.loads(to_json(reading)), {"$ref": "#/$defs/Reading"}, schema)
    brief = json.loads(run(capfd, "brief", "KEN", "UGA", "--json", "--archive", shared).out)
    _fits(brief, {"$ref": "#/$defs/Brief"}, schema)
    with pytest.raises(AssertionError):
        _fits({"schema": "detente/1"}, {"$ref": "#/$defs/Reading"}, schema)


KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def _fits(value: object, rule: dict[str, object], schema: dict[str, object]) -> None:
    """As much of JSON Schema as ours uses, and no more: an unknown keyword is a failure."""
    known = set(KEYWORDS) | {"title", "description", "default", "discriminator", "format"}
    assert set(rule) <= known, set(rule) - known
    for keyword in sorted(rule):
        if keyword in KEYWORDS:
            KEYWORDS[keyword](value, rule, schema)


def _ref(value, rule, schema):  # type: ignore[no-untyped-def]
    name = rule["$ref"].removeprefix("#/$defs/")
    _fits(value, schema["$defs"][name], schema)


def _any_of(value, rule, schema):  # type: ignore[no-untyped-def]
    faults = []
    for one in rule["anyOf"]:
        try:
            _fits(value, one, schema)
        except AssertionError as fault:
            faults.append(str(fault))
        else:
            return
    raise AssertionError(f"{value!r} fits none: {faults}")


def _type(value, rule, schema):  # type: ignore[no-untyped-def]
    del schema
    assert isinstance(value, KINDS[rule["type"]]), f"{value!r} is no {rule['type']}"


def _properties(value, rule, schema):  # type: ignore[no-untyped-def]
    assert isinstance(value, dict), f"{value!r} is no object"
    for name, part in value.items():
        assert name in rule["properties"], f"no field is called {name}"
        _fits(part, rule["properties"][name], schema)


def _extra(value, rule, schema):  # type: ignore[no-untyped-def]
    if isinstance(rule["additionalProperties"], dict) and isinstance(value, dict):
        for part in value.values():
            _fits(part, rule["additionalProperties"], schema)


def _required(value, rule, schema):  # type: ignore[no-untyped-def]
    del schema
    missing = set(rule["required"]) - set(value or ())
    assert not missing, f"{missing} missing"


def _items(value, rule, schema):  # type: ignore[no-untyped-def]
    if isinstance(rule["items"], dict) and isinstance(value, list):
        for part in value:
            _fits(part, rule["items"], schema)


def _prefix(value, rule, schema):  # type: ignore[no-untyped-def]
    assert isinstance(value, list), f"{value!r} is no array"
    for part, one in zip(value, rule["prefixItems"], strict=True):
        _fits(part, one, schema)


def _enum(value, rule, schema):  # type: ignore[no-untyped-def]
    del schema
    assert value in rule["enum"], f"{value!r} is none of {rule['enum']}"


def _bounds(value, rule, schema):  # type: ignore[no-untyped-def]
    del schema
    if isinstance(value, (int, float)):
        assert rule.get("minimum", value) <= value <= rule.get("maximum", value)
    if isinstance(value, list):
        assert rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value))


KEYWORDS = {
    "$ref": _ref,
    "anyOf": _any_of,
    "type": _type,
    "properties": _properties,
    "additionalProperties": _extra,
    "required": _required,
    "items": _items,
    "prefixItems": _prefix,
    "enum": _enum,
    "minimum": _bounds,
    "maximum": _bounds,
    "minItems": _bounds,
    "maxItems": _bounds,
}


def test_demo_twice(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = run(capfd, "demo", "--folder", folder)
    assert first.code == 0, first.err
    assert "United States" in first.out
    assert "Vladimir Putin" in first.out
    assert "0 there already" in first.err
    pages = sorted(folder.glob("*.html"))
    assert len(pages) == 2
    assert all(str(page) in first.err for page in pages)
    again = run(capfd, "demo", "--folder", folder)
    assert again.code == 0
    assert ": 0 added" in again.err
    assert again.out == first.out


# -- terminals -------------------------------------------------------------------------------------


class _Terminal:
    """A stream that says it is a terminal, around one that is not."""

    def __init__(self, stream: object) -> None:
        self._stream = stream

    def isatty(self) -> bool:
        return True

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def test_on_a_terminal_text_comes_first_and_in_colour(
    capfd: pytest.CaptureFixture[str], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal(sys.stdout))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    ran = run(capfd, "track", "KEN", "UGA", "--archive", shared)
    assert "\x1b[" in ran.out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run(capfd, "track", "KEN", "UGA", "--archive", shared)
    assert "Kenya" in plain.out
    assert "\x1b[" not in plain.out
    assert json.loads(run(capfd, "track", "KEN", "UGA", "--json", "--archive", shared).out)


def test_the_width_of_the_terminal_is_kept(
    capfd: pytest.CaptureFixture[str], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        ran = run(capfd, "brief", "KEN", "UGA", "--format", "text", "--archive", shared)
        assert max(len(line) for line in ran.out.splitlines()) <= width


def test_a_bar_is_shown_on_a_terminal_only(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _jsonl(tmp_path / "reports.jsonl", REPORTS)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", _Terminal(sys.stderr))
    shown = run(capfd, "ingest", source, "--archive", tmp_path / "a", "--workers", "1")
    assert shown.code == 0
    assert "reading" in shown.err or "articles" in shown.err
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run(capfd, "ingest", source, "--archive", tmp_path / "b", "--workers", "1")
    assert "\x1b[" not in plain.err
    assert len(plain.err.splitlines()) == 1


def test_an_interrupted_ingest_says_how_to_go_on(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.read.rules import RulesReader

    source = _jsonl(tmp_path / "reports.jsonl", REPORTS)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RulesReader, "read", stop)
        ran = run(capfd, "ingest", source, "--archive", tmp_path / "a", "--workers", "1")
    assert (ran.code, ran.out) == (130, "")
    assert "run the same command again" in ran.err
    assert run(capfd, "ingest", source, "--archive", tmp_path / "a", "--workers", "1").code == 0
