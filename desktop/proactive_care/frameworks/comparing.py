"""Who moves? Two packs, or a local adaptation on and off, without storing anything."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.dates import age_on
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.compiler import add_functions, count_registers
from proactive_care.frameworks.english import condition_english
from proactive_care.frameworks.listing import harmless
from proactive_care.frameworks.loading import load_pack, rules_of
from proactive_care.frameworks.local import LOCAL, TOP, Overlay, overlay_with
from proactive_care.frameworks.model import CANNOT_CHECK, FrameworkRules, Pack
from proactive_care.frameworks.signing import signature
from proactive_care.frameworks.sorting import sort_everybody
from proactive_care.store import stratification as store
from proactive_care.store.durable import write_durably
from proactive_care.store.patients import patients_by_id
from proactive_care.store.stratification import StoredResult

NOT_ON = "not on the register"
CSV_COLUMNS = (
    "nhs_number", "family_name", "given_name", "age", "framework", "from", "from_tier", "to",
    "to_tier", "why", "as_of",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where somebody is on one side: a group, or one with a local tier. ``tier`` None: nowhere."""

    label: str
    tier: Tier | None
    condition: str


@dataclass(frozen=True)
class Side:
    """One of the two ways to sort. ``places`` are in the order of the groups."""

    name: str
    signed: bool
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Mover:
    """Somebody who is in another place on the other side, and what puts them there."""

    patient: int
    nhs_number: str | None
    family_name: str
    given_name: str
    age: int | None
    before: Place
    after: Place
    why: str

    @property
    def direction(self) -> int:
        """-1: more urgent than before, 0: the same tier, 1: less urgent."""
        before, after = _rank(self.before.tier), _rank(self.after.tier)
        return (after > before) - (after < before)


@dataclass(frozen=True)
class Comparison:
    """Who moves. ``matrix`` counts people by (place before, place after), also those who stay."""

    framework: Framework
    as_of: date
    before: Side
    after: Side
    matrix: Mapping[tuple[str, str], int]
    movers: tuple[Mover, ...]

    @property
    def people(self) -> int:
        return sum(self.matrix.values())

    def moving(self, direction: int) -> int:
        """Return how many become more urgent (-1), less urgent (1), or move within a tier (0)."""
        return sum(1 for mover in self.movers if mover.direction == direction)


def compare(
    session: Session,
    as_of: date,
    *,
    framework: str,
    pack: str | Path,
    other_pack: str | Path | None = None,
    adaptation: str | None = None,
    progress: Progress = no_progress,
) -> Comparison:
    """Sort everybody twice and say who moves; nothing is stored. Audited.

    ``other_pack``: from ``pack`` to the other one, local adaptations as they are switched.
    ``adaptation``: ``pack`` with this local adaptation off, then on. Just one of the two must be
    given. Raises NotPermitted, InvalidInput, NotFound, PackProblem, Cancelled from ``progress``.
    """
    if (other_pack is None) == (adaptation is None):
        raise InvalidInput("Choose one other pack or one local adaptation.", field="other")
    first = load_pack(pack)
    second = first if other_pack is None else load_pack(other_pack)
    both = rules_of(first, framework), rules_of(second, framework)
    with session.act(
        Permission.VIEW_CLINICAL, "rules.compare", framework=framework, before=_name(first),
        after=_name(second), adaptation=adaptation, as_of=as_of.isoformat(),
    ) as act:  # fmt: skip
        covered = store.coverage(act.db) & {"events", "medications"}
        sides, found = [], []
        for number, (loaded, rules) in enumerate(zip((first, second), both, strict=True)):
            progress(number, 3, f"{rules.title}, {loaded.id}")
            overlay = overlay_with(act.db, loaded, adaptation, on=number == 1)
            places = _everybody(act.db, loaded, rules, as_of, covered, overlay)
            found.append(places)
            sides.append(_side(act.db, loaded, rules, places, adaptation, on=number == 1))
        progress(2, 3, "names")
        before, after = found
        matrix = Counter(
            (_label(before, patient), _label(after, patient)) for patient in {*before, *after}
        )
        moving = [p for p in sorted({*before, *after}) if _label(before, p) != _label(after, p)]
        movers = tuple(_movers(act.db, moving, as_of, sides, found))
        act.note(people=sum(matrix.values()), movers=len(movers))
    return Comparison(both[0].framework, as_of, sides[0], sides[1], dict(matrix), movers)


def write_comparison_csv(
    session: Session, comparison: Comparison, path: Path, *, purpose: str = ""
) -> int:
    """Write everybody who moves as CSV (UTF-8, CRLF) and return their number. Audited.

    A cell that a spreadsheet would run as a formula gets a leading apostrophe. Raises
    NotPermitted, and FileProblem when the file cannot be written.
    """
    with session.act(
        Permission.EXPORT, "comparison.export", framework=comparison.framework.value,
        before=comparison.before.name, after=comparison.after.name,
        rows=len(comparison.movers), purpose=purpose,
    ):  # fmt: skip
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(CSV_COLUMNS)
        for mover in comparison.movers:
            writer.writerow([harmless(cell) for cell in _cells(comparison, mover)])
        write_durably(path, text.getvalue().encode("utf-8"))
    return len(comparison.movers)


def _cells(comparison: Comparison, mover: Mover) -> tuple[str, ...]:
    return (
        mover.nhs_number or "",
        mover.family_name,
        mover.given_name,
        "" if mover.age is None else str(mover.age),
        comparison.framework.value,
        mover.before.label,
        mover.before.tier.value if mover.before.tier else "",
        mover.after.label,
        mover.after.tier.value if mover.after.tier else "",
        mover.why,
        comparison.as_of.isoformat(),
    )


@dataclass(frozen=True)
class _Found:
    label: str
    tier: Tier
    why: tuple[str, ...]


def _everybody(
    db: Database,
    pack: Pack,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    overlay: Overlay,
) -> dict[int, _Found]:
    connection = db.conn
    if overlay.counts_registers:
        add_functions(connection)
        count_registers(connection, pack.frameworks.values(), as_of, covered)
    results = sort_everybody(connection, rules, as_of, covered, overlay)
    return {result.patient: _found(result) for result in results}


def _found(result: StoredResult) -> _Found:
    local = [flag.removeprefix(LOCAL) for flag in result.flags if flag.startswith(LOCAL)]
    label = result.group
    if result.local_tier:
        label += f" · {result.local_tier}"
    if any(flag.endswith(TOP) for flag in local):
        label += " · top"
    return _Found(label, Tier(result.local_tier or result.tier), (*result.reasons, *local))


def _label(found: Mapping[int, _Found], patient: int) -> str:
    return found[patient].label if patient in found else NOT_ON


def _side(
    db: Database,
    pack: Pack,
    rules: FrameworkRules,
    found: Mapping[int, _Found],
    adaptation: str | None,
    *,
    on: bool,
) -> Side:
    """Return a side with all its groups, and every local variant in which somebody is."""
    variants: dict[str, dict[str, Tier]] = {}
    for each in found.values():
        variants.setdefault(each.label.split(" · ")[0], {})[each.label] = each.tier
    places: list[Place] = []
    for group in rules.groups:
        says = condition_english(group.when, rules.facts) if group.when else "everybody else"
        places.append(Place(group.id, group.tier, says))
        others = {k: v for k, v in variants.get(group.id, {}).items() if k != group.id}
        places += [Place(label, tier, says) for label, tier in sorted(others.items())]
    if CANNOT_CHECK in variants:
        places.append(Place(CANNOT_CHECK, Tier.DATA_GAP, "cannot be placed: data is missing"))
    places.append(Place(NOT_ON, None, ""))
    name = _name(pack)
    if adaptation is not None:
        name += f", {adaptation} {'on' if on else 'off'}"
    return Side(name, signature(db, rules) is not None, tuple(places))


def _movers(
    db: Database,
    patients: list[int],
    as_of: date,
    sides: list[Side],
    found: list[dict[int, _Found]],
) -> Iterator[Mover]:
    known = patients_by_id(db, patients)
    before, after = ({place.label: place for place in side.places} for side in sides)
    for patient in patients:
        row = known[patient]
        there = found[1].get(patient) or found[0][patient]
        yield Mover(
            patient=patient,
            nhs_number=row.nhs_number,
            family_name=row.family_name,
            given_name=row.given_name,
            age=age_on(row.date_of_birth, as_of) if row.date_of_birth else None,
            before=before[_label(found[0], patient)],
            after=after[_label(found[1], patient)],
            why="; ".join(there.why),
        )


def _rank(tier: Tier | None) -> int:
    return len(Tier) if tier is None else tier.rank


def _name(pack: Pack) -> str:
    return f"{pack.id} {pack.version}"
