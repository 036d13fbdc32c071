from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.importing import import_directory
from storage.store import SqlStore
from strategy.actions.importing import Counts
from strategy.designations import Designation, Risk
from strategy.duties import REPORTS
from strategy.people import HeldRole, Role
from strategy.ports import DutyQuery
from strategy.school_year import HalfTermName
from tests.builders import NOW
from tests.storage.trust_folder import (
    HEAD,
    MARLOW,
    OAK,
    OTHER,
    OTHER_GUID,
    SIP,
    TrustFolder,
)
from tests.storage.trust_import import ALL, POLICY, everything, refused, run

NEXT_MONTH = NOW + timedelta(days=30)


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    return TrustFolder(tmp_path / "trust")


async def test_a_first_import_makes_the_trust(store: SqlStore, folder: TrustFolder) -> None:
    report = await run(store, folder)
    trust = await store.trust()
    assert report.files["people.csv"] == Counts(added=5)
    assert str(report).startswith("people.csv: 5 added, 0 changed, 0 ended, 0 unchanged\n")
    sip, olive = trust.by_email(SIP), trust.by_email(OTHER)
    assert sip is not None
    assert olive is not None
    assert sip.held == (HeldRole(Role.SLE, "Mathematics"),)
    assert [person.name for person in trust.holders(Role.CEO)] == ["Carol Chief"]
    marlow = trust.school(MARLOW)
    assert (marlow.sip, marlow.adviser) == (sip.id, olive.id)
    assert marlow.senior_leaders == frozenset({olive.id, sip.id})
    assert trust.school(OAK).risk is Risk.HIGH
    assert trust.calendar.why_closed(date(2026, 12, 24)) == "Christmas closure"
    half = trust.calendar.half_term_of(date(2026, 11, 23))
    assert half is not None
    assert half.name is HalfTermName.AUTUMN_2


async def test_importing_the_same_folder_twice_changes_nothing_and_says_so(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16"), folder.visit("2026-11-18", days="2.5")]
    folder.files["deployments.csv"] = [folder.deployment()]
    folder.files["meetings.csv"] = [folder.meeting(), folder.meeting(body="eit", urn="")]
    assert (await run(store, folder)).has_changed_anything
    before = await everything(store)
    report = await import_directory(store, POLICY, folder.folder, now=NEXT_MONTH)
    assert not report.has_changed_anything
    assert str(report).endswith("\nNothing has changed.")
    assert report.files == {
        "people.csv": Counts(unchanged=5),
        "schools.csv": Counts(unchanged=2),
        "terms.csv": Counts(unchanged=3),
        "closures.csv": Counts(unchanged=1),
        "deployments.csv": Counts(unchanged=1),
        "visits.csv": Counts(unchanged=2),
        "meetings.csv": Counts(unchanged=2),
    }
    assert await everything(store) == before


async def test_a_changed_folder_adds_changes_and_ends(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[3]["name"] = "Hana Highland"
    folder.people[4] = folder.person("nell@trust.example", "Nell New")
    folder.schools[1].update(senior_leaders="", adviser="", name="Marlow Academy")
    folder.terms[2]["ends"] = "2027-02-19"
    folder.closures[0]["name"] = "Closed"
    folder.closures.append({"date": "2026-12-29", "name": "Closed", "urn": MARLOW})
    report = await run(store, folder)
    assert report.files == {
        "people.csv": Counts(added=1, changed=1, ended=1, unchanged=3),
        "schools.csv": Counts(changed=1, unchanged=1),
        "terms.csv": Counts(changed=1, unchanged=2),
        "closures.csv": Counts(added=1, changed=1),
    }
    async with store.transaction() as uow:
        trust = uow.trust
    head, olive = trust.by_email(HEAD), trust.by_email(OTHER)
    assert head is not None
    assert olive is not None
    assert head.name == "Hana Highland"
    assert olive.ended_on == date(2026, 11, 23)
    assert trust.school(MARLOW).name == "Marlow Academy"
    assert trust.school(MARLOW).senior_leaders == frozenset()
    assert trust.calendar.why_closed(date(2026, 12, 29), MARLOW) == "Closed"
    assert trust.calendar.why_closed(date(2026, 12, 29)) is None


async def test_people_and_schools_that_are_gone_are_ended_and_come_back_as_they_were(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    before = await store.trust()
    olive, marlow = folder.people.pop(), folder.schools.pop()
    assert (await run(store, folder)).files["schools.csv"] == Counts(ended=1, unchanged=1)
    async with store.transaction() as uow:
        assert uow.trust.school(MARLOW).ended_on == date(2026, 11, 23)
        assert [school.urn for school in uow.trust.current_schools()] == [OAK]
    folder.people.append(olive)
    folder.schools.append(marlow)
    report = await run(store, folder)
    assert report.files["people.csv"] == Counts(changed=1, unchanged=4)
    async with store.transaction() as uow:
        assert uow.trust.people == before.people
        assert uow.trust.schools == before.schools


async def test_a_designation_is_given_only_to_a_school_without_one(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16", urn=MARLOW)]
    await run(store, folder)
    async with store.transaction() as uow:
        [duty] = (await uow.duties.page(DutyQuery(kinds=REPORTS), ALL)).items
    assert duty.risk is None
    folder.schools[1].update(designation="improve", designated_on="2026-11-01")
    await run(store, folder)
    async with store.transaction() as uow:
        assert uow.trust.school(MARLOW).designation is Designation.IMPROVE
        [duty] = (await uow.duties.page(DutyQuery(kinds=REPORTS, risk=Risk.SOME), ALL)).items
    assert duty.school == MARLOW
    folder.schools[1].update(designation="", designated_on="")
    assert not (await run(store, folder)).has_changed_anything
    folder.schools[1].update(designation="sustain", designated_on="2026-11-01")
    folder.schools[0].update(designated_on="2026-09-29")
    assert await refused(store, folder) == [
        "schools.csv:2: designated_on: the school has been repair since 2026-09-30; that day changes by "
        "sign-off, not by an import",
        "schools.csv:3: designation: the school has been improve since 2026-11-01; a designation changes by "
        "sign-off, not by an import",
    ]


async def test_every_fault_is_told_at_once_and_nothing_is_stored(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    folder.people[1]["entra_id"] = OTHER_GUID
    folder.people[4].update(roles="ceo;king", name="")
    folder.schools[0]["phase"] = "middle"
    folder.files["visits.csv"] = [folder.visit("2026-11-16", author="x@y.example", urn="999999")]
    folder.files["deployments.csv"] = [folder.deployment(person="x@y.example")]
    folder.files["meetings.csv"] = [folder.meeting(urn="999999")]
    faults = await refused(store, folder)
    assert [fault.split(": ")[0:2] for fault in faults] == [
        ["deployments.csv:2", "person"],
        ["meetings.csv:2", "urn"],
        ["people.csv:3", "entra_id"],
        ["people.csv:6", "name"],
        ["people.csv:6", "roles"],
        ["people.csv:6", "roles"],
        ["schools.csv:2", "phase"],
        ["visits.csv:2", "author"],
        ["visits.csv:2", "urn"],
    ]


async def test_half_terms_that_have_passed_stay_when_the_file_forgets_them(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    autumn_1 = folder.terms.pop(0)
    report = await run(store, folder)
    assert not report.has_changed_anything
    folder.terms.pop()
    assert (await run(store, folder)).files["terms.csv"] == Counts(ended=1, unchanged=1)
    async with store.transaction() as uow:
        keys = [half.key for half in uow.trust.calendar.half_terms]
    assert keys == ["2026/27 autumn-1", "2026/27 autumn-2"]
    folder.terms[0].update(starts="2026-10-20")
    assert await refused(store, folder) == [
        "terms.csv:2: starts: overlaps 2026/27 autumn-1, which is known from an earlier import"
    ]
    folder.terms[0].update(starts="2026-11-02")
    folder.terms.insert(0, autumn_1)
    assert not (await run(store, folder)).has_changed_anything


async def test_an_import_is_recorded_with_its_counts(store: SqlStore, folder: TrustFolder) -> None:
    await import_directory(store, POLICY, folder.write(), now=NOW, actor=7)
    async with store.transaction() as uow:
        [entry] = await uow.audit.entries()
    assert (entry.at, entry.actor, entry.deed) == (NOW, 7, "directory imported")
    assert entry.details["people.csv"] == {"added": 5, "changed": 0, "ended": 0, "unchanged": 0}
