"""The functions that compiled rules call say the same as the domain."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from proactive_care.domain.dates import age_on
from proactive_care.frameworks.compiler import add_functions


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(1960, 2, 29), 40),
        (date(1960, 2, 29), 41),
        (date(1961, 2, 28), 80),
        (date(1990, 12, 31), 18),
    ],
)
def test_a_birthday_is_the_first_day_of_an_age(born: date, age: int) -> None:
    connection = sqlite3.connect(":memory:")
    add_functions(connection)  # type: ignore[arg-type]
    (found,) = connection.execute("SELECT rule_birthday(?, ?)", (born.toordinal(), age)).fetchone()
    day = date.fromordinal(found)
    assert (age_on(born, day - timedelta(days=1)), age_on(born, day)) == (age - 1, age)
    nobody = connection.execute("SELECT rule_birthday(NULL, 40), rule_age(NULL, 1)").fetchone()
    assert nobody == (None, None)
    connection.close()
