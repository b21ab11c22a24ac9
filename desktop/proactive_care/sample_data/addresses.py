"""Homes in a market village and its hamlets. None of them, and none of the postcodes, exists."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.sample_data.data import Place
from proactive_care.sample_data.dice import Dice, Weighted

COUNTY = "Mereshire"
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # the letters that the second half of a postcode uses
_HOUSES_TO_A_POSTCODE = 16
_HOUSE_NAMES = (
    "Sketch Cottage",
    "Placeholder House",
    "The Old Specimen",
    "Fixture Farm",
    "Template Barn",
    "Mockstone",
    "Draft End",
    "Sample Villa",
)


@dataclass(frozen=True, slots=True)
class Home:
    """One address. ``lines`` are house and street, village, town, county."""

    lines: tuple[str, str, str, str]
    postcode: str
    imd: int


class AddressBook:
    """Hands out homes; each is given to one household only, care homes excepted."""

    def __init__(self, places: Weighted[Place], dice: Dice) -> None:
        self._places = places
        self._dice = dice
        self._built: dict[tuple[str, str], int] = {}

    def next_home(self) -> Home:
        """Return the next free house of a street."""
        dice = self._dice
        place = self._places.draw(dice)
        street = dice.pick(place.streets)
        number = self._built.get((place.village, street), 0) + 1
        self._built[place.village, street] = number
        first = f"{number} {street}"
        if place.town and number <= len(_HOUSE_NAMES) and dice.chance(0.5):
            name = (number + 3 * place.streets.index(street) + place.imd) % len(_HOUSE_NAMES)
            first = f"{_HOUSE_NAMES[name]}, {street}"
        elif number % 9 == 0 and not place.town:
            first = f"Flat {1 + number % 4}, {number} {street}"
        if place.estate:
            first = f"{first}, {place.estate}"
        return Home(
            (first, place.village, place.town, COUNTY), _postcode(place, street, number), place.imd
        )

    def care_home(self) -> Home:
        """Return one of the two care homes."""
        if self._dice.chance(0.6):
            return Home(
                ("Mockford House Care Home, Church Walk", "Harrowmere", "", COUNTY), "HM1 9ZZ", 3
            )
        return Home(
            ("Specimen Lodge Nursing Home, Lake View", "Ottermere", "Harrowmere", COUNTY),
            "HM4 9ZY",
            5,
        )


def no_fixed_abode() -> Home:
    """Return what is recorded for somebody without a home: letters wait at the surgery."""
    return Home(("No fixed abode, c/o Harrowmere Surgery", "Harrowmere", "", COUNTY), "HM1 4ZZ", 1)


def _postcode(place: Place, street: str, number: int) -> str:
    block = place.streets.index(street) * 7 + (number - 1) // _HOUSES_TO_A_POSTCODE
    letters = _INWARD_LETTERS
    digit = 1 + (block + 4 * bool(place.estate)) % 8
    first = letters[block // 8 % len(letters)]
    second = letters[(block // (8 * len(letters)) + 7 * place.imd) % len(letters)]
    return f"{place.outward} {digit}{first}{second}"
