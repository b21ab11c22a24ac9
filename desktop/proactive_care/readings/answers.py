"""Reading what was typed into a short form: numbers with units, choices, computed values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.measures import best_blow, body_mass_index
from proactive_care.domain.units import NotAnAmount, clean_unit, read_amount, to_standard
from proactive_care.readings.question_sets import Coded, Derived, Field, QuestionSet


@dataclass(frozen=True)
class Answer:
    """One answer: a ``value`` in the field's unit or chosen ``words``, and what it means.

    ``conversion`` says what was converted ("" if nothing); ``band`` what the value means;
    ``review`` what a clinician must look at because of it.
    """

    key: str
    label: str
    value: float | None
    words: str | None
    unit: str
    conversion: str
    band: str
    coded: Coded
    remembered: bool = False
    review: str = ""


@dataclass(frozen=True)
class FieldProblem:
    """Why a field cannot be filed as it is; CONFIRM: it only needs a second look."""

    key: str
    kind: Plausibility
    text: str


@dataclass(frozen=True)
class AnswerCheck:
    """A form as it stands: what was understood, and what is wrong with the rest."""

    answers: tuple[Answer, ...]
    problems: tuple[FieldProblem, ...]


class _Wrong(Exception):
    def __init__(self, text: str, kind: Plausibility = Plausibility.REFUSED) -> None:
        super().__init__(text)
        self.kind = kind


def check_answers(
    form: QuestionSet,
    typed: Mapping[str, str],
    *,
    confirmed: bool = False,
    known: Mapping[str, float] | None = None,
) -> AnswerCheck:
    """Understand a form's typed answers. ``known`` are the newest values of what is remembered.

    A unit may be typed behind the number ("12st 4lb", "6.5 %", "172 cm"); what was converted is
    said. ``confirmed``: unusual values were looked at a second time.
    """
    answers: list[Answer] = []
    problems: list[FieldProblem] = []
    for field in form.fields:
        try:
            answer = _answer(field, typed.get(field.key, "").strip(), known or {})
        except _Wrong as wrong:
            problems.append(FieldProblem(field.key, wrong.kind, str(wrong)))
            continue
        if answer is not None:
            answers.append(answer)
            unusual = answer.value is not None and not _within(answer.value, field.usual)
            if unusual and not confirmed and not answer.remembered:
                text = f"Please confirm: {field.label.lower()} {show_value(answer)} is unusual."
                problems.append(FieldProblem(field.key, Plausibility.CONFIRM, text))
    for derived in form.derived:
        _derive(derived, answers, problems)
    return AnswerCheck(tuple(answers), tuple(problems))


def show_value(answer: Answer) -> str:
    """Return an answer as shown: its words, or its figure with the unit."""
    if answer.value is None:
        return answer.words or ""
    return f"{answer.value:.4g} {answer.unit}".strip()


def _answer(field: Field, typed: str, known: Mapping[str, float]) -> Answer | None:
    if not typed:
        if field.remember and field.key in known:
            return _number_answer(field, known[field.key], "", remembered=True)
        if field.required:
            raise _Wrong(f"{field.label} is missing.")
        return None
    if field.kind in ("choice", "yes_no"):
        return _choice_answer(field, typed)
    value, conversion = _number(field, typed)
    if not field.low <= value <= field.high:
        raise _Wrong(
            f"{field.label} must be {field.low:g} to {field.high:g} {field.unit}".strip() + "."
        )
    return _number_answer(field, value, conversion)


def _number(field: Field, typed: str) -> tuple[float, str]:
    try:
        amount = read_amount(typed)
        if amount.comparator is not None:
            raise _Wrong(f"{field.label}: a plain number is needed.")
        if field.coded.concept:
            converted = to_standard(field.coded.concept, amount)
            value, conversion = converted.value, converted.conversion
        elif clean_unit(amount.unit) in ("", clean_unit(field.unit)):
            value, conversion = amount.value, ""
        else:
            raise NotAnAmount(f"Unit {amount.unit!r} is not known for this measurement")
    except NotAnAmount as problem:
        raise _Wrong(f"{field.label}: {problem}.") from problem
    if field.kind == "whole" and value != int(value):
        raise _Wrong(f"{field.label}: a whole number is needed.")
    return value, conversion


def _number_answer(
    field: Field, value: float, conversion: str, *, remembered: bool = False
) -> Answer:
    band = next((words for start, words in field.bands if value >= start), "")
    coded = Coded() if remembered else field.coded
    return Answer(
        field.key, field.label, value, None, field.unit, conversion, band, coded, remembered
    )


def _choice_answer(field: Field, typed: str) -> Answer:
    for choice in field.choices:
        if typed.casefold() in (choice.value.casefold(), choice.label.casefold()):
            return Answer(
                field.key,
                field.label,
                None,
                choice.value,
                "",
                "",
                "",
                choice.coded,
                review=choice.review,
            )
    offered = ", ".join(choice.label for choice in field.choices)
    raise _Wrong(f"{field.label}: choose one of {offered}.")


def _derive(derived: Derived, answers: list[Answer], problems: list[FieldProblem]) -> None:
    given = {answer.key: answer for answer in answers if answer.key in derived.of}
    value = _DERIVE[derived.how](given, derived)
    if value is None:
        return
    if not derived.low <= value <= derived.high:
        text = f"{derived.label} would be {value:g}: check {' and '.join(derived.of)}."
        problems.append(FieldProblem(derived.of[0], Plausibility.REFUSED, text))
        return
    answers.append(
        Answer(derived.key, derived.label, value, None, derived.unit, "", "", derived.coded)
    )


def _bmi(given: Mapping[str, Answer], derived: Derived) -> float | None:
    weight, height = (given.get(key) for key in derived.of)
    if weight is None or height is None or not weight.value or not height.value:
        return None
    return body_mass_index(weight.value, height.value)


def _best(given: Mapping[str, Answer], derived: Derived) -> float | None:
    blows = [int(answer.value) for answer in given.values() if answer.value is not None]
    return float(best_blow(blows)) if blows else None


def _count_yes(given: Mapping[str, Answer], derived: Derived) -> float | None:
    if len(given) < len(derived.of):
        return None  # an unanswered question is not a "no"
    return float(sum(answer.words == "yes" for answer in given.values()))


_DERIVE: dict[str, Callable[[Mapping[str, Answer], Derived], float | None]] = {
    "bmi": _bmi,
    "best": _best,
    "count_yes": _count_yes,
}


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
