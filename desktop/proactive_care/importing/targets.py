"""Lists of patients without values: what they become, and which files are such lists.

A search often gives nothing but its patients. Such a list can be a flag or a register that the
rules know, or only a named list of the practice. Everybody on it is stored as one entry of the
list's run date, with file and line, so that re-importing the list shows who joined and who left.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from proactive_care.domain.errors import InvalidInput
from proactive_care.importing.plan import RowPlan
from proactive_care.importing.profiles import load_profiles
from proactive_care.importing.recognise import Recognised
from proactive_care.importing.results import ListChoice, ListOffer
from proactive_care.resource_files import resource_path
from proactive_care.store import target_lists
from proactive_care.store.concepts import Concept, load_concepts
from proactive_care.store.people import read_setting, save_setting

LIST_PROFILE = "target_list"
_SETTING = "importing.lists"
_LONGEST_NAME = 60
_CAN_BE_LISTS = frozenset({LIST_PROFILE, "plain_patients", "emis_list", "systmone_breakdown"})
_OWN_FORMAT = "plain_patients"
_WHO = frozenset({"nhs_number", "local_id", "full_name", "family_name", "given_name", "title",
                  "date_of_birth", "sex", "usual_gp"})  # fmt: skip


@dataclass(frozen=True)
class ListUse:
    """Something that a list can stand for. ``is_register``: it puts patients on a register."""

    concept: Concept
    is_register: bool


@lru_cache(maxsize=1)
def list_uses() -> tuple[ListUse, ...]:
    """Return what a list can stand for, flags first, by label.

    Conditions whose first date decides a group are not offered: a list does not say since when.
    """
    path = resource_path("codelists", "list_uses.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    concepts = load_concepts()
    uses = [ListUse(concepts[row["concept"]], row["use"] == "register") for row in rows]
    return tuple(sorted(uses, key=lambda use: (use.is_register, use.concept.label.casefold())))


def checked_choice(choice: ListChoice) -> ListChoice:
    """Return a choice with its name tidied. Raises InvalidInput if it cannot be used."""
    if choice.details:
        return choice
    name = " ".join(choice.name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidInput(
            f"The list needs a name of at most {_LONGEST_NAME} characters.",
            field="name",
            kept="The practice is unchanged.",
        )
    if choice.concept and choice.concept not in {use.concept.name for use in list_uses()}:
        raise InvalidInput(
            "A list of patients cannot stand for this.", field="concept",
            kept="The practice is unchanged.",
        )  # fmt: skip
    return replace(choice, name=name)


def with_lists(
    db: Database, files: Sequence[Recognised], chosen: Mapping[Path, ListChoice]
) -> list[Recognised]:
    """Return the files, those that are lists of patients made ready to be read as such.

    A person's choice counts first, then what the practice chose for this list before, then what
    the file looks like. Raises InvalidInput for a choice that cannot be used.
    """
    names = target_lists.list_names(db)
    somebody = target_lists.has_patients(db) or any(
        file.describes_patients and not _WHO.issuperset(file.plan.patient) for file in files
    )
    remembered = _remembered(db)
    found = []
    for file in files:
        if not can_be_list(file) or not (somebody or file.profile.id == LIST_PROFILE):
            found.append(file)
            continue
        choice = chosen.get(file.source.path) or remembered.get(file.own_name)
        choice = choice or _first_choice(db, file)
        if file.profile.id == LIST_PROFILE and choice.details:
            choice = _first_choice(db, file)  # it says too little to make patients of it
        choice = _same_name(checked_choice(choice), names)
        found.append(_as_list(file, choice, names))
    return found


def remember_choices(db: Database, files: Sequence[tuple[str, ListChoice]]) -> None:
    """Keep what lists of these names became, in an open transaction: it is not asked again."""
    if not files:
        return
    kept = {**(read_setting(db, _SETTING) or {})}
    for name, choice in files:
        kept[name] = {"name": choice.name, "concept": choice.concept, "details": choice.details}
    save_setting(db, _SETTING, kept)


def chosen_uses(db: Database) -> dict[str, str]:
    """Return what each list that was ever chosen stands for, by the name of the list."""
    return {choice.name: choice.concept for choice in _remembered(db).values()}


def can_be_list(file: Recognised) -> bool:
    """Return whether a file has patients and nothing else.

    The application's own format is not asked about once it says more than who the patients are.
    """
    own = file.profile.id == _OWN_FORMAT
    return (
        file.profile.id in _CAN_BE_LISTS
        and not (own and not _WHO.issuperset(file.plan.patient))
        and not file.plan.groups
        and bool(file.plan.identifies)
        and "patient_key" not in file.plan.patient
    )


def _first_choice(db: Database, file: Recognised) -> ListChoice:
    """What a file looks like, as long as nobody has said what it is.

    It is the patients' own details in the application's own format, with more than who they are,
    and where the practice gets its patients from such files: nobody new may be overlooked.
    """
    who = set(file.plan.patient)
    complete = {"date_of_birth", "sex"} <= who
    is_list = (
        who <= _WHO
        and file.profile.id != _OWN_FORMAT
        and not (complete and target_lists.has_patient_file(db, file.profile.id))
    )
    return ListChoice(file.list_name[:_LONGEST_NAME], details=not is_list)


def _remembered(db: Database) -> dict[str, ListChoice]:
    raw = read_setting(db, _SETTING) or {}
    return {name: ListChoice(**each) for name, each in raw.items() if isinstance(each, dict)}


def _same_name(choice: ListChoice, names: Sequence[str]) -> ListChoice:
    """A list of the practice keeps its spelling."""
    known = next((n for n in names if n.casefold() == choice.name.casefold()), choice.name)
    return replace(choice, name=known)


def _as_list(file: Recognised, choice: ListChoice, names: Sequence[str]) -> Recognised:
    fixed = file.profile.id == LIST_PROFILE
    offer = ListOffer(file.source.path, choice, tuple(names), only_list=fixed, key=file.own_name)
    if choice.details:
        return replace(file, offer=offer)
    who = {name: index for name, index in file.plan.patient.items() if name in _WHO}
    used = {i: target for i, target in file.plan.used.items() if i in who.values()}
    plan = RowPlan(file.plan.width, patient=who, used=used)
    return replace(file, profile=load_profiles()[LIST_PROFILE], plan=plan, offer=offer)
