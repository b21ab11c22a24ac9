"""From somebody who is due to the content of their letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from proactive_care.accounts import PracticeDetails
from proactive_care.documents import (
    ENGLISH,
    ENGLISH_ONLY,
    OWN_GROUPS,
    Addressee,
    BatchPlace,
    CanPrint,
    PracticeLetterhead,
    RecallLetter,
    RunSheetRow,
    Sides,
    Signatory,
    Visit,
    Wording,
    language_need,
    language_of,
    letter_format,
    recall_translation,
    stream_template,
    usual_checks,
)
from proactive_care.domain.errors import KnownError
from proactive_care.domain.vocabulary import Framework
from proactive_care.recall.appointments import appointments_of, stream_of_letter
from proactive_care.recall.decisions import Due
from proactive_care.recall.settings import RecallSettings
from proactive_care.store.patients import PatientRow


def letterhead(details: PracticeDetails, language: str = ENGLISH.code) -> PracticeLetterhead:
    """Return who writes, with words of a language for what the practice has not entered."""
    words = recall_translation(language)
    return PracticeLetterhead(
        name=details.name,
        address=details.address,
        phone=details.phone or words.text("unknown.phone"),
        opening=details.opening_hours or words.text("unknown.opening"),
        booking_site=details.website,
    )


def missing_details(details: PracticeDetails) -> tuple[str, ...]:
    """Return what letters should say and cannot, in the words of the settings page."""
    wanted = {
        "address": details.address,
        "phone number": details.phone,
        "opening hours": details.opening_hours,
        "name for the signature": details.signatory,
    }
    return tuple(name for name, value in wanted.items() if not value)


def addressee(patient: PatientRow) -> Addressee:
    """Return whom a letter is for. The postcode is not repeated among the address lines."""
    postcode = patient.postcode.strip()
    lines = tuple(line for line in patient.address if line.strip() != postcode)
    return Addressee(patient.title, patient.given_name, patient.family_name, lines, postcode)


def recall_letter(
    due: Due,
    *,
    details: PracticeDetails,
    settings: RecallSettings,
    as_of: date,
    extract_date: date,
    place: BatchPlace,
    form_code: str,
    diary_code: str,
    sides: Sides,
    wording: Wording | None = None,
    easy_wording: Wording | None = None,
    diary_wording: Wording | None = None,
    easy_diary_wording: Wording | None = None,
    stream_wordings: Mapping[str, Wording] | None = None,
    can: CanPrint = ENGLISH_ONLY,
    adjustments: tuple[str, ...] = (),
) -> RecallLetter:
    """Return the content of one combined invitation: tests first, then the review.

    The patient's recorded language and format decide; ``can`` is what may be printed here, and
    the wordings are the practice's own English, those of the streams by template. A stream's
    letter exists in English only; ``adjustments`` are what the record says helps at a visit. Raises
    KnownError for a need that cannot be met.
    """
    conditions, stream = _conditions(due), stream_of_letter(due)
    if stream is not None:
        can = CanPrint(easy_read=can.easy_read and stream.easy_read)
    paper = letter_format(due.patient.format_need, can)
    translated = _in_language(due.patient.language, can)
    language = language_of(translated.language).code if translated else ENGLISH.code
    letter = RecallLetter(
        practice=letterhead(details, language),
        to=addressee(due.patient),
        written_on=as_of,
        data_of=extract_date,
        conditions=conditions,
        checks=usual_checks(conditions),
        visits=tuple(
            Visit(
                each.kind,
                each.minutes,
                each.role,
                details.people.get(each.role.value, ""),
                each.weeks_later,
            )
            for each in appointments_of(due, settings)
        ),
        signatory=Signatory(
            details.signatory or details.name,
            details.signatory_role or recall_translation(language).text("unknown.position"),
        ),
        form_code=form_code,
        place=place,
        letter_format=paper,
        sides=sides,
        invitation=due.number,
        diary_code=diary_code,
        tier=due.tier,
        wording=translated or wording,
        easy_wording=easy_wording,
        diary_wording=easy_diary_wording if paper.easy_read else diary_wording,
        groups=_worded_groups(due, wording),
        stream_wording=(stream_wordings or {}).get(stream_template(due.stream, paper.easy_read)),
        adjustments=adjustments,
    )
    return letter if stream is None else stream.letter(letter)


def _worded_groups(due: Due, wording: Wording | None) -> tuple[tuple[Framework, str], ...]:
    """Return the groups for which the practice has added a paragraph: no others, so that letters
    that say the same are laid out once."""
    if wording is None:
        return ()
    return tuple(
        (each.framework, each.group)
        for each in due.groups
        if wording.text(f"{OWN_GROUPS}{each.framework.value}.{each.group}").strip()
    )


def _in_language(recorded: str, can: CanPrint) -> Wording | None:
    """Return the words of the recorded language, or None for English."""
    need = language_need(recorded)
    if need.language is ENGLISH:
        return None
    if need.language is None or need.language.code not in can.languages:
        raise KnownError(
            f"A letter cannot be printed in the language that is needed: {need.shown}.",
            kept="It was not printed in English instead.",
            advice="Reach this patient by another route, or have the wording signed off.",
        )
    return recall_translation(need.language.code)


def wants_diary(due: Due, settings: RecallSettings) -> bool:
    """Return whether a home blood pressure diary goes with the letter."""
    stream = stream_of_letter(due)
    if stream is not None and stream.no_diary:
        return False
    conditions = set(_conditions(due))
    if (conditions | due.conditions) & settings.no_diary_conditions:
        return False
    return bool(conditions & settings.diary_conditions)


def run_sheet_row(due: Due, letter: RecallLetter) -> RunSheetRow:
    """Return the line of the run sheet for one letter."""
    patient = due.patient
    return RunSheetRow(
        sequence=letter.place.sequence,
        title=patient.title,
        given_name=patient.given_name,
        family_name=patient.family_name,
        nhs_number=patient.nhs_number or "",
        village=patient.village,
        postcode=patient.postcode,
        letter_format=letter.letter_format,
        language=letter.language,
        form_code=letter.form_code,
        conditions=letter.conditions,
        tier=due.tier,
        home_diary=letter.home_diary,
    )


def _conditions(due: Due) -> tuple[Framework, ...]:
    frameworks = {group.framework for group in due.groups}
    return tuple(framework for framework in Framework if framework in frameworks)
