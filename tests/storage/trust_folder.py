"""A small trust directory as files, to be changed by a test and imported."""

from __future__ import annotations

import csv
from pathlib import Path

Rows = list[dict[str, str]]

OAK, MARLOW = "100001", "100002"
CEO, DEPUTY, SIP, HEAD, OTHER = (f"{name}@trust.example" for name in ("carol", "dan", "sam", "hana", "olive"))
GUID = "87dc7129-c728-4711-ac8d-6e5d5f5bd416"
OTHER_GUID = "00ed72b4-2d1b-4693-bcff-db5efe2e24f5"


class TrustFolder:
    """Rows of each file by its name; `write` makes files of them. One without rows keeps its header."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Rows] = {
            "people.csv": [
                self.person(CEO, "Carol Chief", roles="ceo"),
                self.person(DEPUTY, "Dan Deputy", roles="deputy_ceo", entra_id=GUID),
                self.person(SIP, "Sam Partner", roles="sle:Mathematics"),
                self.person(HEAD, "Hana Head"),
                self.person(OTHER, "Olive Other"),
            ],
            "schools.csv": [
                self.school(OAK, "Oak Bank Academy", designation="repair", designated_on="2026-09-30"),
                self.school(MARLOW, "Marlow School", senior_leaders=f"{OTHER};{SIP}", adviser=OTHER),
            ],
            "terms.csv": [
                self.term("2026/27", "autumn-1", "2026-09-01", "2026-10-23"),
                self.term("2026/27", "autumn-2", "2026-11-02", "2026-12-18"),
                self.term("2026/27", "spring-1", "2027-01-04", "2027-02-12"),
            ],
            "closures.csv": [{"date": "2026-12-24", "name": "Christmas closure", "urn": ""}],
        }
        self.header: dict[str, list[str]] = {name: list(rows[0]) for name, rows in self.files.items()}
        self.header["visits.csv"] = list(self.visit("2026-11-16"))
        self.header["deployments.csv"] = list(self.deployment())
        self.header["meetings.csv"] = list(self.meeting())

    @property
    def people(self) -> Rows:
        return self.files["people.csv"]

    @property
    def schools(self) -> Rows:
        return self.files["schools.csv"]

    @property
    def terms(self) -> Rows:
        return self.files["terms.csv"]

    @property
    def closures(self) -> Rows:
        return self.files["closures.csv"]

    @staticmethod
    def person(email: str, name: str, *, roles: str = "", entra_id: str = "") -> dict[str, str]:
        return {"email": email, "name": name, "entra_id": entra_id, "roles": roles}

    @staticmethod
    def school(urn: str, name: str, **rest: str) -> dict[str, str]:
        usual = {
            "urn": urn,
            "name": name,
            "short_name": name.split(maxsplit=1)[0],
            "phase": "primary",
            "status": "member",
            "headteacher": HEAD,
            "chair_of_governors": "",
            "senior_leaders": "",
            "sip": SIP,
            "adviser": "",
            "designation": "",
            "designated_on": "",
        }
        return {**usual, **rest}

    @staticmethod
    def term(year: str, name: str, starts: str, ends: str) -> dict[str, str]:
        return {"academic_year": year, "half_term": name, "starts": starts, "ends": ends}

    @staticmethod
    def visit(day: str, **rest: str) -> dict[str, str]:
        usual = {
            "urn": OAK,
            "date": day,
            "author": SIP,
            "capacity": "sip",
            "mode": "on_site",
            "days": "1",
            "purpose": "Reading",
            "reported_on": "",
        }
        return {**usual, **rest}

    @staticmethod
    def deployment(**rest: str) -> dict[str, str]:
        usual = {
            "person": OTHER,
            "urn": OAK,
            "support": "deputy_head_trust",
            "activity": "team teaching",
            "from": "2026-09-01",
            "to": "2027-02-12",
            "days_per_week": "2.5",
        }
        return {**usual, **rest}

    @staticmethod
    def meeting(**rest: str) -> dict[str, str]:
        usual = {
            "body": "progress_board",
            "urn": OAK,
            "date": "2026-11-24",
            "starts": "13:00",
            "ends": "14:30",
        }
        return {**usual, **rest}

    def write(self) -> Path:
        self.folder.mkdir(exist_ok=True)
        for old in self.folder.glob("*.csv"):
            old.unlink()
        for name, rows in self.files.items():
            with (self.folder / name).open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, self.header[name])
                writer.writeheader()
                writer.writerows(rows)
        return self.folder
