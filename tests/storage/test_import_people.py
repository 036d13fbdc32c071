"""Who is who in an import, and what they may be given."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.store import SqlStore
from strategy.actions.importing import Counts
from strategy.people import HeldRole, Role
from tests.storage.trust_folder import (
    CEO,
    DEPUTY,
    GUID,
    HEAD,
    OTHER,
    OTHER_GUID,
    SIP,
    TrustFolder,
)
from tests.storage.trust_import import id_of, refused, run


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    return TrustFolder(tmp_path / "trust")


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
    assert (dan.name, dan.id) == ("Dan Deputy", id_of(first, DEPUTY))
    assert (sam.name, sam.id) == ("Sam Partner", id_of(first, SIP))


async def test_an_address_given_to_a_successor_is_not_the_one_who_left(
    store: SqlStore, folder: TrustFolder
) -> None:
    folder.people[4]["entra_id"] = OTHER_GUID
    await run(store, folder)
    olive = id_of(await store.trust(), OTHER)
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
        assert id_of(uow.trust, OTHER) == id_of(first, DEPUTY)
        assert uow.trust.person(id_of(first, OTHER)).ended_on is not None


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


async def test_nobody_is_bound_to_another_entraid_of(store: SqlStore, folder: TrustFolder) -> None:
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
        olive = id_of(uow.trust, OTHER)
        entries = await uow.audit.entries(subject=f"person:{olive}")
        told = await uow.outbox.recent(kind="role.granted")
        chiefs = {id_of(uow.trust, CEO), id_of(uow.trust, DEPUTY)}
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
