"""People and the homes that they share: ages, families, names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from proactive_care.domain.dates import years_before
from proactive_care.sample_data.addresses import AddressBook, Home
from proactive_care.sample_data.data import Background, SampleData
from proactive_care.sample_data.dice import Dice, Weighted

_GROUP_SIZES = Weighted([(1, 35.0), (2, 45.0), (3, 16.0), (4, 4.0)])


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is and where they live."""

    title: str
    given_name: str
    family_name: str
    date_of_birth: date
    age: int
    sex: str
    background: Background
    home: Home
    registered_on: date
    in_care_home: bool


@dataclass(slots=True)
class _Body:
    sex: str
    age: int


def make_people(count: int, data: SampleData, dice: Dice, as_of: date) -> list[Person]:
    """Return ``count`` people, the members of a household one after another."""
    bodies = [_draw_body(data, dice) for _ in range(count)]
    book = AddressBook(data.places, dice)
    people: list[Person] = []
    residents, others = _care_home_residents(bodies, dice)
    for household in _households(others, dice):
        people.extend(_name_household(household, book.next_home(), False, data, dice, as_of))
    for body in residents:
        people.extend(_name_household([body], book.care_home(), True, data, dice, as_of))
    return people


def _draw_body(data: SampleData, dice: Dice) -> _Body:
    sex, low, high = data.ages.draw(dice)
    return _Body(sex, dice.between(low, high))


def _care_home_residents(bodies: list[_Body], dice: Dice) -> tuple[list[_Body], list[_Body]]:
    residents: list[_Body] = []
    others: list[_Body] = []
    for body in bodies:
        share = 0.13 if body.age >= 85 else 0.02 if body.age >= 75 else 0.0
        (residents if dice.chance(share) else others).append(body)
    return residents, others


def _households(bodies: list[_Body], dice: Dice) -> list[list[_Body]]:
    """Return bodies grouped into couples and single people, with the children that fit them."""
    adults: list[_Body] = []
    children: list[_Body] = []
    for body in bodies:
        at_home = body.age < 18 or (body.age < 25 and dice.chance(0.55))
        (children if at_home else adults).append(body)
    homes = _couples(adults, dice)
    dice.shuffle(homes)
    _place_children(homes, children, dice)
    return homes


def _couples(adults: list[_Body], dice: Dice) -> list[list[_Body]]:
    men = sorted((b for b in adults if b.sex == "M"), key=lambda b: b.age)
    women = sorted((b for b in adults if b.sex == "F"), key=lambda b: b.age)
    homes: list[list[_Body]] = []
    while men and women:
        man, woman = men[-1], women[-1]
        if abs(man.age - woman.age) > 8:
            older = men if man.age > woman.age else women
            homes.append([older.pop()])
        elif dice.chance(0.66):
            homes.append([men.pop(), women.pop()])
        else:
            homes.append([(men if dice.chance(0.5) else women).pop()])
    homes.extend([body] for body in men + women)
    return homes


def _place_children(homes: list[list[_Body]], children: list[_Body], dice: Dice) -> None:
    """Add brothers and sisters to a home whose adults could be their parents."""
    order = sorted(((body.age + dice.bell(0, 2.5), index) for index, body in enumerate(children)))
    queue = [children[index] for _, index in order]
    free = [home for home in homes if min(body.age for body in home) <= 62]
    while queue:
        size = _GROUP_SIZES.draw(dice)
        group, queue = queue[:size], queue[size:]
        position = _find_parents(free, group, dice)
        if position is None:
            homes.append(group)
        else:
            free[position].extend(group)
            free[position] = free[-1]
            free.pop()


def _find_parents(free: list[list[_Body]], group: list[_Body], dice: Dice) -> int | None:
    oldest = max(body.age for body in group)
    youngest = min(body.age for body in group)
    for _ in range(60):
        if not free:
            return None
        position = int(dice.roll() * len(free))
        parent = min(body.age for body in free[position])
        if parent - oldest >= 18 and parent - youngest <= 43:
            return position
    return None


def _name_household(
    bodies: list[_Body], home: Home, care: bool, data: SampleData, dice: Dice, as_of: date
) -> list[Person]:
    background = data.backgrounds.draw(dice)
    family = dice.pick(data.family_names[background.names])
    settled = as_of - timedelta(days=_days_registered(dice))
    people: list[Person] = []
    taken: set[str] = set()
    for position, body in enumerate(bodies):
        own_background, own_family = background, family
        if position == 1 and body.age >= 25 and dice.chance(0.22):
            if dice.chance(0.4):
                own_background = data.backgrounds.draw(dice)
            own_family = dice.pick(data.family_names[own_background.names])
        born = years_before(as_of, body.age) - timedelta(days=dice.between(0, 364))
        people.append(
            Person(
                title=_title(body, len(bodies) > 1, dice),
                given_name=_given_name(body, own_background.names, taken, data, dice),
                family_name=own_family,
                date_of_birth=born,
                age=body.age,
                sex=body.sex,
                background=own_background,
                home=home,
                registered_on=max(born, settled),
                in_care_home=care,
            )
        )
    return people


def _days_registered(dice: Dice) -> int:
    """Return how long ago the household registered: a few new ones, many for decades."""
    if dice.chance(0.05):
        return dice.between(3, 400)
    return dice.between(400, 9000) if dice.chance(0.6) else dice.between(9000, 22000)


def _title(body: _Body, couple: bool, dice: Dice) -> str:
    if body.age < 16:
        return "Master" if body.sex == "M" else "Miss"
    roll = dice.roll()
    if roll < 0.012:
        return "Dr"
    if roll < 0.014:
        return "Mx"
    if roll < 0.016:
        return "Revd"
    if body.sex == "M":
        return "Mr"
    if body.age >= 30 and couple:
        return "Mrs" if roll < 0.75 else "Ms"
    return "Miss" if roll < 0.5 else "Ms" if roll < 0.8 or body.age < 30 else "Mrs"


def _given_name(body: _Body, group: str, taken: set[str], data: SampleData, dice: Dice) -> str:
    """Return a name that nobody else in the home has, if there is one; now and then a double."""
    era = "old" if body.age >= 66 else "middle" if body.age >= 38 else "young"
    names = data.given_names.get((group, body.sex, era)) or data.given_names[group, body.sex, "old"]
    name = dice.pick([name for name in names if name not in taken] or names)
    taken.add(name)
    if dice.chance(0.02):
        name = f"{name}-{dice.pick(names)}"
    return name
