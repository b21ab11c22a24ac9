"""One builder for each kind of fact that the language knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.frameworks.facts import (
    SETTINGS,
    AnyRecord,
    Choose,
    Count,
    Diagnosis,
    Difference,
    EthnicityIn,
    Fact,
    FirstKnown,
    FirstRecord,
    Formula,
    Highest,
    Largest,
    Latest,
    LatestGrade,
    LatestIs,
    Newest,
    Points,
    Pressure,
    Strength,
    Words,
)
from proactive_care.frameworks.problems import RuleError, did_you_mean
from proactive_care.frameworks.recipe import Recipe
from proactive_care.frameworks.wording import (
    computed_words,
    mid_sentence,
    record_words,
    value_words,
)

_CODES = ("diagnosis", "status")
_RECORDS = (*_CODES, "medication")


def _latest(recipe: Recipe) -> Fact:
    concepts = recipe.concepts("latest", "measurement")
    if len(concepts) > 1:
        raise RuleError("latest takes one measurement.", "Join several with newest.")
    recipe.need_unit(concepts[0])
    window = recipe.window()
    return Latest(recipe.name, recipe.words(value_words(concepts, window)), concepts, window)


def _highest(recipe: Recipe) -> Fact:
    concepts = recipe.concepts("highest", "measurement")
    recipe.need_unit(concepts[0])
    window, age = recipe.window(), recipe.number("before_age")
    if len(concepts) > 1 or (age is not None and (age != int(age) or not 0 < age < 130)):
        raise RuleError("highest takes one measurement, and before_age completed years.")
    words = recipe.words(value_words(concepts, window))
    return Highest(recipe.name, words, concepts, window, None if age is None else int(age))


def _difference(recipe: Recipe) -> Fact:
    concepts = recipe.concepts("difference", "measurement")
    (of,) = recipe.concepts("of", "measurement")
    if len(concepts) != 2 or len({concept.unit for concept in (*concepts, of)}) > 1:
        raise RuleError("difference takes two measurements with the unit of the third.")
    recipe.need_unit(of)
    window = recipe.window()
    return Difference(recipe.name, recipe.words(value_words((of,), window)), concepts, window, of)


def _pressure(recipe: Recipe) -> Fact:
    if recipe.text("blood_pressure") != "latest":
        raise RuleError('blood_pressure can only be "latest".')
    names = [
        f"{figure}_bp_{setting}" for setting in SETTINGS for figure in ("systolic", "diastolic")
    ]
    concepts = recipe.check_concepts(tuple(names), "measurement")
    window = recipe.window()
    missing = f"no BP{window.words or ' recorded'}"
    words = recipe.words(Words("BP", missing, missing, "mmHg"))
    return Pressure(recipe.name, words, concepts, window)


def _diagnosis(recipe: Recipe) -> Fact:
    concepts = recipe.concepts("diagnosis", *_CODES)
    resolved = recipe.names("resolved")
    window = recipe.window()
    if window.limited:
        raise RuleError("a diagnosis has no window.", "Use any or first.")
    return Diagnosis(
        recipe.name,
        recipe.words(record_words(concepts, window)),
        concepts,
        window,
        recipe.check_concepts(resolved, *_CODES) if resolved else (),
    )


def _any(recipe: Recipe) -> Fact:
    concepts, window = recipe.concepts("any", *_RECORDS), recipe.window()
    return AnyRecord(recipe.name, recipe.words(record_words(concepts, window)), concepts, window)


def _first(recipe: Recipe) -> Fact:
    concepts, window = recipe.concepts("first", *_RECORDS), recipe.window()
    if window.depends_on:
        raise RuleError("first looks at all records: before and after cannot limit it.")
    default = record_words(concepts, window)
    words = recipe.words(
        Words(
            f"First {mid_sentence(default.says)}",
            default.missing,
            f"no first {mid_sentence(default.says)}{window.words}",
        )
    )
    return FirstRecord(recipe.name, words, concepts, window)


def _latest_is(recipe: Recipe) -> Fact:
    wanted = recipe.concepts("latest_is", *_CODES)
    among = recipe.concepts("among", *_CODES)
    if not set(wanted) < set(among):
        raise RuleError("among must hold all of latest_is, and more.")
    none = recipe.text("if_none", "no")
    if none not in ("no", "unknown"):
        raise RuleError('if_none must be "no" or "unknown".')
    window, default = recipe.window(), record_words(wanted, recipe.window())
    missing = default.missing if none == "no" else f"no {recipe.name.replace('_', ' ')} recorded"
    words = recipe.words(Words(default.says, missing, default.says_no))
    ids = tuple(concept.id for concept in wanted)
    return LatestIs(recipe.name, words, among, window, ids, none == "no")


def _latest_grade(recipe: Recipe) -> Fact:
    grades = recipe.table("latest_grade")
    concepts = recipe.check_concepts(tuple(grades), *_CODES)
    window = recipe.window()
    words = computed_words(recipe.name)
    missing = f"no {words.says}{window.words or ' recorded'}"
    words = recipe.words(Words(words.says, missing, missing))
    return LatestGrade(recipe.name, words, concepts, window, tuple(grades.values()))


def _count(recipe: Recipe) -> Fact:
    above, below = recipe.number("above"), recipe.number("below")
    valued = above is not None or below is not None
    concepts = recipe.concepts(
        "count", *(("measurement",) if valued else (*_RECORDS, "measurement"))
    )
    window, of = recipe.window(), recipe.text("of", "days")
    if of not in ("days", "records") or (valued and len(concepts) > 1):
        raise RuleError('of must be "days" or "records"; above and below need one measurement.')
    default = record_words(concepts, window)
    missing = f"no {mid_sentence(default.says)}{window.words}" if valued else default.missing
    limits = [f"{word} {value:g}" for word, value in (("above", above), ("below", below)) if value]
    says = " ".join([default.says, " and ".join(limits)]).strip()
    words = recipe.words(Words(says, missing, ""))
    return Count(recipe.name, words, concepts, window, of == "records", above, below)


def _strength(recipe: Recipe) -> Fact:
    concepts, window = recipe.concepts("strength", "medication"), recipe.window()
    says = f"{concepts[0].label} strength"
    words = recipe.words(Words(says, f"no {mid_sentence(says)} in the product name", "", "mg"))
    return Strength(recipe.name, words, concepts, window)


def _points(recipe: Recipe) -> Fact:
    rows = recipe.condition_rows("points")
    items = tuple((when, value) for when, value in rows if isinstance(value, float) and value > 0)
    if len(items) < len(rows):
        raise RuleError("points must be positive numbers.")
    return Points(recipe.name, recipe.words(computed_words(recipe.name)), items)


def _choose(recipe: Recipe) -> Fact:
    rows = recipe.condition_rows("choose")
    items = tuple((when, recipe.quantity(f"{value}")) for when, value in rows)
    return Choose(recipe.name, recipe.words(computed_words(recipe.name)), items)


def _formula(recipe: Recipe) -> Fact:
    quantity = recipe.quantity(recipe.text("formula"))
    return Formula(recipe.name, recipe.words(computed_words(recipe.name)), quantity)


def _newest(recipe: Recipe) -> Fact:
    facts = recipe.facts("newest", "number")
    for fact in facts:
        if not isinstance(fact, Latest | Difference | LatestGrade):
            raise RuleError(f'"{fact.name}" has no day.', "newest takes dated values.")
    return Newest(recipe.name, recipe.words(facts[0].words), tuple(f.name for f in facts))


def _largest(recipe: Recipe) -> Fact:
    facts = recipe.facts("largest", "number")
    return Largest(recipe.name, recipe.words(facts[0].words), tuple(f.name for f in facts))


def _first_known(recipe: Recipe) -> Fact:
    facts = recipe.facts("first_known", "number", "range")
    return FirstKnown(recipe.name, recipe.words(facts[0].words), tuple(f.name for f in facts))


def _ethnicity(recipe: Recipe) -> Fact:
    keys = recipe.names("ethnicity")
    for key in keys:
        if key not in ethnic_groups():
            advice = did_you_mean(key, ethnic_groups())
            raise RuleError(f'there is no ethnic group "{key}".', advice)
    says = recipe.name.replace("_", " ")
    words = recipe.words(Words(says, "ethnicity not recorded", f"not {says}"))
    return EthnicityIn(recipe.name, words, keys)


KINDS: Mapping[str, Callable[[Recipe], Fact]] = {
    "latest": _latest,
    "highest": _highest,
    "difference": _difference,
    "blood_pressure": _pressure,
    "diagnosis": _diagnosis,
    "any": _any,
    "first": _first,
    "latest_is": _latest_is,
    "latest_grade": _latest_grade,
    "count": _count,
    "strength": _strength,
    "points": _points,
    "choose": _choose,
    "formula": _formula,
    "newest": _newest,
    "largest": _largest,
    "first_known": _first_known,
    "ethnicity": _ethnicity,
}
