"""The languages of letters: which are signed off by this practice, and signing them off.

English is final. A translation is a draft that prints for nobody until somebody who reads the
language has checked it and the practice has signed it off. The sign-off is for exactly the wording
that was checked: when a text changes, with an update of the program, the language is locked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import (
    RECALL,
    TRANSLATIONS,
    CanPrint,
    Language,
    can_print,
    recall_translation,
    translation_check_pdf,
    wording_hash,
)
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.recall.example import translated_examples
from proactive_care.store import translations as store
from proactive_care.store.people import find_user
from proactive_care.store.translations import TranslationSignOff

_KEPT = "Nothing was changed."


class LanguageState(StrEnum):
    """Whether letters may be printed in a language, and if not, why."""

    SIGNED_OFF = "signed off"
    DRAFT = "draft, not checked"
    CHANGED = "changed since it was signed off"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class LetterLanguage:
    """A language, its state, and what was last decided about it and by whom."""

    language: Language
    state: LanguageState
    checked_by: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    reason: str = ""

    @property
    def may_print(self) -> bool:
        """True if letters are printed in it."""
        return self.state is LanguageState.SIGNED_OFF


def letter_languages(session: Session) -> tuple[LetterLanguage, ...]:
    """Return every language that letters are translated into. Raises NotPermitted."""
    session.require(Permission.PREVIEW_RECALL)
    db = session.practice.db
    newest = store.newest_sign_offs(db)
    return tuple(_named(db, _state(language, newest)) for language in TRANSLATIONS)


def letters_can_print(db: Database) -> CanPrint:
    """Return what recall letters can be printed in here: signed-off languages and easy read."""
    return can_print(db, RECALL, easy_read=True)


def preview_language(session: Session, code: str) -> bytes:
    """Return what is to be checked: example letters to nobody, a diary, a care plan, every text.

    Every page of a letter or plan in a language that is not signed off says that it is a draft.
    Raises NotPermitted, InvalidInput for a language that does not exist here, and the KnownErrors
    of printing.
    """
    session.require(Permission.PREVIEW_RECALL)
    language = _known(code)
    found = _state(language, store.newest_sign_offs(session.practice.db))
    letters = translated_examples(
        practice_details(session),
        session.today(),
        recall_translation(code),
        draft=not found.may_print,
    )
    return translation_check_pdf(letters, code, made_at=session.now())


def sign_off_language(session: Session, code: str, checked_by: str) -> LetterLanguage:
    """Sign off the wording of a language as it is now; ``checked_by`` is who read it.

    Raises NotPermitted, InvalidInput, KnownError if it is signed off already.
    """
    language, who = _known(code), " ".join(checked_by.split())
    if len(who) < 3:
        raise InvalidInput(
            "Say who checked the wording: a name and what they are.", field="checked by", kept=_KEPT
        )
    with session.act(Permission.MANAGE_SETTINGS, "letters.language.sign_off", language=code) as act:
        if _state(language, store.newest_sign_offs(act.db)).may_print:
            raise KnownError(f"{language.name} is signed off already.", kept=_KEPT)
        wording = wording_hash(code)
        act.note(wording=wording)
        store.add_sign_off(
            act.db, _row(session, act.at, code, wording, signed=True, checked_by=who)
        )
        return _named(act.db, _state(language, store.newest_sign_offs(act.db)))


def withdraw_language(session: Session, code: str, reason: str) -> LetterLanguage:
    """Take a sign-off back: nobody gets a letter in the language any more.

    Raises NotPermitted, InvalidInput, KnownError if the language is not signed off.
    """
    language, why = _known(code), " ".join(reason.split())
    if len(why) < 3:
        raise InvalidInput("Say why it is withdrawn.", field="reason", kept=_KEPT)
    with session.act(
        Permission.MANAGE_SETTINGS, "letters.language.withdraw", language=code, reason=why
    ) as act:
        newest = store.newest_sign_offs(act.db)
        if not _state(language, newest).may_print:
            raise KnownError(f"{language.name} is not signed off.", kept=_KEPT)
        wording = newest[code].wording
        store.add_sign_off(act.db, _row(session, act.at, code, wording, signed=False, reason=why))
        return _named(act.db, _state(language, store.newest_sign_offs(act.db)))


def _state(language: Language, newest: Mapping[str, TranslationSignOff]) -> LetterLanguage:
    row = newest.get(language.code)
    if row is None:
        return LetterLanguage(language, LanguageState.DRAFT)
    if not row.signed:
        state = LanguageState.WITHDRAWN
    elif row.wording == wording_hash(language.code):
        state = LanguageState.SIGNED_OFF
    else:
        state = LanguageState.CHANGED
    on = datetime.fromisoformat(row.entered_at).astimezone().date()
    return LetterLanguage(language, state, row.checked_by, row.by, on, row.reason)


def _named(db: Database, found: LetterLanguage) -> LetterLanguage:
    """Return it with the full name of who decided, who may have left since."""
    user = find_user(db, found.decided_by)
    return found if user is None else replace(found, decided_by=user.full_name)


def _row(
    session: Session,
    at: datetime,
    code: str,
    wording: str,
    *,
    signed: bool,
    checked_by: str = "",
    reason: str = "",
) -> TranslationSignOff:
    return TranslationSignOff(
        **session.born(at),
        language=code,
        wording=wording,
        signed=signed,
        checked_by=checked_by,
        reason=reason,
    )


def _known(code: str) -> Language:
    for language in TRANSLATIONS:
        if language.code == code:
            return language
    raise InvalidInput("There is no letter in this language.", field="language", kept=_KEPT)
