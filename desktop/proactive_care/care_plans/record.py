"""What the record says that a plan needs: conditions, facts, values, medicines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Session
from proactive_care.care_plans.facts import (
    MEDICINE_MONTHS,
    Bmi,
    active_conditions,
    known_facts,
)
from proactive_care.care_plans.texts import ConditionText, shipped_texts
from proactive_care.documents import PlanMedicine
from proactive_care.domain.dates import age_on, months_before
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import patient_results
from proactive_care.patients import BloodPressure, MedicationRow, PatientRow, patient_record
from proactive_care.store import care_plans as store
from proactive_care.store.care_plans import ValueRow
from proactive_care.store.patients import extract_date

_VALUES = (
    "hba1c", "ldl_cholesterol", "non_hdl_cholesterol", "egfr", "urine_acr", "act_score",
    "cat_score", "oxygen_saturation", "body_weight", "bmi",
)  # fmt: skip

_SHORT_FORMS = frozenset({"BD", "OD", "OM", "TDS", "QDS", "PRN", "IM", "IU"})


@dataclass(frozen=True)
class PlanRecord:
    """One patient's record as a plan sees it on a day.

    ``conditions`` have their first coded day, None if only a register names them. ``values`` are
    oldest first, ``pressures`` newest first. ``medicines`` None: none were imported. ``tiers`` are
    those of the newest groups.
    """

    patient: PatientRow
    as_of: date
    extract_date: date | None
    conditions: tuple[tuple[ConditionText, date | None], ...]
    facts: frozenset[str]
    days: Mapping[str, tuple[date, date]]
    values: Mapping[str, tuple[ValueRow, ...]]
    pressures: tuple[BloodPressure, ...]
    medicines: tuple[PlanMedicine, ...] | None
    tiers: Mapping[Framework, Tier]

    @property
    def age(self) -> int | None:
        """Completed years, None if the date of birth is not known."""
        birth = self.patient.date_of_birth
        return None if birth is None else age_on(birth, self.as_of)

    def newest(self, concept: str) -> ValueRow | None:
        """The newest value of a concept."""
        values = self.values.get(concept, ())
        return values[-1] if values else None


def read_record(session: Session, patient: int, as_of: date) -> PlanRecord:
    """Return what a plan needs; that the record was looked at goes into the audit.

    Raises NotFound, NotPermitted.
    """
    whole = patient_record(session, patient)
    db = session.practice.db
    extract = extract_date(db)
    anchor = min(as_of, extract) if extract else as_of
    has_medicines = "medications" in store.covered(db)
    since = months_before(anchor, MEDICINE_MONTHS)
    results = patient_results(session, patient)
    days = store.concept_days(db, patient, as_of)
    texts = shipped_texts().conditions
    active = active_conditions(texts, days, frozenset(Framework(row.framework) for row in results))
    values = {name: store.values_of(db, patient, name, as_of) for name in _VALUES}
    classes = store.drug_classes(db, patient, since, as_of) if has_medicines else None
    bmi = Bmi(values["bmi"][-1].day, values["bmi"][-1].value) if values["bmi"] else None
    return PlanRecord(
        patient=whole.patient,
        as_of=as_of,
        extract_date=extract,
        conditions=tuple((text, active[text.id]) for text in texts if text.id in active),
        facts=known_facts(active, days, classes, bmi, as_of),
        days=days,
        values=values,
        pressures=tuple(pair for pair in whole.blood_pressures if pair.day <= as_of),
        medicines=current_medicines(whole.medication, since, as_of) if has_medicines else None,
        tiers={Framework(row.framework): Tier(row.local_tier or row.tier) for row in results},
    )


def current_medicines(
    issues: Iterable[MedicationRow], since: date, until: date
) -> tuple[PlanMedicine, ...]:
    """Return each product that was issued in a period once, as last issued, by name."""
    newest: dict[str, MedicationRow] = {}
    for issue in issues:
        if since <= issue.day <= until:
            key = " ".join(issue.product.casefold().split())
            if key not in newest or issue.day > newest[key].day:
                newest[key] = issue
    return tuple(
        PlanMedicine(issue.product, readable_dosage(issue.dosage), issue.day)
        for _, issue in sorted(newest.items())
    )


def readable_dosage(text: str) -> str:
    """Return a dosage in ordinary letters: ``TAKE ONE DAILY`` and ``Take One Daily`` are hard to
    read. Abbreviations (BD, OD) and mixed words (mL) stay as they are."""
    words = text.split()
    shouted = [word for word in words if len(word) > 3]
    if not shouted or not all(word.isupper() or word.istitle() for word in shouted):
        return " ".join(words)
    told = [word if _is_short_form(word) else word.lower() for word in words]
    return " ".join([told[0][:1].upper() + told[0][1:], *told[1:]])


def _is_short_form(word: str) -> bool:
    return word.strip(".,()") in _SHORT_FORMS or not (word.isupper() or word.istitle())
