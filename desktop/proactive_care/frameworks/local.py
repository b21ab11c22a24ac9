"""Local adaptations: an explicit overlay on the core rules, switchable and audited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import NotFound
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.checks import check_thresholds
from proactive_care.frameworks.conditions import Condition, facts_in
from proactive_care.frameworks.fact_book import FactBook
from proactive_care.frameworks.facts import Fact
from proactive_care.frameworks.loading import SHARED
from proactive_care.frameworks.model import Adaptation, Pack
from proactive_care.frameworks.parser import parse_condition
from proactive_care.frameworks.problems import PackProblem, RuleError, did_you_mean
from proactive_care.frameworks.tables import Table
from proactive_care.frameworks.toml_source import TomlSource, read_toml
from proactive_care.resource_files import resource_path
from proactive_care.store import people
from proactive_care.store.concepts import load_concepts

LOCAL = "local: "
RAISE_ONE = "raise one tier"
TOP = "top of tier"
_RAISE_TO = {f"raise to {tier.value}": tier for tier in Tier}
_ACTIONS = (RAISE_ONE, TOP, "add flag", *_RAISE_TO)
_NEXT = {
    Tier.LOW: Tier.MEDIUM,
    Tier.MEDIUM: Tier.HIGH,
    Tier.DATA_GAP: Tier.HIGH,
    Tier.HIGH: Tier.URGENT,
    Tier.URGENT: Tier.URGENT,
}
_KEYS = ("id", "title", "frameworks", "when", "action", "reason", "author", "date", "on")
_FACT_PREFIX = "local_"
_SETTING = "local_adaptations"


@dataclass(frozen=True)
class Switch:
    """An adaptation as the practice has it. ``by`` is empty and ``at`` None: as it is shipped."""

    adaptation: Adaptation
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, eq=False)
class Overlay:
    """Adaptations that are switched on, ready to be compiled beside a pack's rules."""

    rules: tuple[tuple[Adaptation, Condition], ...] = ()
    facts: Mapping[str, Fact] | None = None

    @property
    def counts_registers(self) -> bool:
        return "registers" in (self.facts or {})

    def of(self, framework: Framework) -> tuple[tuple[Adaptation, Condition], ...]:
        """Return the adaptations of one framework."""
        return tuple(
            (adaptation, when)
            for adaptation, when in self.rules
            if not adaptation.frameworks or framework in adaptation.frameworks
        )


NO_OVERLAY = Overlay()


def local_adaptations(session: Session) -> tuple[Adaptation, ...]:
    """Return every adaptation, switched on or off as this practice has it."""
    session.require(Permission.VIEW_PATIENTS)
    return _switched(session.practice.db)


def adaptation_switches(session: Session) -> tuple[Switch, ...]:
    """Return every adaptation with who switched it last, and when."""
    session.require(Permission.VIEW_PATIENTS)
    states = _states(session.practice.db)
    return tuple(_switch(each, states.get(each.id)) for each in _shipped())


def switch_adaptation(session: Session, adaptation_id: str, on: bool) -> Adaptation:
    """Switch an adaptation on or off. Takes effect at the next sorting. Audited.

    Who moves patients between tiers answers for it clinically: this needs the permission to sign
    off rules. Raises NotPermitted, NotFound.
    """
    with session.act(
        Permission.SIGN_OFF_PACKS, "adaptation.switch", adaptation=adaptation_id, on=on
    ) as act:
        known = {each.id: each for each in _switched(act.db)}
        _check_known(adaptation_id, known)
        state = {"on": on, "by": session.full_name, "at": act.at.isoformat()}
        people.save_setting(act.db, _SETTING, {**_states(act.db), adaptation_id: state})
    return replace(known[adaptation_id], on=on)


def active_overlay(db: Database, pack: Pack) -> Overlay:
    """Return the adaptations that are on, parsed for a pack. Raises PackProblem."""
    on = frozenset(each.id for each in _switched(db) if each.on)
    return _overlay(pack, on) if on else NO_OVERLAY


def overlay_with(db: Database, pack: Pack, adaptation_id: str | None, *, on: bool) -> Overlay:
    """Return the active overlay as it would be with one adaptation on or off; None: as it is.

    Raises NotFound, PackProblem.
    """
    known = {each.id: each.on for each in _switched(db)}
    if adaptation_id is not None:
        _check_known(adaptation_id, known)
        known[adaptation_id] = on
    chosen = frozenset(each for each, is_on in known.items() if is_on)
    return _overlay(pack, chosen) if chosen else NO_OVERLAY


def conditions_of_adaptations(
    db: Database, pack: Pack
) -> list[tuple[Adaptation, Condition | None, Mapping[str, Fact]]]:
    """Return every adaptation with its condition and facts; None: not usable with this pack."""
    found: list[tuple[Adaptation, Condition | None, Mapping[str, Fact]]] = []
    for adaptation in _switched(db):
        try:
            overlay = _overlay(pack, frozenset({adaptation.id}))
        except PackProblem:
            found.append((adaptation, None, {}))
        else:
            found.append((adaptation, overlay.rules[0][1], overlay.facts or {}))
    return found


def raised_tier(tier: Tier, adaptations: list[Adaptation]) -> Tier:
    """Return the most urgent tier that any one of the adaptations gives; they do not add up."""
    tiers = [tier]
    for adaptation in adaptations:
        if adaptation.action == RAISE_ONE:
            tiers.append(_NEXT[tier])
        elif adaptation.action in _RAISE_TO:
            tiers.append(_RAISE_TO[adaptation.action])
    return min(tiers, key=lambda each: each.rank)


def local_flags(tier: Tier, adaptations: list[Adaptation]) -> tuple[str, ...]:
    """Return what is shown beside the core group: ``local: social complexity, raised to high``."""
    flags = []
    for adaptation in adaptations:
        raised = raised_tier(tier, [adaptation])
        what = f", raised to {raised.value}" if raised is not tier else ""
        top = ", top of tier" if adaptation.action == TOP else ""
        flags.append(f"{LOCAL}{adaptation.title}{what}{top}")
    return tuple(flags)


def read_adaptations(path: Path) -> tuple[Adaptation, ...]:
    """Read and check the adaptations of a file. Raises PackProblem."""
    source = read_toml(path)
    Table(source).only("facts", "conditions", "adaptations")
    for name in source.data.get("facts", {}):
        if not name.startswith(_FACT_PREFIX):
            raise source.problem(f'"{name}" must begin with "{_FACT_PREFIX}".', "facts", name)
    found: dict[str, Adaptation] = {}
    for index in range(len(source.data.get("adaptations", []))):
        adaptation = _adaptation(Table(source, "adaptations", index))
        if adaptation.id in found:
            raise source.problem(f'"{adaptation.id}" is there twice.', "adaptations", index)
        found[adaptation.id] = adaptation
    return tuple(found.values())


def parse_overlay(shared: TomlSource, local: TomlSource, chosen: tuple[Adaptation, ...]) -> Overlay:
    """Parse the conditions of adaptations over a pack's shared facts. Raises PackProblem."""
    book = FactBook(load_concepts(), (shared, local))
    rules = []
    for adaptation in chosen:
        try:
            when = parse_condition(adaptation.when, book)
            check_thresholds(when, book.in_order(facts_in(when)))
        except RuleError as error:
            raise local.problem(
                f"{adaptation.id}: {error.what}", "adaptations", advice=error.advice
            ) from error
        rules.append((adaptation, when))
    used = tuple(fact for _, when in rules for fact in facts_in(when))
    return Overlay(tuple(rules), book.in_order(used))


def _check_known(adaptation_id: str, known: Iterable[str]) -> None:
    if adaptation_id not in (names := tuple(known)):
        raise NotFound(
            f'There is no local adaptation "{adaptation_id}".',
            advice=did_you_mean(adaptation_id, names),
        )


def _adaptation(table: Table) -> Adaptation:
    table.only(*_KEYS)
    names = table.words("frameworks")
    for name in names:
        if name != "all" and name not in tuple(Framework):
            raise table.source.problem(
                f'there is no framework "{name}".', *table.path, "frameworks",
                advice=did_you_mean(name, [*Framework, "all"]),
            )  # fmt: skip
    return Adaptation(
        id=table.need("id", str),
        title=table.need("title", str),
        frameworks=() if "all" in names else tuple(Framework(name) for name in names),
        when=table.need("when", str),
        action=table.one_of("action", _ACTIONS),
        reason=table.need("reason", str),
        author=table.need("author", str),
        written=table.need("date", date),
        on=table.get("on", bool, False),
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[Adaptation, ...]:
    return read_adaptations(_shipped_path())


def _shipped_path() -> Path:
    return resource_path("rule_packs", "local", "adaptations.toml")


def _switched(db: Database) -> tuple[Adaptation, ...]:
    states = _states(db)
    return tuple(_switch(each, states.get(each.id)).adaptation for each in _shipped())


def _states(db: Database) -> dict[str, Any]:
    return dict(people.read_setting(db, _SETTING) or {})


def _switch(shipped: Adaptation, state: Any) -> Switch:
    if state is None:
        return Switch(shipped)
    at = datetime.fromisoformat(state["at"])
    return Switch(replace(shipped, on=bool(state["on"])), str(state["by"]), at)


@lru_cache(maxsize=32)
def _overlay(pack: Pack, on: frozenset[str]) -> Overlay:
    chosen = tuple(each for each in _shipped() if each.id in on)
    return parse_overlay(read_toml(pack.folder / SHARED), read_toml(_shipped_path()), chosen)
