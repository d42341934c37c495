"""A day and a time of day side by side are one expression: "Friday night", "3 p.m. on May 3"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .time_tokens import Tokens
from .time_values import Value


@dataclass(frozen=True, slots=True)
class Found:
    """A value at tokens `[first, last)`."""

    first: int
    last: int
    value: Value


_TIME_FIRST = frozenset(("on", ",", "of", "in", "the", "("))
_DAY_FIRST = frozenset(("at", ",", "around", "about", "in", "the"))


def merge(found: Sequence[Found], tokens: Tokens) -> list[Found]:
    """Join neighbours; drop the loose parts of a day that found no day."""
    merged: list[Found] = []
    for item in found:
        joined = _join(merged[-1], item, tokens) if merged else None
        if joined is not None:
            merged[-1] = joined
        else:
            merged.append(item)
    return [item for item in merged if not item.value.loose]


def _join(left: Found, right: Found, tokens: Tokens) -> Found | None:
    between = tokens.lowers[left.last : right.first]
    if len(between) > 2:
        return None
    if "," in between and ":" not in left.value.value and _is_time(left.value):
        return None  # "this morning, Friday's ..." are two
    if _is_time(left.value) and _is_day(right.value) and _TIME_FIRST.issuperset(between):
        return _together(left, right, day=right.value, time=left.value)
    if _is_day(left.value) and _is_time(right.value) and _DAY_FIRST.issuperset(between):
        return _together(left, right, day=left.value, time=right.value)
    return None


def _is_time(value: Value) -> bool:
    return value.type == "TIME" and "T" in value.value and value.anchor != "absolute"


def _is_day(value: Value) -> bool:
    return value.type == "DATE" and value.granularity == "day" and not value.value.endswith("REF")


def _together(left: Found, right: Found, *, day: Value, time: Value) -> Found:
    clock = time.value.split("T", 1)[1]
    value = replace(
        day, type="TIME", value=f"{day.value}T{clock}",
        granularity="hour" if ":" in clock else "day", mod=day.mod, skip=left.value.skip,
    )  # fmt: skip
    return Found(left.first, right.last, value)
