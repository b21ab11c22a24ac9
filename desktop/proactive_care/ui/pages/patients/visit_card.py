"""One visit: what to do. The tests and the review of every condition together."""

from __future__ import annotations

from proactive_care.domain.dates import show_date
from proactive_care.recall import Condition, OneVisit, PlannedCheck
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, down


class VisitCard(Card):
    """Says what is due for the patient who is shown; hidden when there is no condition.

    ``measure`` is for taking the first of it at once.
    """

    def __init__(self, look: Look) -> None:
        self.measure = Button(look, "Mea&sure…", kind="small")
        self.measure.setToolTip("Enter a reading that is taken now")
        super().__init__("One visit: what to do", " ")
        self._look = look
        self._lines = down(gap=4)
        self.add(self._lines)
        self.add(across(self.measure, None))
        self.hide()

    def show_visit(self, visit: OneVisit | None) -> None:
        """Show a plan; None: there is nobody to plan for."""
        while (item := self._lines.takeAt(0)) is not None:
            if (words := item.widget()) is not None:
                words.hide()
                words.deleteLater()
        if visit is None or not (visit.due or visit.later):
            self.hide()
            return
        self.note.setText(_limit(visit))
        for words in visit_words(visit):
            self._lines.addWidget(words)
        self.show()

    @property
    def text(self) -> str:
        """Everything that is said, a line each."""
        items = (self._lines.itemAt(number) for number in range(self._lines.count()))
        labels = (item.widget() for item in items if item is not None)
        return "\n".join(label.text() for label in labels if isinstance(label, Words))


def visit_words(visit: OneVisit) -> list[Words]:
    """Return the lines of the card."""
    said: list[Words] = []
    if visit.route:
        said.append(Words(visit.route, "warning", wrap=True))
    if visit.tests:
        who = f"{visit.test_role.label}, {visit.test_minutes} minutes"
        said.append(Words(f"First the tests: {who}", "strong", wrap=True))
    for check in visit.tests:
        said.append(Words(f"• {_check(check)}", wrap=True))
        said.append(_about(check))
    if visit.done:
        done = ", ".join(f"{_check(each)} ({each.note})" for each in visit.done)
        said.append(Words(f"Not needed again: {done}", "secondary", wrap=True))
    if visit.review_role is not None:
        then = "Then the review" if visit.tests else "The review"
        who = f"{visit.review_role.label}, {visit.review_minutes} minutes"
        said.append(Words(f"{then}: {who}", "strong", wrap=True))
        said += [Words(f"• {_condition(each)}", wrap=True) for each in visit.due]
    else:
        said.append(Words("Nothing is due now.", wrap=True))
    if visit.later:
        later = ", ".join(_reviewed(each) for each in visit.later)
        said.append(Words(f"Reviewed already: {later}", "secondary", wrap=True))
    return said


def _limit(visit: OneVisit) -> str:
    if visit.by is None:
        return ""
    return (
        f"overdue since {show_date(visit.by)}" if visit.is_overdue else f"by {show_date(visit.by)}"
    )


def _check(check: PlannedCheck) -> str:
    return f"{check.says}: {', '.join(check.parts)}" if check.parts else check.says


def _about(check: PlannedCheck) -> Words:
    """Return for which conditions a check is, in short, and what is known."""
    served = ", ".join(each.short_label for each in check.conditions)
    words = Words(f"{served} · {check.note}", "small", wrap=True)
    named = ", ".join(each.label for each in check.conditions)
    words.setToolTip(f"For {named}")
    words.setAccessibleName(f"For {named}; {check.note}")
    return words


def _condition(condition: Condition) -> str:
    who = f": {condition.who}" if condition.who else ""
    return f"{condition.framework.label} {condition.group} · {condition.tier.value}{who}"


def _reviewed(condition: Condition) -> str:
    assert condition.reviewed is not None  # otherwise it would be due
    return f"{condition.framework.label} ({show_date(condition.reviewed)})"
