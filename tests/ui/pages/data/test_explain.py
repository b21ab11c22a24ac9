"""The wizard in the real window: what is asked, what follows from an answer, and mistakes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.date_text import Order
from proactive_care.importing import MEASURE, Trial
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.explain import ExplainFile, trial_words
from proactive_care.ui.pages.data.page import CHECK, CHOOSE, RECOGNISE
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.importing import events, write
from support.little_practice import NHS_NUMBERS

Ready = Callable[[MainWindow], None]
A, B = NHS_NUMBERS[:2]


@pytest.fixture
def show(window: MainWindow, ready: Ready, tmp_path: Path) -> Callable[[str], ExplainFile]:
    """Return a function that brings a file to the Data page."""

    def shown(text: str, name: str = "list.csv") -> ExplainFile:
        window.go(Place("data"))
        ready(window)
        page = window.page
        assert isinstance(page, DataPage)
        page.check_paths((write(tmp_path, name, text),))
        ready(window)
        return page.explain

    return shown


def _page(window: MainWindow) -> DataPage:
    assert isinstance(window.page, DataPage)
    return window.page


def _choose(explain: ExplainFile, column: str, means: str, concept: str = "") -> None:
    explain.go_to(next(row.key for row in explain.rows.all_rows if row.name == column))
    editor = explain.editor
    if means:
        editor.means.setCurrentIndex(editor.means.findData(means))
    if concept:
        editor.concept.setCurrentIndex(editor.concept.findData(concept))


def _asked(explain: ExplainFile) -> list[str]:
    return [problem.words for problem in explain.settle.model.all_rows]


def test_every_row_says_what_it_is(show: Callable[[str], ExplainFile]) -> None:
    explain = show(f"NHS,Seen,BP,Weight,Empty\n{A},14/08/2026,145/92,71,\n")
    spoken = [
        " | ".join(explain.rows.cell(row, column).spoken() for column in range(3))
        for row in range(explain.rows.rowCount())
    ]
    assert spoken == [
        f"NHS, 1 of 1 filled | {A} | NHS number",
        "Seen, 1 of 1 filled | 14/08/2026 | Date of an entry",
        "BP, 1 of 1 filled | 145/92 | Blood pressure, both figures (clinic), on the day in “Seen”",
        "Weight, 1 of 1 filled | 71 | Weight, to settle",
        "Empty, 0 of 1 filled | – | Not used",
    ]
    assert explain.columns.note.whole_text() == "4 used, 1 not used"
    current = explain.table.current_row()
    assert current is not None
    assert current.name == "Weight"
    assert explain.editor.about.whole_text() == _asked(explain)[0]
    assert "1 date can be nothing else" in explain.settle.dates.whole_text()


def test_answers_are_tried_at_once(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready
) -> None:
    explain = show(
        f"NHS,Seen,Clinic,Scales\n{A},14/08/2026,145/92,11st 4lb\n{B},14/08/2026,,70\n"
        f"{B},x,150/95,70\n"
    )
    _choose(explain, "Clinic", MEASURE)
    assert _asked(explain) == ["Choose what “Clinic” measures."]
    _choose(explain, "Clinic", "", "bp_home")
    _choose(explain, "Scales", MEASURE, "body_weight")
    assert "Which unit" in _asked(explain)[0]
    ready(window)
    assert [entry.what for entry in explain.trial.model.all_rows][:2] == [
        "Systolic blood pressure (home)", "Diastolic blood pressure (home)",
    ]  # fmt: skip
    explain.editor.unit.setCurrentIndex(explain.editor.unit.findData("kg"))
    assert _asked(explain) == []
    ready(window)
    refused = [entry for entry in explain.trial.model.all_rows if entry.refused]
    assert [(entry.row, entry.value) for entry in refused] == [(4, "x: Not a date")] * 2
    assert "3 rows read = 2 accepted + 1 rejected" in explain.trial.words.whole_text()
    assert "Converted: weight lb to kg (1)" in explain.trial.words.whole_text()
    for row in range(explain.trial.model.rowCount()):
        assert all(explain.trial.model.cell(row, column).text for column in range(5))
    assert explain.button.isEnabled()


def test_descriptions_are_rows_of_their_own(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    before = len(events(sorted_session))
    explain = show(
        f"NHS,Seen,Test,Result\n{A},14/08/2026,Village BP,145/92\n{A},14/08/2026,Scales,154\n"
        f"{A},14/08/2026,Scales,156\n{A},14/08/2026,Mystery,3\n"
    )
    names = [row.name for row in explain.rows.all_rows]
    assert names[4:] == ["“Scales”", "“Village BP”", "“Mystery”"]
    assert _asked(explain) == []
    _choose(explain, "“Village BP”", "", "bp_home")
    assert explain.editor.first_field() is explain.editor.concept
    assert not explain.editor.means.isVisible()
    _choose(explain, "“Scales”", "", "body_weight")
    assert "Which unit" in _asked(explain)[0]
    assert explain.rows.row_at(4).problem
    explain.editor.unit.setCurrentIndex(explain.editor.unit.findData("lb"))
    assert explain.rows.row_at(4).detail == "in lb"
    _choose(explain, "“Mystery”", "", "hba1c")
    explain.editor.concept.setEditText("")
    assert len(explain.mapping.descriptions) == 2  # type: ignore[union-attr]
    explain.save()
    ready(window)
    page = _page(window)
    assert page.steps.current == CHECK
    page.import_files()
    ready(window)
    assert len(events(sorted_session)) == before + 5


def test_half_typed_words_change_nothing(show: Callable[[str], ExplainFile]) -> None:
    explain = show(f"NHS,Seen,Weight kg\n{A},14/08/2026,71\n")
    mapping = explain.mapping
    _choose(explain, "Weight kg", "")
    editor = explain.editor
    editor.concept.setEditText("Bod")
    assert explain.mapping == mapping
    editor.concept.lineEdit().editingFinished.emit()
    assert editor.concept.currentText() == "Weight, kg"


def test_the_day_of_an_entry_can_be_another_column(show: Callable[[str], ExplainFile]) -> None:
    explain = show(f"NHS,Seen,Typed in,BP\n{A},14/08/2026,15/08/2026,145/92\n")
    _choose(explain, "BP", "")
    editor = explain.editor
    assert editor.date.currentText() == "Typed in"
    editor.date.setCurrentIndex(editor.date.findText("Seen"))
    assert "on the day in “Seen”" in explain.rows.row_at(3).detail
    _choose(explain, "Seen", "")
    editor.means.setCurrentIndex(0)
    _choose(explain, "Typed in", "")
    editor.means.setCurrentIndex(0)
    assert "needs the column with its date" in _asked(explain)[0]
    _choose(explain, "BP", "")
    assert editor.date.currentText() == "Choose…"


def test_enter_in_the_list_of_questions_goes_to_the_column(
    show: Callable[[str], ExplainFile], window: MainWindow
) -> None:
    explain = show(f"NHS,Seen,A,Weight\n{A},03/04/2026,1,71\n")
    explain.table.go_to(0)
    table = explain.settle.table
    table.setFocus()
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    current = explain.table.current_row()
    assert current is not None
    assert current.name == "Weight"
    assert window.focusWidget() is explain.editor.means
    table.go_to(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.focusWidget() is explain.settle.order
    explain.settle.order.setCurrentIndex(2)
    assert explain.mapping is not None
    assert explain.mapping.date_order is Order.MONTH_FIRST
    explain.settle.order.setCurrentIndex(0)
    _choose(explain, "NHS", "")
    explain.editor.means.setCurrentIndex(0)
    explain.settle.table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Return)  # about no column in particular
    assert "Nothing can be read" in trial_words(None)


def test_rows_without_a_patient_are_a_question_only_where_there_are_some(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready
) -> None:
    assert not show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n").settle.continues.isVisible()
    explain = show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n,15/08/2026,150/95\n", "b.csv")
    assert explain.settle.continues.isVisible()
    ready(window)
    assert "1 rejected" in explain.trial.words.whole_text()
    explain.settle.continues.setChecked(True)
    ready(window)
    assert "0 rejected" in explain.trial.words.whole_text()


def test_a_name_is_needed_and_is_its_own(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    explain = show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n")
    explain.name.setText("  ")
    assert not explain.button.isEnabled()
    assert explain.note.whole_text() == "Give it a name."
    explain.name.setText("Village")
    explain.save()
    ready(window)
    other = show(f"NHS,Seen,HbA1c\n{A},14/08/2026,48\n", "c.csv")
    other.name.setText("village")
    other.save()
    assert "Another mapping" in window.messages.text()
    assert window.focusWidget() is other.name
    assert len(importing.saved_mappings(sorted_session)) == 1


def test_back_forgets_the_file(show: Callable[[str], ExplainFile], window: MainWindow) -> None:
    explain = show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n")
    assert _page(window).steps.current == RECOGNISE
    assert _page(window).first_focus() is explain.table
    explain.back.emit()
    assert _page(window).steps.current == CHOOSE


def test_a_recognised_file_can_be_explained_too(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    text = f"nhs_number,date_of_birth,sex,Clinic BP,Day\n{A},1959-02-03,F,145/92,14/08/2026\n"
    explain = show(text)
    page = _page(window)
    assert page.steps.current == CHECK  # patients in the plain format: the rest is not used
    page.check.explain.click()
    ready(window)
    assert page.steps.current == RECOGNISE
    _choose(explain, "Clinic BP", MEASURE, "bp_clinic")
    explain.save()
    ready(window)
    assert page.steps.current == CHECK
    assert page.check._reports[0].profile_name == explain.name.text()
    page.import_files()
    ready(window)
    assert "Imported 2 events" in window.messages.text()


def test_a_nearly_known_file_says_so(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready
) -> None:
    explain = show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n", "village.csv")
    explain.save()
    ready(window)
    again = show(f"NHS,Seen,BP,Pulse\n{A},14/08/2026,145/92,71\n", "new.csv")
    assert "nearly the same as “Village”" in again.about.whole_text()
    assert again.name.text() == "Village (2)"


@pytest.mark.parametrize("text", [f"{A},14/08/2026,145/92\n{B},14/08/2026,145/92\n", "NHS\n1\n"])
def test_what_cannot_be_explained_is_a_sentence(
    show: Callable[[str], ExplainFile], window: MainWindow, text: str
) -> None:
    show(text)
    assert "no row of column names" in window.messages.text()
    assert _page(window).steps.current == CHOOSE


def test_dates_that_contradict_each_other(show: Callable[[str], ExplainFile]) -> None:
    explain = show(f"NHS,Seen,BP\n{A},14/08/2026,145/92\n{A},08/14/2026,145/92\n")
    assert "others only month first" in explain.settle.dates.whole_text()


def test_patients_who_are_not_here_yet_are_counted() -> None:
    trial = Trial(3, 1, 2, 0, {}, (), (), {}, 1)
    assert "1 row is about a patient who is not in the practice yet" in trial_words(trial)
    assert "2 rows are about patients" in trial_words(replace(trial, unknown_patients=2))


def test_several_unknown_files_are_asked_about_one_after_the_other(
    window: MainWindow, ready: Ready, tmp_path: Path
) -> None:
    window.go(Place("data"))
    ready(window)
    page = _page(window)
    first = write(tmp_path, "a.csv", f"NHS,Seen,BP\n{A},14/08/2026,145/92\n")
    second = write(tmp_path, "b.csv", f"NHS,Seen,HbA1c\n{A},14/08/2026,48\n")
    page.check_paths((first, second))
    ready(window)
    assert "a.csv" in page.explain.about.whole_text()
    page.explain.save()
    ready(window)
    assert page.steps.current == RECOGNISE
    assert "b.csv" in page.explain.about.whole_text()
    page.explain.save()
    ready(window)
    assert page.steps.current == CHECK
    assert [report.file for report in page.check._reports] == ["a.csv", "b.csv"]


def test_what_was_said_waits_while_somebody_looks_at_another_page(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready
) -> None:
    explain = show(f"NHS,Seen,Clinic\n{A},14/08/2026,145/92\n")
    _choose(explain, "Clinic", MEASURE, "bp_home")
    window.go(Place("today"))
    ready(window)
    window.go(Place("data"))
    ready(window)
    assert _page(window).steps.current == RECOGNISE
    assert explain.isVisible()
    explain.save()
    ready(window)
    assert _page(window).steps.current == CHECK


def test_a_file_that_goes_away_is_said(
    show: Callable[[str], ExplainFile], window: MainWindow, ready: Ready
) -> None:
    explain = show(f"NHS,Seen,Clinic\n{A},14/08/2026,145/92\n")
    assert explain._unknown is not None
    explain._unknown.looked.source.path.unlink()
    _choose(explain, "Clinic", MEASURE, "bp_home")
    ready(window)
    assert "is not there any more" in window.messages.text()
