"""An example of the practice's letter, to nobody: what its own details look like on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from proactive_care.accounts import Permission, PracticeDetails, Session
from proactive_care.documents import BatchPlace, Check, RecallLetter, Sides, Wording, letter_pdf
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.recall.decisions import Due, Group
from proactive_care.recall.letters import recall_letter
from proactive_care.recall.settings import load_settings
from proactive_care.store.patients import PatientRow

_FORM_CODE, _DIARY_CODE = "EXAMPKEE", "EXAMPKEF"
_BATCH = "example"


def example_letter(session: Session, details: PracticeDetails) -> bytes:
    """Return an invitation to an invented person with these details, which need not be saved.

    Raises NotPermitted, and the KnownErrors of printing (a letter that no font has, say).
    """
    session.require(Permission.MANAGE_SETTINGS)
    return letter_pdf(invented_letter(details, session.today()), made_at=session.now())


def translated_examples(
    details: PracticeDetails, day: date, wording: Wording, *, draft: bool
) -> tuple[RecallLetter, RecallLetter]:
    """Return the plainest letter in another language, and the one with most to say and a diary.

    A draft says so on each page.
    """
    plainest = replace(invented_letter(details, day), wording=wording, draft=draft)
    longest = replace(
        plainest,
        conditions=tuple(Framework),
        checks=tuple(Check),
        invitation=3,
        tier=Tier.URGENT,
        diary_code=_DIARY_CODE,
    )
    return plainest, longest


def invented_letter(details: PracticeDetails, day: date) -> RecallLetter:
    """Return an invitation to somebody who does not exist."""
    return recall_letter(
        _invented(),
        details=details,
        settings=load_settings(),
        as_of=day,
        extract_date=day,
        place=BatchPlace(_BATCH, 1, 1),
        form_code=_FORM_CODE,
        diary_code="",
        sides=Sides.ONE,
    )


def roles_in_letters() -> tuple[Role, ...]:
    """Return the roles whose holders a letter can name: who takes the tests and who reviews."""
    settings = load_settings()
    named = {settings.test_role, *(plan.role for plan in settings.review.values())}
    return tuple(role for role in Role if role in named)


def _invented() -> Due:
    """Somebody who does not exist, in a village that does not exist."""
    person = PatientRow(
        id=0,
        nhs_number=None,
        local_id=None,
        family_name="Exampleby",
        given_name="Robin",
        title="Mx",
        date_of_birth=date(1961, 2, 3),
        sex="U",
        address=("1 Sample Street", "Nether Plover"),
        village="Nether Plover",
        postcode="HM1 4ZZ",
        home_phone="",
        mobile_phone="",
        email="",
        ethnicity=None,
        language="",
        interpreter=None,
        format_need="",
        imd_quintile=None,
        usual_gp="",
        registered_on=None,
        deregistered_on=None,
        date_of_death=None,
        sensitive=False,
        source=None,
        line=None,
        seen_in_latest=True,
    )
    groups = (Group(Framework.HYPERTENSION, "3a", Tier.MEDIUM, ""),)
    return Due(person, groups, Tier.MEDIUM, 1, "")
