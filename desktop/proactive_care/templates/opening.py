"""A document's texts as they print now, to be looked at and changed; its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from proactive_care.accounts import Permission, Session
from proactive_care.documents import (
    OWN_GROUPS,
    TRANSLATED,
    TRANSLATIONS,
    Wording,
    has_translation,
)
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import packs_in_use, rule_book
from proactive_care.own_words import (
    EditableTemplate,
    editable,
    editable_templates,
    shipped_words,
    still_applies,
)
from proactive_care.store import letter_templates as store
from proactive_care.templates.rules import MergeField, fields_of


@dataclass(frozen=True)
class TextPart:
    """One text. ``outdated``: the program's own words changed after the practice wrote its text,
    so somebody should look."""

    key: str
    group: str
    label: str
    text: str
    shipped: str
    fields: tuple[MergeField, ...]
    clinical: bool
    outdated: bool

    @property
    def changed(self) -> bool:
        """Whether the practice's words are not the shipped ones."""
        return self.text != self.shipped


@dataclass(frozen=True)
class OpenTemplate:
    """A template as it prints now. ``version`` is on every sheet; ``changed_by`` may be empty.

    ``lost`` are texts of the practice whose place the program no longer has. ``translations`` are
    the languages that it exists in: they keep the shipped words. ``for_groups``: paragraphs for a
    group of a condition can be added.
    """

    name: str
    title: str
    version: str
    parts: tuple[TextPart, ...]
    changed_by: str
    changed_at: datetime | None
    lost: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    for_groups: bool = False


@dataclass(frozen=True)
class TemplateTitle:
    """A document that can be changed, and the heading under which it is offered."""

    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class TemplateVersion:
    """One saved version. ``texts`` says how many texts differed from the shipped ones."""

    version: int
    by: str
    at: datetime
    reason: str
    texts: int


@dataclass(frozen=True)
class GroupChoice:
    """A group of a condition for which a paragraph can be added, under ``key``. ``who`` says in
    plain English who is in it, by the rules that are in use."""

    key: str
    framework: Framework
    group: str
    tier: Tier
    who: str


def template_titles(session: Session) -> tuple[TemplateTitle, ...]:
    """Return the documents that can be changed."""
    session.require(Permission.MANAGE_SETTINGS)
    return tuple(
        TemplateTitle(each.name, each.title, each.kind) for each in editable_templates().values()
    )


def open_template(session: Session, name: str) -> OpenTemplate:
    """Return a template with the practice's words. Raises NotFound, NotPermitted."""
    session.require(Permission.MANAGE_SETTINGS)
    template, shipped = editable(name), shipped_words(name)
    newest = store.newest_version(session.practice.db, template.file_name)
    saved = newest.changes if newest else {}
    changes = {
        key: change
        for key, change in saved.items()
        if still_applies(template, shipped, key, change)
    }
    version = f"{shipped.version}.{newest.version}" if newest and changes else shipped.version
    return OpenTemplate(
        name=name,
        title=template.title,
        version=version,
        parts=tuple(
            part_of(name, shipped, key, changes.get(key, {}))
            for key in keys_of(template, shipped, changes)
        ),
        changed_by=newest.by if newest else "",
        changed_at=datetime.fromisoformat(newest.entered_at) if newest else None,
        lost=tuple(change["text"] for key, change in saved.items() if key not in changes),
        translations=_translations(name),
        for_groups=template.for_groups,
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


def group_choices(session: Session) -> tuple[GroupChoice, ...]:
    """Return every group of the rules in use, condition by condition. Raises NotPermitted."""
    session.require(Permission.MANAGE_SETTINGS)
    found = []
    for framework, pack in packs_in_use(session).items():
        for line in rule_book(pack, framework.value).groups:
            assert line.tier is not None  # only flags have none
            key = f"{OWN_GROUPS}{framework.value}.{line.id}"
            found.append(GroupChoice(key, framework, line.id, line.tier, line.condition))
    return tuple(found)


def new_group_part(name: str, key: str) -> TextPart:
    """Return the empty paragraph of a ``GroupChoice``. Raises NotFound."""
    return part_of(name, shipped_words(name), key, {})


def with_group_parts(parts: Sequence[TextPart], added: Iterable[TextPart]) -> tuple[TextPart, ...]:
    """Return the texts with paragraphs for groups among them, as they stand when they are saved."""
    found = list(parts)
    for new in added:
        keys = [part.key for part in found]
        if new.key not in keys:
            found.insert(_behind(keys, new.key), new)
    return tuple(found)


def keys_of(
    template: EditableTemplate, shipped: Wording, changes: Mapping[str, object]
) -> list[str]:
    """Return the keys that are offered, group by group, with the paragraphs that were added."""
    order = list(dict.fromkeys(template.groups.values()))
    offered = [key for key in shipped.keys() if key in template.labels]  # noqa: SIM118
    for key in sorted(each for each in changes if each.startswith(OWN_GROUPS)):
        offered.insert(_behind(offered, key), key)
    return sorted(offered, key=lambda key: order.index(template.groups[key.split(".")[0]]))


def _behind(keys: list[str], added: str) -> int:
    """Return the place of a group's paragraph: behind its condition's, and those of its groups."""
    condition = added.removeprefix(OWN_GROUPS).split(".")[0]
    of_it = [
        place
        for place, key in enumerate(keys)
        if key == f"own.{condition}" or key.startswith(f"{OWN_GROUPS}{condition}.")
    ]
    return of_it[-1] + 1


def part_of(name: str, shipped: Wording, key: str, change: Mapping[str, str]) -> TextPart:
    """Return one text, with the practice's words if it changed them."""
    template = editable(name)
    return TextPart(
        key=key,
        group=template.groups[key.split(".")[0]],
        label=template.label(key),
        text=change.get("text", shipped.text(key)),
        shipped=shipped.text(key),
        fields=fields_of(name, shipped, key),
        clinical=template.is_clinical(key),
        outdated=bool(change) and change["was"] != shipped.text(key),
    )


def _translations(name: str) -> tuple[str, ...]:
    if name not in TRANSLATED:
        return ()
    return tuple(each.name for each in TRANSLATIONS if has_translation(name, each.code))
