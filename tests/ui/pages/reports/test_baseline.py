"""The baseline is started again in Reports: for a reason, by who may, audited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.store.reports.baseline import baselines
from proactive_care.ui.pages.reports import ReportsPage
from proactive_care.ui.pages.reports.baseline import BaselineDialog
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow, ready: Ready) -> ReportsPage:
    window.go(Place("reports"))
    ready(window)
    (found,) = window.findChildren(ReportsPage)
    return found


def test_a_reason_is_asked_and_the_new_baseline_counts(
    window: MainWindow, ready: Ready, sorted_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(window, ready)

    def fill(dialog: BaselineDialog) -> int:
        dialog.start()
        assert dialog.reason.property("wrong")
        dialog.reason.setText("No medications at first")
        dialog.framework.setCurrentIndex(1)
        dialog.start()
        return dialog.result()

    monkeypatch.setattr(BaselineDialog, "exec", fill)
    page.dashboard.backlog.again.click()
    ready(window)
    assert "A new baseline is frozen: Hypertension." in window.messages.text()
    assert baselines(sorted_session.practice.db)["hypertension"].reason == "No medications at first"
    assert "No medications at first" in page.dashboard.backlog.said.text()


def test_nothing_to_count_from_and_a_refusal_stay_in_the_dialog(
    window: MainWindow,
    ready: Ready,
    sign_in: Callable[[str], Session],
    sorted_session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(window, ready)
    dialog = BaselineDialog(page, window.look, sorted_session)
    dialog.framework.setCurrentIndex(dialog.framework.findData(Framework.ASTHMA.value))
    dialog.reason.setText("first import")
    dialog.start()
    assert "Nobody was sorted there yet" in dialog.problem.text()
    refused = BaselineDialog(page, window.look, sign_in("nurse"))
    refused.reason.setText("first import")
    refused.start()
    assert refused.problem.text()
    assert refused.started == ()
    monkeypatch.setattr(BaselineDialog, "exec", lambda _dialog: 0)
    page.dashboard.backlog.again.click()
    assert "baseline" not in window.messages.text()


def test_who_may_not_does_not_see_the_button(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    page = _page(open_window(sign_in("nurse")), ready)
    assert page.dashboard.backlog.again.isHidden()
