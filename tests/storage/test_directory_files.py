from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.files.directory import read_directory
from strategy.people import HeldRole, Role
from tests.storage.trust_folder import CEO, GUID, HEAD, MARLOW, OAK, OTHER, SIP, TrustFolder

DEV = Path(__file__).parents[1] / "data" / "trust-dev"


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    return TrustFolder(tmp_path / "trust")


def faults_of(folder: TrustFolder) -> list[str]:
    return [str(fault) for fault in read_directory(folder.write())[1]]


def test_the_sample_directory_has_no_faults() -> None:
    files, faults = read_directory(DEV)
    assert faults == []
    assert (len(files.people), len(files.schools), len(files.terms), len(files.closures)) == (36, 12, 18, 5)


def test_what_the_files_say_is_read(folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16", days="0.5", mode="teams")]
    folder.files["deployments.csv"] = [folder.deployment(to="")]
    files, faults = read_directory(folder.write())
    assert faults == []
    assert files.people[2].held == (HeldRole(Role.SLE, "Mathematics"),)
    assert files.people[1].entra_id == GUID
    assert files.schools[1].senior_leaders == (OTHER, SIP)
    assert files.visits is not None
    assert str(files.visits[0].days) == "0.5"
    assert files.deployments is not None
    assert files.deployments[0].ends is None
    assert files.meetings is None


def test_an_optional_file_without_rows_is_not_an_absent_one(folder: TrustFolder) -> None:
    folder.files["visits.csv"] = []
    files, faults = read_directory(folder.write())
    assert faults == []
    assert files.visits == ()
    assert files.deployments is None


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["with a byte order mark", "without"])
def test_columns_may_stand_in_any_order_quoted_or_not(folder: TrustFolder, mark: bytes) -> None:
    header = b'"roles","name","email","entra_id"\r\n'
    row = b'ceo,"Chief, ""Carol""\r\nthe first",CAROL@Trust.example ,\r\n'
    (folder.write() / "people.csv").write_bytes(mark + header + row)
    files, _ = read_directory(folder.folder)
    [carol] = files.people
    assert (carol.email, carol.name) == (CEO, 'Chief, "Carol" the first')
    assert carol.held == (HeldRole(Role.CEO),)


def test_the_line_of_a_fault_is_where_its_row_begins(folder: TrustFolder) -> None:
    folder.people[0]["name"] = "Carol\nof two\nlines"
    folder.people[1]["roles"] = "king"
    [fault] = faults_of(folder)
    assert fault.startswith("people.csv:5: roles: “king” is not a role; the roles are ceo, ")


Change = Callable[[TrustFolder], object]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            lambda f: f.people[0].update(roles="sle;director_subject: "),
            [
                "people.csv:2: roles: sle needs its subject, written such as sle:Mathematics",
                "people.csv:2: roles: director_subject needs its subject, written such as "
                "director_subject:Mathematics",
            ],
        ),
        (
            lambda f: f.people[0].update(roles="ceo:English"),
            ["people.csv:2: roles: ceo takes no subject"],
        ),
        (
            lambda f: f.people[1].update(email="CAROL@trust.example"),
            ["people.csv:3: email: is the same as on line 2"],
        ),
        (
            lambda f: f.people[0].update(entra_id=GUID.upper()),
            ["people.csv:3: entra_id: is the same as on line 2"],
        ),
        (
            lambda f: f.people[0].update(entra_id="7"),
            ["people.csv:2: entra_id: is not a GUID such as 87dc7129-c728-4711-ac8d-6e5d5f5bd416"],
        ),
        (
            lambda f: f.people[0].update(email="carol at trust", name=" "),
            [
                "people.csv:2: email: “carol at trust” is not an email address",
                "people.csv:2: name: is empty",
            ],
        ),
        (
            lambda f: f.schools[0].update(urn="12345", phase="middle", status=""),
            [
                "schools.csv:2: urn: “12345” is not a URN, which has six digits",
                "schools.csv:2: phase: “middle” is none of primary, secondary, all-through, special, post-16",
                "schools.csv:2: status: is empty",
            ],
        ),
        (
            lambda f: f.schools[1].update(urn=OAK),
            ["schools.csv:3: urn: is the same as on line 2"],
        ),
        (
            lambda f: f.schools[0].update(
                headteacher="nobody@trust.example", sip="", senior_leaders=f"{HEAD};x@y.z"
            ),
            [
                "schools.csv:2: sip: is empty",
                "schools.csv:2: headteacher: nobody@trust.example is not in people.csv",
                "schools.csv:2: senior_leaders: x@y.z is not in people.csv",
            ],
        ),
        (
            lambda f: f.schools[0].update(designated_on=""),
            ["schools.csv:2: designated_on: is empty, but there is a designation"],
        ),
        (
            lambda f: f.schools[0].update(designation=""),
            ["schools.csv:2: designation: is empty, but there is a day on which it was signed off"],
        ),
        (
            lambda f: f.schools[0].update(designated_on="2026-02-30"),
            ["schools.csv:2: designated_on: “2026-02-30” is not a day of the calendar"],
        ),
        (
            lambda f: f.terms[0].update(academic_year="2026/28"),
            ["terms.csv:2: academic_year: is not an academic year such as 2026/27"],
        ),
        (
            lambda f: f.terms[0].update(starts="01/09/2026", ends="2025-10-23"),
            ["terms.csv:2: starts: “01/09/2026” is not a date such as 2026-11-23"],
        ),
        (
            lambda f: f.terms[0].update(ends="2026-08-31"),
            ["terms.csv:2: ends: is before its start"],
        ),
        (
            lambda f: f.terms[1].update(starts="2026-10-23"),
            ["terms.csv:3: starts: is not after the end of 2026/27 autumn-1"],
        ),
        (
            lambda f: (f.terms[0].update(half_term="autumn-2"), f.terms[1].update(half_term="autumn-1")),
            ["terms.csv:2: starts: is not after the end of 2026/27 autumn-1"],
        ),
        (
            lambda f: f.terms[1].update(half_term="autumn-1"),
            ["terms.csv:3: half_term: is the same as on line 2"],
        ),
        (
            lambda f: f.closures.append({"date": "2026-12-24", "name": "Again", "urn": ""}),
            ["closures.csv:3: date: is the same as on line 2"],
        ),
        (
            lambda f: f.closures[0].update(urn="999999", name=""),
            ["closures.csv:2: name: is empty", "closures.csv:2: urn: 999999 is not in schools.csv"],
        ),
        (
            lambda f: f.files.update(
                {"visits.csv": [f.visit("2026-11-16", capacity="chef", mode="phone", days="0")]}
            ),
            [
                "visits.csv:2: capacity: “chef” is none of sip, school_improvement_adviser, lead_sip, sle",
                "visits.csv:2: mode: “phone” is none of on_site, teams",
                "visits.csv:2: days: “0” is not more than 0 and at most 30",
            ],
        ),
        (
            lambda f: f.files.update({"visits.csv": [f.visit("2026-11-16", days="0.3")]}),
            ["visits.csv:2: days: “0.3” does not go in steps of 0.5"],
        ),
        (
            lambda f: f.files.update({"visits.csv": [f.visit("2026-11-16"), f.visit("2026-11-16")]}),
            ["visits.csv:3: date: is the same as on line 2"],
        ),
        (
            lambda f: f.files.update({"deployments.csv": [f.deployment(support="magic")]}),
            [
                "deployments.csv:2: support: “magic” is none of sip, school_improvement_adviser, "
                "deputy_head_trust, director_subject, sle, institute_of_education, deputy_ceo, external",
            ],
        ),
        (
            lambda f: f.files.update({"deployments.csv": [f.deployment(to="2026-08-31")]}),
            ["deployments.csv:2: to: is before its start"],
        ),
        (
            lambda f: f.files.update(
                {
                    "meetings.csv": [
                        f.meeting(urn=""),
                        f.meeting(body="eit"),
                        f.meeting(urn=MARLOW, starts="14:30", ends="14:30"),
                        f.meeting(starts="9am", date="2026-11-25"),
                    ]
                }
            ),
            [
                "meetings.csv:2: urn: is empty, but a Progress Board is of one school",
                "meetings.csv:3: urn: stands only with a progress_board",
                "meetings.csv:4: ends: is not after its start",
                "meetings.csv:5: starts: “9am” is not a time of day such as 09:30",
            ],
        ),
        (
            lambda f: f.files.pop("terms.csv"),
            ["terms.csv: is missing"],
        ),
        (
            lambda f: f.people.clear(),
            ["people.csv: has no rows"],
        ),
    ],
)
def test_every_fault_is_named_with_its_place_and_reason(
    folder: TrustFolder, change: Change, faults: list[str]
) -> None:
    change(folder)
    assert sorted(faults_of(folder)) == sorted(faults)


def test_a_team_member_has_no_visits_to_import(folder: TrustFolder) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16", capacity="team_member")]
    [fault] = faults_of(folder)
    assert fault.startswith("visits.csv:2: capacity: “team_member” is none of sip, ")


def test_a_missing_and_an_unknown_column_are_faults_of_the_header(folder: TrustFolder) -> None:
    path = folder.write() / "closures.csv"
    path.write_text("date,title,date\n2026-12-24,Christmas,2026-12-24\n")
    _, faults = read_directory(folder.folder)
    assert [str(fault) for fault in faults] == [
        "closures.csv:1: name: column is missing",
        "closures.csv:1: “title”: is not a column of this file; it has date, name, urn",
        "closures.csv:1: date: column stands there twice",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "closures.csv: is empty; it needs at least its header"),
        (b"\n\n", "closures.csv: is empty; it needs at least its header"),
        (b"date,name\n2026-12-24\n", "closures.csv:2: has 1 cells, but the header has 2"),
        (b"date,name\n2026-12-24,Christmas,yes\n", "closures.csv:2: has 3 cells, but the header has 2"),
        (b"date,name\n2026-12-24,No\xebl\n", "closures.csv:2: is not UTF-8; save it as “CSV UTF-8”"),
        (
            b'date,name\n2026-12-24,"Christmas\n',
            "closures.csv:2: cannot be read from here on as CSV: unexpected end of data",
        ),
        (
            b"date,name\n2026-12-24," + b"x" * 5_000 + b"\n",
            "closures.csv:2: name: is longer than 4,000 characters",
        ),
        (
            b"date,name\n2026-12-24," + b"x" * 200_000 + b"\n",
            "closures.csv:2: cannot be read from here on as CSV: field larger than field limit (131072)",
        ),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_with_a_sentence(
    folder: TrustFolder, content: bytes, fault: str
) -> None:
    (folder.write() / "closures.csv").write_bytes(content)
    _, faults = read_directory(folder.folder)
    assert [str(each) for each in faults] == [fault]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    _, faults = read_directory(tmp_path / "nowhere")
    assert [str(fault) for fault in faults] == [f"{tmp_path / 'nowhere'}: there is no such folder"]


def test_a_folder_in_the_place_of_a_file_is_a_fault(folder: TrustFolder) -> None:
    (folder.write() / "closures.csv").unlink()
    (folder.folder / "closures.csv").mkdir()
    _, faults = read_directory(folder.folder)
    assert [str(fault) for fault in faults] == ["closures.csv: cannot be read: Is a directory"]
