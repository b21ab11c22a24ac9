"""Damaged files of a known shape: never a crash, never a silent drop."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from support.importing import IDRIS, NIA, PATIENTS, RUN_DATE, balanced, load, write
from support.mapping import explain
from support.practice import make_session

HEADER = "NHS,Surname,Seen,BP,HbA1c (%),Weight kg\n"
ROWS = [
    f"{NIA},Fixture,14/08/2026,145/92,7.5,70\n",
    f"{IDRIS},Mockford,15/08/2026,,>13,\n",
    ",,,,,\n",
    '"999 000 0018","Fix\nture",16/08/2026,150/95,,80 kg\n',
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("robust")
    made = make_session(folder / "practice")
    load(made, write(folder, "p.csv", PATIENTS))
    unknown = explain(made, folder, HEADER + "".join(ROWS[:2]))
    importing.save_mapping(made, "Village", unknown.guess.mapping)
    return made


def read(session: Session, path: Path) -> importing.FileReport | None:
    try:
        with importing.check_files(session, [path], run_date=RUN_DATE) as checked:
            return checked.files[0]
    except FileProblem:  # said in plain words, UnknownFile among them
        return None


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 400))
def test_every_row_is_accounted_for(session: Session, tmp_path: Path, seed: int, cut: int) -> None:
    rnd = random.Random(seed)
    body = "".join(rnd.choice(ROWS) for _ in range(rnd.randint(1, 12)))
    letters = list(body)
    for _ in range(rnd.randint(0, 6)):
        at = rnd.randrange(len(letters))
        letters[at] = rnd.choice(['"', ",", "\n", "\r", "\x00", "é", ";", "9", letters[at]])
    data = (HEADER + "".join(letters)).encode(rnd.choice(["utf-8", "cp1252", "utf-8-sig"]))
    report = read(session, write(tmp_path, "x.csv", data[: len(data) - cut] or data))
    if report is not None and report.profile.startswith("own mapping"):
        assert balanced(report)


def test_a_whole_file_is_read(session: Session, tmp_path: Path) -> None:
    report = read(session, write(tmp_path, "x.csv", HEADER + "".join(ROWS)))
    assert report is not None
    assert (report.rows_accepted, report.ignored_reasons) == (3, {"blank": 1})


@pytest.mark.parametrize(
    "above",
    [
        "Harrowmere Surgery\n",
        "Run on,12/09/2026,by,lead,,\n",
        "Clinic list,,,,,\n\nPrinted,12/09/2026,,,,\n",
    ],
)
def test_what_stands_above_the_table_is_no_header(
    session: Session, tmp_path: Path, above: str
) -> None:
    report = read(session, write(tmp_path, "x.csv", above + HEADER + "".join(ROWS)))
    assert report is not None
    assert report.rows_accepted == 3


def test_years_may_be_names_of_columns(session: Session, tmp_path: Path) -> None:
    unknown = explain(session, tmp_path, f"NHS,Surname,Seen,BP,2026\n{NIA},x,14/08/2026,145/92,1\n")
    assert [column.shown for column in unknown.guess.mapping.columns][-1] == "2026"


def test_a_table_of_nothing_but_numbers_has_no_header(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no row of column names"):
        explain(session, tmp_path, "1,2,3\n4,5,6\n")
    with pytest.raises(FileProblem, match="no row of column names"):
        explain(session, tmp_path, f"Fixture,{NIA},14/08/2026\nMockford,{IDRIS},15/08/2026\n")
