"""Builds a trust from the CSV files of a directory, for the tests of understanding."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dialogs.understanding.interpret import Interpreter
from strategy.designations import Designation
from strategy.people import HeldRole, Person, Role
from strategy.school_year import Calendar, HalfTerm, HalfTermName
from strategy.schools import Membership, Phase, School
from strategy.trust import Trust

DATA = Path(__file__).parents[1] / "data"


def rows(folder: str, file: str) -> list[dict[str, str]]:
    with (DATA / folder / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def trust_from(folder: str) -> Trust:
    people = [
        Person(
            number,
            row["email"],
            row["name"],
            row["entra_id"] or None,
            tuple(
                HeldRole(Role(role.split(":")[0]), role.partition(":")[2])
                for role in row["roles"].split(";")
                if role
            ),
        )
        for number, row in enumerate(rows(folder, "people.csv"), start=1)
    ]
    ids = {person.email: person.id for person in people}
    schools = [
        School(
            urn=row["urn"],
            name=row["name"],
            short_name=row["short_name"],
            phase=Phase(row["phase"]),
            status=Membership(row["status"]),
            headteacher=ids[row["headteacher"]],
            sip=ids[row["sip"]],
            chair_of_governors=ids.get(row["chair_of_governors"]),
            senior_leaders=frozenset(ids[email] for email in row["senior_leaders"].split(";") if email),
            adviser=ids.get(row["adviser"]),
            designation=Designation(row["designation"]) if row["designation"] else None,
            designated_on=date.fromisoformat(row["designated_on"]) if row["designated_on"] else None,
        )
        for row in rows(folder, "schools.csv")
    ]
    return Trust(1, people, schools, calendar_from(folder))


def calendar_from(folder: str) -> Calendar:
    return Calendar(
        [
            HalfTerm(
                row["academic_year"],
                HalfTermName(row["half_term"]),
                date.fromisoformat(row["starts"]),
                date.fromisoformat(row["ends"]),
            )
            for row in rows(folder, "terms.csv")
        ],
        [
            (date.fromisoformat(row["date"]), row["name"], row.get("urn") or None)
            for row in rows(folder, "closures.csv")
        ],
    )


@pytest.fixture(scope="session")
def trusts() -> dict[str, Trust]:
    """Trusts that have nothing in common but the days of some terms, by folder."""
    return {folder.name: trust_from(folder.name) for folder in DATA.glob("trust-*")}


@pytest.fixture(scope="session")
def trust_dev(trusts: dict[str, Trust]) -> Trust:
    return trusts["trust-dev"]


@pytest.fixture(scope="session")
def trust_other(trusts: dict[str, Trust]) -> Trust:
    return trusts["trust-other"]


@pytest.fixture(scope="session")
def interpreter() -> Interpreter:
    made = Interpreter()
    made.warm()
    return made
