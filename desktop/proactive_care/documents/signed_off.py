"""What a kind of document can be printed in here: English and the languages that are signed off."""

from __future__ import annotations

from sqlite_utils import Database

from proactive_care.documents.words.formats import CanPrint
from proactive_care.documents.words.languages import ENGLISH, TRANSLATIONS
from proactive_care.documents.words.translations import has_translation, wording_hash
from proactive_care.store.translations import newest_sign_offs


def signed_languages(db: Database) -> frozenset[str]:
    """Return the codes of the languages whose wording, exactly as it is now, is signed off."""
    newest = newest_sign_offs(db)
    known = {language.code for language in TRANSLATIONS} & newest.keys()
    return frozenset(
        code for code in known if newest[code].signed and newest[code].wording == wording_hash(code)
    )


def can_print(db: Database, name: str, *, easy_read: bool = False) -> CanPrint:
    """Return what a document (a name of ``words.translations.TRANSLATED``) can be printed in now.

    ``easy_read``: it exists in easy read too, which is in English only.
    """
    exists = {each.code for each in TRANSLATIONS if has_translation(name, each.code)}
    usable = signed_languages(db) & exists
    return CanPrint(frozenset({ENGLISH.code, *usable}), easy_read, translated=bool(exists))
