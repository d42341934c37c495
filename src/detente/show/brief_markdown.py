"""The brief as Markdown: the same lines as on the terminal, for notes, tickets and wikis."""

from __future__ import annotations

import re

from ..model import Brief, Source
from . import words
from .lines import Group, Line
from .view import LEGEND, View, of_brief

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$@^=])")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)")
_WWW = re.compile(r"(?i)(www)(\.)")


def brief_markdown(brief: Brief) -> str:
    """Return the brief as Markdown without raw HTML; every text of a report is escaped."""
    view = of_brief(brief)
    out = [f"# {escape(view.head.title)}", "", f"**{escape(view.head.sentence)}**", ""]
    out += [f"{escape(view.head.counts)}; {escape(view.facts)}.", ""]
    out += [f"*{escape(' '.join(LEGEND))}*", ""]
    if view.empty:
        out += [escape(view.empty), ""]
    if view.turns or view.deeds.lines:
        out += ["## Why", ""]
        for turn in view.turns:
            out += _group(view, turn)
        if view.deeds.lines:
            out += _group(view, view.deeds)
    if view.owed:
        out += ["## Owed", ""]
        for group in view.owed:
            out += _group(view, group)
    for group in (view.not_done, view.said):
        if group.lines:
            out += [f"## {group.title}", "", *_lines(view, group), ""]
    out += ["## The other direction", ""]
    reverse = view.reverse
    out += [f"**{escape(reverse.title)}**: {escape(reverse.sentence)}; {escape(reverse.counts)}."]
    out.append("")
    if view.unsure:
        out += ["## Unsure", "", *(f"- {escape(item)}" for item in view.unsure), ""]
    out += ["## How this was made", ""]
    out += [f"- {escape(label)}: {escape(value)}" for label, value in view.method]
    out += [f"- Again: {_code(view.command)}", "- Any line: `detente why ID`"]
    return "\n".join(out) + "\n"


def escape(text: str) -> str:
    """Escape what Markdown would act upon, bare web addresses included.

    >>> escape("a *b* www.example.org")
    'a \\\\*b\\\\* www\\\\.example.org'
    """
    out = _SPECIAL.sub(r"\\\1", words.clean(text))
    return _WWW.sub(r"\1\\\2", _ADDRESS.sub(r"\1\\\2", out))


def _code(text: str) -> str:
    """A code span whose fence is longer than any run of backticks inside."""
    runs = [len(run) for run in re.findall(r"`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    pad = " " if runs else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _group(view: View, group: Group) -> list[str]:
    mark = f"({group.number}) " if group.number else ""
    rows = _lines(view, group) or [escape(group.empty or "")]
    return [f"### {mark}{escape(group.title)}", "", *rows, ""]


def _lines(view: View, group: Group) -> list[str]:
    out = []
    for line in group.lines:
        out += _line(view, line)
    return out


def _line(view: View, line: Line) -> list[str]:
    badge = f"{line.badge} " if line.badge else ""
    note = "; ".join(part for part in (line.note, line.more) if part)
    out = [
        f"- {escape(line.when)}: **{escape(badge + line.words)}** "
        f"({escape(note)}) {_code(words.clean(view.short[line.id]))}"
    ]
    out += [f"  > {_sentence(source)}" for source in line.sources[:1]]
    out += [f"  > closed by: {_sentence(source)}" for source in line.closing]
    if len(line.sources) > 1:
        others = "; ".join(_outlet(source) for source in line.sources[1:])
        out += ["", f"  Also in: {others}"]
    return out


def _sentence(source: Source) -> str:
    return f"{escape(words.shorten(words.clean(source.text), 2000))} \u2014 {_outlet(source)}"


def _outlet(source: Source) -> str:
    shown = escape(words.outlet(source))
    url = words.link(source.url)
    if url is None:
        return shown
    safe = re.sub(r"[^0-9A-Za-z/:?#@!$&*+,;=._~%-]", lambda c: _percent(c.group()), url)
    return f"[{shown}](<{safe}>)"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
