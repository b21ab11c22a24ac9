"""Changing the words of a letter: each saved change is a version, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from proactive_care.accounts import Permission, Session
from proactive_care.documents import Wording, shipped_wording
from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import letter_templates as store
from proactive_care.store.letter_templates import TemplateRow
from proactive_care.templates.book import EditableTemplate, editable, editable_templates
from proactive_care.templates.previewing import Example, preview_template
from proactive_care.templates.rules import check_text, fields_of

_KEPT = "The wording was not changed."


@dataclass(frozen=True)
class TextPart:
    """One text. ``outdated``: the program's own words changed after the practice wrote its text,
    so somebody should look."""

    key: str
    group: str
    label: str
    text: str
    shipped: str
    fields: tuple[str, ...]
    clinical: bool
    outdated: bool

    @property
    def changed(self) -> bool:
        """Whether the practice's words are not the shipped ones."""
        return self.text != self.shipped


@dataclass(frozen=True)
class OpenTemplate:
    """A template as it prints now. ``version`` is on every sheet; ``changed_by`` may be empty."""

    name: str
    title: str
    version: str
    parts: tuple[TextPart, ...]
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True)
class TemplateVersion:
    """One saved version. ``texts`` says how many texts differed from the shipped ones."""

    version: int
    by: str
    at: datetime
    reason: str
    texts: int


def template_titles(session: Session) -> dict[str, str]:
    """Return the letters that can be changed: name to title."""
    session.require(Permission.MANAGE_SETTINGS)
    return {name: each.title for name, each in editable_templates().items()}


def open_template(session: Session, name: str) -> OpenTemplate:
    """Return a template with the practice's words. Raises NotFound, NotPermitted."""
    session.require(Permission.MANAGE_SETTINGS)
    template = editable(name)
    shipped = shipped_wording(template.file_name)
    newest = next(iter(store.versions_of(session.practice.db, template.file_name)), None)
    changes = newest.changes if newest else {}
    own = newest if newest and changes else None
    return OpenTemplate(
        name=name,
        title=template.title,
        version=f"{shipped.version}.{own.version}" if own else shipped.version,
        parts=tuple(
            _part(template, shipped, key, changes.get(key, {})) for key in _keys(template, shipped)
        ),
        changed_by=newest.by if newest else "",
        changed_at=datetime.fromisoformat(newest.entered_at) if newest else None,
    )


def template_versions(session: Session, name: str) -> tuple[TemplateVersion, ...]:
    """Return the saved versions of a template, newest first."""
    session.require(Permission.MANAGE_SETTINGS)
    return tuple(
        TemplateVersion(
            row.version, row.by, datetime.fromisoformat(row.entered_at), row.reason,
            len(row.changes),
        )
        for row in store.versions_of(session.practice.db, editable(name).file_name)
    )  # fmt: skip


def save_template(session: Session, name: str, texts: Mapping[str, str], reason: str) -> int:
    """Keep the practice's words as the next version and return its number.

    ``texts`` has every text that is to differ from the shipped one; the others are as shipped.
    Every example letter is set out first: a version that could not be printed is never kept.
    Raises InvalidInput with the text as its field, NotPermitted (texts that say when not to wait
    are a clinical lead's), NotFound.
    """
    session.require(Permission.MANAGE_SETTINGS)
    template = editable(name)
    shipped = shipped_wording(template.file_name)
    wanted = {key: text.strip() for key, text in texts.items() if text.strip() != shipped.text(key)}
    _check(session, template, shipped, wanted)
    return _write(session, template, shipped, wanted, reason)


def reset_template(session: Session, name: str, reason: str) -> int:
    """Go back to the shipped words: a version without changes. Earlier ones stay readable."""
    return save_template(session, name, {}, reason)


def _keys(template: EditableTemplate, shipped: Wording) -> list[str]:
    """Return the keys that are offered, group by group."""
    order = list(template.groups)
    offered = [key for key in shipped.keys() if key in template.labels]  # noqa: SIM118
    return sorted(offered, key=lambda key: order.index(key.split(".")[0]))


def _part(
    template: EditableTemplate, shipped: Wording, key: str, change: Mapping[str, str]
) -> TextPart:
    return TextPart(
        key=key,
        group=template.groups[key.split(".")[0]],
        label=template.labels[key],
        text=change.get("text", shipped.text(key)),
        shipped=shipped.text(key),
        fields=fields_of(shipped, key),
        clinical=template.is_clinical(key),
        outdated=bool(change) and change["was"] != shipped.text(key),
    )


def _check(
    session: Session, template: EditableTemplate, shipped: Wording, wanted: Mapping[str, str]
) -> None:
    offered = set(_keys(template, shipped))
    for key, text in wanted.items():
        if key not in offered:
            raise InvalidInput("This text cannot be changed.", field=key, kept=_KEPT)
        problem = check_text(template.name, shipped, key, text)
        if problem is not None:
            raise InvalidInput(problem.words, field=key, kept=_KEPT)
    for example in Example:
        try:
            preview_template(session, template.name, wanted, example)
        except KnownError as error:
            raise InvalidInput(
                f"With these words a letter could not be printed ({example.value}): "
                f"{error.happened}",
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
    if len(reason.strip()) < 3:
        raise InvalidInput("Say why the words are changed.", field="reason", kept=_KEPT)
    with session.act(Permission.MANAGE_SETTINGS, "template.save", template=template.name) as act:
        newest = next(iter(store.versions_of(act.db, template.file_name)), None)
        before = {key: each["text"] for key, each in newest.changes.items()} if newest else {}
        _check_clinical(session, template, before, wanted)
        if before == wanted:
            raise InvalidInput("Nothing was changed.", kept=_KEPT)
        row = TemplateRow(
            id=uuid7(act.at),
            entered_at=act.at.isoformat(timespec="milliseconds"),
            by=session.user_name,
            role=session.role.value,
            device=session.device,
            name=template.file_name,
            version=newest.version + 1 if newest else 1,
            changes={key: {"text": text, "was": shipped.text(key)} for key, text in wanted.items()},
            reason=" ".join(reason.split()),
        )
        store.add_version(act.db, row)
        act.note(version=row.version, texts=len(wanted))
    return row.version


def _check_clinical(
    session: Session,
    template: EditableTemplate,
    before: Mapping[str, str],
    wanted: Mapping[str, str],
) -> None:
    touched = [key for key in {*before, *wanted} if before.get(key) != wanted.get(key)]
    if session.may(Permission.SIGN_OFF_PACKS) or not any(map(template.is_clinical, touched)):
        return
    raise NotPermitted(
        "Only a clinical lead can change the words that say when not to wait.",
        kept=_KEPT,
        advice="Change the other texts, or ask the clinical lead.",
    )
