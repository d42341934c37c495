"""Errors keep what they say wherever they go."""

from __future__ import annotations

import pickle

import pytest

from detente.errors import DataError, DetenteError, ItemError, UnknownActor


@pytest.mark.parametrize(
    "error",
    [
        UnknownActor("no actor 'Norwy'", hint="did you mean Norway?"),
        ItemError("empty", source="a.txt", line=3),
        DataError("two rows with one key", file="states.csv", line=7),
    ],
)
def test_an_error_travels_between_processes(error: DetenteError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert again.exit_code == error.exit_code
