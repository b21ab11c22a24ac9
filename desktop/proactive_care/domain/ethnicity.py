"""Ethnic groups: the 19 categories of the 2021 census (ONS), and what exports call them.

The data is in resources/codelists/ethnic_groups.csv and ethnicity_codes.csv. Nobody's group is
guessed: a term or code that is not listed, and "not stated", are unknown.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from proactive_care.resource_files import resource_path

_CENSUS = re.compile(r"[-\u2013 ]*(?:(?:England and Wales|Scotland|Northern Ireland) )?\(?"
                     r"(?:ethnic(?: category)?|ethn?\.? categ?\.?)"
                     r"[ -]+20(?:01|11|21|22) ?census\)?$"
                     r"|[- ]+(?:2001|2011|2021|2022) census$", re.I)  # fmt: skip
_FAMILY = re.compile(
    r"^(?:white|mixed(?: (?:or|and|/) ?multiple(?: ethnic groups)?)?|asian|black|other|"
    r"asian,? (?:or )?asian british|black,? (?:or )?black british|"
    r"black,? (?:african,? caribbean or )?black british,? ?(?:caribbean or african)?|"
    r"mixed|other ethnic groups?|mixed multiple ethnic groups)\s*[:\u2013-]\s*",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One ONS category. ``key`` is stored; ``set_e1`` says whether minority set E1 has it."""

    key: str
    label: str
    group: str
    set_e1: bool


@lru_cache(maxsize=1)
def ethnic_groups() -> dict[str, EthnicGroup]:
    """Return the categories by key, in census order."""
    return {
        row["key"]: EthnicGroup(row["key"], row["label"], row["group"], row["set_e1"] == "1")
        for row in _rows("ethnic_groups.csv")
    }


def minority_set_e1() -> frozenset[str]:
    """Return the default minority ethnic set of the frameworks (frameworks.md section 1, E1).

    It is the set of the QOF obesity register: White and Black Caribbean, White and Black African,
    White and Asian, Indian, Pakistani, Bangladeshi, Chinese, any other Asian, African, Caribbean,
    any other Black, Arab.
    """
    return frozenset(key for key, group in ethnic_groups().items() if group.set_e1)


def ethnicity_key(text: str) -> str | None:
    """Return the category for a SNOMED code, an NHS letter or a term; None when unknown.

    Known terms are the ONS names, the descriptions of the ethnicity codes, and both with the
    family in front ("Asian or Asian British - Indian") or the census behind.
    """
    text = text.strip()
    if not text:
        return None
    by_code, by_letter, by_term = _index()
    if text.isdigit():
        return by_code.get(text)
    if len(text) == 1:
        return by_letter.get(text.upper())
    without_census = _CENSUS.sub("", text)
    for form in (text, without_census, _FAMILY.sub("", without_census)):
        key = by_term.get(_plain(form))
        if key is not None:
            return key
    return None


def _plain(term: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", term.casefold().replace("&", " and ")).split())


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    by_code: dict[str, str] = {}
    by_letter: dict[str, str] = {}
    by_term: dict[str, str] = {}
    clashes: set[str] = set()
    for row in _rows("ethnicity_codes.csv"):
        if not row["group"]:
            continue
        by_code[row["code"]] = row["group"]
        for term in (row["term"], _CENSUS.sub("", row["term"])):
            if by_term.setdefault(_plain(term), row["group"]) != row["group"]:
                clashes.add(_plain(term))  # "British" may be one thing in one census
    for term in clashes:
        del by_term[term]
    for row in _rows("ethnic_groups.csv"):
        by_letter[row["nhs_letter"]] = row["key"]
        for name in (row["label"], row["key"], *row["other_names"].split("|")):
            by_term[_plain(name)] = row["key"]
    by_letter.pop("", None)
    by_term.pop("", None)
    return by_code, by_letter, by_term


def _rows(name: str) -> list[dict[str, str]]:
    with resource_path("codelists", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
