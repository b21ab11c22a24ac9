"""One framework on the patient page: group, tier, the reasons, who does what by when."""

from __future__ import annotations

from collections.abc import Callable

from proactive_care.ui.pages.patients.explanation import Explanation
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, TierTag, Words, across, capitalised


class FrameworkCard(Card):
    """``why`` is called when the explanation is asked for."""

    def __init__(
        self,
        look: Look,
        explanation: Explanation,
        why: Callable[[Explanation], object],
        qof: str = "",
    ) -> None:
        super().__init__()
        self.explanation = explanation
        self.setAccessibleName(explanation.framework.label)
        self.body.setContentsMargins(12, 8, 12, 10)
        self.body.setSpacing(5)
        self.why = Button(look, "Why?", lambda: why(self.explanation), kind="small")
        self.why.setCheckable(True)
        self.why.setAccessibleName(f"Why {explanation.framework.label} {explanation.group}")
        self.add(across(Words(explanation.framework.label, "heading"), None, self.why))
        tag = TierTag(look, explanation.tier, f"{explanation.group} · {explanation.tier.value}")
        self.add(across(tag, None))
        for reason in explanation.reasons[:2]:
            self.add(Words(capitalised(reason), wrap=True))
        if explanation.who:
            self.add(Words(capitalised(explanation.who), "secondary", wrap=True))
        if qof:
            self.add(Words(qof, "small", wrap=True))
        for flag in explanation.flags:
            self.add(Words(capitalised(flag), "small", wrap=True))
        if not explanation.signed:
            self.add(Words("Rules not signed off", "warning", wrap=True))
        self.body.addStretch(1)

    def open(self, is_open: bool) -> None:
        """Show whether this is the card whose explanation is open."""
        self.why.setChecked(is_open)
        self.set_chosen(is_open)
