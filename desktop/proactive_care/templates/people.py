"""The invented patients of the previews, from the plainest to the one with most to say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents import OWN_GROUPS, Addressee
from proactive_care.domain.vocabulary import Framework, Role, Tier

_USUAL_TO = Addressee("Mx", "Robin", "Exampleby", ("1 Sample Street", "Nether Plover"), "HM1 4ZZ")
_SHORTEST_TO = Addressee("", "Oz", "Mock", ("Nether Plover",), "")
_LONGEST_TO = Addressee(
    "Professor",
    "Bartholomew-Maximilian",
    "Featherstonehaugh-Sampleton-Mockford",
    ("Flat 12B, The Old Granary Conversion", "Number 127 Upper Nether Sampleton Lane",
     "Great Skellbeck-under-Wychwood", "Nether Plover"),
    "HM1 9ZZ",
)  # fmt: skip
_TWO = (Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist. ``label`` is what the window calls them.

    ``groups`` are the groups for which a paragraph of the practice's own is looked at. ``little``:
    the practice knows hardly anything of them either (no staff named, one visit). ``reviewer`` is
    whom they see for the review.
    """

    key: str
    label: str
    to: Addressee = _USUAL_TO
    conditions: tuple[Framework, ...] = _TWO
    tier: Tier = Tier.MEDIUM
    invitation: int = 1
    groups: tuple[tuple[Framework, str], ...] = ()
    little: bool = False
    reviewer: Role = Role.NURSE


def _named(title: str, given: str, family: str, street: str) -> Addressee:
    return Addressee(title, given, family, (street, "Nether Plover"), "HM1 4ZZ")


PEOPLE = (
    Invented("usual", "Two conditions"),
    Invented(
        "one", "One condition, shortest name, least known", _SHORTEST_TO,
        (Framework.ASTHMA,), Tier.LOW, little=True,
    ),
    Invented(
        "longest",
        "Six conditions, longest name, third letter",
        _LONGEST_TO, tuple(Framework), Tier.HIGH, 3,
    ),
    Invented(
        "urgent", "Urgent", _named("Mrs", "Ida", "Testperson", "3 Mill Lane"),
        tier=Tier.URGENT,
    ),
    Invented(
        "high", "High priority",
        _named("Mr", "Wilf", "Placeholder", "Mill Cottage"), (Framework.COPD,), Tier.HIGH,
    ),
    Invented(
        "data_gap", "Missing data", _named("Ms", "Nell", "Fixture", "9 Church Walk"),
        (Framework.ATRIAL_FIBRILLATION, Framework.CHOLESTEROL), Tier.DATA_GAP,
    ),
    Invented(
        "low", "Low priority, second letter",
        _named("Mr", "Amos", "Specimen", "The Old Forge"), (Framework.HYPERTENSION,), Tier.LOW, 2,
    ),
)  # fmt: skip


def person(key: str) -> Invented:
    """Return one of them; the first for a key that is none."""
    return next((each for each in PEOPLE if each.key == key), PEOPLE[0])


def meeting(someone: Invented, text: str) -> Invented:
    """Return somebody for whom the text of a key is printed: with its condition, group or tier."""
    if text.startswith(OWN_GROUPS):
        condition, group = text.removeprefix(OWN_GROUPS).split(".")
        known = _with(someone, Framework(condition))
        return replace(known, groups=((Framework(condition), group),))
    for part in text.split("."):
        if part in _NEEDED_FOR:
            someone = _with(someone, _NEEDED_FOR[part])
    if text in _ONE_VISIT:
        someone = replace(someone, little=True)
    reviewer = next((role for role in _REVIEWERS if role.value in text.split(".")), None)
    if reviewer is not None:
        someone = replace(someone, reviewer=reviewer)
    if text.startswith("why.again") and someone.invitation == 1:
        someone = replace(someone, invitation=2)
    tier = _TIER_TEXTS.get(text) or _TIER_TEXTS.get(".".join(text.split(".")[:2]))
    if tier is not None:
        someone = replace(someone, tier=tier)
    if text[-2:] in ("_1", "_2", "_3") and text.startswith("letter."):
        calm = someone.tier if someone.tier in (Tier.MEDIUM, Tier.LOW) else Tier.MEDIUM
        someone = replace(someone, invitation=int(text[-1]), tier=calm)
    return someone


def told_difference(before: Invented, after: Invented) -> str:
    """Say what was changed so that a text is printed; empty if nothing was."""
    grouped = dict(after.groups)
    added = [each for each in after.conditions if each not in before.conditions]
    parts = [each.label for each in added if each not in grouped]
    parts += [f"{condition.label} group {group}" for condition, group in after.groups]
    if after.tier is not before.tier:
        parts.append(f"{after.tier.value} priority" if after.tier is not Tier.URGENT else "urgent")
    if after.invitation != before.invitation:
        parts.append(f"invitation {after.invitation}")
    parts += ["one visit"] if after.little and not before.little else []
    parts += [f"a {after.reviewer.label}"] if after.reviewer is not before.reviewer else []
    return f"Shown with {', '.join(parts)}, so that this text is seen." if parts else ""


def _with(someone: Invented, condition: Framework) -> Invented:
    conditions = {*someone.conditions, condition}
    return replace(someone, conditions=tuple(each for each in Framework if each in conditions))


# What asks for a text in the letter: the condition itself, or one that has this check.
_NEEDED_FOR = {
    **{each.value: each for each in Framework},
    "inhalers": Framework.ASTHMA,
    "peak_flow": Framework.ASTHMA,
    "breathing": Framework.ASTHMA,
    "oxygen": Framework.COPD,
    "pulse": Framework.ATRIAL_FIBRILLATION,
    "blood_thinner": Framework.ATRIAL_FIBRILLATION,
}
_ONE_VISIT = {
    "visit.review_only",
    "visits.review.first_only",
    "visits.review.about_only",
    "visits.heading_1",
}
_REVIEWERS = (Role.PHARMACIST, Role.PRESCRIBER)
_TIER_TEXTS = {
    **{f"own.{tier.name.lower()}": tier for tier in Tier},
    **{
        f"{part}.{tier.name.lower()}{ending}": tier
        for tier in (Tier.URGENT, Tier.HIGH, Tier.DATA_GAP)
        for part, ending in (("letter", "_tier"), ("why", ""))
    },
}
