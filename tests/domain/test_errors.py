from __future__ import annotations

import inspect

import pytest

from proactive_care.domain import errors
from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted, SignInRefused


def test_the_parts_of_a_known_error_make_one_text() -> None:
    error = KnownError("The disk is full.", kept="Nothing was changed.", advice="Make room.")
    assert str(error) == "The disk is full. Nothing was changed. Make room."
    assert (error.happened, error.kept, error.advice) == (
        "The disk is full.",
        "Nothing was changed.",
        "Make room.",
    )


def test_parts_may_be_left_out() -> None:
    assert str(KnownError("The disk is full.")) == "The disk is full."


def test_invalid_input_names_its_field() -> None:
    error = InvalidInput("Too high.", field="systolic", advice="Check it.")
    assert (error.field, str(error)) == ("systolic", "Too high. Check it.")


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if kind.__module__ == errors.__name__
    ],
)
def test_exit_statuses_follow_the_command_line_contract(kind: type[KnownError]) -> None:
    assert issubclass(kind, KnownError)
    assert kind.exit_code == (3 if kind in (SignInRefused, NotPermitted) else 1)
