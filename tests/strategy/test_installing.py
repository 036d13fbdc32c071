"""Who is given the app in Teams unasked, and who is left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.store import SqlStore
from strategy.installing import has_use_for_the_app, installation, may_try, was_given
from strategy.ports import OutgoingState
from tests.builders import NOW, OAK_BANK, TODAY, make_deployment, small_trust
from tests.scheduling.post import crowd

WAITING = installation(7, TODAY, NOW)
DROPPED = replace(WAITING, state=OutgoingState.DROPPED)
SENT = replace(WAITING, state=OutgoingState.SENT)
NEXT_MONTH = date(2026, 12, 1)


def test_nobody_was_tried_before_whom_nothing_was_put_out_for() -> None:
    assert may_try([], TODAY)


@pytest.mark.parametrize("day", [TODAY, NEXT_MONTH, date(2027, 11, 23)])
def test_who_was_given_the_app_or_is_about_to_be_is_not_given_it_again(day: date) -> None:
    assert not may_try([SENT], day)
    assert not may_try([WAITING], day)
    assert not may_try([DROPPED, SENT], day)


def test_what_came_to_nothing_is_tried_again_in_another_month() -> None:
    assert not may_try([DROPPED], TODAY)
    assert not may_try([DROPPED], date(2026, 11, 30))
    assert may_try([DROPPED], NEXT_MONTH)
    assert may_try([DROPPED], date(2027, 11, 23))


def test_a_months_row_has_one_key() -> None:
    assert installation(7, date(2026, 11, 1), NOW) == installation(7, date(2026, 11, 30), NOW)
    assert installation(7, NEXT_MONTH, NOW).key != WAITING.key
    assert installation(8, TODAY, NOW).key != WAITING.key


async def test_those_with_an_office_in_the_trust_or_a_school_have_use_for_the_app(
    sqlite_store: SqlStore,
) -> None:
    small = await small_trust(sqlite_store)
    stranger = (await crowd(sqlite_store, 1))[-1]
    trust = await sqlite_store.trust()
    have = {person.id for person in trust.current_people() if has_use_for_the_app(person, trust, TODAY)}
    assert have == {person.id for person in trust.current_people()} - {small.deployed, stranger}


async def test_who_is_deployed_has_use_for_it_until_the_deployment_ends(sqlite_store: SqlStore) -> None:
    small = await small_trust(sqlite_store)
    ends = TODAY + timedelta(days=10)
    async with sqlite_store.transaction() as uow:
        await make_deployment(uow, small.deployed, OAK_BANK, TODAY + timedelta(days=5), ends)
    trust = await sqlite_store.trust()
    ted = trust.person(small.deployed)
    assert has_use_for_the_app(ted, trust, TODAY)
    assert has_use_for_the_app(ted, trust, ends)
    assert not has_use_for_the_app(ted, trust, ends + timedelta(days=1))
    gone = replace(ted, ended_on=TODAY)
    assert not has_use_for_the_app(gone, trust, TODAY)


def test_it_may_have_come_unasked_to_whoever_it_was_tried_for() -> None:
    assert was_given([SENT])
    assert was_given([replace(WAITING, claim="a worker")])
    assert was_given([replace(WAITING, attempts=1)])
    assert not was_given([WAITING])
    assert not was_given([])
