"""Names are found while they are typed: in any order, by their beginnings, with one slip."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proactive_care.patients import name_index
from proactive_care.patients.name_index import NameIndex
from proactive_care.patients.search_query import fold, name_tokens, understand
from proactive_care.store.search import FoundPatient

DIED = date(2025, 1, 1)
PEOPLE = (
    ("Sampleton", "John", date(1951, 3, 12)),
    ("Sampleton", "Joan Alice", date(1951, 8, 1)),
    ("Sample", "Ann", date(1960, 1, 1)),
    ("Mock-Placeholder", "Zoë", date(1984, 5, 5)),
    ("O'Testy", "Søren", date(1990, 10, 31)),
    ("de Test", "Mia", None),
    ("Ap-Sampl", "Rhys", date(1970, 7, 7)),
    ("Mockford", "Sam", date(1951, 3, 12)),
    ("Sampleton", "Adam", date(1930, 1, 1)),  # died
)


def _people() -> list[FoundPatient]:
    return [
        FoundPatient(
            number, f"99900000{number:02}", family, given_name, born, "Ottermere",
            DIED if given_name == "Adam" else None, None,
        )
        for number, (family, given_name, born) in enumerate(PEOPLE, start=1)
    ]  # fmt: skip


INDEX = NameIndex(_people())


def _found(text: str, limit: int = 50) -> list[str]:
    found = INDEX.find(understand(text), limit)
    return [f"{patient.family_name}, {patient.given_name}" for patient in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("john sampleton", ["Sampleton, John", "Sampleton, Joan Alice"]),  # Joan is a slip away
        ("Sampleton, Joa", ["Sampleton, Joan Alice"]),
        ("alice", ["Sampleton, Joan Alice"]),
        ("placeholder", ["Mock-Placeholder, Zoë"]),
        ("mockplaceholder", ["Mock-Placeholder, Zoë"]),
        ("ZOE", ["Mock-Placeholder, Zoë"]),
        ("otesty", ["O'Testy, Søren"]),
        ("testy", ["O'Testy, Søren", "de Test, Mia"]),
        ("o testy", ["O'Testy, Søren"]),
        ("soren", ["O'Testy, Søren"]),
        ("detest", ["de Test, Mia"]),
        ("mokcford", ["Mockford, Sam"]),
        ("mockfird", ["Mockford, Sam"]),
        ("mockfor", ["Mockford, Sam"]),
        ("mocckf", ["Mockford, Sam"]),  # a slip while it is still typed
        ("js 12/03/1951", ["Sampleton, John"]),
        ("sj 12/03/1951", ["Sampleton, John"]),
        ("jas 12/3/1951", ["Sampleton, John"]),  # the second name may not be in the extract
        ("jas 1/8/1951", ["Sampleton, Joan Alice"]),
        ("jxs 1/8/1951", []),
        ("jsampleton 1951", ["Sampleton, Joan Alice", "Sampleton, John"]),
        ("js", []),
        ("J Sampleton 1951", ["Sampleton, Joan Alice", "Sampleton, John"]),
        ("12/03/1951", ["Mockford, Sam", "Sampleton, John"]),
        ("sampletom 12/03/1951", ["Sampleton, John"]),
        ("js 13/03/1951", []),
        ("999 000 0003", ["Sample, Ann"]),
        ("999000000", [f"{family}, {given}" for family, given, _ in sorted(
            PEOPLE, key=lambda p: (p[1] == "Adam", fold(p[0]), fold(p[1])))]),
        ("nobody", []),
        ("xyz", []),
        ("an", ["Sample, Ann"]),
    ],
)  # fmt: skip
def test_found(typed: str, expected: list[str]) -> None:
    assert _found(typed) == expected


def test_an_index_that_is_sorted_in_parts_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "_AT_ONCE", 2)
    in_parts = NameIndex(list(reversed(_people())))
    for typed in ("12/03/1951", "jsampleton 1951", "999 000 0003", "999000000"):
        found = in_parts.find(understand(typed), 50)
        assert found == INDEX.find(understand(typed), 50)
        assert found


def test_the_order_is_whole_then_beginning_then_slips_and_the_dead_last_among_equals() -> None:
    assert _found("sampl") == [
        "Ap-Sampl, Rhys",
        "Sample, Ann",
        "Sampleton, Joan Alice",
        "Sampleton, John",
        "Sampleton, Adam",
    ]
    assert _found("sampleton")[:3] == [
        "Sampleton, Joan Alice",
        "Sampleton, John",
        "Sampleton, Adam",
    ]
    assert _found("adam sampleton") == ["Sampleton, Adam"]
    assert _found("sam")[:2] == ["Mockford, Sam", "Sample, Ann"]
    assert _found("sampl", limit=2) == ["Ap-Sampl, Rhys", "Sample, Ann"]


LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = st.text(LETTERS, min_size=5, max_size=12)
SLIPS = st.tuples(
    st.sampled_from(["more", "less", "other", "exchanged"]),
    st.integers(0, 12),
    st.sampled_from(LETTERS),
)


def _slip(name: str, slip: tuple[str, int, str]) -> str:
    kind, place, letter = slip
    place %= len(name)
    if kind == "more":
        return name[:place] + letter + name[place:]
    if kind == "less":
        return name[:place] + name[place + 1 :]
    if kind == "other":
        return name[:place] + letter + name[place + 1 :]
    place %= len(name) - 1
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _practice(names: list[str]) -> NameIndex:
    return NameIndex(
        FoundPatient(number, None, name.capitalize(), "Wren", None, "", None, None)
        for number, name in enumerate(names)
    )


@given(st.lists(NAMES, min_size=1, max_size=12, unique=True), SLIPS)
def test_any_one_slip_in_a_family_name_still_finds_the_patient(
    names: list[str], slip: tuple[str, int, str]
) -> None:
    index = _practice(names)
    typed = _slip(names[0], slip)
    found = index.find(understand(typed), 50)
    assert names[0].capitalize() in [patient.family_name for patient in found]
    with_given = index.find(understand(f"wren {typed}"), 50)
    assert names[0].capitalize() in [patient.family_name for patient in with_given]


@given(st.lists(NAMES, min_size=1, max_size=12, unique=True), SLIPS)
def test_who_is_typed_exactly_is_first(names: list[str], slip: tuple[str, int, str]) -> None:
    other = _slip(names[0], slip)
    assume(other not in names)
    index = _practice([other, *reversed(names)])
    for typed in (names[0], f"Wren {names[0]}", f"{names[0].upper()}, wren"):
        assert index.find(understand(typed), 50)[0].family_name == names[0].capitalize()


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 20))
def test_whatever_is_typed_nothing_breaks_and_the_limit_holds(
    name: str, typed: str, limit: int
) -> None:
    index = NameIndex(
        FoundPatient(number, None, name, "", None, "", None, None) for number in range(30)
    )
    found = index.find(understand(typed), limit)
    assert len(found) <= limit
    words = understand(typed).words
    if words and not understand(typed).born and set(words) <= set(name_tokens(name)):
        assert len(found) == limit
