"""A small world for recall over two years: people whose truth is known, exports of it, and time."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from proactive_care import accounts
from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.recall import RecallPreview
from support.importing import EVENTS_HEADER, HYPERTENSION, csv_text, load, write
from support.practice import NOW, PASSWORD, Clock, make_session
from support.rows import add_run

NUMBERS = (
    "9990000018", "9990000026", "9990000034", "9990000042", "9990000050", "9990000069",
    "9990000085", "9990000093",
)  # fmt: skip
TIERS = (
    Tier.URGENT, Tier.HIGH, Tier.HIGH, Tier.MEDIUM, Tier.LOW, Tier.DATA_GAP,
    Tier.HIGH, Tier.URGENT,
)  # fmt: skip
REVIEW, INVITED = "888461000000107", "1109921000000106"
# Codes that keep somebody apart, and that end it, by concept; the first that stands is the stream.
APART = {
    "palliative_care": ("1025611000000105", "1048611000000104"),
    "care_home": ("105530003", ""),
    "dementia": ("10349009", ""),
    "housebound": ("138079003", "760661000000106"),
    "reasonable_adjustment": ("1108171000000102", ""),
}
END_OF_LIFE = "palliative_care"
# Who is kept apart from the beginning, by their place in NUMBERS.
BEGINS_APART = {6: "housebound", 7: "dementia"}
START = NOW.date()
_COLUMNS = (
    "nhs_number", "date_of_birth", "sex", "title", "family_name", "given_name", "address_1",
    "postcode", "mobile_phone", "deregistered_on", "date_of_death",
)  # fmt: skip
_FAMILIES = (
    "Testperson", "Fixture", "Mockford", "Specimen", "Sampleton", "Placeholder", "Exampleby",
    "Demoworth",
)  # fmt: skip


@dataclass
class Person:
    """What is true of somebody, whatever the practice file says."""

    number: int  # place in NUMBERS
    tier: Tier
    street: str
    phone: str
    died: date | None = None
    left: date | None = None
    in_extract: bool = True
    events: list[tuple[date, str]] = field(default_factory=list)

    def apart(self) -> str:
        """Return what keeps them apart by their codes, empty for nothing."""
        for concept, (starts, ends) in APART.items():
            since = max((day for day, code in self.events if code == starts), default=None)
            until = max((day for day, code in self.events if code == ends), default=date.min)
            if since is not None and until < since:
                return concept
        return ""


class World:
    """People, the practice that looks after them, and the clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.imports = 0
        self.people = [
            Person(n, tier, f"{n + 1} Mill Row", "" if n == 1 else "07700 900123")
            for n, tier in enumerate(TIERS)
        ]
        for n, concept in BEGINS_APART.items():
            self.people[n].events.append((date(2020, 1, 1), APART[concept][0]))

    @classmethod
    def begin(cls, folder: Path) -> World:
        """Make a practice with an export of everybody, sorted into groups."""
        world = cls(folder)
        make_session(folder / "practice", Role.CLINICAL_LEAD).practice.close_all()
        world.session = world.sign_in()
        world.import_extract()
        world.sort_into_groups()
        return world

    @classmethod
    def copy(cls, template: Path, folder: Path) -> World:
        """Return a world like the one that ``begin`` made."""
        shutil.copytree(template / "practice", folder / "practice")
        world = cls(folder)
        world.imports = 1
        world.session = world.sign_in()
        return world

    session: Session

    def sign_in(self) -> Session:
        return accounts.sign_in(
            self.folder / "practice", "lead", PASSWORD, clock=self.clock,
            sleep=lambda seconds: None, device="test",
        )  # fmt: skip

    def restart(self) -> None:
        """The computer is switched off and on again."""
        self.session.practice.close_all()
        self.session = self.sign_in()

    @property
    def today(self) -> date:
        return self.session.today()

    def pass_days(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    def ids(self) -> dict[int, Person]:
        """Return everybody by their id in the practice file."""
        rows = self.session.practice.db.conn.execute("SELECT nhs_number, id FROM patient")
        by_number = {NUMBERS[person.number]: person for person in self.people}
        return {patient: by_number[number] for number, patient in rows if number in by_number}

    def sort_into_groups(self) -> None:
        """Run the rules again, as if they had found the tiers that are true."""
        groups = {patient: ("2a", person.tier.value) for patient, person in self.ids().items()}
        add_run(self.session, "hypertension", groups, as_of=self.today)

    def import_extract(self) -> None:
        """Export the truth from the clinical system and import it."""
        self.imports += 1
        people = [_COLUMNS, *(_row(person) for person in self.people if person.in_extract)]
        people.append(_bystander(self.imports))  # no two exports are the same file
        events = [
            f"{NUMBERS[p.number]},{day.isoformat()},{code},coded,,\n"
            for p in self.people
            if p.in_extract
            for day, code in [(date(2012, 5, 14), HYPERTENSION), *p.events]
        ]
        marker = f"{NUMBERS[0]},2001-01-01,{HYPERTENSION},export {self.imports},,\n"
        folder = self.folder / f"export-{self.imports}"
        folder.mkdir()
        load(
            self.session,
            write(folder, "patients.csv", csv_text(people)),
            write(folder, "events.csv", EVENTS_HEADER + "".join([*events, marker])),
            run_date=self.today,
        )


def _row(person: Person) -> tuple[str, ...]:
    birth = date(1960, 1 + 2 * (person.number % 6), 5)
    return (
        NUMBERS[person.number], birth.isoformat(), "F", "Ms", _FAMILIES[person.number], "Wren",
        person.street, "HM1 4ZZ", person.phone, _iso(person.left), _iso(person.died),
    )  # fmt: skip


def _bystander(number: int) -> tuple[str, ...]:
    street = f"{number} Beacon Lane"
    return (
        "9990000077", "1980-01-01", "M", "Mr", "Bystander", "Bram", street, "HM1 4ZZ", "", "", "",
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


class Crash(Exception):
    """The computer goes off."""


def broken(preview: RecallPreview, how: str) -> AbstractContextManager[object]:
    """Return what breaks the printing of a batch at one place."""
    if how == "transaction":
        return patch("proactive_care.store.recall.insert_batch", side_effect=Crash())
    if how == "pages":
        part = "write_batch_pdf" if preview.letters else "_write_lists"
        return patch(f"proactive_care.recall.batch.{part}", side_effect=Crash())
    rename = Path.replace

    def fails_at_the_end(part: Path, target: Path) -> Path:
        if target.name.startswith("crash"):
            raise OSError(5, "the disk has gone")
        return rename(part, target)

    return patch.object(Path, "replace", fails_at_the_end)
