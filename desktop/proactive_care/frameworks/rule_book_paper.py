"""The rule book as a printed document: the same rules, words and examples as in the window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from proactive_care import documents
from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.drug_lists import class_members
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.frameworks.changes import what_changed
from proactive_care.frameworks.conditions import All, AnyOf, Condition
from proactive_care.frameworks.conventions import CONVENTIONS
from proactive_care.frameworks.english import condition_english
from proactive_care.frameworks.example_runs import ExampleRun, examples
from proactive_care.frameworks.example_tables import SOURCES
from proactive_care.frameworks.facts import Fact, Recorded
from proactive_care.frameworks.loading import load_pack
from proactive_care.frameworks.local import conditions_of_adaptations
from proactive_care.frameworks.model import Adaptation, FrameworkRules, Pack
from proactive_care.frameworks.phrases import show_number
from proactive_care.frameworks.rule_books import rule_book
from proactive_care.frameworks.signing import signature
from proactive_care.store.concepts import Concept, load_concepts
from proactive_care.store.stratification import SignOff

_DATED = re.compile(r"(\d{4}-\d\d-\d\d) ([a-z0-9_]+)(.*)", re.DOTALL)
_SEXES = {"M": "man", "F": "woman"}


def write_rule_book_pdf(
    session: Session, pack: str | Path, path: Path, *, since: str | Path | None = None
) -> int:
    """Write a pack's rule book as a PDF and return its pages. Audited.

    ``since`` (a pack's id or folder) adds what changed. Raises NotPermitted, PackProblem, and
    FileProblem when the file cannot be written.
    """
    loaded = load_pack(pack)
    earlier = load_pack(since) if since is not None else None
    with session.act(
        Permission.EXPORT, "rule_book.export", pack=loaded.id, version=loaded.version
    ) as act:
        signed = {
            framework: signature(act.db, rules) for framework, rules in loaded.frameworks.items()
        }
        paper = documents.RuleBookPaper(
            pack=loaded.id,
            version=loaded.version,
            title=loaded.title,
            author=loaded.author,
            published=loaded.published,
            note=" ".join(loaded.note.split()),
            practice_name=practice_details(session).name,
            made_on=session.today(),
            since=f"{earlier.id} {earlier.version}" if earlier else "",
            conventions=CONVENTIONS,
            frameworks=tuple(
                _framework(loaded, rules, signed[framework], earlier)
                for framework, rules in loaded.frameworks.items()
            ),
            adaptations=tuple(
                _adaptation(*each) for each in conditions_of_adaptations(act.db, loaded)
            ),
            limits=_limits(loaded),
            medicines=_medicines(loaded),
        )
        pages = documents.write_rule_book(path, paper, made_at=act.at)
        act.note(pages=pages)
    return pages


def condition_paper(when: Condition | None, facts: Mapping[str, Fact]) -> documents.PaperCondition:
    """Return a condition as one phrase, or as a list where it has several parts."""
    if when is None:
        return documents.PaperCondition("", ("everybody else",))
    parts: tuple[Condition, ...] = (when,)
    lead = ""
    if isinstance(when, AnyOf):
        parts, lead = when.parts, "any of"
    elif isinstance(when, All) and any(isinstance(part, AnyOf) for part in when.parts):
        parts, lead = when.parts, "all of"
    return documents.PaperCondition(lead, tuple(_part(part, facts) for part in parts))


def _part(part: Condition, facts: Mapping[str, Fact]) -> str:
    """Return a line of a list; of several choices it says where each begins and ends."""
    if isinstance(part, AnyOf) and len(part.parts) > 2:
        return f"any of: {'; '.join(condition_english(each, facts) for each in part.parts)}"
    return condition_english(part, facts)


def _framework(
    pack: Pack, rules: FrameworkRules, signed: SignOff | None, earlier: Pack | None
) -> documents.PaperFramework:
    book = rule_book(pack, rules.framework.value)
    facts, concepts = rules.facts, load_concepts()
    return documents.PaperFramework(
        framework=rules.framework,
        title=rules.title,
        register=condition_paper(rules.register, facts),
        needs=book.needs,
        note=" ".join(book.note.split()),
        is_signed=signed is not None,
        signed=_signed_words(signed),
        groups=tuple(
            documents.PaperRule(
                group.id, group.tier, condition_paper(group.when, facts), group.role, group.by,
                group.grade, group.source, group.note,
            )
            for group in rules.groups
        ),
        flags=tuple(
            documents.PaperRule(
                flag.text, None, condition_paper(flag.when, facts),
                _where(flag.groups), "",
                flag.grade, flag.source, "",
            )
            for flag in rules.flags
        ),
        terms=book.terms,
        examples_as_of=rules.examples_as_of,
        examples=tuple(_example(run, concepts) for run in examples(pack, rules.framework)),
        changes=what_changed(earlier, pack, rules.framework) if earlier else (),
    )  # fmt: skip


def _where(groups: tuple[str, ...]) -> str:
    if not groups:
        return "every group"
    return f"group{'' if len(groups) == 1 else 's'} {', '.join(groups)}"


def _signed_words(signed: SignOff | None) -> str:
    if signed is None:
        return "Not signed off by a clinical lead: these rules must not sort real patients."
    day = show_date(datetime.fromisoformat(signed.signed_at).date())
    return f"Signed off by {signed.signed_by} on {day}."


def _adaptation(
    adaptation: Adaptation, when: Condition | None, facts: Mapping[str, Fact]
) -> documents.PaperAdaptation:
    if when is None:
        condition = documents.PaperCondition("", ("cannot be used with this pack",))
    else:
        condition = condition_paper(when, facts)
    where = ", ".join(each.label for each in adaptation.frameworks)
    return documents.PaperAdaptation(
        adaptation.title, adaptation.on, adaptation.action, where or "every condition", condition,
        adaptation.reason,
    )  # fmt: skip


def _example(run: ExampleRun, concepts: Mapping[str, Concept]) -> documents.PaperExample:
    example = run.example
    missing = [source for source in SOURCES if source not in example.imported]
    record = [_event(text, concepts) for text in example.events]
    record += [f"no {source} imported" for source in missing]
    return documents.PaperExample(
        name=example.name,
        who=_who(run, run.as_of),
        record="; ".join(record) or "nothing recorded",
        group=run.outcome.group if run.outcome else "",
        shows=example.shows,
        as_expected=not run.problem,
    )


def _who(run: ExampleRun, as_of: date) -> str:
    example = run.example
    known = [
        str(age_on(example.born, as_of)) if example.born else "age not known",
        _SEXES.get(example.sex, "sex not known"),
        ethnic_groups()[example.ethnicity].label if example.ethnicity else "ethnicity not known",
    ]
    known += [f"deprivation fifth {example.imd_quintile}"] if example.imd_quintile else []
    return ", ".join(known)


def _event(text: str, concepts: Mapping[str, Concept]) -> str:
    """Return ``2 Sep 2026 HbA1c 58`` for ``2026-09-02 hba1c 58``."""
    found = _DATED.fullmatch(text)
    assert found is not None  # the example has just been run
    day, name, rest = found.groups()
    concept = concepts.get(name)
    label = concept.label if concept else name
    unit = f" {concept.unit}" if concept and concept.unit and rest.strip() else ""
    return f"{show_date(date.fromisoformat(day))} {label}{rest}{unit}".replace(" bp ", " BP ")


def _limits(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return the hard limits of every measurement that the pack reads."""
    return tuple(
        (
            concept.label,
            f"{show_number(concept.low)} to {show_number(concept.high, concept.unit)}",
        )
        for concept in _concepts(pack)
        if concept.low is not None and concept.high is not None
    )


def _medicines(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return what each class of drug holds that the pack reads."""
    found = ((c.label, class_members(c.name)) for c in _concepts(pack) if c.kind == "medication")
    return tuple((label, members) for label, members in found if members)


def _concepts(pack: Pack) -> list[Concept]:
    found = {
        concept.label: concept
        for rules in pack.frameworks.values()
        for fact in rules.facts.values()
        if isinstance(fact, Recorded)
        for concept in fact.concepts
    }
    return sorted(found.values(), key=lambda concept: concept.label.casefold())
