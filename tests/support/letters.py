"""Invented letters, from the emptiest patient to the longest, and ways to read a PDF back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium

from proactive_care.documents import (
    Addressee,
    BatchPlace,
    Call,
    CallList,
    LetterFormat,
    RecallLetter,
    RunSheet,
    RunSheetRow,
    Signatory,
    Visit,
    VisitKind,
    usual_checks,
    write_batch_pdf,
)
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.papers.people import LONGEST as LONGEST_PERSON
from proactive_care.papers.people import USUAL

MADE_AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
POINTS_PER_MM = 72 / 25.4

PRACTICE = USUAL.practice
ALDER = USUAL.to
LONGEST = LONGEST_PERSON.to
EMPTIEST = Addressee("", "Oz", "Mock", ("Skellbeck",), "")
TWO_VISITS = USUAL.visits


def a_letter(
    to: Addressee = ALDER, sequence: int = 17, size: int = 24, **changes: Any
) -> RecallLetter:
    """Return an ordinary letter; keyword arguments replace its fields."""
    conditions = (Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)
    letter = RecallLetter(
        practice=PRACTICE,
        to=to,
        written_on=date(2026, 9, 14),
        data_of=date(2026, 9, 11),
        conditions=conditions,
        checks=usual_checks(changes.get("conditions", conditions)),
        visits=TWO_VISITS,
        signatory=Signatory("Sam Birkett", "practice nurse"),
        form_code=form_code(sequence),
        place=BatchPlace("2026-037", sequence, size),
    )
    return replace(letter, **changes)


def longest_letter(**changes: Any) -> RecallLetter:
    """Return the letter with most to say: six conditions, a third invitation, long names."""
    longest = LONGEST_PERSON
    practice = replace(PRACTICE, name=longest.practice.name, address=longest.practice.address)
    settings: dict[str, Any] = {
        "practice": practice,
        "conditions": longest.conditions,
        "checks": longest.checks,
        "visits": longest.visits,
        "invitation": longest.invitation,
        "signatory": longest.signatory,
    }
    return a_letter(LONGEST, **(settings | changes))


def emptiest_letter(**changes: Any) -> RecallLetter:
    """Return the letter with least to say: one condition, one visit, nobody named."""
    practice = replace(PRACTICE, address=("HM1 4ZZ",), booking_site="", quiet_time="")
    settings: dict[str, Any] = {
        "practice": practice,
        "conditions": (Framework.ASTHMA,),
        "checks": (),
        "visits": (Visit(VisitKind.REVIEW, 20, Role.NURSE),),
    }
    return a_letter(EMPTIEST, 1, 1, **(settings | changes))


def large(points: int) -> LetterFormat:
    """Return a large-print format."""
    return LetterFormat(points)


def form_code(sequence: int) -> str:
    """Return an eight-character code that differs for each sequence number."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    digits = []
    for _ in range(4):
        sequence, digit = divmod(sequence, len(alphabet))
        digits.append(alphabet[digit])
    return "7K3Q" + "".join(reversed(digits))


def a_batch(count: int) -> list[RecallLetter]:
    """Return ``count`` different ordinary letters in one batch."""
    families = ("Testperson", "Sampleton", "Mockford", "Exampleby", "Placeholder", "Fixture")
    villages = ("Cold Ashgill", "Fennick", "Nether Orrin", "Skellbeck", "Thwaite Cross")
    conditions = list(Framework)
    letters = []
    for index in range(count):
        to = Addressee(
            ("Mr", "Mrs", "Ms", "")[index % 4],
            f"Person{index:04}",
            families[index % len(families)],
            (f"{index + 1} Ford Cottages", villages[index % len(villages)], "Harrowmere"),
            f"HM1 {index % 9 + 1}ZZ",
        )
        chosen = (conditions[index % 6], conditions[(index + 1) % 6])
        letters.append(a_letter(to, index + 1, count, conditions=chosen))
    return letters


def a_run_sheet(letters: list[RecallLetter], **changes: Any) -> RunSheet:
    """Return the run sheet of a batch; NHS numbers are the test range's."""
    numbers = valid_nhs_numbers(len(letters))
    tiers = list(Tier)
    rows = tuple(
        RunSheetRow(
            sequence=letter.place.sequence,
            title=letter.to.title,
            given_name=letter.to.given_name,
            family_name=letter.to.family_name,
            nhs_number=numbers[index],
            village=letter.to.lines[1] if len(letter.to.lines) > 1 else "",
            postcode=letter.to.postcode,
            letter_format=letter.letter_format,
            form_code=letter.form_code,
            conditions=letter.conditions,
            tier=tiers[index % len(tiers)],
            home_diary=letter.home_diary,
        )
        for index, letter in enumerate(letters)
    )
    sheet = RunSheet(
        practice_name=PRACTICE.name,
        batch="2026-037",
        order="village, then surname",
        approved_on=date(2026, 9, 14),
        approved_by="M Ellery",
        data_of=date(2026, 9, 11),
        rows=rows,
    )
    return replace(sheet, **changes)


def valid_nhs_numbers(count: int) -> list[str]:
    """Return the first valid NHS numbers from 999 000 0000 on."""
    found: list[str] = []
    stem = 999000000
    while len(found) < count:
        total = sum(int(digit) * (10 - place) for place, digit in enumerate(str(stem)))
        check = (11 - total % 11) % 11
        if check != 10:
            found.append(f"{stem}{check}")
        stem += 1
    return found


def pdf_of(*letters: RecallLetter) -> bytes:
    """Return the letters as a PDF in memory."""
    stream = BytesIO()
    write_batch_pdf(stream, list(letters), None, made_at=MADE_AT)
    return stream.getvalue()


@dataclass(frozen=True)
class Glyph:
    """One printed letter: where it stands (millimetres from top left) and its size in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page as a reader would select it."""
    document = pdfium.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def page_glyphs(pdf: bytes, index: int) -> list[Glyph]:
    """Return every visible letter of a page."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[index % len(document)]
        height = page.get_height()
        text_page = page.get_textpage()
        glyphs = []
        for at in range(text_page.count_chars()):
            letter = text_page.get_text_range(at, 1)
            if not letter.strip():
                continue
            left, bottom, right, top = text_page.get_charbox(at)
            size = pdfium.raw.FPDFText_GetFontSize(text_page.raw, at)
            glyphs.append(
                Glyph(
                    letter,
                    left / POINTS_PER_MM,
                    (height - top) / POINTS_PER_MM,
                    right / POINTS_PER_MM,
                    (height - bottom) / POINTS_PER_MM,
                    size,
                )
            )
        text_page.close()
        page.close()
        return glyphs
    finally:
        document.close()


def page_picture(pdf: bytes, index: int, dpi: int = 110) -> Any:
    """Return a page rendered as a greyscale PIL image."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[index % len(document)]
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        image = bitmap.to_pil().copy()
        bitmap.close()
        page.close()
        return image
    finally:
        document.close()


def a_call_list(count: int = 6, **changes: Any) -> CallList:
    """Return a round of ``count`` calls, some with long notes."""
    notes = (
        "",
        "Wears hearing aids: speak slowly. May talk to his wife, Rue.",
        "Offer a home visit.",
    )
    calls = tuple(
        Call(
            name=f"Mr Elder Fauxley{index:03}",
            born=date(1957, 3, 2),
            village=("Fennick", "Skellbeck", "")[index % 3],
            phone="01632 960 327",
            best_time=("Mornings", "")[index % 2],
            note=notes[index % 3],
            tries=index % 4,
        )
        for index in range(count)
    )
    sheet = CallList(
        practice_name=PRACTICE.name,
        batch="2026-037",
        occasion="Second invitation",
        day=date(2026, 10, 5),
        data_of=date(2026, 10, 2),
        booking="Tests: 20 minutes, Jo Fairley. Review: 30 minutes, Sam Birkett, 2 weeks later.",
        calls=calls,
    )
    return replace(sheet, **changes)
