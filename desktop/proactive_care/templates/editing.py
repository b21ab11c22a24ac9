"""Changing the words of a document: each saved change is a version, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import OWN_GROUPS, Wording
from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted
from proactive_care.own_words import EditableTemplate, editable, own_words, shipped_words
from proactive_care.store import letter_templates as store
from proactive_care.store.letter_templates import TemplateRow
from proactive_care.templates.opening import keys_of
from proactive_care.templates.previewing import check_every_example
from proactive_care.templates.rules import TextProblem, check_text

_KEPT = "The wording was not changed."


def text_problem(session: Session, name: str, key: str, text: str) -> TextProblem | None:
    """Return what is wrong with a new text, or None. Raises NotFound, NotPermitted."""
    session.require(Permission.MANAGE_SETTINGS)
    return check_text(name, shipped_words(name), key, text.strip(), practice_details(session))


def save_template(session: Session, name: str, texts: Mapping[str, str], reason: str) -> int:
    """Keep the practice's words as the next version and return its number.

    ``texts`` has every text that is to differ from the shipped one; the others are as shipped.
    Every example is set out first: a version that could not be printed is never kept. Raises
    InvalidInput with the text as its field, NotPermitted (texts that say when not to wait are a
    clinical lead's), NotFound.
    """
    session.require(Permission.MANAGE_SETTINGS)
    template, shipped = editable(name), shipped_words(name)
    wanted = {key: text.strip() for key, text in texts.items() if text.strip() != shipped.text(key)}
    _check_texts(session, template, shipped, wanted)
    if len(reason.strip()) < 3:
        raise InvalidInput("Say why the words are changed.", field="reason", kept=_KEPT)
    _check_change(session, template, _saved(session.practice.db, template), wanted)
    if wanted:  # the shipped words print
        _check_prints(session, template, wanted)
    return _write(session, template, shipped, wanted, reason)


def reset_template(session: Session, name: str, reason: str) -> int:
    """Go back to the shipped words: a version without changes. Earlier ones stay readable."""
    return save_template(session, name, {}, reason)


def _saved(db: Database, template: EditableTemplate) -> dict[str, str]:
    """Return the practice's words that are printed now."""
    own = own_words(db, template.name)
    return dict(own.texts) if own else {}


def _check_texts(
    session: Session, template: EditableTemplate, shipped: Wording, wanted: Mapping[str, str]
) -> None:
    offered = set(keys_of(template, shipped, {}))
    details = practice_details(session)
    for key, text in wanted.items():
        added = key.startswith(OWN_GROUPS) and template.may_be_changed(key)
        if key not in offered and not added:
            raise InvalidInput("This text cannot be changed.", field=key, kept=_KEPT)
        problem = check_text(template.name, shipped, key, text, details)
        if problem is not None:
            raise InvalidInput(problem.words, field=key, kept=_KEPT)


def _check_prints(session: Session, template: EditableTemplate, wanted: Mapping[str, str]) -> None:
    try:
        check_every_example(session, template.name, wanted)
    except KnownError as error:
        raise InvalidInput(
            f"With these words a document could not be printed: {error.happened}",
            field=next(iter(wanted), ""),
            kept=_KEPT,
            advice=error.advice,
        ) from error


def _write(
    session: Session,
    template: EditableTemplate,
    shipped: Wording,
    wanted: Mapping[str, str],
    reason: str,
) -> int:
    with session.act(Permission.MANAGE_SETTINGS, "template.save", template=template.name) as act:
        newest = store.newest_version(act.db, template.file_name)
        _check_change(session, template, _saved(act.db, template), wanted)
        row = TemplateRow(
            **session.born(act.at),
            name=template.file_name,
            version=newest.version + 1 if newest else 1,
            changes={key: {"text": text, "was": shipped.text(key)} for key, text in wanted.items()},
            reason=" ".join(reason.split()),
        )
        store.add_version(act.db, row)
        act.note(version=row.version, texts=len(wanted))
    return row.version


def _check_change(
    session: Session,
    template: EditableTemplate,
    before: Mapping[str, str],
    wanted: Mapping[str, str],
) -> None:
    if before == wanted:
        raise InvalidInput("Nothing was changed.", kept=_KEPT)
    touched = [key for key in {*before, *wanted} if before.get(key) != wanted.get(key)]
    if session.may(Permission.SIGN_OFF_PACKS) or not any(map(template.is_clinical, touched)):
        return
    raise NotPermitted(
        "Only a clinical lead can change clinical words, such as when not to wait.",
        kept=_KEPT,
        advice="Change the other texts, or ask the clinical lead.",
    )
