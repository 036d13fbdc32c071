"""A duty changed by hand is told to those it concerns; a granted role to those who must know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from storage.tables import people, roles
from strategy.duties import DutyState, StoredDuty
from strategy.outgoing import OutgoingKind
from strategy.people import Role
from strategy.ports import ChangeKind, DutyChange
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.post import FRIDAY, Post
from tests.dialogs.world import OAK_BANK, World

REASON = f"Sam is at a funeral.{MARKED}"
NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
async def duty(world: World, post: Post) -> StoredDuty:
    """Sam's report on Oak Bank, due on Wednesday."""
    [visit] = await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    return await post.duty_of(visit.id)


async def change(
    world: World, stored: StoredDuty, kind: ChangeKind, *, to: str | None = None, by: str = "Lena Lead"
) -> str:
    """The duty is changed by hand; the subject that tells of it."""
    who = await world.person(by)
    person = None if to is None else await world.person(to)
    day = NEXT_MONDAY if kind is ChangeKind.EXTENDED else None
    async with world.store.transaction() as uow:
        now = await uow.duties.get(stored.id)
        assert now is not None
        changed = now.duty
        state = DutyState.EXCUSED if kind is ChangeKind.EXCUSED else DutyState.OPEN
        if day is not None:
            changed = replace(changed, due_on=day, extended_to=day)
        if person is not None:
            changed = replace(changed, owner=person, origin=changed.origin or changed.owner)
        assert await uow.duties.change(now, replace(now, duty=changed, state=state), NOW)
        made = await uow.duty_changes.add(
            DutyChange(0, now.id, kind, now.duty.owner, person, now.duty.due_on, day, REASON, who, NOW)
        )
    return f"duty_change:{made.id}"


async def test_who_has_more_time_is_told_until_when_and_why(
    world: World, post: Post, duty: StoredDuty
) -> None:
    subject = await change(world, duty, ChangeKind.EXTENDED)
    row = await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", subject)
    seen = await post.notice(row)
    assert seen.messages[0].summary == "More time for a report: Oak Bank"
    assert seen.words == (
        "Lena Lead has given you until Mon 30 November 2026 for the report on Oak Bank, visit of Fri 20 Nov; "
        "it was due Wed 25 November 2026."
    )
    assert REASON in seen.texts
    assert seen.button("Write it")["visit"] == duty.duty.visit
    mail = await post.letter(row)
    assert mail.subject == "More time for a report: Oak Bank"
    assert "until Mon 30 November 2026" in mail.text


async def test_who_is_excused_is_told_that_nothing_is_left_to_do(
    world: World, post: Post, duty: StoredDuty
) -> None:
    subject = await change(world, duty, ChangeKind.EXCUSED)
    seen = await post.notice(await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", subject))
    assert seen.words == (
        "Lena Lead has excused you from the report on Oak Bank, visit of Fri 20 Nov. "
        "There is nothing left for you to do."
    )
    assert not seen.buttons


async def test_a_duty_that_changes_hands_is_told_to_both(world: World, post: Post, duty: StoredDuty) -> None:
    subject = await change(world, duty, ChangeKind.REASSIGNED, to="Sue Partner")
    before = await post.notice(await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", subject))
    assert before.words == (
        "Lena Lead has given the report on Oak Bank, visit of Fri 20 Nov, to Sue Partner. "
        "There is nothing left for you to do."
    )
    assert not before.buttons
    now = await post.notice(await post.put(OutgoingKind.DUTY_CHANGED, "Sue Partner", subject))
    assert now.words == (
        "Lena Lead has given you the report on Oak Bank, visit of Fri 20 Nov, in the place of Sam Partner. "
        "It is due Wed 25 November 2026."
    )
    assert "Write it" in now.buttons
    assert REASON in now.texts


async def test_only_the_last_of_several_changes_is_told(world: World, post: Post, duty: StoredDuty) -> None:
    first = await change(world, duty, ChangeKind.REASSIGNED, to="Sue Partner")
    second = await change(world, duty, ChangeKind.REASSIGNED, to="Ada Adviser")
    rows = [await post.put(OutgoingKind.DUTY_CHANGED, "Sue Partner", each) for each in (first, second)]
    assert await post.untrue(rows[0]) == "has changed again since"
    assert "to Ada Adviser" in (await post.notice(rows[1])).words


async def test_more_time_for_what_has_been_filed_is_not_told(
    world: World, post: Post, duty: StoredDuty
) -> None:
    subject = await change(world, duty, ChangeKind.EXTENDED)
    await post.filed()
    row = await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", subject)
    assert await post.untrue(row) == "has changed again since"


async def test_who_was_relieved_is_told_so_even_when_it_has_been_done_meanwhile(
    world: World, post: Post, duty: StoredDuty
) -> None:
    subject = await change(world, duty, ChangeKind.REASSIGNED, to="Sue Partner")
    async with world.store.transaction() as uow:
        await uow.duties.fulfil(duty.id, NOW, None)
    before = await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", subject)
    assert "to Sue Partner" in (await post.notice(before)).words
    now = await post.put(OutgoingKind.DUTY_CHANGED, "Sue Partner", subject)
    assert await post.untrue(now) == "has changed again since"


async def test_a_change_is_told_to_nobody_else(world: World, post: Post, duty: StoredDuty) -> None:
    subject = await change(world, duty, ChangeKind.EXCUSED)
    row = await post.put(OutgoingKind.DUTY_CHANGED, "Hana Head", subject)
    assert await post.untrue(row) == "not about a duty of theirs"
    gone = await post.put(OutgoingKind.DUTY_CHANGED, "Sam Partner", "duty_change:99")
    assert await post.untrue(gone) == "no such change"


@pytest.fixture
async def granted(world: World) -> str:
    """Adam has been granted the administrator's role; the subject that tells of it."""
    return f"person:{await world.person('Adam Admin')}:administrator"


async def test_a_granted_role_is_told_with_whom_to_ask(post: Post, granted: str) -> None:
    row = await post.put(OutgoingKind.ROLE_GRANTED, "Carol Chief", granted)
    seen = await post.notice(row)
    assert seen.messages[0].summary == "Role granted: Adam Admin"
    assert seen.words == (
        "An import of the trust directory on Mon 23 November 2026 granted Adam Admin the role Keystone "
        "administrator. If that is not right, please tell whoever keeps the directory."
    )
    mail = await post.letter(row)
    assert "granted Adam Admin the role Keystone administrator" in mail.text


async def test_who_is_granted_a_role_themselves_is_told_so(world: World, post: Post) -> None:
    subject = f"person:{await world.person('Dan Deputy')}:deputy_ceo"
    seen = await post.notice(await post.put(OutgoingKind.ROLE_GRANTED, "Dan Deputy", subject))
    assert "granted you the role Deputy Chief Executive" in seen.words


async def test_who_held_the_office_before_the_import_is_told_too(
    world: World, post: Post, granted: str
) -> None:
    row = await post.put(OutgoingKind.ROLE_GRANTED, "Dan Deputy", granted)
    dan = await world.person("Dan Deputy")
    await post.directory_changes(sa.delete(roles).where(roles.c.person == dan))
    assert "Adam Admin" in (await post.notice(row)).words


async def test_a_role_that_was_taken_away_again_is_not_told(world: World, post: Post, granted: str) -> None:
    row = await post.put(OutgoingKind.ROLE_GRANTED, "Carol Chief", granted)
    adam = await world.person("Adam Admin")
    await post.directory_changes(sa.delete(roles).where(roles.c.role == Role.ADMINISTRATOR))
    assert await post.untrue(row) == "does not hold the role any more"
    await post.directory_changes(
        sa.insert(roles).values(person=adam, role=Role.ADMINISTRATOR, subject=""),
        sa.update(people).where(people.c.id == adam).values(ended_on=FRIDAY),
    )
    assert await post.untrue(row) == "does not hold the role any more"


@pytest.mark.parametrize("subject", ["person:99:ceo", "person:1:sle", "person:1", "person:x:ceo", "report:1"])
async def test_a_role_of_nobody_is_not_told(post: Post, subject: str) -> None:
    row = await post.put(OutgoingKind.ROLE_GRANTED, "Carol Chief", subject)
    assert await post.untrue(row) == "about nothing known"
