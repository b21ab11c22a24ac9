"""What was printed, kept word for word: a letter's content as JSON, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from proactive_care.documents import (
    ENGLISH,
    Addressee,
    BatchPlace,
    HomeResult,
    LetterFormat,
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    OwnWords,
    PracticeLetterhead,
    ReadingLetter,
    ResultLetter,
    ResultMessage,
    Sides,
    Signatory,
    Talk,
)
from proactive_care.domain.vocabulary import Role


def pack_letter(letter: ReadingLetter) -> str:
    """Return a letter's content as JSON; ``unpack_letter`` is the way back."""
    return json.dumps(asdict(letter), ensure_ascii=False, sort_keys=True, default=_plain)


def unpack_letter(content: str) -> ReadingLetter:
    """Return the letter that was packed."""
    raw: dict[str, Any] = json.loads(content)
    shared: dict[str, Any] = {
        "practice": _letterhead(raw["practice"]),
        "to": _addressee(raw["to"]),
        "written_on": date.fromisoformat(raw["written_on"]),
        "data_of": date.fromisoformat(raw["data_of"]),
        "signatory": Signatory(**raw["signatory"]),
        "form_code": raw["form_code"],
        "place": BatchPlace(**raw["place"]),
        "letter_format": LetterFormat(**raw["letter_format"]),
        "sides": Sides(raw["sides"]),
        "language": raw.get("language", ENGLISH.code),  # older letters are all in English
        "own_words": _own_words(raw.get("own_words")),
    }
    if "monitor" in raw:
        return LoanLetter(
            message=LoanMessage(raw["message"]), monitor=_monitor(raw["monitor"]), **shared
        )
    return ResultLetter(
        message=ResultMessage(raw["message"]),
        result=None if raw["result"] is None else _result(raw["result"]),
        talk=None if raw["talk"] is None else _talk(raw["talk"]),
        call_by=_day(raw["call_by"]),
        from_paper=raw["from_paper"],
        monitor_due=_day(raw["monitor_due"]),
        **shared,
    )


def _plain(value: object) -> str:
    assert isinstance(value, date)  # everything else in a letter is plain already
    return value.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _letterhead(raw: dict[str, Any]) -> PracticeLetterhead:
    return PracticeLetterhead(**{**raw, "address": tuple(raw["address"])})


def _addressee(raw: dict[str, Any]) -> Addressee:
    return Addressee(**{**raw, "lines": tuple(raw["lines"])})


def _own_words(raw: dict[str, Any] | None) -> OwnWords | None:
    """Return the practice's words; letters that were packed before it had any have none."""
    if raw is None:
        return None
    return OwnWords(raw["version"], tuple((key, text) for key, text in raw["texts"]))


def _talk(raw: dict[str, Any]) -> Talk:
    return Talk(**{**raw, "role": Role(raw["role"])})


def _result(raw: dict[str, Any]) -> HomeResult:
    return HomeResult(
        **{
            **raw,
            "average": tuple(raw["average"]),
            "target": tuple(raw["target"]),
            "first_day": date.fromisoformat(raw["first_day"]),
            "last_day": date.fromisoformat(raw["last_day"]),
        }
    )


def _monitor(raw: dict[str, Any]) -> LoanedMonitor:
    return LoanedMonitor(
        **{
            **raw,
            "lent_on": date.fromisoformat(raw["lent_on"]),
            "due": date.fromisoformat(raw["due"]),
            "returned_on": _day(raw["returned_on"]),
        }
    )
