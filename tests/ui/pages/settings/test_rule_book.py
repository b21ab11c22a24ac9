"""The rule book is saved as a PDF from Settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.ui.pages.settings.rules import Rules
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.widgets import Button

Ready = Callable[[MainWindow], None]


def _rules(window: MainWindow, ready: Ready) -> Rules:
    window.go(Place("settings", Framework.COPD))
    ready(window)
    rules = window.page.findChild(Rules)
    assert isinstance(rules, Rules)
    return rules


def _save_button(rules: Rules) -> Button | None:
    found = [b for b in rules.findChildren(Button) if b.text() == "Save as PD&F…"]
    return found[0] if found else None


def test_the_book_is_saved_where_it_is_wanted(
    window: MainWindow, ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.pdf"
    answers = iter([str(path), ""])
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return next(answers), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    rules = _rules(window, ready)
    button = _save_button(rules)
    assert button is not None
    button.click()
    ready(window)
    assert path.read_bytes().startswith(b"%PDF")
    assert asked == ["rule-book-uclpartners-2022.1.pdf"]
    assert "Saved as book.pdf" in window.messages.text()
    button.click()  # and changes her mind
    ready(window)


def test_who_may_not_export_is_not_offered_it(
    open_window: Callable[[Session], MainWindow], sign_in: Callable[[str], Session], ready: Ready
) -> None:
    window = open_window(sign_in("hca"))
    assert _save_button(_rules(window, ready)) is None
