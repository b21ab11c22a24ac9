"""The dashboard: tiers, backlog against the baseline, movement, gaps, invitations."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports import GapReason, InvitationCount, Kind, MonthMoves, Progressing
from proactive_care.ui.charts.balance import BalanceRow, BalanceRows
from proactive_care.ui.charts.months import MonthLine, MonthPoint
from proactive_care.ui.charts.tier_rows import TierLegend, TierRow, TierRows
from proactive_care.ui.pages.reports.whole_table import WholeTable
from proactive_care.ui.tables import Cell, Column, TableModel
from proactive_care.ui.tables import Kind as CellKind
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Beside,
    Card,
    Figure,
    SumLine,
    Words,
    capitalised,
    down,
    link_button,
)

_MONTHS_SHOWN = 8
_WORSE = (Kind.MORE_URGENT, Kind.GAP_OPENED)
_BETTER = (Kind.CALMER, Kind.GAP_CLOSED)


class Dashboard(QWidget):
    """Charts and figures for a meeting; every figure has its denominator beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.tiers = _TiersCard(look)
        self.backlog = _BacklogCard(look)
        self.movement = _MovementCard(look)
        self.gaps = _GapsCard(look)
        self.invitations = _InvitationsCard(look)
        left, right = QWidget(), QWidget()
        left.setLayout(down(self.tiers, self.movement, self.invitations, None, gap=16))
        right.setLayout(down(self.backlog, self.gaps, None, gap=16))
        beside = Beside(left, right, lambda: look.pixels(1000), shares=(1, 1), gap=16)
        self.setLayout(down(beside, None, gap=0, margins=(24, 12, 24, 16)))

    def show_progress(self, found: Progressing) -> None:
        """Show these figures."""
        for card in (self.tiers, self.backlog, self.movement, self.gaps, self.invitations):
            card.show_progress(found)


class _TiersCard(Card):
    def __init__(self, look: Look) -> None:
        super().__init__("Patients by tier", " ")
        self.rows = TierRows(look)
        self.said = Words("", "small", wrap=True)
        self.add(TierLegend(look))
        self.add(self.rows)
        self.add(self.said)

    def show_progress(self, found: Progressing) -> None:
        counts = found.basis.population
        self.note.setText(f"{counts.on_register:,} of {counts.counted:,} patients on a register")
        self.rows.show_rows([TierRow(f.framework.label, f.tiers) for f in found.frameworks])
        self.said.setText(
            f"The figure beside a name is its register. Left out: {counts.deceased:,} deceased, "
            f"{counts.left:,} left. Counted: {counts.end_of_life:,} end of life, "
            f"{counts.declined:,} said no to reviews."
        )


class _BacklogCard(Card):
    again_asked = Signal()

    def __init__(self, look: Look) -> None:
        again = link_button(look, "Start a&gain…", lambda: self.again_asked.emit())
        super().__init__("Backlog", "open long-term condition indicators", (again,))
        self.again = again
        again.setAccessibleName("Start the baseline again")
        self.sum = SumLine()
        self.line = MonthLine(look, "Open indicators")
        self.said = Words("", "small", wrap=True)
        for part in (self.sum, self.line, self.said):
            self.add(part)

    def show_progress(self, found: Progressing) -> None:
        self.sum.show_figures(backlog_figures(found))
        frozen = found.open_at_baseline if _has_baseline(found) else None
        self.line.show_points([MonthPoint(m.month, m.open) for m in found.backlog], frozen)
        self.said.setText(backlog_said(found))


class _MovementCard(Card):
    def __init__(self, look: Look) -> None:
        super().__init__("Movement between tiers", "all frameworks, month by month")
        self.rows = BalanceRows(look, "more urgent, or a new gap", "calmer, or gap closed")
        self.said = Words("", "small", wrap=True)
        self.add(self.rows)
        self.add(self.said)

    def show_progress(self, found: Progressing) -> None:
        rows = movement_rows(found.moves)
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        if not rows:
            self.said.setText("Movement appears from the second month of sorting.")
            return
        changed = any(not moved.same_rules for moved in found.moves)
        self.said.setText(
            "Last sorting of each month against the one before. It shows change in the data, not "
            "what caused it."
            + (" The rules changed in some months: see the workbook." if changed else "")
        )


class _GapsCard(Card):
    def __init__(self, look: Look) -> None:
        super().__init__("Could not be checked", "missing is never fine", padded=False)
        self.model: TableModel[GapReason] = TableModel(
            _gap_columns(), identity=lambda g: (g.framework, g.text), words=lambda g: g.text
        )
        self.add(WholeTable(look, self.model, "Could not be checked", most=10))

    def show_progress(self, found: Progressing) -> None:
        self.model.load(found.gaps)


class _InvitationsCard(Card):
    def __init__(self, look: Look) -> None:
        super().__init__("Invitations", "last 12 months", padded=False)
        self.model: TableModel[InvitationCount] = TableModel(
            _invitation_columns(),
            identity=lambda i: (i.number, i.channel, i.outcome),
            words=lambda i: i.outcome,
        )
        self.add(WholeTable(look, self.model, "Invitations", most=8))

    def show_progress(self, found: Progressing) -> None:
        self.model.load(by_outcome(found.invitations))
        total = sum(each.invitations for each in found.invitations)
        self.note.setText(f"{total:,} in the last 12 months")


def backlog_figures(found: Progressing) -> list[Figure]:
    """Return the way from the baseline to now as a sum, or only what is open now."""
    if not _has_baseline(found):
        return [Figure(found.open, "open now", f"of {found.indicators:,}")]
    b = found.bridge
    figures = [
        Figure(b.open_then, "at baseline", "frozen", kind="figure-quiet"),
        Figure(b.closed, "closed", "reached low", "−", "figure-good"),
        Figure(b.deceased + b.left + b.off_register, "gone", "off register", "−"),
        Figure(b.reopened + b.joined, "opened", "again, joined", "+"),
    ]
    new = sum(each.open for each in found.frameworks if each.baseline is None)
    if new:
        figures.append(Figure(new, "new framework", "no baseline", "+"))
    return [*figures, Figure(found.open, "open now", f"of {found.indicators:,}", "=")]


def backlog_said(found: Progressing) -> str:
    """Say what an open indicator is, since when the baseline stands, and what does not compare."""
    text = "One open indicator: one patient on one register, not in a low tier."
    frozen = [each.baseline for each in found.frameworks if each.baseline]
    if frozen:
        first = min(frozen, key=lambda each: each.as_of)
        text += f" Baseline of {show_date(first.as_of)}: {first.reason}."
    changed = [each.framework.label for each in found.frameworks if not each.same_rules]
    if changed:
        text += f" Not like with like, the rules have changed: {', '.join(changed)}."
    return text


def movement_rows(moves: tuple[MonthMoves, ...]) -> list[BalanceRow]:
    """Add the frameworks of each month up; the newest months, oldest first."""
    worse: Counter[object] = Counter()
    better: Counter[object] = Counter()
    for moved in moves:
        worse[moved.month] += sum(moved.kinds[kind] for kind in _WORSE)
        better[moved.month] += sum(moved.kinds[kind] for kind in _BETTER)
    months = sorted({moved.month for moved in moves})[-_MONTHS_SHOWN:]
    return [BalanceRow(f"{month:%b %Y}", worse[month], better[month]) for month in months]


def by_outcome(counts: tuple[InvitationCount, ...]) -> list[InvitationCount]:
    """Add the tiers up: number, channel and outcome are enough on screen."""
    added: dict[tuple[int, str, str], int] = {}
    for each in counts:
        key = (each.number, each.channel, each.outcome)
        added[key] = added.get(key, 0) + each.invitations
    return [
        InvitationCount(number, channel, "", outcome, total)
        for (number, channel, outcome), total in added.items()
    ]


def _has_baseline(found: Progressing) -> bool:
    return any(each.baseline for each in found.frameworks)


def _gap_columns() -> list[Column[GapReason]]:
    return [
        Column("framework", "Framework", lambda g: Cell(_label(g)), _label, 120),
        Column("text", "What is missing", lambda g: Cell(capitalised(g.text)),
               lambda g: g.text, 200, stretch=True),
        Column("patients", "Patients", lambda g: Cell(f"{g.patients:,}", CellKind.STRONG),
               lambda g: g.patients, 80, figures=True),
    ]  # fmt: skip


def _invitation_columns() -> list[Column[InvitationCount]]:
    return [
        Column("number", "No.", lambda i: Cell(str(i.number)), lambda i: i.number, 48),
        Column("channel", "Channel", lambda i: Cell(capitalised(i.channel)),
               lambda i: i.channel, 80),
        Column("outcome", "What came of it", lambda i: Cell(capitalised(i.outcome)),
               lambda i: i.outcome, 180, stretch=True),
        Column("invitations", "Invitations",
               lambda i: Cell(f"{i.invitations:,}", CellKind.STRONG), lambda i: i.invitations, 96,
               figures=True),
    ]  # fmt: skip


def _label(gap: GapReason) -> str:
    return Framework(gap.framework).label
