"""From the service's explanation to what the page shows."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import Criterion, Evidence, FrameworkExplanation, Move
from proactive_care.ui.pages.patients.explanation import Explanation
from proactive_care.ui.pages.patients.framework_card import FrameworkCard
from proactive_care.ui.pages.patients.loading import shown_explanation
from proactive_care.ui.pages.patients.why import WhyPanel, explanation_text
from proactive_care.ui.theme import Look


def _evidence(value: float | None, line: int) -> Evidence:
    return Evidence(
        "bp", value, "mmHg" if value else "", date(2026, 9, 4), "271649006", "Systolic",
        "emis_bp.csv", line,
    )  # fmt: skip


@pytest.fixture
def shown() -> Explanation:
    criteria = (
        Criterion("BP at or above 180/120", False, "1", "BP 164/96", (_evidence(164, 7),)),
        Criterion("BP at or above 160/100", True, "2a", "BP 164/96", (
            _evidence(164, 7), _evidence(96, 8), _evidence(None, 9),
        )),
        Criterion("eGFR below 60", None, "2a", "no eGFR within 24 months", ()),
    )  # fmt: skip
    return shown_explanation(
        FrameworkExplanation(
            framework=Framework.HYPERTENSION, title="Hypertension", pack="uclpartners",
            pack_version="2022.1", signed_by="", group="2a", tier=Tier.MEDIUM,
            local_tier=Tier.HIGH, role="pharmacist", by="14 days", grade="A", source="x", note="",
            reasons=("BP 164/96", "eGFR 41"), flags=("at age target",), criteria=criteria,
            could_not_check=("no eGFR within 24 months",),
            moves=(Move("BP below 140/90", "4b", Tier.LOW),),
        )
    )  # fmt: skip


def test_groups_become_sections_and_evidence_becomes_lines(shown: Explanation) -> None:
    assert [section.heading for section in shown.sections] == [
        "Group 1, tried before",
        "Group 2a, the first that is true",
    ]
    assert [section.decides for section in shown.sections] == [False, True]
    lines = shown.sections[1].lines
    assert [line.text for line in lines] == ["BP at or above 160/100", "", "", "eGFR below 60"]
    assert lines[1].value == "Systolic 96 mmHg"
    assert lines[2].value == "Systolic"
    assert lines[3].met is None
    assert lines[3].file_name == ""


def test_local_tiers_and_missing_signatures_are_shown(shown: Explanation) -> None:
    assert shown.tier is Tier.HIGH
    assert shown.rules == "uclpartners 2022.1, evidence grade A, not signed off"
    assert shown.who == "pharmacist, 14 days"
    assert shown.moves == ("BP below 140/90: 4b · low",)


def test_the_panel_tells_what_is_not_known_and_what_would_move(
    shown: Explanation, look: Look, qtbot: QtBot
) -> None:
    panel = WhyPanel(look, lambda: None, lambda: None)
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    panel.show_explanation(shown)
    assert panel.unknown.text() == "Could not be checked: no eGFR within 24 months."
    assert panel.moves.text() == "A lower group needs: BP below 140/90: 4b · low."
    for row in range(panel.model.rowCount()):
        for column in range(panel.model.columnCount()):
            cell = panel.model.cell(row, column)
            assert cell.text != "–" or cell.tip
    panel.grab()
    text = explanation_text(shown)
    assert "BP at or above 160/100, met, BP 164/96, 4 Sep 2026, emis_bp.csv line 7" in text
    assert "Could not be checked: no eGFR within 24 months" in text


def test_a_card_says_when_nobody_has_signed(shown: Explanation, look: Look, qtbot: QtBot) -> None:
    asked: list[Explanation] = []
    card = FrameworkCard(look, shown, asked.append)
    qtbot.addWidget(card)
    words = [label.text() for label in card.findChildren(type(card.heading))]
    assert "Rules not signed off" in words
    assert "At age target" in words
    card.why.click()
    assert asked == [shown]
