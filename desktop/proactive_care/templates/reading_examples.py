"""Previews of the letters about readings and monitors: one for each thing that they can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from proactive_care.documents import (
    Addressee,
    HomeResult,
    LetterFormat,
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    ResultLetter,
    ResultMessage,
    Talk,
    reading_letter_pdf,
)
from proactive_care.domain.vocabulary import Role
from proactive_care.templates.examples import CODE, PLACE, Asked, Drawn
from proactive_care.templates.people import person

RESULTS = {
    "little": "A little too high",
    "on_target": "On target, monitor to bring back",
    "high": "Too high",
    "very_high": "On target, one reading very high",
    "rounded": "Just below target",
    "more_days": "Too few readings, shortest name",
    "by_hand": "Uneven heartbeat",
    "longest": "A little too high, longest name",
}
LOANS = {
    "agreement": "Agreement",
    "reminder": "Reminder, shortest name",
    "returned": "Brought back",
    "longest": "Agreement, longest name",
}
_MESSAGES = {
    "on_target": ResultMessage.ON_TARGET,
    "very_high": ResultMessage.HIGH,
    "rounded": ResultMessage.ON_TARGET,
    "high": ResultMessage.HIGH,
    "more_days": ResultMessage.MORE_DAYS,
    "by_hand": ResultMessage.BY_HAND,
}
# Which result has a text, where not every letter has it.
_HAS = {
    "letter.heading_more_days": "more_days",
    "letter.heading_by_hand": "by_hand",
    "verdict.on_target": "on_target",
    "verdict.little_top": "little",
    "verdict.little_bottom": "little",
    "verdict.little_both": "little",
    "verdict.high_top": "high",
    "verdict.high_bottom": "high",
    "verdict.high_both": "high",
    "verdict.average_on_target": "very_high",
    "verdict.very_high": "very_high",
    "verdict.rounded": "rounded",
    "verdict.more_days": "more_days",
    "verdict.by_hand": "by_hand",
    "next.call_by": "little",
    "next.call_by_unnamed": "little",
    "next.call_now": "high",
    "next.call_now_unnamed": "high",
    "next.by_hand": "by_hand",
    "next.again": "on_target",
    "next.keep_monitor": "little",
    "next.return_monitor": "on_target",
    "next.measure": "more_days",
    "next.send": "more_days",
    "next.faint": "on_target",
}
_OVER = {"top": (True, False), "bottom": (False, True), "both": (True, True)}
_TARGET = (135, 85)


def result_letter(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The result letter; a text that this result does not have is shown with one that has it."""
    shown = _HAS.get(text, example)
    message = _MESSAGES.get(shown, ResultMessage.A_LITTLE_HIGH)
    part = text.rsplit("_", 1)[-1]
    name = "" if text.endswith("unnamed") else "Sam Birkett"
    talk = None
    if message not in (ResultMessage.ON_TARGET, ResultMessage.MORE_DAYS):
        talk = Talk(Role.NURSE, name, 10)
    soon = message in (ResultMessage.A_LITTLE_HIGH, ResultMessage.BY_HAND)
    to = person({"longest": "longest", "more_days": "one"}.get(shown, "usual")).to
    letter = ResultLetter(
        **_posted(asked, to, letter_format),
        message=message,
        result=_result(asked, shown, part) if message.has_average else None,
        talk=talk,
        call_by=asked.day + timedelta(days=14) if soon else None,
        from_paper=text != "letter.thanks",
        monitor_due=asked.day + timedelta(days=7) if message is ResultMessage.ON_TARGET else None,
    )
    return _drawn(asked, letter, as_chosen=shown == example)


def _posted(asked: Asked, to: Addressee, letter_format: LetterFormat) -> dict[str, Any]:
    """Return what every letter about readings has."""
    return {
        "practice": asked.practice,
        "to": to,
        "written_on": asked.day,
        "data_of": asked.day,
        "signatory": asked.signatory,
        "form_code": CODE,
        "place": PLACE,
        "letter_format": letter_format,
        "own_words": asked.own,
    }


def _drawn(asked: Asked, letter: ResultLetter | LoanLetter, *, as_chosen: bool) -> Drawn:
    note = "" if as_chosen else "Shown with a letter that has this text."
    return Drawn(reading_letter_pdf(letter, made_at=asked.now), asked.every_text(), note)


def _result(asked: Asked, shown: str, part: str) -> HomeResult:
    over = (False, False)
    if shown not in ("on_target", "very_high", "rounded"):
        over = _OVER.get(part, (True, False))
    much = 22 if shown == "high" else 6
    average = (
        _TARGET[0] + (much if over[0] else -8),
        _TARGET[1] + (much if over[1] else -6),
    )
    result = HomeResult(
        average=average,
        target=_TARGET,
        top_over=over[0],
        bottom_over=over[1],
        very_high=shown == "very_high",
        readings=24,
        days=6,
        first_day=asked.day - timedelta(days=8),
        last_day=asked.day - timedelta(days=3),
    )
    return replace(result, average=_TARGET) if shown == "rounded" else result


def loan_letter(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """A letter about a loan: the one that has the text."""
    part = text.split(".")[0]
    kinds = {each.value for each in LoanMessage}
    shown = part if part in kinds else example
    message = LoanMessage(shown) if shown in kinds else LoanMessage.AGREEMENT
    to = person({"longest": "longest", "reminder": "one"}.get(shown, "usual")).to
    letter = LoanLetter(
        **_posted(asked, to, letter_format),
        message=message,
        monitor=LoanedMonitor(
            "Examplex M3", "BP-07", "medium", asked.day - timedelta(days=14),
            asked.day + timedelta(days=7),
            asked.day if message is LoanMessage.RETURNED else None,
        ),
    )  # fmt: skip
    return _drawn(asked, letter, as_chosen=shown == example)
