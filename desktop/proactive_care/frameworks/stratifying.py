"""Sorting everybody, or one patient again: the service that the window and the command use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.frameworks.active import active_ids, by_pack, chosen_rules
from proactive_care.frameworks.compiler import add_functions, count_registers
from proactive_care.frameworks.loading import rules_of
from proactive_care.frameworks.local import active_overlay
from proactive_care.frameworks.model import FrameworkRules, Pack
from proactive_care.frameworks.overridden import overridden
from proactive_care.frameworks.signing import signature
from proactive_care.frameworks.sorting import sort_everybody, sort_one
from proactive_care.store import stratification as store
from proactive_care.store.born import Born
from proactive_care.store.connection import Connection
from proactive_care.store.overrides import standing_overrides
from proactive_care.store.reports.baseline import freeze_first

_BATCH = 100


@dataclass(frozen=True)
class Stratification:
    """What a run found. ``groups`` counts patients by framework and group, empty groups too.

    ``patients`` is the number of people in any group; ``packs`` names the pack of each framework;
    ``unsigned`` names the frameworks whose rules no clinical lead has signed.
    """

    as_of: date
    seconds: float
    patients: int
    groups: Mapping[str, Mapping[str, int]]
    runs: Mapping[str, int]
    packs: Mapping[str, str]
    unsigned: tuple[str, ...]


def stratify(
    session: Session,
    as_of: date,
    *,
    pack: str | None = None,
    framework: str | None = None,
    cause: str = "asked",
    progress: Progress = no_progress,
) -> Stratification:
    """Sort every living, registered patient and store the run, all of it or nothing.

    ``pack`` None: the packs in use. Runs of a pack that is not in use are kept for comparing, and
    no worklist, letter or report shows them. ``framework``: only this one. ``cause``: "asked" or
    "import". Raises NotPermitted, NotFound for an unknown framework, PackProblem for a pack that
    cannot be used, Cancelled from ``progress``.
    """
    started = perf_counter()
    chosen = chosen_rules(session.practice.db, pack, framework)
    packs = {rules.framework.value: loaded.id for loaded, rules in chosen}
    with session.act(
        _permission(session, cause), "stratify.run", as_of=as_of.isoformat(), cause=cause,
        pack=_names(chosen), version=_versions(chosen),
    ) as act:  # fmt: skip
        people: set[int] = set()
        found: dict[str, tuple[dict[str, int], int]] = {}
        unsigned: list[str] = []
        for loaded, several in by_pack(chosen):
            run = _Run(session, act, loaded, as_of, cause)
            run.count_registers()
            for rules in several:
                progress(len(found), len(chosen), rules.title)
                found[rules.framework.value] = run.everybody(rules, people, progress)
            unsigned += run.unsigned
        progress(len(chosen), len(chosen), "done")
        groups = {framework: found[framework][0] for framework in packs}
        act.note(patients=len(people), groups=groups)
    runs = {framework: found[framework][1] for framework in packs}
    return Stratification(
        as_of, perf_counter() - started, len(people), groups, runs, packs, tuple(unsigned)
    )


def stratify_patient(session: Session, patient_id: int, as_of: date) -> dict[str, str]:
    """Sort one patient again, after a reading, by the packs in use; return {framework: group}.

    A framework that the patient has left is stored as left. Needs the permission to take
    readings or to stratify. Raises NotPermitted.
    """
    chosen = chosen_rules(session.practice.db)
    with session.act(
        _permission(session, store.PATIENT_CAUSE), "stratify.patient", patient=patient_id,
        as_of=as_of.isoformat(), pack=_names(chosen), version=_versions(chosen),
    ) as act:  # fmt: skip
        groups: dict[str, str] = {}
        for loaded, several in by_pack(chosen):
            groups |= _sort_one(session, act, loaded, several, patient_id, as_of)
        act.note(groups=groups)
    return groups


def sort_patient(
    session: Session,
    act: Act,
    pack: Pack,
    patient_id: int,
    as_of: date,
    framework: str,
) -> dict[str, str]:
    """Sort one patient inside an open act, in one framework; return {framework: group}."""
    return _sort_one(session, act, pack, [rules_of(pack, framework)], patient_id, as_of)


def bring_up_to_date(
    session: Session, as_of: date, *, progress: Progress = no_progress
) -> Stratification | None:
    """Sort everybody unless that was done for this day since the last import; None: nothing to do.

    Raises what ``stratify`` raises.
    """
    db = session.practice.db
    if store.is_current(db, active_ids(db), as_of):
        return None
    return stratify(session, as_of, progress=progress)


class _Run:
    """One stratification inside its open transaction."""

    def __init__(self, session: Session, act: Act, pack: Pack, as_of: date, cause: str) -> None:
        self._session, self._act, self._pack = session, act, pack
        self._as_of, self._cause = as_of, cause
        self._covered = store.coverage(act.db) & {"events", "medications"}
        self._overlay = active_overlay(act.db, pack)
        self._in_use = active_ids(act.db)
        self.unsigned: list[str] = []

    def count_registers(self, patient: int | None = None) -> None:
        """Count everybody's registers, if a local adaptation asks for it."""
        if self._overlay.counts_registers:
            rules = self._pack.frameworks.values()
            add_functions(self._connection)
            count_registers(self._connection, rules, self._as_of, self._covered, patient)

    def everybody(
        self, rules: FrameworkRules, people: set[int], progress: Progress
    ) -> tuple[dict[str, int], int]:
        """Sort all patients in one framework; return the counts and the run's id."""
        counts = {group.id: 0 for group in rules.groups}
        run = self._new_run(rules)
        found = sort_everybody(self._connection, rules, self._as_of, self._covered, self._overlay)
        chosen = standing_overrides(self._act.db, rules.framework.value, self._as_of)
        results = (overridden(result, chosen.get(result.patient)) for result in found)
        for batch in _batches(results):
            store.add_results(self._act.db, run, batch)
            for result in batch:
                counts[result.group] = counts.get(result.group, 0) + 1
                people.add(result.patient)
            progress(sum(counts.values()), None, rules.title)
        store.set_run_patients(self._act.db, run, sum(counts.values()))
        freeze_first(self._act.db, rules.framework.value, Born(**self._session.born(self._act.at)))
        return counts, run

    def one(self, rules: FrameworkRules, patient: int) -> str:
        """Sort one patient; return the group, or "" when not on the register."""
        db = self._act.db
        result = sort_one(
            self._connection, rules, self._as_of, self._covered, patient, self._overlay
        )
        if result is None:
            if not store.has_result(db, rules.framework.value, patient):
                return ""
            result = store.StoredResult(patient, "", "", None, (), (), ())
        chosen = standing_overrides(db, rules.framework.value, self._as_of, patient)
        if result.group:
            result = overridden(result, chosen.get(patient))
        run = self._new_run(rules)
        store.add_results(db, run, [result])
        store.set_run_patients(db, run, 1)
        return result.group

    @property
    def _connection(self) -> Connection:
        connection: Connection = self._act.db.conn
        return connection

    def _new_run(self, rules: FrameworkRules) -> int:
        signed = signature(self._act.db, rules) is not None
        if not signed:
            self.unsigned.append(rules.framework.value)
        return store.add_run(
            self._act.db,
            store.NewRun(
                uuid=uuid7(self._act.at),
                as_of=self._as_of,
                at=self._act.at.isoformat(),
                by=self._session.user_name,
                cause=self._cause_of(rules),
                pack=self._pack.id,
                version=self._pack.version,
                framework=rules.framework.value,
                signed=signed,
                patients=0,
            ),
        )

    def _cause_of(self, rules: FrameworkRules) -> str:
        """A run over everybody only counts when its pack is the one in use."""
        used = self._in_use[rules.framework.value] == self._pack.id
        return self._cause if used or self._cause == store.PATIENT_CAUSE else store.COMPARE_CAUSE


def _batches(results: Iterator[store.StoredResult]) -> Iterator[list[store.StoredResult]]:
    batch: list[store.StoredResult] = []
    for result in results:
        batch.append(result)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sort_one(
    session: Session,
    act: Act,
    pack: Pack,
    several: list[FrameworkRules],
    patient_id: int,
    as_of: date,
) -> dict[str, str]:
    run = _Run(session, act, pack, as_of, store.PATIENT_CAUSE)
    run.count_registers(patient_id)
    found = {rules.framework.value: run.one(rules, patient_id) for rules in several}
    return {name: group for name, group in found.items() if group}


def _names(chosen: list[tuple[Pack, FrameworkRules]]) -> str:
    return ", ".join(dict.fromkeys(pack.id for pack, _ in chosen))


def _versions(chosen: list[tuple[Pack, FrameworkRules]]) -> str:
    return ", ".join(pack.version for pack in dict.fromkeys(pack for pack, _ in chosen))


def _permission(session: Session, cause: str) -> Permission:
    """Return what is needed: an import and a reading sort by themselves, for whoever made them."""
    instead = {"import": Permission.IMPORT, store.PATIENT_CAUSE: Permission.TAKE_READINGS}
    other = instead.get(cause)
    if other and not session.may(Permission.STRATIFY):
        return other
    return Permission.STRATIFY
