"""Loading a rule pack from its folder: all of it, checked, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from proactive_care.domain.errors import NotFound
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.checks import check_thresholds
from proactive_care.frameworks.conditions import Condition, facts_in
from proactive_care.frameworks.example_tables import read_examples
from proactive_care.frameworks.fact_book import FactBook
from proactive_care.frameworks.model import CANNOT_CHECK, Flag, FrameworkRules, Group, Pack
from proactive_care.frameworks.parser import parse_condition
from proactive_care.frameworks.problems import PackProblem, RuleError, did_you_mean
from proactive_care.frameworks.reachability import first_dead_group
from proactive_care.frameworks.tables import Table
from proactive_care.frameworks.toml_source import TomlSource, read_toml
from proactive_care.resource_files import resource_path
from proactive_care.store.concepts import Concept, load_concepts

SHARED = "pack.toml"
_PACK_KEYS = (
    "id",
    "version",
    "title",
    "author",
    "published",
    "note",
    "based_on",
    "facts",
    "conditions",
    "flags",
)
_FRAMEWORK_KEYS = (
    "id", "title", "register", "key_facts", "needs", "without", "facts", "conditions", "groups",
    "flags", "note",
)  # fmt: skip
_GROUP_KEYS = ("id", "tier", "when", "role", "days", "by", "grade", "source", "note")
_FLAG_KEYS = ("id", "text", "when", "groups", "grade", "source")
_NEEDS = ("events", "medications")


def load_pack(id_or_path: str | Path) -> Pack:
    """Return a shipped pack by id, or the pack in a folder.

    Raises PackProblem with file, line and a suggestion for anything that LANGUAGE.md does not
    allow. A shipped pack is read once.
    """
    path = Path(id_or_path)
    if isinstance(id_or_path, str) and id_or_path in shipped_packs():
        return _shipped(id_or_path)
    if not path.is_dir():
        raise PackProblem(
            f'There is no rule pack "{path.name}".',
            advice=did_you_mean(path.name, shipped_packs()) or "Choose the folder of a pack.",
        )
    return read_pack(path)


def rules_of(pack: Pack, framework: str) -> FrameworkRules:
    """Return one framework of a pack. Raises NotFound with a suggestion."""
    known = {each.value: each for each in pack.frameworks}
    if framework not in known:
        raise NotFound(
            f'The pack {pack.id} has no framework "{framework}".',
            advice=did_you_mean(framework, known),
        )
    return pack.frameworks[Framework(framework)]


def shipped_packs() -> tuple[str, ...]:
    """Return the ids of the packs that come with the application, the default first."""
    folder = resource_path("rule_packs")
    found = sorted(path.parent.name for path in folder.glob(f"*/{SHARED}"))
    return tuple(sorted(found, key=lambda name: name != "uclpartners"))


@lru_cache(maxsize=8)
def _shipped(pack_id: str) -> Pack:
    return read_pack(resource_path("rule_packs", pack_id))


def read_pack(folder: Path) -> Pack:
    """Read and check the pack in a folder. Raises PackProblem."""
    shared = read_toml(folder / SHARED)
    head = Table(shared)
    head.only(*_PACK_KEYS)
    base = _base_of(folder, shared)
    if base is not None:
        shared = variant_of(read_toml(base / SHARED), shared)
    frameworks: dict[Framework, FrameworkRules] = {}
    for path in sorted((base or folder).glob("*.toml")):
        if path.name == SHARED:
            continue
        own = folder if (folder / "examples" / path.name).exists() else base or folder
        rules = _Reader(shared, read_toml(path), own).rules()
        if rules.framework in frameworks:
            raise PackProblem(f'"{rules.framework}" is in two files.', file=path.name)
        frameworks[rules.framework] = rules
    if not frameworks:
        raise PackProblem("the pack has no framework.", file=SHARED)
    return Pack(
        id=head.need("id", str),
        version=head.need("version", str),
        title=head.need("title", str),
        author=head.need("author", str),
        published=head.need("published", str),
        note=head.get("note", str, ""),
        frameworks={f: frameworks[f] for f in Framework if f in frameworks},
        folder=folder,
    )


def _base_of(folder: Path, shared: TomlSource) -> Path | None:
    """Return the folder of the pack whose frameworks a variant has, None for a pack of its own."""
    name = Table(shared).get("based_on", str, "")
    if not name:
        return None
    base = folder.parent / name
    if base == folder or not (base / SHARED).is_file():
        known = [path.parent.name for path in folder.parent.glob(f"*/{SHARED}")]
        advice = did_you_mean(name, known)
        raise shared.problem(f'there is no pack "{name}".', "based_on", advice=advice)
    return base


def variant_of(base: TomlSource, own: TomlSource) -> TomlSource:
    """Return what a variant shares: the base's facts, with those that the variant says anew.

    A variant changes facts that are there, and nothing else: its groups are the base's, and its
    own sign-off covers what it changed. Raises PackProblem for a fact that the base does not have.
    """
    if "based_on" in base.data:
        raise own.problem("a variant cannot be based on a variant.", "based_on")
    for name in ("conditions", "flags"):
        if name in own.data:
            raise own.problem(f"a variant cannot have {name} of its own.", name)
    facts = dict(base.data.get("facts", {}))
    for name in own.data.get("facts", {}):
        if name not in facts:
            raise own.problem(
                f'the pack that this is based on has no fact "{name}".',
                "facts",
                name,
                advice=did_you_mean(name, facts),
            )
    data = {**base.data, **own.data, "facts": {**facts, **own.data.get("facts", {})}}
    return TomlSource(own.file, data, {**base.lines, **own.lines})


class _Reader:
    """One framework's file, read over the pack's shared one."""

    def __init__(self, shared: TomlSource, source: TomlSource, folder: Path) -> None:
        self._shared, self._source, self._folder = shared, source, folder
        self._concepts: Mapping[str, Concept] = load_concepts()
        self._book = FactBook(self._concepts, (shared, source))

    def rules(self) -> FrameworkRules:
        table = Table(self._source)
        table.only(*_FRAMEWORK_KEYS)
        self._book.build_all()
        framework = Framework(table.one_of("id", tuple(Framework)))
        register_text = table.need("register", str)
        register = self._condition(register_text, self._source, "register")
        without = table.get("without", str, register_text)
        groups = self._groups()
        flags = (*self._flags(self._source, groups), *self._flags(self._shared, groups))
        key_facts = table.words("key_facts")
        facts = self._used_facts(register, groups, flags, key_facts)
        as_of, examples = read_examples(self._folder / "examples" / self._source.file, groups)
        return FrameworkRules(
            framework=framework,
            title=table.need("title", str),
            note=table.get("note", str, ""),
            register=register,
            register_text=register_text,
            key_facts=key_facts,
            needs=self._needs(table),
            without=self._condition(without, self._source, "without"),
            facts=facts,
            groups=groups,
            flags=flags,
            content_hash=self._hash(),
            examples_as_of=as_of,
            examples=examples,
        )

    def _groups(self) -> tuple[Group, ...]:
        groups: list[Group] = []
        for index in range(len(self._source.data.get("groups", []))):
            group = self._group(Table(self._source, "groups", index))
            if group.id.casefold() in {other.id.casefold() for other in groups}:
                raise self._source.problem(f'two groups are called "{group.id}".', "groups", index)
            groups.append(group)
        if not groups:
            raise self._source.problem("there are no groups.", "groups")
        self._refuse_dead(groups)
        return tuple(groups)

    def _group(self, table: Table) -> Group:
        table.only(*_GROUP_KEYS)
        text = table.get("when", str, "")
        group_id = table.need("id", str)
        if group_id in ("", CANNOT_CHECK):
            raise table.source.problem(f'"{group_id}" cannot be a group.', *table.path, "id")
        days = table.need("days", int)
        if not 0 < days <= 731:
            raise table.source.problem("days must be 1 to 731.", *table.path, "days")
        return Group(
            id=group_id,
            tier=Tier(table.one_of("tier", tuple(Tier))),
            when=self._condition(text, table.source, *table.path, "when") if text else None,
            text=text,
            role=table.need("role", str),
            days=days,
            by=table.need("by", str),
            grade=self._grade(table),
            source=table.need("source", str),
            note=table.get("note", str, ""),
        )

    def _refuse_dead(self, groups: list[Group]) -> None:
        for index, group in enumerate(groups):
            last = index == len(groups) - 1
            if (group.when is None) != last:
                raise self._source.problem(
                    "only the last group has no condition, and it must have none.",
                    "groups",
                    index,
                    advice="Every patient on the register must be in exactly one group.",
                )
        dead = first_dead_group([group.when for group in groups])
        if dead is not None:
            index, why = dead
            raise self._source.problem(
                f'nobody can be in group "{groups[index].id}": {why}.', "groups", index, "when"
            )

    def _flags(self, source: TomlSource, groups: tuple[Group, ...]) -> tuple[Flag, ...]:
        flags: dict[str, Flag] = {}
        for index in range(len(source.data.get("flags", []))):
            table = Table(source, "flags", index)
            table.only(*_FLAG_KEYS)
            text = table.need("when", str)
            flag = Flag(
                id=table.need("id", str),
                text=table.need("text", str),
                when=self._condition(text, source, *table.path, "when"),
                written=text,
                groups=table.words("groups"),
                grade=self._grade(table),
                source=table.need("source", str),
            )
            known = [group.id for group in groups]
            for group in flag.groups:
                if group not in known:
                    advice = did_you_mean(group, known)
                    raise source.problem(
                        f'there is no group "{group}".', *table.path, "groups", advice=advice
                    )
            if flag.id in flags:
                raise source.problem(f'two flags are called "{flag.id}".', *table.path)
            flags[flag.id] = flag
        return tuple(flags.values())

    def _used_facts(
        self,
        register: Condition,
        groups: tuple[Group, ...],
        flags: tuple[Flag, ...],
        key_facts: tuple[str, ...],
    ) -> dict[str, Any]:
        conditions = [register, *(g.when for g in groups if g.when), *(f.when for f in flags)]
        used = [fact for condition in conditions for fact in facts_in(condition)]
        for name in key_facts:
            if self._book.fact(name) is None:
                advice = did_you_mean(name, self._book.names())
                raise self._source.problem(
                    f'there is no fact "{name}".', "key_facts", advice=advice
                )
        facts = self._book.in_order((*used, *key_facts))
        if "registers" in facts:
            raise self._source.problem("registers is for local adaptations only.", "register")
        return facts

    def _needs(self, table: Table) -> tuple[str, ...]:
        needs = table.words("needs")
        for need in needs:
            if need not in _NEEDS:
                raise self._source.problem(
                    f'"{need}" is not a kind of data.', "needs", advice=did_you_mean(need, _NEEDS)
                )
        return needs

    def _condition(self, text: str, source: TomlSource, *where: str | int) -> Condition:
        try:
            condition = parse_condition(text, self._book)
            check_thresholds(condition, self._book.in_order(facts_in(condition)))
        except RuleError as error:
            raise source.problem(error.what, *where, advice=error.advice) from error
        return condition

    def _grade(self, table: Table) -> str:
        grade = table.need("grade", str)
        if not grade or not set(grade.replace("; ", "")) <= set("ABC"):
            raise table.source.problem(
                f'grade "{grade}" is not A, B or C, or several as in "C; B".', *table.path, "grade"
            )
        return grade

    def _hash(self) -> str:
        """Hash everything that can change a result: not comments, not layout, not examples."""
        shared = {key: self._shared.data.get(key) for key in ("facts", "conditions", "flags")}
        limits = [
            (concept.name, concept.unit, concept.low, concept.high)
            for concept in self._concepts.values()
        ]
        content = json.dumps([shared, self._source.data, limits], sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()
