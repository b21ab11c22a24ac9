"""What is typed into the search box is taken apart as people mean it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proactive_care.patients.search_query import Query, fold, name_tokens, understand


def _born(*days: date) -> tuple[tuple[int, int], ...]:
    return tuple((day.toordinal(), day.toordinal()) for day in days)


MARCH = _born(date(1951, 3, 12))
YEAR = ((date(1951, 1, 1).toordinal(), date(1951, 12, 31).toordinal()),)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Query()),
        ("Testperson, Wren", Query(("testperson", "wren"))),
        ("  J. Smith ", Query(("j", "smith"))),
        ("js 12/03/1951", Query(("js",), MARCH)),
        ("12.3.1951 JS", Query(("js",), MARCH)),
        ("12-03-1951", Query((), MARCH)),
        ("12 03 1951", Query((), MARCH)),
        ("12031951", Query((), MARCH)),
        ("1951-03-12", Query((), MARCH)),
        ("12 Mar 1951", Query((), MARCH)),
        ("12 march 1951 smith", Query(("smith",), MARCH)),
        ("12/3/51", Query((), _born(date(1951, 3, 12), date(2051, 3, 12)))),
        ("29/2/00", Query((), _born(date(2000, 2, 29)))),  # 1900 was no leap year
        ("J Smith 1951", Query(("j", "smith"), YEAR)),
        ("3/1951", Query((), ((date(1951, 3, 1).toordinal(), date(1951, 3, 31).toordinal()),))),
        ("13/1951", Query((), ())),
        ("31/2/1959", Query((), ())),
        ("smith 12/3", Query(("smith",))),  # not finished yet
        ("999 000 0018", Query(digits="9990000018")),
        ("999-000-0018", Query(digits="9990000018")),
        ("9990000018", Query(digits="9990000018")),
        ("1951031200", Query(digits="1951031200")),
        ("999 00", Query(digits="99900")),
        ("Mock-Placeholder", Query(("mock", "placeholder"))),
        ("O’Testy", Query(("otesty",))),
        ("Zoë Łukasz", Query(("zoe", "lukasz"))),
    ],
)
def test_understood(typed: str, expected: Query) -> None:
    assert understand(typed) == expected


def test_titles_are_left_out_only_if_there_is_a_name() -> None:
    assert understand("Mrs J Smith 1951").without_titles() == Query(("j", "smith"), YEAR)
    alone = understand("Mr 1951")
    assert alone.without_titles() is alone


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Smith", ("smith",)),
        ("Mock-Placeholder", ("mock", "placeholder", "mockplaceholder")),
        ("O'Testy", ("otesty", "o", "testy")),
        ("de Test", ("de", "test", "detest")),
        ("Renée", ("renee",)),
        ("Straße", ("strasse",)),
    ],
)
def test_names_are_found_by_their_parts_and_as_a_whole(
    name: str, expected: tuple[str, ...]
) -> None:
    assert name_tokens(name) == expected


@given(st.text(max_size=40))
def test_anything_may_be_typed(text: str) -> None:
    query = understand(text)
    assert all(word and not any(c.isspace() for c in word) for word in query.words)
    assert all(first <= last for first, last in query.born or ())
    assert not (query.digits and query.words)


@given(st.text(max_size=20))
@example("㎩")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.dates(date(1890, 1, 1), date(2030, 12, 31)))
def test_every_day_is_understood_as_it_is_usually_written(day: date) -> None:
    expected = Query((), _born(day))
    for form in (f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat(),
                 f"{day:%d%m%Y}", f"{day.day} {day:%b} {day.year}"):  # fmt: skip
        assert understand(form) == expected
