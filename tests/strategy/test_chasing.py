"""Who is chased and who is not, where it does not show in conversation."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from storage.store import SqlStore
from storage.tables import people as people_table
from storage.trust_picture import raise_version
from strategy.actions.chasing import AT_MOST, WhyNot, chase, whom_to_chase
from strategy.duties import Changes, DutyState
from strategy.errors import NotAllowed
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyQuery
from tests.builders import NOW, OAK_BANK, TODAY, SmallTrust, a_visit, duty_of, person_of, small_trust

POLICY = load()
OVERDUE = DutyQuery(due_before=TODAY)


@pytest.fixture
async def people(sqlite_store: SqlStore) -> SmallTrust:
    """A small trust where Sam is late with three reports, Sue with one, and Sam has a visit tomorrow."""
    made = await small_trust(sqlite_store)
    async with sqlite_store.transaction() as uow:
        for author, due in (
            (made.sip, 9),
            (made.other_sip, 10),
            (made.sip, 11),
            (made.sip, 12),
            (made.sip, 28),
        ):
            visit = await uow.visits.add(a_visit(OAK_BANK, author, date(2026, 11, due - 4)))
            await uow.duties.apply(Changes(new=(duty_of(visit, date(2026, 11, due)),)))
    return made


async def test_one_chase_looks_at_so_many_reports_and_says_how_many_are_left(
    sqlite_store: SqlStore, people: SmallTrust
) -> None:
    async with sqlite_store.transaction() as uow:
        chaser = person_of(uow, people.deputy_ceo)
        done = await chase(uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=OVERDUE, limit=3)
        assert [(each.person, each.reports) for each in done.told] == [(people.sip, 2), (people.other_sip, 1)]
        assert (done.reports, done.beyond) == (3, 1)
        rest = await whom_to_chase(uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=OVERDUE)
        assert [(each.person, each.reports) for each in rest.told] == [(people.sip, 1)]
        assert {each.why for each in rest.left_out} == {WhyNot.CHASED}
        assert (rest.beyond, rest.chase) == (0, None)
    assert AT_MOST == 2_000


async def test_somebody_who_has_left_is_not_reminded(sqlite_store: SqlStore, people: SmallTrust) -> None:
    async with sqlite_store.transaction() as uow:
        gone = sa.update(people_table).where(people_table.c.id == people.other_sip)
        await uow.connection.execute(gone.values(ended_on=date(2026, 11, 20)))
        await raise_version(uow.connection)
    async with sqlite_store.transaction() as uow:
        chaser = person_of(uow, people.lead_sip)
        done = await chase(uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=OVERDUE)
        assert [each.person for each in done.told] == [people.sip]
        assert [(each.person, each.why) for each in done.left_out] == [(people.other_sip, WhyNot.LEFT)]


async def test_only_what_is_open_and_can_be_done_is_chased_whatever_is_asked_for(
    sqlite_store: SqlStore, people: SmallTrust
) -> None:
    async with sqlite_store.transaction() as uow:
        late = await uow.duties.page(OVERDUE, Scope(everything=True))
        await uow.duties.fulfil(late.items[0].id, NOW, None)
        chaser = person_of(uow, people.ceo)
        found = await whom_to_chase(
            uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=DutyQuery(state=None, owner=people.sip)
        )
        assert found.reports == 2
        state = DutyState.FULFILLED
        filed = await whom_to_chase(
            uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=DutyQuery(state=state, owner=people.sip)
        )
        assert filed.reports == 2, "what was filed is never chased"


@pytest.mark.parametrize("who", ["sip", "adviser", "head_of_oak_bank", "deployed"])
async def test_one_who_may_not_chase_leaves_nothing_behind(
    sqlite_store: SqlStore, people: SmallTrust, who: str
) -> None:
    async with sqlite_store.transaction() as uow:
        chaser = person_of(uow, getattr(people, who))
        for query in (OVERDUE, DutyQuery(owner=chaser.id), DutyQuery(schools=frozenset({OAK_BANK}))):
            with pytest.raises(NotAllowed):
                await chase(uow=uow, policy=POLICY, now=NOW, chaser=chaser, query=query)
        assert await uow.outbox.recent() == []
        assert await uow.audit.entries() == []
        assert await uow.reminders.chase(1) is None
