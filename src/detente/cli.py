"""The command line: a thin surface over `desk` and `show`.

Data goes to stdout, messages and progress to stderr. Exit codes: 0 done, 1 a fault of ours, 2 a
wrong request, 3 some input was rejected, 4 the archive is missing, damaged or busy, 130
interrupted.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer
from typer.core import TyperGroup

from . import __version__, desk
from .errors import DetenteError, UsageError
from .model import Parse, Reading, Rejected, json_schema, to_json

if TYPE_CHECKING:
    from .intake.options import IntakeOptions

DEFAULT_ARCHIVE = "./detente-archive"
LAST_YEAR = 9000
"""The last year that --as-of may name: curves need room for a step after it."""
FAULT, USAGE, REJECTED, INTERRUPTED = 1, 2, 3, 130

app = typer.Typer(
    name="detente",
    help="News text in; how two political actors stand, why, and what may follow out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Archive = Annotated[
    Path, typer.Option("--archive", envvar="DETENTE_ARCHIVE", help="Folder of the archive.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Use only what was known by this day."),
]
Decisions = Annotated[str, typer.Option("--decisions", help="Decisions that count: as-of, or all.")]
Format = Annotated[str | None, typer.Option("--format", help="Form of the output.")]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
StepOption = Annotated[str, typer.Option("--step", help="day, week or month.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=256, help="Reading processes.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Date of publication of the texts."),
]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Publisher of the texts.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding where no byte order mark tells it.")
]
WithText = Annotated[bool, typer.Option("--with-text", help="Include the article text.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also fetch from private and local addresses.")
]


_Read = TypeVar("_Read", Reading, Parse)
_Item = TypeVar("_Item")


class _Done(Exception):
    def __init__(self, code: int) -> None:
        self.code = code


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised."""
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    if any("\udc80" <= character <= "\udcff" for word in arguments for character in word):
        _complain("an argument is not valid UTF-8; write it in UTF-8")
        return USAGE
    try:
        code = command.main(list(arguments), prog_name="detente", standalone_mode=False)
    except _Done as done:
        return done.code
    except DetenteError as error:
        _complain(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _complain("interrupted; what was done is kept")
        return INTERRUPTED
    except Exception as error:
        return _unexpected(error)
    if code == INTERRUPTED:  # the option parser turns an interrupt into this code
        _complain("interrupted; what was done is kept")
    return code if isinstance(code, int) else 0


def _unexpected(error: Exception) -> int:
    """Usage errors of the option parser, else a fault of ours with its trace."""
    shown = getattr(error, "format_message", None)
    if callable(shown):
        _complain(f"{shown()}; see `detente --help`")
        return USAGE
    if isinstance(error, typer.Exit):
        return int(error.exit_code)
    traceback.print_exc(file=sys.stderr)
    _complain(
        f"a fault of detente's ({type(error).__name__}); please report it with the lines above"
    )
    return FAULT


def _complain(message: str) -> None:
    from .show.words import clean

    if sys.stderr is not None:
        sys.stderr.write(f"detente: {clean(message)}\n")


def _out(text: str) -> None:
    """Write data to stdout, as UTF-8 whatever the terminal; lone surrogates cannot occur in it."""
    stream = sys.stdout
    line = text if text.endswith("\n") else text + "\n"
    if stream is None:
        raise UsageError("standard output is closed", hint="redirect it to a file")
    buffer = getattr(stream, "buffer", None)
    try:
        if buffer is None:
            stream.write(line)
            return
        stream.flush()
        buffer.write(line.encode("utf-8", "replace"))
        buffer.flush()
    except BrokenPipeError:
        # the reader of our output went away (`| head`): not a fault, but nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _Done(0) from None
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"cannot write to standard output: {error.strerror}") from None


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _form(given: str | None, json: bool, allowed: Sequence[str]) -> str:
    """The form of the output: as asked, else text on a terminal, else the first other form."""
    if json:
        given = "json"
    if given is not None:
        if given not in allowed:
            raise UsageError(f"no format '{given}' here", hint=f"choose from {', '.join(allowed)}")
        return given
    return "text" if _terminal() and "text" in allowed else allowed[0]


def _width() -> int:
    import shutil

    columns = os.environ.get("COLUMNS", "")
    given = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else 0
    return min(400, max(40, given or shutil.get_terminal_size((80, 24)).columns))


def _color() -> bool:
    return _terminal() and not os.environ.get("NO_COLOR")


def _options(
    published: str | None, publisher: str | None, encoding: str | None, allow_private: bool
) -> IntakeOptions:
    from .intake import IntakeOptions, fetch

    def get(url: str) -> Any:
        return fetch(url, allow_private=allow_private)

    return IntakeOptions(
        published=desk.day(published, what="date for --published"),
        publisher=publisher,
        encoding=encoding,
        stdin=getattr(sys.stdin, "buffer", None),
        fetch=get,
    )


def _desk(archive: Path, as_of: str | None, decisions: str) -> desk.Desk:
    if decisions not in ("as-of", "all"):
        raise UsageError(f"no --decisions '{decisions}'", hint="choose as-of or all")
    if (day := desk.day(as_of, what="date for --as-of")) is not None and day.year > LAST_YEAR:
        raise UsageError(f"--as-of {day} is too far ahead", hint=f"end it by {LAST_YEAR}")
    view = desk.View(
        as_of=desk.day(as_of, what="date for --as-of"), all_decisions=decisions == "all"
    )
    return desk.Desk(desk.open_archive(archive), view)


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL|-…", help="What to read.")],
    published: Published = None,
    publisher: Publisher = None,
    encoding: Encoding = None,
    format: Format = None,
    json: Json = False,
    with_text: WithText = False,
    workers: Workers = 1,
    allow_private: AllowPrivate = False,
) -> None:
    """Read texts: events, statements, commitments, conditionals. Formats: json, jsonl, text."""
    form = _form(format, json, ("json", "jsonl", "text"))
    options = _options(published, publisher, encoding, allow_private)
    rejected: list[Rejected] = []
    readings = _usable(desk.read_sources(paths, options, workers=workers), rejected)
    if form == "json":
        _write_json(readings, with_text, single=len(paths) == 1)
    for number, reading in enumerate(readings):
        if form == "jsonl":
            _out(to_json(_strip(reading, with_text)))
        else:
            from .show.tables import render_reading

            _out(("\n" if number else "") + render_reading(reading, width=_width(), color=_color()))
    _finish(rejected)


def _usable(items: Iterable[_Item | Rejected], rejected: list[Rejected]) -> Iterator[_Item]:
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
            _complain(f"rejected {item}")
        else:
            yield item


def _strip(reading: _Read, with_text: bool) -> _Read:
    """The reading without the article text, unless it was asked for."""
    import msgspec

    if with_text:
        return reading
    bare = msgspec.structs.replace(reading.article, text=msgspec.UNSET)
    return msgspec.structs.replace(reading, article=bare)


def _write_json(readings: Iterable[_Read], with_text: bool, *, single: bool) -> None:
    values = [_strip(reading, with_text) for reading in readings]
    if single and not values:
        return  # the one input was rejected, and stderr says why
    _out(to_json(values[0] if single and len(values) == 1 else values, indent=2))


def _finish(rejected: Sequence[Rejected]) -> None:
    if rejected:
        raise _Done(REJECTED)


@app.command()
def parse(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL|-…", help="What to parse.")],
    published: Published = None,
    publisher: Publisher = None,
    encoding: Encoding = None,
    format: Format = None,
    json: Json = False,
    with_text: WithText = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Parse texts: sentences, words, lemmas, trees, names. Formats: conllu, json, jsonl."""
    form = _form(format, json, ("conllu", "json", "jsonl"))
    options = _options(published, publisher, encoding, allow_private)
    rejected: list[Rejected] = []
    if form == "conllu":
        from .show.conllu import conllu

        for lines in conllu(_usable(desk.parse_sentences(paths, options), rejected)):
            _out(lines)
    else:
        parses = _usable(desk.parse_sources(paths, options), rejected)
        if form == "json":
            _write_json(parses, with_text, single=len(paths) == 1)
        for value in parses:
            _out(to_json(_strip(value, with_text)))
    _finish(rejected)


@app.command()
def ingest(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="What to read and keep.")],
    archive: Archive = Path(DEFAULT_ARCHIVE),
    published: Published = None,
    publisher: Publisher = None,
    encoding: Encoding = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=256, help="Reading processes (default: all cores)."),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", help="Where to run: local.")] = "local",
    allow_private: AllowPrivate = False,
) -> None:
    """Read and keep, each article once; run it again to go on where it stopped."""
    if engine != "local":
        raise UsageError(f"no engine '{engine}' is installed", hint="choose local")
    options = _options(published, publisher, encoding, allow_private)
    store = desk.open_archive(archive)
    count = workers if workers is not None else (os.cpu_count() or 1)
    with _progress() as tell:
        report = desk.ingest(
            store, sources, options, today=dt.date.today(), workers=count, progress=tell
        )
    for item in report.rejected:
        _complain(f"rejected {item}")
    _complain(
        f"{report.added} added, {report.known} there already, {len(report.rejected)} rejected "
        f"(kept in the quarantine); archive {archive}"
    )
    if report.interrupted:
        _complain("interrupted; what was added is kept, run the same command again to go on")
        raise _Done(INTERRUPTED)
    _finish(report.rejected)


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on stderr when that is a terminal; else nothing."""
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(report: desk.IngestReport) -> None:
            bar.update(task, description=f"{report.seen} articles, {report.added} added")

        yield tell


@app.command()
def track(
    a: Annotated[str, typer.Argument(metavar="A", help="Who acts (name, key or ISO code).")],
    b: Annotated[str, typer.Argument(metavar="B", help="Toward whom.")],
    archive: Archive = Path(DEFAULT_ARCHIVE),
    as_of: AsOf = None,
    decisions: Decisions = "as-of",
    step: StepOption = "week",
    smoothed: Annotated[
        bool, typer.Option("--smoothed", help="Let later weeks inform earlier ones.")
    ] = False,
    format: Format = None,
    json: Json = False,
) -> None:
    """How A treats B over time, with turning points. Formats: json, text."""
    form = _form(format, json, ("json", "text"))
    table = _desk(archive, as_of, decisions)
    found = table.track(a, b, step=_step(step), smoothed=smoothed)
    if form == "json":
        _out(to_json(found, indent=2))
        return
    from .show.tables import render_relationship

    names = (table.name(found.dyad.source), table.name(found.dyad.target))
    _out(render_relationship(found, names=names, width=_width(), color=_color()))


def _step(step: str) -> Any:
    if step not in ("day", "week", "month"):
        raise UsageError(f"no --step '{step}'", hint="choose day, week or month")
    return step


@app.command()
def brief(
    a: Annotated[str, typer.Argument(metavar="A", help="Who acts (name, key or ISO code).")],
    b: Annotated[str, typer.Argument(metavar="B", help="Toward whom.")],
    archive: Archive = Path(DEFAULT_ARCHIVE),
    as_of: AsOf = None,
    decisions: Decisions = "as-of",
    step: StepOption = "week",
    format: Format = None,
    json: Json = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")
    ] = None,
) -> None:
    """The analyst's report on how A stands to B. Formats: text, json, markdown, html."""
    allowed = ("text", "json", "markdown", "html")
    if output is not None and str(output) == "-":
        output = None
    if format is None and not json and output is not None:
        format = _SUFFIXES.get(output.suffix)
        if format is None:
            raise UsageError(
                f"no form of the brief goes with '{output.name}'",
                hint=f"end the name in {', '.join(_SUFFIXES)}, or give --format",
            )
    form = _form(format, json, allowed)
    value = _desk(archive, as_of, decisions).brief(a, b, step=_step(step))
    text = _rendered(value, form, to_file=output is not None)
    if output is None:
        _out(text)
        return
    _write(output, text)
    _complain(f"wrote {output}")


_SUFFIXES = {".html": "html", ".md": "markdown", ".json": "json", ".txt": "text"}


def _rendered(value: Any, form: str, *, to_file: bool = False) -> str:
    if form == "json":
        return to_json(value, indent=2)
    if form == "html":
        from .show.brief_html import brief_html

        return brief_html(value)
    if form == "markdown":
        from .show.brief_markdown import brief_markdown

        return brief_markdown(value)
    from .show.brief_text import render_brief

    return render_brief(value, width=_width(), color=_color() and not to_file)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UsageError(
            f"cannot write {path}: {error.strerror}", hint="name another file"
        ) from None


@app.command()
def ledger(
    archive: Archive = Path(DEFAULT_ARCHIVE),
    actor: Annotated[str | None, typer.Option("--actor", help="Holder or addressee.")] = None,
    holder: Annotated[str | None, typer.Option("--holder", help="Who owes.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="To whom.")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="promise, threat, ultimatum, offer, demand, deadline."),
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help="open, kept, broken, …")] = None,
    as_of: AsOf = None,
    decisions: Decisions = "as-of",
    format: Format = None,
    json: Json = False,
) -> None:
    """Commitments: who, to whom, what, on what condition, due, and what closed them.

    Formats: json, jsonl, text.
    """
    from typing import get_args

    from .model import CommitmentKind, CommitmentStatus

    form = _form(format, json, ("json", "jsonl", "text"))
    _one_of("--kind", kind, get_args(CommitmentKind))
    _one_of("--status", status, get_args(CommitmentStatus))
    table = _desk(archive, as_of, decisions)
    entries = table.ledger(actor=actor, holder=holder, to=to, kind=kind, status=status)
    if form == "json":
        _out(to_json(entries, indent=2))
    elif form == "jsonl":
        for entry in entries:
            _out(to_json(entry))
    else:
        from .show.tables import render_ledger

        _out(render_ledger(entries, as_of=table.as_of, width=_width(), color=_color()))


def _one_of(option: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise UsageError(f"no {option} '{value}'", hint=f"choose from {', '.join(allowed)}")


@app.command()
def why(
    record: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, or its beginning.")],
    archive: Archive = Path(DEFAULT_ARCHIVE),
    as_of: AsOf = None,
    decisions: Decisions = "as-of",
    format: Format = None,
    json: Json = False,
) -> None:
    """From any record down to the sentences it rests on. Formats: json, text."""
    form = _form(format, json, ("json", "text"))
    table = _desk(archive, as_of, decisions)
    found, article, sources = table.why(record)
    if form == "json":
        _out(to_json({"record": found, "article": article, "sources": sources}, indent=2))
        return
    from .show.tables import render_why

    names = {key: table.name(key) for key in _actor_ids(found)}
    _out(render_why(found, article, sources, names=names, width=_width(), color=_color()))


def _actor_ids(record: Any) -> list[str]:
    fields = ("source", "target", "holder", "to", "addressees")
    keys = [key for name in fields for key in getattr(record, name, ()) if isinstance(key, str)]
    speaker = getattr(record, "speaker", None)
    return [*keys, *([speaker] if speaker else [])]


@app.command()
def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="jsonl: the readings, a line each.")],
    archive: Archive = Path(DEFAULT_ARCHIVE),
    as_of: AsOf = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Include the article texts.")
    ] = False,
) -> None:
    """Write what the archive holds to stdout, sorted by article id."""
    if kind != "jsonl":
        raise UsageError(f"no export kind '{kind}'", hint="choose jsonl")
    table = _desk(archive, as_of, "as-of")
    for line in table.archive.export(as_of=table.view.as_of, with_text=with_text):
        _out(line)


@app.command()
def check(archive: Archive = Path(DEFAULT_ARCHIVE)) -> None:
    """Is the archive whole? Prints what is wrong with it; exit code 4 where something is."""
    found = _desk(archive, None, "as-of").archive.check()
    for finding in found:
        _complain(str(finding))
    faults = [finding for finding in found if finding.severity == "fault"]
    _out(f"{len(faults)} faults, {len(found) - len(faults)} notes: {archive}")
    if faults:
        raise _Done(4)


@app.command()
def quarantine(
    archive: Archive = Path(DEFAULT_ARCHIVE),
    format: Format = None,
    json: Json = False,
) -> None:
    """List what was rejected, with the reason. Formats: jsonl, json, text."""
    form = _form(format, json, ("jsonl", "json", "text"))
    from .show.words import clean

    items = _desk(archive, None, "as-of").archive.rejected()
    if form == "json":
        _out(to_json(items, indent=2))
        return
    for item in items:
        _out(to_json(item) if form == "jsonl" else clean(str(item)))


@app.command()
def review(
    verdict: Annotated[str, typer.Argument(metavar="accept|reject", help="The decision.")],
    record: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, or its beginning.")],
    who: Annotated[str, typer.Option("--who", help="Who decides.")],
    why_: Annotated[str | None, typer.Option("--why", help="The reason.")] = None,
    archive: Archive = Path(DEFAULT_ARCHIVE),
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Day of the decision (default: today)."),
    ] = None,
) -> None:
    """Keep a person's decision on a record; a rejected record is left out everywhere."""
    _one_of("verdict", verdict, ("accept", "reject"))
    table = _desk(archive, None, "all")
    today = dt.date.today()
    day = desk.day(on, what="date for --on") or today
    if day > today:
        raise UsageError(f"--on {day} is after today ({today})", hint="a decision is made by today")
    if not who.strip():
        raise UsageError("--who is empty", hint="say who decides")
    chosen: Literal["accept", "reject"] = "accept" if verdict == "accept" else "reject"
    decided = table.decide(record, chosen, who=who, on=day, why=why_)
    _complain(f"{decided.verdict}ed {decided.record} ({decided.who}, {decided.on})")


@app.command()
def schema() -> None:
    """Print the JSON Schema of all results."""
    import json

    _out(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the demonstration keeps its archive and page.")
    ] = Path("demo"),
) -> None:
    """Read the example reports inside the package and print the brief on two pairs."""
    from .errors import ArchiveError

    started = dt.date.today()
    archive = folder / "archive"
    with desk.examples() as paths:
        options = _options(None, None, None, False)
        store = desk.open_archive(archive)
        with _progress() as tell:
            report = desk.ingest(store, paths, options, today=started, workers=1, progress=tell)
    _complain(f"read the example reports: {report.added} added, {report.known} there already")
    for item in report.rejected:
        _complain(f"rejected {item}")
    if not archive.exists():
        raise ArchiveError(f"nothing could be kept in {archive}")
    table = desk.Desk(store)
    pages = []
    for a, b in desk.EXAMPLE_PAIRS:
        value = table.brief(a, b)
        _out(_rendered(value, "text"))
        page = folder / f"{value.dyad.source}-{value.dyad.target}.html".lower()
        _write(page, _rendered(value, "html"))
        pages.append(page)
    for page in pages:
        _complain(f"the same with a chart, every line linked to its sentence: {page}")
    _finish(report.rejected)


@app.callback(invoke_without_command=True)
def version(
    context: typer.Context,
    show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """News text in; how two political actors stand, why, and what may follow out."""
    del context
    if show:
        _out(f"detente {__version__}")
        raise _Done(0)
