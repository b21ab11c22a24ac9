"""What a practice may set: triage bands (signed by the clinical lead) and the two-person check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import Band, Bands
from proactive_care.domain.vocabulary import Role, Setting
from proactive_care.resource_files import resource_path
from proactive_care.store import people as store

_BANDS, _SECOND = "reading_bands", "reading_second_check"


@dataclass(frozen=True)
class SecondCheck:
    """Which paper forms a second person keys again: every red one, every one with an unusual
    figure, and a ``share`` (0 to 1) of all others."""

    red: bool
    unusual: bool
    share: float


@dataclass(frozen=True)
class LetterRules:
    """Times in days and minutes for letters about readings, who is asked for, and the words for
    what the practice has not entered about itself."""

    call_within_days: int
    call_soon_days: int
    least_days: int
    talk_minutes: int
    by_hand_minutes: int
    remind_again_days: int
    roles: Mapping[Band, tuple[Role, ...]]


@lru_cache(maxsize=1)
def letter_rules() -> LetterRules:
    """Return the shipped rules for letters about readings."""
    raw = dict(_defaults()["letters"])
    roles = {Band(band): tuple(map(Role, names)) for band, names in raw.pop("roles").items()}
    return LetterRules(roles=roles, **raw)


@lru_cache(maxsize=1)
def _defaults() -> dict[str, Any]:
    return tomllib.loads(resource_path("readings", "defaults.toml").read_text("utf-8"))


def bands_of(db: Database, setting: Setting) -> Bands:
    """Return the thresholds in force; ambulatory pressures are judged as home pressures."""
    name = "clinic" if setting is Setting.CLINIC else "home"
    saved = store.read_setting(db, _BANDS)
    raw: Any = saved or _defaults()["bands"]
    return _bands(raw[name])


def load_bands(session: Session) -> tuple[Bands, Bands]:
    """Return the thresholds in force at home and in the clinic."""
    db = session.practice.db
    return bands_of(db, Setting.HOME), bands_of(db, Setting.CLINIC)


def save_bands(session: Session, home: Bands, clinic: Bands) -> None:
    """Change the thresholds. Only who may sign off rules may; sessions already filed keep theirs.

    Raises InvalidInput if a milder band would begin above a more severe one.
    """
    for bands in (home, clinic):
        _check_order(bands)
    with session.act(Permission.SIGN_OFF_PACKS, "readings.bands") as act:
        value: dict[str, object] = {"home": _plain(home), "clinic": _plain(clinic)}
        store.save_setting(act.db, _BANDS, value)


def load_second_check(session: Session) -> SecondCheck:
    """Return which forms are keyed twice."""
    saved: Any = store.read_setting(session.practice.db, _SECOND)
    return SecondCheck(**(saved or _defaults()["second_check"]))


def save_second_check(session: Session, choice: SecondCheck) -> None:
    """Choose which forms are keyed twice. Raises InvalidInput for a share outside 0 to 1."""
    if not 0 <= choice.share <= 1:
        raise InvalidInput("The share of forms keyed twice must be 0 to 100 %.", field="share")
    with session.act(Permission.MANAGE_SETTINGS, "readings.second_check", **asdict(choice)) as act:
        store.save_setting(act.db, _SECOND, asdict(choice))


def declined_code() -> tuple[str, str]:
    """Return the SNOMED CT code and term for somebody who does not want to measure at home."""
    raw = _defaults()["declined"]
    return raw["code"], raw["term"]


def outcome_words(of: str) -> tuple[str, ...]:
    """Return the usual outcomes of an ``alert`` or a ``task``, for choosing from."""
    return tuple(_defaults()["outcomes"][of])


def _bands(raw: Mapping[str, Any]) -> Bands:
    return Bands(**{field.name: Pressure(*raw[field.name]) for field in fields(Bands)})


def _plain(bands: Bands) -> dict[str, list[float]]:
    return {
        field.name: [
            float(getattr(bands, field.name).systolic),
            float(getattr(bands, field.name).diastolic),
        ]
        for field in fields(Bands)
    }


def _check_order(bands: Bands) -> None:
    for amber in (bands.amber_under_80, bands.amber_from_80):
        steps = (bands.low, amber, bands.amber_high, bands.red, bands.severe_pair)
        for milder, severer in pairwise(steps):
            if milder.systolic > severer.systolic or milder.diastolic > severer.diastolic:
                raise InvalidInput(
                    f"The band from {milder} cannot begin above the one from {severer}.",
                    field="bands",
                    kept="The bands are unchanged.",
                    advice="Each band must begin at or above the milder one.",
                )
