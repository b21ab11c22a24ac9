"""How people live and what they need: carers, homes, languages, formats, the end of life."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.sample_data.dice import Dice, Weighted
from proactive_care.sample_data.health import Health
from proactive_care.sample_data.households import Person
from proactive_care.sample_data.record import Record

_LARGE_PRINT = Weighted(
    [
        ("Large print 16 point", 34.0),
        ("Large print 18 point", 30.0),
        ("Large print 20 point", 16.0),
        ("Large print 24 point", 14.0),
        ("Large print", 6.0),
    ]
)
_OTHER_NEEDS = Weighted(
    [
        ("Braille", 25.0),
        ("Audio", 25.0),
        ("Email", 35.0),
        ("Easy read", 10.0),
        ("Yellow paper", 5.0),
    ]
)


@dataclass(frozen=True, slots=True)
class Communication:
    """What the record says about reaching somebody. Empty text is: nothing recorded."""

    language: str
    interpreter: str
    format_need: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Whether somebody left or died, as ordinals; None: neither."""

    left: int | None
    died: int | None


def make_communication(person: Person, health: Health, dice: Dice) -> Communication:
    """Return language, interpreter and format need; most people have nothing recorded."""
    need = _format_need(health, dice)
    if dice.chance(0.0015):
        return Communication("British Sign Language", "yes", need)
    own = person.background.language
    if own and dice.chance(0.3 if own == "Welsh" else 0.45):
        fluent = own == "Welsh" or not dice.chance(0.4)
        return Communication(own, "no" if fluent else "yes", need)
    recorded = dice.chance(0.7)
    return Communication("English" if recorded else "", "no" if dice.chance(0.3) else "", need)


def _format_need(health: Health, dice: Dice) -> str:
    if "learning_disability" in health.onset and dice.chance(0.55):
        return "Easy read"
    share = 0.045 if health.age >= 80 else 0.02 if health.age >= 65 else 0.004
    if dice.chance(share):
        return _LARGE_PRINT.draw(dice)
    return _OTHER_NEEDS.draw(dice) if dice.chance(0.003) else ""


def make_stay(health: Health, dice: Dice, today: int) -> Stay:
    """Decide whether somebody died or left during the last 18 months."""
    age = health.age
    risk = 0.0006 if age < 45 else 0.004 if age < 65 else 0.013 if age < 75 else 0.045
    if age >= 85:
        risk = 0.13
    if dice.chance(risk * 0.8):
        died = today - dice.between(2, 540)
        return Stay(min(died + dice.between(0, 21), today) if dice.chance(0.75) else None, died)
    if age >= 18 and dice.chance(0.013):
        return Stay(today - dice.between(2, 540), None)
    return Stay(None, None)


def write_circumstances(
    record: Record, communication: Communication, homeless: bool, seeks_asylum: bool
) -> None:
    """Record the circumstances that change how somebody is invited and how urgent they are."""
    person, health, dice = record.person, record.health, record.dice
    today = record.today
    if person.in_care_home:
        record.note("care_home", today - dice.between(30, 1500))
    if communication.interpreter == "yes" and communication.language != "British Sign Language":
        record.note("interpreter_needed", today - dice.between(30, 2500))
    if homeless:
        record.note("homeless", today - dice.between(10, 900))
    if seeks_asylum:
        record.note(
            "asylum_seeker" if dice.chance(0.7) else "refugee", today - dice.between(20, 800)
        )
    if health.age >= 18:
        _write_adult(record)
    if health.sex == "F" and 18 <= health.age <= 44 and dice.chance(0.16):
        record.note("pregnant", today - dice.between(5, 3000))


def _write_adult(record: Record) -> None:
    health, dice, today = record.health, record.dice, record.today
    frail = health.age >= 80 or "dementia" in health.onset
    if dice.chance(0.085 if frail else 0.003):
        day = today - dice.between(20, 1500)
        record.note("housebound", day)
        if dice.chance(0.08):
            record.note("not_housebound", day + dice.between(10, 200))
    if 30 <= health.age < 88 and dice.chance(0.032):
        day = today - dice.between(20, 2500)
        record.note("carer", day)
        if dice.chance(0.1):
            record.note("not_carer", day + dice.between(100, 900))
    if dice.chance(0.011):
        record.note("alcohol_misuse", today - dice.between(20, 3600))
    if health.age < 60 and dice.chance(0.006 + 0.004 * (3 - record.person.home.imd)):
        record.note("drug_misuse", today - dice.between(20, 3600))
    dying = 0.03 if health.age >= 85 else 0.01 if health.age >= 70 else 0.0012
    if dice.chance(dying * (1.8 if "heart_failure" in health.onset else 1.0)):
        record.note("palliative_care", today - dice.between(5, 400))
