"""Taking a practice pack over: what is in it, what it would change, and doing it part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from proactive_care.accounts import (
    Permission,
    PracticeDetails,
    Session,
    practice_details,
    save_details,
)
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.vocabulary import Role
from proactive_care.frameworks import adaptation_switches, switch_adaptation
from proactive_care.importing import mapping_from_toml, save_mapping, saved_mappings
from proactive_care.practice_pack.file import PracticePack
from proactive_care.practice_pack.giving import NOT_SHARED, rules_as_text
from proactive_care.readings import SecondCheck, load_second_check, save_second_check
from proactive_care.recall import (
    Basis,
    RecallRules,
    recall_rules,
    save_recall_rules,
    save_sessions_per_week,
    sessions_per_week,
)
from proactive_care.templates import open_template, save_template, template_titles

_REASON = "Taken from a practice pack"


@dataclass(frozen=True)
class Part:
    """One thing that a pack would change here. ``key`` names it when some are chosen."""

    key: str
    words: str


@dataclass(frozen=True)
class TakenPart:
    """What became of a part: ``problem`` is empty when it was taken over."""

    key: str
    words: str
    problem: str = ""


@dataclass(frozen=True)
class _Change:
    part: Part
    do: Callable[[], object]


def look_at_pack(session: Session, pack: PracticePack) -> tuple[Part, ...]:
    """Return what a pack would change here; what is the same already is not named.

    Raises NotPermitted.
    """
    session.require(Permission.MANAGE_SETTINGS)
    return tuple(change.part for change in _changes(session, pack))


def import_practice_pack(
    session: Session, pack: PracticePack, chosen: frozenset[str] | None = None
) -> tuple[TakenPart, ...]:
    """Take a pack over, part by part, through the same checks as by hand; each part is audited.

    ``chosen`` are keys of parts, None is all of them. A part that cannot be used (a clinical
    lead's, say, or an explained file that does not fit) says why; the others are taken. Raises
    NotPermitted.
    """
    session.require(Permission.MANAGE_SETTINGS)
    with session.act(Permission.MANAGE_SETTINGS, "practice_pack.import", made_by=pack.made_by):
        pass
    taken = []
    for change in list(_changes(session, pack)):
        part = change.part
        if chosen is not None and part.key not in chosen:
            continue
        try:
            change.do()
        except KnownError as error:
            taken.append(
                TakenPart(part.key, part.words, f"{error.happened} {error.advice}".strip())
            )
        else:
            taken.append(TakenPart(part.key, part.words))
    return tuple(taken)


def _changes(session: Session, pack: PracticePack) -> Iterator[_Change]:
    yield from _details(session, pack)
    yield from _settings(session, pack)
    for name, texts in pack.templates.items():
        yield from _template(session, name, dict(texts))
    for text in pack.mappings:
        yield from _mapping(session, text)
    now = {each.adaptation.id: each.adaptation for each in adaptation_switches(session)}
    for name, on in pack.adaptations.items():
        if name not in now:
            yield _Change(
                Part(f"adaptation:{name}", f"Local adaptation {name}"),
                lambda name=name: _unknown(f"This program has no local adaptation {name}."),  # type: ignore[misc]
            )
        elif now[name].on != on:
            words = f"Local adaptation “{now[name].title}”: {'on' if on else 'off'}"
            yield _Change(
                Part(f"adaptation:{name}", words),
                lambda name=name, on=on: switch_adaptation(session, name, on),  # type: ignore[misc]
            )


def _details(session: Session, pack: PracticePack) -> Iterator[_Change]:
    before = practice_details(session)
    wanted = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in pack.details.items()
        if name in asdict(before) and name not in NOT_SHARED
    }
    if all(getattr(before, name) == value for name, value in wanted.items()):
        return

    def take() -> None:
        save_details(session, _checked(before, wanted))

    yield _Change(Part("details", "What letters say about the practice"), take)


def _checked(before: PracticeDetails, wanted: dict[str, Any]) -> PracticeDetails:
    for name, value in wanted.items():
        if type(value) is not type(getattr(before, name)):
            raise InvalidInput(f"The pack's “{name}” cannot be read.", field=name)
    return replace(before, **wanted)


def _settings(session: Session, pack: PracticePack) -> Iterator[_Change]:
    second = pack.settings.get("second_check")
    if second is not None and dict(second) != asdict(load_second_check(session)):
        yield _Change(
            Part("second_check", "Which diaries are keyed by two people"),
            lambda: save_second_check(session, _second_check(dict(second))),
        )
    rules = pack.settings.get("recall_rules")
    own_rules = rules_as_text(recall_rules(session))
    if rules is not None and own_rules | dict(rules) != own_rules:
        yield _Change(
            Part("recall_rules", "How many invitations, how far apart, when, and who by letter"),
            lambda: save_recall_rules(session, _rules(own_rules | dict(rules))),
        )
    weekly = pack.settings.get("sessions_per_week")
    if weekly is not None and dict(weekly) != {
        role.value: count for role, count in sessions_per_week(session).items()
    }:
        yield _Change(
            Part("sessions_per_week", "Sessions per week, by role"),
            lambda: save_sessions_per_week(session, _sessions(dict(weekly))),
        )


def _second_check(raw: dict[str, Any]) -> SecondCheck:
    try:
        return SecondCheck(**raw)
    except TypeError as error:
        raise InvalidInput("The pack's choice of second checks cannot be read.") from error


def _rules(raw: dict[str, Any]) -> RecallRules:
    try:
        return RecallRules(
            int(raw["invitations"]),
            int(raw["gap_days"]),
            Basis(raw["basis"]),
            frozenset(map(str, raw["routes"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput("The pack's rules of recall cannot be read.") from error


def _sessions(raw: dict[str, Any]) -> dict[Role, int]:
    try:
        return {Role(name): int(count) for name, count in raw.items()}
    except (TypeError, ValueError) as error:
        raise InvalidInput("The pack's sessions per week cannot be read.") from error


def _template(session: Session, name: str, texts: dict[str, str]) -> Iterator[_Change]:
    titles = {each.name: each.title for each in template_titles(session)}
    if name not in titles:
        yield _Change(
            Part(f"template:{name}", f"Words of {name}"),
            lambda: _unknown(f"This program has no document {name}."),
        )
        return
    parts = open_template(session, name).parts
    if {part.key: part.text for part in parts if part.changed} == texts:
        return
    count = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
    yield _Change(
        Part(f"template:{name}", f"Words of “{titles[name]}”: {count}"),
        lambda: save_template(session, name, texts, _REASON),
    )


def _mapping(session: Session, text: str) -> Iterator[_Change]:
    try:
        name, mapping = mapping_from_toml(text, "An explained file of the pack")
    except KnownError as error:
        yield _Change(Part(f"mapping:{len(text)}", "An explained file"), _raising(error))
        return
    if session.may(Permission.IMPORT) and any(
        saved.mapping == mapping for saved in saved_mappings(session)
    ):
        return
    yield _Change(
        Part(f"mapping:{name}", f"Explained file “{name}”"),
        lambda: save_mapping(session, name, mapping),
    )


def _unknown(words: str) -> None:
    raise InvalidInput(words, kept="Nothing was changed for it.")


def _raising(error: KnownError) -> Callable[[], object]:
    def do() -> object:
        raise error

    return do
