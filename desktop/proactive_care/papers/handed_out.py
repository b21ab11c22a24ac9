"""What a patient takes home: diaries, handouts, the care plan and its summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from proactive_care.documents import (
    EASY_READ,
    ENGLISH,
    LARGE_FORMATS,
    ActionStatus,
    Better,
    CarePlanPaper,
    DiaryForm,
    Involved,
    LetterFormat,
    Measured,
    PlanAction,
    PlanCondition,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
    PreVisitSheet,
    bp_diary_pdf,
    care_plan_pdf,
    day_in,
    peak_flow_diary_pdf,
    plan_wording,
    pre_visit_pdf,
    privacy_pdf,
    shipped_wording,
    summary_pdf,
    text_message_pdf,
)
from proactive_care.papers.letters import PRINTED_FORMATS, short
from proactive_care.papers.paper import EXTRACT, TODAY, Paper
from proactive_care.papers.people import DIARY_CODE, FORM_CODE, LONGEST, PEOPLE, USUAL, Person

_EASY = (EASY_READ, LetterFormat(LARGE_FORMATS[-1].points, easy_read=True))


def sheet_papers() -> Iterator[Paper]:
    """Diaries and handouts in every format."""
    for person in PEOPLE:
        for paper in PRINTED_FORMATS:
            name = f"{person.name}-{short(paper)}"
            diary = DiaryForm(person.practice, person.to, DIARY_CODE, paper)
            visit = PreVisitSheet(person.practice, person.to, FORM_CODE, paper)
            yield Paper("diaries", f"bp-{name}", bp_diary_pdf, (diary,))
            yield Paper("diaries", f"peak-flow-{name}", peak_flow_diary_pdf, (diary,))
            yield Paper("handouts", f"pre-visit-{name}", pre_visit_pdf, (visit,))
            yield Paper(
                "handouts", f"privacy-{name}", privacy_pdf, (person.practice,),
                {"letter_format": paper},
            )  # fmt: skip


def text_message_papers() -> Iterator[Paper]:
    """The text message of an invitation, as it is looked at before it goes to other systems."""
    for person in PEOPLE:
        words = shipped_wording("text_message.en")
        yield Paper(
            "handouts", f"text-message-{person.name}", text_message_pdf, (person.practice, words)
        )


def easy_diary_papers() -> Iterator[Paper]:
    """Diaries in easy read."""
    for person in PEOPLE:
        for paper in _EASY:
            diary = DiaryForm(person.practice, person.to, DIARY_CODE, paper)
            yield Paper("diaries", f"bp-{person.name}-{short(paper)}", bp_diary_pdf, (diary,))


def plan_papers() -> Iterator[Paper]:
    """Care plans and summaries in every format."""
    plans = {"usual": usual_plan(), "longest": longest_plan(), "emptiest": emptiest_plan()}
    for name, plan in plans.items():
        for paper in (*PRINTED_FORMATS, *_EASY):
            shown = replace(plan, letter_format=paper)
            if not paper.easy_read or name != "longest" or paper is EASY_READ:
                # else sixty pages that differ in nothing but their size
                yield Paper("care-plan", f"{name}-{short(paper)}", care_plan_pdf, (shown,))
            yield Paper("summary", f"{name}-{short(paper)}", summary_pdf, (shown,))


def _trend(*values: tuple[float, ...]) -> tuple[Measured, ...]:
    return tuple(
        Measured(date(2027 - len(values) + at, 9, 1), value) for at, value in enumerate(values)
    )


_PRESSURE = PlanNumber(
    "Blood pressure", "at home, 7 days", date(2026, 9, 7), "142/84", "mmHg", "below 135/85",
    "Top is above target. Down since 2025.",
    _trend((154, 90), (150, 88), (148, 87), (142, 84)), (135.0, 85.0), Better.AT_MOST,
)  # fmt: skip
_SUGAR = PlanNumber(
    "Sugar (HbA1c)", "blood test", date(2026, 9, 1), "61", "mmol/mol", "58 or less",
    "Above target. Same as in 2025.", _trend((66,), (64,), (61,)), (58.0,), Better.AT_MOST,
)  # fmt: skip
_WEIGHT = PlanNumber(
    "Weight", "at the surgery", date(2026, 9, 1), "91.2", "kg", "88", "Down since 2025.",
    _trend((94,), (93.8,), (91.2,)), (88.0,), Better.AT_MOST, own=True,
)  # fmt: skip
_NOT_RECORDED = PlanNumber("Asthma score", "Asthma Control Test", None, "", "out of 25", "", "")
_CALL_999 = (
    "chest pain that does not go away", "a face that drops on one side",
    "a weak arm, or slurred speech", "sudden confusion or loss of sight", "trouble breathing",
)  # fmt: skip
_SAME_DAY = (
    "my blood pressure is 180 or more (top) or 120 or more (bottom)",
    "I have a new sore on my foot", "I am being sick and cannot drink",
)  # fmt: skip


# The warning signs of somebody whose conditions and medicines are not known.
_EVERYBODYS_999 = ("chest_pain.1", "breathing.2", "face.1", "arm.1", "confusion.1", "bleeding.1")
_EVERYBODYS_SAME_DAY = ("black_poo.1", "worse.1")


def _subject(person: Person, born: date | None, *phones: str) -> PlanSubject:
    to = person.to
    return PlanSubject(to.title, to.given_name, to.family_name, born, person.nhs_number, phones)


def usual_plan() -> CarePlanPaper:
    """Return an ordinary plan."""
    return CarePlanPaper(
        practice=USUAL.practice.name,
        phone=USUAL.practice.phone,
        subject=_subject(USUAL, date(1958, 3, 14), "07700 900 123"),
        version=3,
        made_on=TODAY,
        printed="14 Sep 2026, 10:42",
        data_of=EXTRACT,
        data_is_old=False,
        matters="I want to walk Bracken, my dog, up to the reservoir again, and to dance at my"
        " granddaughter’s wedding in June. I would rather change one thing at a time.",
        matters_on=TODAY,
        strengths="I take my tablets. I gave up smoking in 2021. Hazel and I cook at home.",
        worries="Ending up on insulin, like my dad. Driving to town in winter.",
        help_me=("I wear hearing aids. Please face me.", "Hazel, my wife, may see this plan."),
        conditions=(
            PlanCondition(
                "High blood pressure", "2014",
                "Blood pushes too hard on my blood vessels. I cannot feel it, so I measure it."
                " Keeping it down protects my heart and brain.",
            ),
            PlanCondition(
                "Type 2 diabetes", "2019",
                "There is too much sugar in my blood. Over time it can harm my eyes, kidneys, feet"
                " and heart. Food, walking and tablets help.",
            ),
        ),
        numbers=(_PRESSURE, _SUGAR, _WEIGHT),
        also_checked=("kidneys (blood test)", "eyes"),
        not_found=("feet",),
        goals=(
            PlanGoal("Walk to the reservoir", (
                PlanAction("Walk 15 minutes a day. Add 5 minutes each week.", "Me, with Hazel",
                           date(2026, 12, 14), ActionStatus.STARTED),
            )),
            PlanGoal("Blood pressure below 135/85", (
                PlanAction("Talk about my tablets. Then measure for 7 days again.",
                           "Priya Lowther, then me", date(2026, 11, 9)),
            )),
        ),
        self_care=(
            "Measure my blood pressure at home for 7 days when the surgery asks.",
            "Look at my feet every day. Never go barefoot.",
            "Keep to less than 6 g of salt a day.",
            "Go to my eye check when I am asked.",
        ),
        medicines=(
            PlanMedicine("Amlodipine 10mg tablets", "One to be taken each day"),
            PlanMedicine("Metformin 500mg tablets", "Two to be taken twice a day"),
            PlanMedicine("Atorvastatin 20mg tablets", "One to be taken at night"),
        ),
        medicine_concern="my ankles swell.",
        call_999=_CALL_999,
        same_day=_SAME_DAY,
        people=(Involved("Sam Birkett", "nurse, main contact"), Involved("Hazel", "my wife")),
        confidence=7,
        to_raise="a lift in bad weather.",
        review_on=date(2027, 3, 14),
        review_with="Sam Birkett",
        carer="Hazel",
    )  # fmt: skip


def longest_plan() -> CarePlanPaper:
    """Return a plan with as much of everything as the window lets a person write."""
    base, saying = usual_plan(), "I want to see the hills again, with all who walked there with me."
    condition = replace(base.conditions[0], name="Uneven heartbeat (atrial fibrillation, or AF)")
    action = PlanAction(
        f"{saying} {saying} {saying}", "Josephine-Ann Fairley-Exampleby, then me",
        date(2026, 12, 14), ActionStatus.STARTED,
    )  # fmt: skip
    goal = PlanGoal("Walk to the reservoir with everybody, and back over the hill", (action,) * 3)
    medicine = PlanMedicine(
        "Beclometasone 200micrograms/dose / Formoterol 6micrograms/dose dry powder inhaler",
        "Two puffs to be inhaled twice a day, and one puff when needed, at most eight puffs a day",
        date(2026, 8, 28),
    )
    return replace(
        base,
        practice=LONGEST.practice.name,
        phone=LONGEST.practice.phone,
        subject=_subject(LONGEST, date(1931, 12, 30), "01632 960 199", "07700 900 199"),
        version=12,
        data_of=date(2026, 7, 1),
        data_is_old=True,
        matters=" ".join([saying] * 20),
        strengths=" ".join([saying] * 10),
        worries=" ".join([saying] * 10),
        needs=" ".join([saying] * 10),
        help_me=(" ".join([saying] * 6), "I need: large print, 24 point.", "I speak Welsh.",
                 "I need an interpreter."),
        conditions=(base.conditions[0], base.conditions[1], *(condition,) * 6),
        numbers=(_PRESSURE, _SUGAR, _WEIGHT, _NOT_RECORDED) * 2,
        not_found=("feet", "eyes", "kidneys (urine test)", "my medicines"),
        goals=(goal,) * 6,
        self_care=base.self_care * 4,
        medicines=(medicine, *(base.medicines or ())) * 5,
        medicine_concern=f"{saying} {saying}",
        call_999=_CALL_999 * 2,
        same_day=_SAME_DAY * 4,
        people=(Involved("Josephine-Ann Fairley-Exampleby", "healthcare assistant"),) * 12,
        confidence=10,
        to_raise=f"{saying} {saying}",
        review_with="Josephine-Ann Fairley-Exampleby, clinical lead",
        carer="Featherstonehaugh-Sampleton",
    )  # fmt: skip


def emptiest_plan(code: str = ENGLISH.code) -> CarePlanPaper:
    """Return a plan in a language of somebody of whom next to nothing is known."""
    words = plan_wording(code)
    score = PlanNumber(
        words.text("number.act_score.name"), words.text("number.act_score.how"), None, "",
        words.text("number.act_score.unit"), "", "",
    )  # fmt: skip
    return CarePlanPaper(
        practice="Fennick Surgery",
        phone=words.words("head.no_phone"),
        subject=PlanSubject("", "", "Mock", None, ""),
        version=1,
        made_on=TODAY,
        printed=f"{day_in(words, TODAY)}{words.text('grammar.comma')}10:42",
        data_of=None,
        data_is_old=True,
        numbers=(score,),
        medicines=None,
        call_999=tuple(words.text(f"get_help.{sign}") for sign in _EVERYBODYS_999),
        same_day=tuple(words.text(f"get_help.{sign}") for sign in _EVERYBODYS_SAME_DAY),
        language=code,
    )
