from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.importing import import_directory
from storage.store import SqlStore
from strategy.actions.importing import Counts, ImportReport
from strategy.designations import Designation, Risk
from strategy.errors import BadDirectory
from strategy.people import HeldRole, Role
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyQuery
from strategy.school_year import HalfTermName
from strategy.trust import Trust
from tests.builders import NOW
from tests.storage.trust_folder import (
    CEO,
    DEPUTY,
    GUID,
    HEAD,
    MARLOW,
    OAK,
    OTHER,
    OTHER_GUID,
    SIP,
    TrustFolder,
)

POLICY = load()
ALL = Scope(everything=True)
NEXT_MONTH = NOW + timedelta(days=30)


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    return TrustFolder(tmp_path / "trust")


async def run(store: SqlStore, folder: TrustFolder, *, grant_roles: bool = False) -> ImportReport:
    return await import_directory(store, POLICY, folder.write(), now=NOW, grant_roles=grant_roles)


async def refused(store: SqlStore, folder: TrustFolder) -> list[str]:
    """The faults for which an import is refused; nothing may have changed."""
    before = await _everything(store)
    with pytest.raises(BadDirectory) as refusal:
        await run(store, folder)
    assert await _everything(store) == before
    return [str(fault) for fault in refusal.value.faults]


async def _everything(store: SqlStore) -> tuple[object, ...]:
    async with store.transaction() as uow:
        trust = uow.trust
        return (
            trust.version,
            trust.people,
            trust.schools,
            trust.calendar.half_terms,
            trust.calendar.closures,
            trust.deployments,
            await uow.audit.entries(limit=1000),
            await uow.outbox.recent(limit=1000),
            await uow.duties.page(DutyQuery(state=None), ALL, limit=1000),
        )


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
    before = await _everything(store)
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
    assert await _everything(store) == before


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


async def test_emails_are_compared_whatever_their_case(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[0]["email"] = CEO.upper()
    folder.schools[0]["headteacher"] = HEAD.title()
    assert not (await run(store, folder)).has_changed_anything


async def test_a_known_entra_id_under_a_new_email_is_that_person_renamed(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    before = (await store.trust()).by_entra_id(GUID)
    assert before is not None
    folder.people[1].update(email="daniel@trust.example", name="Daniel Deputy")
    report = await run(store, folder)  # a guarded role, and no grant: it is the same person
    assert report.files["people.csv"] == Counts(changed=1, unchanged=4)
    async with store.transaction() as uow:
        renamed = uow.trust.by_entra_id(GUID)
        assert uow.trust.by_email(DEPUTY) is None
    assert renamed is not None
    assert (renamed.id, renamed.email, renamed.name) == (before.id, "daniel@trust.example", "Daniel Deputy")


async def test_two_people_may_exchange_their_addresses(store: SqlStore, folder: TrustFolder) -> None:
    folder.people[2]["entra_id"] = OTHER_GUID
    await run(store, folder)
    first, second = await store.trust(), folder.people
    second[1]["email"], second[2]["email"] = SIP, DEPUTY
    await run(store, folder)
    async with store.transaction() as uow:
        dan, sam = uow.trust.by_email(SIP), uow.trust.by_email(DEPUTY)
    assert dan is not None
    assert sam is not None
    assert (dan.name, dan.id) == ("Dan Deputy", _id(first, DEPUTY))
    assert (sam.name, sam.id) == ("Sam Partner", _id(first, SIP))


def _id(trust: Trust, email: str) -> int:
    person = trust.by_email(email)
    assert person is not None
    return person.id


async def test_an_address_given_to_a_successor_is_not_the_one_who_left(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.people[4]["entra_id"] = OTHER_GUID
    await run(store, folder)
    olive = _id(await store.trust(), OTHER)
    folder.schools[1].update(senior_leaders="", adviser="")
    folder.people.pop()
    await run(store, folder)
    successor = "11111111-2d1b-4693-bcff-db5efe2e24f5"
    folder.people.append(folder.person(OTHER, "Olive Another", entra_id=successor))
    report = await run(store, folder)
    assert report.files["people.csv"] == Counts(added=1, unchanged=4)
    async with store.transaction() as uow:
        found = uow.trust.by_email(OTHER)
        assert uow.trust.person(olive).ended_on is not None
    assert found is not None
    assert (found.name, found.ended_on) == ("Olive Another", None)
    assert found.id != olive


async def test_an_address_finds_its_present_bearer_and_not_one_who_left_with_it(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    first = await store.trust()
    folder.schools[1].update(senior_leaders="", adviser="")
    folder.people.pop()
    folder.people[1]["email"] = OTHER
    await run(store, folder)
    async with store.transaction() as uow:
        assert _id(uow.trust, OTHER) == _id(first, DEPUTY)
        assert uow.trust.person(_id(first, OTHER)).ended_on is not None


async def test_an_entra_id_left_empty_later_does_not_unbind(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[1]["entra_id"] = ""
    assert not (await run(store, folder)).has_changed_anything
    assert (await store.trust()).by_entra_id(GUID) is not None


async def test_an_entra_id_that_becomes_known_is_bound_and_recorded(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    folder.people[2]["entra_id"] = OTHER_GUID.upper()
    await run(store, folder)
    async with store.transaction() as uow:
        sam = uow.trust.by_entra_id(OTHER_GUID)
        assert sam is not None
        [entry] = await uow.audit.entries(subject=f"person:{sam.id}")
    assert entry.deed == "Entra id bound by an import"


async def test_nobody_is_bound_to_another_entra_id(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[1]["entra_id"] = OTHER_GUID
    assert await refused(store, folder) == [
        f"people.csv:3: entra_id: {DEPUTY} is bound to another Entra id already, "
        "and nobody is bound to a second one"
    ]


async def test_a_guarded_role_is_granted_later_only_on_purpose(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[4]["roles"] = "administrator;trustee;lead_sip"
    assert await refused(store, folder) == [
        f"people.csv:6: roles: giving administrator to {OTHER} needs --grant-roles",
        f"people.csv:6: roles: giving lead_sip to {OTHER} needs --grant-roles",
    ]
    report = await run(store, folder, grant_roles=True)
    assert report.granted == ((OTHER, Role.ADMINISTRATOR), (OTHER, Role.LEAD_SIP))
    async with store.transaction() as uow:
        olive = _id(uow.trust, OTHER)
        entries = await uow.audit.entries(subject=f"person:{olive}")
        told = await uow.outbox.recent(kind="role.granted")
        chiefs = {_id(uow.trust, CEO), _id(uow.trust, DEPUTY)}
    assert [entry.deed for entry in entries] == ["guarded role granted by an import"] * 2
    assert {entry.details["role"] for entry in entries} == {"administrator", "lead_sip"}
    assert len(told) == 4
    assert {each.recipient for each in told} == chiefs
    assert not (await run(store, folder)).has_changed_anything


async def test_other_roles_come_and_go_with_the_file(store: SqlStore, folder: TrustFolder) -> None:
    await run(store, folder)
    folder.people[2]["roles"] = "trustee;sle:English"
    folder.people[0]["roles"] = ""
    await run(store, folder)
    async with store.transaction() as uow:
        sam = uow.trust.by_email(SIP)
        assert uow.trust.holders(Role.CEO) == []
    assert sam is not None
    assert sam.held == (HeldRole(Role.SLE, "English"), HeldRole(Role.TRUSTEE))


async def test_somebody_who_comes_back_is_granted_a_guarded_role_anew(
    store: SqlStore, folder: TrustFolder
) -> None:
    await run(store, folder)
    carol = folder.people.pop(0)
    await run(store, folder)
    folder.people.append(carol)
    assert await refused(store, folder) == [
        f"people.csv:6: roles: giving ceo to {CEO} needs --grant-roles",
    ]
    assert (await run(store, folder, grant_roles=True)).granted == ((CEO, Role.CEO),)


async def test_a_designation_is_given_only_to_a_school_without_one(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.files["visits.csv"] = [folder.visit("2026-11-16", urn=MARLOW)]
    await run(store, folder)
    async with store.transaction() as uow:
        [duty] = (await uow.duties.page(DutyQuery(), ALL)).items
    assert duty.risk is None
    folder.schools[1].update(designation="improve", designated_on="2026-11-01")
    await run(store, folder)
    async with store.transaction() as uow:
        assert uow.trust.school(MARLOW).designation is Designation.IMPROVE
        [duty] = (await uow.duties.page(DutyQuery(risk=Risk.SOME), ALL)).items
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
