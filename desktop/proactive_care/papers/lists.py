"""Sheets for staff: run sheet, lists, labels, from one line to many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from proactive_care.documents import (
    BatchPlace,
    BatchPrint,
    Call,
    CallList,
    CaseLine,
    CaseList,
    CodingLine,
    CodingSheetPaper,
    LabelSheet,
    LetterPrint,
    ListLine,
    ListMark,
    ListPaper,
    NotPrinted,
    PaperCondition,
    PaperExample,
    PaperFramework,
    PaperRule,
    RecallLetter,
    RuleBookPaper,
    RunSheet,
    RunSheetRow,
    SheetHead,
    Sides,
    VisitLine,
    VisitList,
    case_list_pdf,
    measure_letter,
    visit_list_pdf,
    write_call_list_pdf,
    write_coding_sheet_pdf,
    write_labels_pdf,
    write_list_pdf,
    write_rule_book,
    write_run_sheet_pdf,
)
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.papers.letters import PRINTED_FORMATS, recall_letter
from proactive_care.papers.paper import EXTRACT, TODAY, Paper
from proactive_care.papers.people import EMPTIEST, LONGEST, USUAL, Person

_LONG_NAME = "Featherstonehaugh-Sampleton-Mockford, Professor Bartholomew-Maximilian Llŷr"
_VILLAGES = ("Cold Ashgill", "Great Skellbeck-under-Wychwood", "Nether Orrin", "")
_WARNING = (
    "These data are 75 days old. Who has been seen, moved or died since then is not known here:"
    " check each record before anybody is called or visited."
)
_NEEDS = (
    "Format: Large print 24 point. Interpreter: Welsh. Housebound. Lives in a care home. Hearing"
    " aids. Learning disability. Dementia. Carer: Featherstonehaugh-Sampleton"
)
_WHY = (
    "Blood pressure 178/104 on 2 Sep 2026 is above 150/95. HbA1c 92 on 1 Aug 2026 is above 90."
    " No foot check in the last 12 months."
)
_PRACTICE = LONGEST.practice.name


def list_papers() -> Iterator[Paper]:
    """Return every sheet for staff: with one line, with many, and with the longest texts."""
    yield from _run_sheets()
    yield Paper("lists", "rule-book-shortest", write_rule_book, (_shortest_book(),))
    for name, count in (("one", 1), ("many", 40)):
        yield Paper("lists", f"call-list-{name}", write_call_list_pdf, (_calls(count),))
        yield Paper("lists", f"coding-sheet-{name}", write_coding_sheet_pdf, (_coding(count),))
        yield Paper("lists", f"worklist-{name}", write_list_pdf, (_worklist(count),))
        for at_home, title in ((True, "Home visits"), (False, "Clinic day")):
            visits = VisitList(_head(title, count), at_home, tuple(map(_visit, range(count))))
            slug = title.lower().replace(" ", "-")
            yield Paper("lists", f"{slug}-{name}", visit_list_pdf, (visits,))
        cases = CaseList(_head("Case list", count), tuple(map(_case, range(count))))
        yield Paper("lists", f"case-list-{name}", case_list_pdf, (cases,))
    people = [person.to for person in (USUAL, LONGEST, EMPTIEST)] * 9
    for kind in LabelSheet:
        name = kind.name.lower().replace("_", "-")
        yield Paper("labels", name, write_labels_pdf, (people, kind))
        yield Paper("labels", f"{name}-begun", write_labels_pdf, (people[:3], kind), {"used": 5})


def _run_sheets() -> Iterator[Paper]:
    several: Sequence[Person] = (USUAL, LONGEST, EMPTIEST)
    for name, people, count in (("one", several[2:], 1), ("many", several, 60)):
        letters = [_numbered(people[at % len(people)], at, count) for at in range(count)]
        sheet = RunSheet(
            practice_name=people[count > 1].practice.name,
            batch=letters[0].place.batch,
            order="village, then surname",
            approved_on=TODAY,
            approved_by="Josephine-Ann Fairley-Exampleby" if count > 1 else "M Ellery",
            data_of=EXTRACT,
            rows=tuple(map(_row, letters)),
            not_printed=_not_printed() if count > 1 else (),
            left_out=37 if count > 1 else 0,
            calls=12 if count > 1 else 1,
            texts=8 if count > 1 else 1,
            sides=Sides.ONE,
        )
        yield Paper(
            "lists", f"run-sheet-{name}", write_run_sheet_pdf, (sheet, _as_printed(letters))
        )


def _numbered(person: Person, at: int, count: int) -> RecallLetter:
    return recall_letter(
        person, place=BatchPlace("2026-037", at + 1, count),
        letter_format=PRINTED_FORMATS[at % 5 if count > 1 else 0],
    )  # fmt: skip


def _row(letter: RecallLetter) -> RunSheetRow:
    to, at = letter.to, letter.place.sequence
    return RunSheetRow(
        sequence=at,
        title=to.title,
        given_name=to.given_name,
        family_name=to.family_name,
        nhs_number="9990000018" if to.title else "",
        village=_VILLAGES[at // 7 % 4],
        postcode=to.postcode,
        letter_format=letter.letter_format,
        form_code=letter.form_code,
        conditions=letter.conditions,
        tier=letter.tier,
        home_diary=letter.home_diary,
        same_home=at % 7 == 0,
        language="Punjabi (Gurmukhi)" if at % 9 == 0 else "",
    )


def _not_printed() -> tuple[NotPrinted, ...]:
    reasons = (
        "needs braille",
        "the recorded format need “whatever was read aloud to her last time…” is not understood",
        "the address says no fixed abode, or not known",
    )
    return tuple(NotPrinted(_LONG_NAME, reasons[at % 3]) for at in range(16))


def _as_printed(letters: Sequence[RecallLetter]) -> BatchPrint:
    """Return what printing these letters would tell."""
    page, printed = 1, []
    for letter in letters:
        size = measure_letter(letter)
        printed.append(LetterPrint(letter.place.sequence, page, size.pages, size.sheets, 0))
        page += size.pages
    return BatchPrint(page - 1, sum(each.sheets for each in printed), tuple(printed))


def _calls(count: int) -> CallList:
    booking = "Tests: 40 minutes, Josephine-Ann Fairley-Exampleby. The review: as noted."
    notes = ("", "Wears hearing aids: speak slowly. May talk to his wife, Rue.", _NEEDS)
    empty = Call("Mock", None, "", "")
    calls = tuple(
        Call(
            _LONG_NAME if at % 3 else "Testperson, Alder", date(1957, 3, 2), _VILLAGES[at % 4],
            "01632 960 327 or 07700 900 327", "Mornings" if at % 2 else "", notes[at % 3], at % 4,
        )
        for at in range(count)
    )  # fmt: skip
    return CallList(
        practice_name=_PRACTICE,
        batch="2026-037",
        occasion="Second invitation, by phone",
        day=TODAY,
        data_of=EXTRACT,
        booking=booking,
        calls=(empty,) if count == 1 else (*calls, empty),
    )


def _coding(count: int) -> CodingSheetPaper:
    long = CodingLine(
        _LONG_NAME, date(1931, 12, 30), "9990000018", "1187911000000105",
        "Personalised care and support plan agreed (finding)", TODAY,
        "Invitation by letter, third of this round (hypertension, type 2 diabetes, asthma)",
        "Not coded after 30 days. Check first: a second condition-specific invitation excepts the"
        " patient at once.",
    )  # fmt: skip
    short_line = CodingLine(
        "Mock", None, "", "888461000000107", "Annual review done", TODAY, "Done here"
    )
    lines = tuple(long if at % 2 else short_line for at in range(count))
    return CodingSheetPaper(_PRACTICE, "Josephine-Ann Fairley-Exampleby", TODAY, lines)


def _marks(at: int) -> tuple[ListMark, ...]:
    shown = tuple(Framework)[: (1, 6, 3)[at % 3]]
    tiers = tuple(Tier)
    return tuple(
        ListMark(each.short_label, f"{n % 4 + 1}{'ab'[n % 2]}", tiers[(n + at) % len(tiers)])
        for n, each in enumerate(shown)
    )


def _worklist(count: int) -> ListPaper:
    tiers = (*Tier, None)
    lines = tuple(
        ListLine(
            _LONG_NAME if at % 3 == 1 else "Testperson, Alder",
            "67, NHS 999 000 0018, Great Skellbeck-under-Wychwood" if at % 3 else "",
            tiers[at % len(tiers)],
            _marks(at),
            f"{_WHY} {_NEEDS}." if at % 3 == 1 else ("", "No blood pressure is recorded.")[at % 2],
        )
        for at in range(count)
    )
    return ListPaper(
        practice_name=_PRACTICE,
        title="Worklist" if count == 1 else "Urgent and high, two conditions or more, housebound",
        purpose="monthly home visits of the community nursing team in the upper valley",
        made_by="Josephine-Ann Fairley-Exampleby, practice nurse",
        made_on=TODAY,
        data_of="Data of 1 Jul 2026" if count > 1 else "",
        warning=_WARNING if count > 1 else "",
        lines=lines,
    )


def _head(title: str, count: int) -> SheetHead:
    return SheetHead(
        practice_name=_PRACTICE,
        title=title,
        purpose="monthly home visits of the community nursing team in the upper valley",
        made_by="Josephine-Ann Fairley-Exampleby, practice nurse",
        made_on=TODAY,
        data_of="Data of 1 Jul 2026" if count > 1 else "",
        warning=_WARNING if count > 1 else "",
    )


def _visit(at: int) -> VisitLine:
    if at % 3 == 0:
        return VisitLine("Mock", None, "", "", "", "")
    long = VisitLine(
        _LONG_NAME, date(1931, 12, 30), "NHS 999 000 0018", _VILLAGES[at % 4],
        ", ".join((*LONGEST.to.lines, LONGEST.to.postcode)), "01632 960 327 or 07700 900 327",
        _marks(at),
        "blood test, blood pressure, pulse, weight, feet, urine, breathing test, oxygen level,"
        " inhalers, smoking",
        _NEEDS,
    )  # fmt: skip
    return long if at % 3 == 1 else replace(long, name="Testperson, Alder", needs="", to_do="")


def _case(at: int) -> CaseLine:
    tier = tuple(Tier)[at % len(tuple(Tier))]
    if at % 3 == 0:
        return CaseLine("Mock", "", tier, _marks(0), "")
    name = _LONG_NAME if at % 3 == 1 else "Testperson, Alder"
    return CaseLine(name, "aged 94, NHS 999 000 0018", tier, _marks(at), _WHY)


def _shortest_book() -> RuleBookPaper:
    """A pack with one condition and next to nothing said about it."""
    condition = PaperCondition("", ("is on the asthma register",))
    rule = PaperRule("1", Tier.HIGH, condition, "", "", "", "", "")
    example = PaperExample("Oz Mock", "", "", "", "", as_expected=False)
    framework = PaperFramework(
        framework=Framework.ASTHMA, title="Asthma", register=condition, needs="", note="",
        is_signed=False, signed="Not signed off here: these rules must not be used for patients.",
        groups=(rule,), flags=(), terms=(), examples_as_of=TODAY, examples=(example,), changes=(),
    )  # fmt: skip
    return RuleBookPaper(
        pack="mock", version="1", title="Mock rules", author="nobody", published="2026",
        note="", practice_name="Fennick Surgery", made_on=TODAY, since="", conventions=(),
        frameworks=(framework,), adaptations=(), limits=(), medicines=(),
    )  # fmt: skip
