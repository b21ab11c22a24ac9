"""Which pack sorts each framework of a practice: one for each, the default until one is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks.loading import load_pack, rules_of, shipped_packs
from proactive_care.frameworks.model import FrameworkRules, Pack
from proactive_care.store import people

DEFAULT_PACK = "uclpartners"
_SETTING = "active_packs"


def packs_in_use(session: Session) -> Mapping[Framework, Pack]:
    """Return the pack that sorts each framework. Raises NotPermitted, PackProblem."""
    session.require(Permission.VIEW_PATIENTS)
    return {rules.framework: pack for pack, rules in chosen_rules(session.practice.db)}


def use_pack(session: Session, pack: str, framework: str | None = None) -> tuple[Framework, ...]:
    """Let a pack sort a framework (None: all that it has) from the next run on. Audited.

    Until then the worklists keep what the pack before it found. Whether its rules are signed is
    another matter: unsigned results carry their mark. Raises NotPermitted unless the person may
    sign packs, NotFound, PackProblem, InvalidInput for a pack that does not come with the
    application.
    """
    loaded = load_pack(pack)
    if loaded.id not in shipped_packs():
        raise InvalidInput(
            "Only a pack that comes with the application can sort patients.", field="pack"
        )
    chosen = [rules.framework for _, rules in _of_pack(loaded, framework)]
    with session.act(
        Permission.SIGN_OFF_PACKS, "pack.use", pack=loaded.id, version=loaded.version,
        frameworks=[each.value for each in chosen],
    ) as act:  # fmt: skip
        now = {each.value: loaded.id for each in chosen}
        people.save_setting(act.db, _SETTING, {**active_ids(act.db), **now})
    return tuple(chosen)


def active_ids(db: Database) -> dict[str, str]:
    """Return the id of the pack that sorts each framework."""
    stored = people.read_setting(db, _SETTING) or {}
    return {each.value: str(stored.get(each.value, DEFAULT_PACK)) for each in Framework}


def chosen_rules(
    db: Database, pack: str | None = None, framework: str | None = None
) -> list[tuple[Pack, FrameworkRules]]:
    """Return the rules of a pack (None: of the packs in use), of one framework or (None) all.

    Raises NotFound, PackProblem.
    """
    if pack is not None:
        return _of_pack(load_pack(pack), framework)
    in_use = [(load_pack(name), each) for each, name in active_ids(db).items()]
    if framework is not None and framework not in {each for _, each in in_use}:
        return _of_pack(in_use[0][0], framework)  # says that there is none, and what is near
    return [
        (loaded, rules_of(loaded, each)) for loaded, each in in_use if framework in (None, each)
    ]


def by_pack(
    chosen: list[tuple[Pack, FrameworkRules]],
) -> Iterator[tuple[Pack, list[FrameworkRules]]]:
    """Yield each pack once, with its rules."""
    for _, several in groupby(sorted(chosen, key=lambda each: each[0].id), lambda each: each[0].id):
        together = list(several)
        yield together[0][0], [rules for _, rules in together]


def _of_pack(pack: Pack, framework: str | None) -> list[tuple[Pack, FrameworkRules]]:
    if framework is not None:
        return [(pack, rules_of(pack, framework))]
    return [(pack, rules) for rules in pack.frameworks.values()]
