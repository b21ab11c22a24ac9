"""What a recall letter says: the parts that conditions, checks and visits decide, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proactive_care.documents.content import Check, RecallLetter, Visit, VisitKind
from proactive_care.documents.letters.addresses import salutation
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.text import Run, Runs, plain
from proactive_care.documents.words.wording import OWN_GROUPS, Value, Wording, shipped_wording
from proactive_care.domain.vocabulary import Tier

# A yearly check would be the wrong words for somebody whose last results were high.
_PACE: Mapping[Tier | None, str] = {
    Tier.URGENT: "urgent_tier",
    Tier.HIGH: "high_tier",
    Tier.DATA_GAP: "data_gap_tier",
}
_ORGANS = ("heart", "brain", "kidneys", "eyes", "feet", "lungs")


def recall_wording() -> Wording:
    """Return the shipped English wording of the recall letter."""
    return shipped_wording("recall_invitation.en")


@dataclass(frozen=True)
class VisitWords:
    """One visit: its heading, how long it takes, what happens, and with whom."""

    heading: Runs
    how_long: Runs
    what: Runs
    who: Runs


def heading(letter: RecallLetter, words: Wording) -> Runs:
    """Say what the letter asks for, and how soon when it must be soon."""
    if letter.tier in _PACE:
        return words.say(f"letter.{_PACE[letter.tier]}.heading")
    return words.say(f"letter.heading_{min(max(letter.invitation, 1), 3)}")


def why(letter: RecallLetter, words: Wording) -> Runs:
    """Say in plain words why this letter comes: all conditions together, once."""
    count = len(letter.conditions)
    called = [words.say(f"conditions.{each.value}.called") for each in letter.conditions]
    organs = _in_order(
        _ORGANS,
        (
            organ
            for each in letter.conditions
            for organ in words.texts(f"conditions.{each.value}.organs")
        ),
    )
    pace = _PACE.get(letter.tier)
    return words.say(
        f"letter.{pace}.why" if pace else "letter.why",
        conditions=Value(_listed(called, words)),
        them=words.words(f"letter.them_{count if count <= 2 else 'many'}"),
        organs=Value(_listed([words.say(f"organs.{organ}") for organ in organs], words)),
    )


def kept_apart(letter: RecallLetter, words: Wording) -> tuple[Runs, ...]:
    """Return what a letter says because its reader is kept apart from the usual letters."""
    if letter.adjustments:
        offered = [words.say(f"adjustments.{each}") for each in letter.adjustments]
        return (words.say("letter.adjusted", adjustments=Value(_listed(offered, words))),)
    return (words.say("letter.apart"),) if words.text("letter.apart") else ()


def own_paragraphs(letter: RecallLetter, words: Wording) -> tuple[Runs, ...]:
    """Return what the practice adds: for everybody, for each condition and the patient's group in
    it, and for the tier. Raises EmptyField for a field that the practice has not filled in."""
    keys = ["own.everybody"]
    groups = dict(letter.groups)
    for condition in letter.conditions:
        keys.append(f"own.{condition.value}")
        if condition in groups:
            keys.append(f"{OWN_GROUPS}{condition.value}.{groups[condition]}")
    if letter.tier is not None:
        keys.append(f"own.{letter.tier.name.lower()}")
    worded = [key for key in keys if words.text(key).strip()]
    values = _own_values(letter, words) if worded else {}
    return tuple(words.say(key, **values) for key in worded)


def _own_values(letter: RecallLetter, words: Wording) -> dict[str, str | Value]:
    practice, to = letter.practice, letter.to
    called = [words.say(f"conditions.{each.value}.called") for each in letter.conditions]
    return {
        "phone": keep_together(clean_text(practice.phone)),
        "opening": practice.opening,
        "practice": practice.name,
        "site": practice.booking_site,
        "signatory": letter.signatory.name,
        "conditions": Value(_listed(called, words)),
        "salutation": salutation(to) if words.own_text_greets() else "",
    }


def visit_words(letter: RecallLetter, words: Wording) -> tuple[VisitWords, ...]:
    """Describe each visit, the tests before the review."""
    return tuple(_visit(visit, letter, words) for visit in letter.visits)


def _visit(visit: Visit, letter: RecallLetter, words: Wording) -> VisitWords:
    if visit.kind is VisitKind.TESTS:
        what = _tests(letter.checks, words)
    elif any(each.kind is VisitKind.TESTS for each in letter.visits):
        what = words.say("visit.review_after_tests")
    else:
        what = words.say("visit.review_only")
    role = words.words(f"roles.{visit.role.value}.name")
    skill = words.words(f"roles.{visit.role.value}.skill")
    name = clean_text(visit.staff_name)
    if name:
        who = words.say("visit.who_named", person=name, role=role, skill=skill)
    else:
        who = words.say("visit.who_unnamed", role=role, skill=skill)
    return VisitWords(
        words.say(f"visit.{visit.kind.value}"), _how_long(visit, letter, words), what, who
    )


def _how_long(visit: Visit, letter: RecallLetter, words: Wording) -> Runs:
    if visit is letter.visits[0]:
        return words.say("visit.how_long", minutes=visit.minutes)
    weeks = visit.weeks_later
    own = f"visit.later_{weeks}" if weeks else "visit.later_days"
    # Some languages have words of their own for two weeks, or for two to four.
    later = words.words(own if words.text(own) else "visit.later_many", number=weeks)
    return words.say("visit.how_long_later", minutes=visit.minutes, later=later)


def _tests(checks: Sequence[Check], words: Wording) -> Runs:
    others = [
        words.say(f"checks.{check.value}") for check in checks if check is not Check.BLOOD_TEST
    ]
    if not others:
        return words.say("visit.tests_blood_only")
    key = "visit.tests_blood" if Check.BLOOD_TEST in checks else "visit.tests_other"
    return words.say(key, checks=Value(_listed(others, words)))


def before_you_come(letter: RecallLetter, words: Wording) -> tuple[Runs, ...]:
    """Say what to do first."""
    keys = ["diary"] if letter.home_diary else []
    keys += ["food", "tablets"]
    keys += _extras(letter, words, "before")
    return tuple(words.say(f"before.{key}") for key in keys)


def please_bring(letter: RecallLetter, words: Wording) -> tuple[Runs, ...]:
    """Say what to bring."""
    keys = ["diary"] if letter.home_diary else []
    keys.append("medicines")
    if Check.URINE in letter.checks:
        keys.append("urine")
    keys += _extras(letter, words, "bring")
    return tuple(words.say(f"bring.{key}") for key in keys)


def letter_text(letter: RecallLetter, words: Wording) -> str:
    """Return what a patient reads as plain text, a line for each paragraph or list item.

    For working out how hard the letter is to read; names and addresses are left out.
    """
    visits = [
        part
        for told in visit_words(letter, words)
        for part in (told.heading, told.how_long, told.what, told.who)
    ]
    asked = words.say("help.call", phone=letter.practice.phone)
    parts: list[Runs] = [
        heading(letter, words),
        why(letter, words),
        *kept_apart(letter, words),
        *own_paragraphs(letter, words),
        *visits,
        *before_you_come(letter, words),
        *please_bring(letter, words),
        words.say("help.lead"),
        *(plain(each) for each in words.texts("help.items")),
        asked,
        words.say("urgent.heading"),
        words.say("urgent.call_999"),
        *(plain(each) for each in call_999(letter, words)),
        words.say("urgent.same_day"),
        *(plain(each) for each in call_same_day(letter, words)),
        words.say("urgent.closed"),
        words.say("decline.heading"),
        words.say("decline.text"),
    ]
    return "\n".join("".join(run.text for run in part) for part in parts)


def call_999(letter: RecallLetter, words: Wording) -> tuple[str, ...]:
    """Return the red flags for an ambulance: everybody's, then those of each condition."""
    return (*words.texts("urgent.everyone_999"), *_extras(letter, words, "call_999"))


def call_same_day(letter: RecallLetter, words: Wording) -> tuple[str, ...]:
    """Return the red flags for a call on the same day."""
    return tuple(_extras(letter, words, "same_day"))


def _extras(letter: RecallLetter, words: Wording, what: str) -> list[str]:
    found = [
        each
        for condition in letter.conditions
        for each in words.texts(f"conditions.{condition.value}.{what}")
    ]
    return list(dict.fromkeys(found))


def _in_order(order: Sequence[str], found: Iterable[str]) -> list[str]:
    wanted = set(found)
    return [each for each in order if each in wanted]


def _listed(parts: Sequence[Runs], words: Wording) -> Runs:
    """Join ``a``, ``b`` and ``c`` as the language does."""
    joined: list[Run] = []
    for index, part in enumerate(parts):
        if index:
            last = index == len(parts) - 1
            joined.append(Run(words.words("grammar.and" if last else "grammar.comma")))
        joined.extend(part)
    return tuple(joined)
