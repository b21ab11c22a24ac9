"""What the search box offers: lines that tell namesakes apart, forms by their code, slips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.patients import FoundPatient, find_patients
from proactive_care.readings import FormKind, Route, receive_forms
from proactive_care.ui.pages.readings import ReadingsPage
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.finder import patient_line, patient_lines
from proactive_care.ui.shell.search_box import AnswerList
from proactive_care.ui.shell.window import MainWindow
from support.rows import add_patient

TODAY = date(2026, 9, 14)
CODE = "7K3Q9M2T"


def _search(window: MainWindow, text: str) -> list[str]:
    window.search.setText(text)
    window.search.search_now()
    return window.search.answers()


def test_a_slip_is_forgiven_in_the_window(window: MainWindow) -> None:
    for typed in ("tsetperson", "wren testpersn", "wt 3/2/1959", "999 000 0018"):
        assert _search(window, typed)[0].startswith("Testperson, Wren · 67, born 3 Feb 1959"), typed


def test_names_of_an_import_are_found_after_the_practice_changed(
    window: MainWindow, ready: Callable[[MainWindow], None], sorted_session: Session
) -> None:
    add_patient(sorted_session, 20, "9990000115", "Newcomer", "Ann", date(1950, 5, 5))
    window.desk.practice_changed.emit()
    ready(window)
    assert len(_search(window, "newcmoer")) == 1


def test_namesakes_are_told_apart_and_pointed_out(sorted_session: Session) -> None:
    add_patient(sorted_session, 20, "9990000115", "Testperson", "Wren", date(1999, 1, 1))
    found = find_patients(sorted_session, "testperson wren")
    assert patient_lines(found, TODAY) == [
        "Testperson, Wren · 67, born 3 Feb 1959 · 999 000 0018 · Little Sedge"
        " · check the birth: somebody else has this name",
        "Testperson, Wren · 27, born 1 Jan 1999 · 999 000 0115"
        " · check the birth: somebody else has this name",
    ]


@pytest.mark.parametrize(
    ("patient", "line"),
    [
        (FoundPatient(1, None, "A", "B", None, "", None, None),
         "A, B · date of birth not known · no NHS number"),
        (FoundPatient(1, "9990000018", "A", "B", date(1950, 1, 1), "X", date(2026, 1, 2), None),
         "A, B · born 1 Jan 1950 · 999 000 0018 · X · died 2 Jan 2026"),
        (FoundPatient(1, None, "A", "B", date(1950, 1, 1), "", None, date(2026, 1, 2)),
         "A, B · 76, born 1 Jan 1950 · no NHS number · left 2 Jan 2026"),
    ],
)  # fmt: skip
def test_a_line_says_what_is_known(patient: FoundPatient, line: str) -> None:
    assert patient_line(patient, TODAY) == line


def test_a_line_without_a_day_has_no_age() -> None:
    patient = FoundPatient(1, None, "A", "B", date(1950, 1, 1), "", None, None)
    assert patient_line(patient) == "A, B · born 1 Jan 1950 · no NHS number"


def test_a_scanned_code_opens_the_diary_that_waits_and_otherwise_the_patient(
    window: MainWindow, ready: Callable[[MainWindow], None], sorted_session: Session,
    qtbot: QtBot,
) -> None:  # fmt: skip
    with sorted_session.practice.transaction() as db:
        db.conn.execute("INSERT INTO form_code VALUES (?, 'bp diary', 2, '')", (CODE,))
    assert [line.split(" ·")[0] for line in _search(window, CODE)] == ["Fixture, Nia"]
    receive_forms(sorted_session, FormKind.BP_DIARY, Route.POST, 1, form_codes=[CODE])
    assert [line.split(" ·")[0] for line in _search(window, "7k3q 9m2t")] == [
        "Key form 7K3Q 9M2T: Fixture, Nia",
        "Fixture, Nia",
    ]
    window.search.setFocus()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    ready(window)
    assert isinstance(window.page, ReadingsPage)
    tray = window.page.show_part("tray")
    assert isinstance(tray, TrayView)
    assert tray._task is not None
    assert tray._task.patient.id == 2


def test_a_long_line_is_shown_whole_where_there_is_room(
    window: MainWindow, sorted_session: Session, tmp_path: Path
) -> None:
    add_patient(
        sorted_session, 20, "9990000115", "Testperson", "Wren", date(1999, 1, 1),
        village="Nether Plover on the Marsh",
    )  # fmt: skip
    _search(window, "testperson")
    answers = window.findChild(AnswerList)
    assert answers.list.sizeHintForColumn(0) <= answers.list.viewport().width()
    for row in range(answers.list.count()):
        assert answers.list.item(row).toolTip() == answers.list.item(row).text()
