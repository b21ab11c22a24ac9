"""One framework as one SQL statement: register, facts, groups, flags.

The patients on the register are found first; only for them are the other facts looked up, each
with a seek on the clustered primary key. Every step is a materialised table of the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.domain.dates import age_on
from proactive_care.frameworks.conditions import All, Condition, facts_in
from proactive_care.frameworks.facts import Fact, PatientNumber, SexIs
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.sql_conditions import SqlScope
from proactive_care.frameworks.sql_facts import Column, Stages, fact_stages
from proactive_care.frameworks.strengths import strength_mg
from proactive_care.store.connection import Connection

_BIRTH = "p.date_of_birth AS dob"
_PATIENT_COLUMNS = (
    f"p.id AS patient, coalesce(p.date_of_birth, 0) AS birth, {_BIRTH}, p.sex AS sex,"
    " p.ethnicity AS ethnicity, p.imd_quintile AS imd_quintile"
)
REGISTERS_TABLE = "rule_registers"


@dataclass(frozen=True)
class Query:
    """A statement, and where its columns are. It gives one row for each patient on the register.

    Columns: ``patient``; ``chosen``, the index of the group; ``g0``… whether each group's
    condition is met; ``k0``… flags; ``a0``… local adaptations; ``dob``, ``sex``, ``ethnicity``,
    ``imd_quintile``; then the facts' columns.
    """

    sql: str
    columns: Mapping[str, int]


def compile_framework(
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    *,
    one_patient: bool = False,
    extra: tuple[Condition, ...] = (),
    extra_facts: Mapping[str, Fact] | None = None,
) -> Query:
    """Compile the rules for a day and what has been imported.

    ``one_patient``: only the patient whose id is bound to ``:patient``. ``extra``: conditions of
    local adaptations.
    """
    return Statement(rules, as_of, covered, one_patient, extra, extra_facts or {}).query()


def compile_register(
    rules: FrameworkRules,
    register: Condition,
    as_of: date,
    covered: frozenset[str],
    *,
    one_patient: bool = False,
    supposed_birth: date | None = None,
) -> str:
    """Return a statement that gives the ids of the living, registered patients of a register.

    ``register``: the rules' own, or their ``without``. ``supposed_birth``: only patients without
    a date of birth, as if they had this one where an age is asked for.
    """
    statement = Statement(rules, as_of, covered, one_patient, (), {})
    statement.start(register, supposed_birth)
    return statement.finish("SELECT patient FROM {last} ORDER BY patient")


def add_functions(connection: Connection) -> None:
    """Give a connection the functions that compiled rules call."""
    connection.create_function("rule_age", 2, _age, deterministic=True)
    connection.create_function("rule_birthday", 2, _birthday, deterministic=True)
    connection.create_function("rule_strength", 1, strength_mg, deterministic=True)


def _age(birth: int | None, day: int) -> float | None:
    return None if birth is None else float(age_on(date.fromordinal(birth), date.fromordinal(day)))


def _birthday(birth: int | None, age: int) -> int | None:
    """Return the day (ordinal) on which somebody turns ``age``; born on 29 February: 1 March."""
    if birth is None:
        return None
    born = date.fromordinal(birth)
    if (born.month, born.day) == (2, 29):
        leap = date(born.year + age, 3, 1).toordinal() - 1
        return leap if date.fromordinal(leap).day == 29 else leap + 1
    return born.replace(year=born.year + age).toordinal()


def count_registers(
    connection: Connection,
    frameworks: Iterable[FrameworkRules],
    as_of: date,
    covered: frozenset[str],
    patient: int | None = None,
) -> None:
    """Put on how many registers everybody (or one patient) is into a temporary table."""
    connection.execute(f"DROP TABLE IF EXISTS temp.{REGISTERS_TABLE}")
    connection.execute(f"CREATE TEMP TABLE {REGISTERS_TABLE} (patient INTEGER PRIMARY KEY, n)")
    for rules in frameworks:
        one = patient is not None
        sql = compile_register(rules, rules.register, as_of, covered, one_patient=one)
        ids = connection.execute(sql, {"patient": patient} if one else {}).fetchall()
        connection.executemany(
            f"INSERT INTO temp.{REGISTERS_TABLE} VALUES (?, 1)"
            " ON CONFLICT (patient) DO UPDATE SET n = n + 1",
            ids,
        )


class Statement:
    """A statement under way: steps that are added one after the other."""

    def __init__(
        self,
        rules: FrameworkRules,
        as_of: date,
        covered: frozenset[str],
        one_patient: bool,
        extra: tuple[Condition, ...],
        extra_facts: Mapping[str, Fact],
    ) -> None:
        self._rules, self._one_patient, self._extra = rules, one_patient, extra
        self._facts = {**rules.facts, **extra_facts}
        self._scope = SqlScope(self._facts, as_of, covered)
        self._as_of = as_of.toordinal()
        self._steps: list[tuple[str, str]] = []
        self._columns: list[str] = []
        self._ready: dict[str, int] = {}  # fact -> step from which its columns can be read

    def query(self) -> Query:
        """Return the whole statement."""
        self.start(self._rules.register)
        self._compute(self._facts)
        judged = self._judgements()
        if judged:
            self._add("judged", f"SELECT m.*, {listed(judged)} FROM {self._last} m")
        own = ["dob", "sex", "ethnicity", "imd_quintile"]
        if "registers" in self._facts:
            own.append("registers")
        names = ["patient", "chosen", *(name for name, _ in judged), *own, *self._columns]
        chosen = " ".join(
            f"WHEN m.g{i} THEN {i}" for i, group in enumerate(self._rules.groups) if group.when
        )
        last = len(self._rules.groups) - 1
        chosen = f"CASE {chosen} ELSE {last} END" if chosen else str(last)
        rest = ", ".join(f"m.{name}" for name in names[2:])
        sql = self.finish(f"SELECT m.patient, {chosen}, {rest} FROM {{last}} m ORDER BY m.patient")
        return Query(sql, {name: index for index, name in enumerate(names)})

    def start(self, register: Condition, supposed_birth: date | None = None) -> None:
        """Find the living, registered patients on the register."""
        columns, alive = self._patient_columns(), self._alive()
        if supposed_birth:
            alive += " AND p.date_of_birth IS NULL"
            columns = columns.replace(_BIRTH, f"{supposed_birth.toordinal()} AS dob")
        self._add("base", f"SELECT {columns} FROM patient p WHERE {alive}")
        parts = conjuncts(register)
        for part in sorted(parts, key=lambda part: not self.needs_no_records(part)):
            self._compute(self._needed_by(part))  # later parts only for whom earlier ones left
            self._add(
                f"member{len(self._steps)}",
                f"SELECT m.* FROM {self._last} m WHERE {self._scope.condition(part)}",
            )

    def finish(self, select: str) -> str:
        """Return the steps and a final SELECT that reads the last one."""
        steps = ",\n".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in self._steps)
        return f"WITH {steps}\n{select.format(last=self._last)}"

    # Steps --------------------------------------------------------------------------------------

    @property
    def _last(self) -> str:
        return self._steps[-1][0]

    def _add(self, name: str, sql: str) -> None:
        self._steps.append((name, sql))

    def _patient_columns(self) -> str:
        if "registers" not in self._facts:
            return _PATIENT_COLUMNS
        count = f"(SELECT r.n FROM {REGISTERS_TABLE} r WHERE r.patient = p.id)"
        return f"{_PATIENT_COLUMNS}, {count} AS registers"

    def _alive(self) -> str:
        day = self._as_of
        tests = [
            f"(p.date_of_death IS NULL OR p.date_of_death > {day})",
            f"(p.deregistered_on IS NULL OR p.deregistered_on > {day})",
            "p.merged_into IS NULL",
        ]
        if self._one_patient:
            tests.append("p.id = :patient")
        return " AND ".join(tests)

    def _compute(self, facts: Mapping[str, Fact]) -> None:
        """Add the steps that compute the facts that are not there yet."""
        base, pending = len(self._steps), dict[int, list[Column]]()
        for name, fact in facts.items():
            if name in self._ready:
                continue
            stages = self._stages(fact)
            start = max([base, *(self._ready[each] for each in fact.depends_on)])
            for offset, columns in enumerate(stages):
                pending.setdefault(start + offset, []).extend(columns)
            self._ready[name] = start + len(stages)
        for step in sorted(pending):
            columns = pending[step]
            self._add(f"step{step}", f"SELECT m.*, {listed(columns)} FROM {self._last} m")
            self._columns += [name for name, _ in columns]

    def _stages(self, fact: Fact) -> Stages:
        return fact_stages(fact, self._scope)

    def _needed_by(self, condition: Condition) -> dict[str, Fact]:
        wanted: dict[str, Fact] = {}
        for name in facts_in(condition):
            for needed in _with_dependencies(name, self._facts):
                wanted[needed] = self._facts[needed]
        return wanted

    def needs_no_records(self, condition: Condition) -> bool:
        """Return whether the patient's own row settles a condition."""
        facts = [self._facts[name] for name in facts_in(condition)]
        return all(isinstance(fact, PatientNumber | SexIs) for fact in facts)

    def _judgements(self) -> list[Column]:
        groups = [
            (f"g{i}", self._scope.condition(group.when))
            for i, group in enumerate(self._rules.groups)
            if group.when
        ]
        flags = [
            (f"k{i}", self._scope.condition(flag.when)) for i, flag in enumerate(self._rules.flags)
        ]
        extra = [(f"a{i}", self._scope.condition(when)) for i, when in enumerate(self._extra)]
        return [*groups, *flags, *extra]


def listed(columns: Iterable[Column]) -> str:
    """Return columns as a SELECT lists them."""
    return ",\n ".join(f"{expression} AS {name}" for name, expression in columns)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that must all be met."""
    return condition.parts if isinstance(condition, All) else (condition,)


def _with_dependencies(name: str, facts: Mapping[str, Fact]) -> Iterable[str]:
    for needed in facts[name].depends_on:
        yield from _with_dependencies(needed, facts)
    yield name
