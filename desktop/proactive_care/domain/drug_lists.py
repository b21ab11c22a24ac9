"""What a class of drug holds, in words for people who check the rules."""

from __future__ import annotations

import csv
from functools import lru_cache

from proactive_care.domain.lipids import INTENSITY_BY_DOSE_MG, MAXIMAL_FROM_MG, StatinIntensity
from proactive_care.resource_files import resource_path

_STATINS = {
    "statin_high_intensity": StatinIntensity.HIGH,
    "statin_medium_intensity": StatinIntensity.MEDIUM,
    "statin_low_intensity": StatinIntensity.LOW,
}
_INHALERS = {
    "ics_alone": "an inhaled steroid without a long-acting bronchodilator",
    "ics_laba": "an inhaled steroid and a long-acting beta agonist in one inhaler",
    "high_dose_ics_laba": "such an inhaler at a high dose of the steroid",
    "laba_alone": "a long-acting beta agonist without an inhaled steroid",
    "triple_inhaler": "inhaled steroid, long-acting beta agonist and antimuscarinic in one inhaler",
}


def class_members(drug_class: str) -> str:
    """Return what a class of drug holds: ingredients, or what makes the class; "" if unknown.

    ``drug_class`` is the name of a medication concept. Statins go by intensity (NICE NG238).
    """
    if drug_class in _STATINS:
        wanted = _STATINS[drug_class]
        return "; ".join(
            f"{drug} {', '.join(doses)} mg"
            for drug, table in INTENSITY_BY_DOSE_MG.items()
            if (doses := [f"{dose:g}" for dose, found in table.items() if found is wanted])
        )
    if drug_class == "statin_maximal":
        return "; ".join(f"{drug} from {dose:g} mg" for drug, dose in MAXIMAL_FROM_MG.items())
    return _INHALERS.get(drug_class) or ", ".join(_ingredients().get(drug_class, ()))


@lru_cache(maxsize=1)
def _ingredients() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    path = resource_path("codelists", "drug_ingredients.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for drug_class in row["classes"].split():
                found.setdefault(drug_class, {})[row["ingredient"]] = None
    return {drug_class: tuple(names) for drug_class, names in found.items()}
