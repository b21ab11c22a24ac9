"""What a result letter says, in words: the verdict and what happens next."""

from __future__ import annotations

import calendar
from datetime import date

from proactive_care.documents.letters.addresses import salutation
from proactive_care.documents.letters.reading_letter import long_day
from proactive_care.documents.letters.result_letter_content import (
    HomeResult,
    ResultLetter,
    ResultMessage,
)
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.text import Runs, plain
from proactive_care.documents.words.dates import day_in
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.dates import show_long_date

_HEADINGS = {
    ResultMessage.MORE_DAYS: "letter.heading_more_days",
    ResultMessage.BY_HAND: "letter.heading_by_hand",
}


def result_wording() -> Wording:
    """Return the shipped English wording of the result letter."""
    return shipped_wording("result_letter.en")


def greeting(letter: ResultLetter, words: Wording) -> Runs:
    """Greet the patient."""
    return words.say("letter.salutation", salutation=salutation(letter.to))


def heading(letter: ResultLetter, words: Wording) -> Runs:
    """Say what the letter is about; nothing in it alarms."""
    return words.say(_HEADINGS.get(letter.message, "letter.heading"))


def thanks(letter: ResultLetter, words: Wording) -> Runs:
    """Thank for the readings, and say which were used."""
    said = words.say("letter.thanks_paper" if letter.from_paper else "letter.thanks")
    result = letter.result
    if result is None:
        return said
    used = words.say(
        "letter.used",
        readings=result.readings,
        days=result.days,
        span=span(result.first_day, result.last_day, words),
    )
    return (*said, *plain(" "), *used)


def verdict(letter: ResultLetter, words: Wording) -> Runs:
    """Say what the numbers mean."""
    if letter.message is ResultMessage.MORE_DAYS:
        why_call = () if letter.talk is None else (*plain(" "), *words.say("verdict.very_high"))
        return (*words.say("verdict.more_days"), *why_call)
    if letter.message is ResultMessage.BY_HAND:
        return words.say("verdict.by_hand")
    assert letter.result is not None
    keys = _verdict_keys(letter.message, letter.result)
    said: Runs = ()
    for key in keys:
        said = (*said, *(plain(" ") if said else ()), *words.say(f"verdict.{key}"))
    return said


def next_steps(letter: ResultLetter, words: Wording) -> tuple[Runs, ...]:
    """Say what happens next, in order."""
    phone = keep_together(clean_text(letter.practice.phone))
    steps: list[Runs] = []
    if letter.message is ResultMessage.MORE_DAYS:
        steps = [] if letter.talk is None else [_call(letter, words, phone)]
        steps += [words.say("next.measure"), words.say("next.send", phone=phone)]
    elif letter.message is ResultMessage.ON_TARGET:
        steps = [words.say("next.again")]
    else:
        steps = [_call(letter, words, phone)]
    steps.append(words.say("next.tablets"))
    if letter.monitor_due is not None and letter.message is ResultMessage.ON_TARGET:
        steps.append(words.say("next.return_monitor", date=long_day(words, letter.monitor_due)))
    elif letter.message in (ResultMessage.A_LITTLE_HIGH, ResultMessage.HIGH):
        steps.append(words.say("next.keep_monitor"))
    if letter.message is ResultMessage.ON_TARGET:
        steps.append(words.say("next.faint"))
    return tuple(steps)


def urgent(words: Wording) -> Runs:
    """Say when not to wait."""
    return (*words.say("urgent.ill"), *plain(" "), *words.say("urgent.high"))


def result_text(letter: ResultLetter, words: Wording) -> str:
    """Return what a patient reads as plain text, a line for each paragraph or list item.

    For working out how hard the letter is to read; names and addresses are left out.
    """
    parts = [
        heading(letter, words),
        thanks(letter, words),
        verdict(letter, words),
        words.say("next.heading"),
        *next_steps(letter, words),
        urgent(words),
    ]
    return "\n".join("".join(run.text for run in part) for part in parts)


def span(first: date, last: date, words: Wording) -> str:
    """Return days as a letter writes them: ``22 to 27 September 2026``."""
    if first == last:
        return day_in(words, last, long=True)
    same_month = (first.year, first.month) == (last.year, last.month)
    if words.text("dates.span"):
        start = first.day if same_month else day_in(words, first, long=True)
        return words.words("dates.span", first=start, last=day_in(words, last, long=True))
    if same_month:
        return f"{first.day} to {show_long_date(last)}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {calendar.month_name[first.month]}{year} to {show_long_date(last)}"


def _verdict_keys(message: ResultMessage, result: HomeResult) -> list[str]:
    over = {(True, True): "both", (True, False): "top", (False, True): "bottom"}.get(
        (result.top_over, result.bottom_over)
    )
    keys = []
    if over is not None:
        keys.append(f"{'high' if message is ResultMessage.HIGH else 'little'}_{over}")
    else:
        keys.append("average_on_target" if result.very_high else "on_target")
    if result.very_high:
        keys.append("very_high")
    if result.looks_over:
        keys.append("rounded")
    return keys


def _call(letter: ResultLetter, words: Wording, phone: str) -> Runs:
    talk = letter.talk
    assert talk is not None
    if letter.message is ResultMessage.BY_HAND:
        assert letter.call_by is not None
        day = long_day(words, letter.call_by)
        return words.say("next.by_hand", phone=phone, date=day, minutes=talk.minutes)
    name = clean_text(talk.name)
    key = "next.call_now" if letter.call_by is None else "next.call_by"
    return words.say(
        key if name else f"{key}_unnamed",
        phone=phone,
        date="" if letter.call_by is None else long_day(words, letter.call_by),
        person=name,
        role=words.words(f"roles.{talk.role.value}.name"),
        minutes=talk.minutes,
    )
