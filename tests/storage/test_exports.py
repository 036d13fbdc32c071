"""The port of questions that are answered as files."""

from __future__ import annotations

from datetime import timedelta

from storage.store import SqlStore
from strategy.ports import Export
from tests.builders import NOW, small_trust

QUESTION = {"list": "duties", "ask": {"intent": "report.list", "status": "overdue"}}


async def test_a_question_is_kept_as_it_was_put_and_found_by_its_number(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        dan = uow.trust.by_email("dan.deputy@trust.example")
        assert dan is not None
        kept = await uow.exports.keep(dan.id, QUESTION, NOW)
    async with store.transaction(read_only=True) as uow:
        assert await uow.exports.get(kept.id) == Export(kept.id, dan.id, QUESTION, NOW)
        assert await uow.exports.get(kept.id + 1) is None
        assert await uow.exports.get(2**70) is None


async def test_those_put_long_ago_are_forgotten_and_no_others(store: SqlStore) -> None:
    await small_trust(store)
    async with store.transaction() as uow:
        dan = uow.trust.by_email("dan.deputy@trust.example")
        assert dan is not None
        old = await uow.exports.keep(dan.id, QUESTION, NOW - timedelta(days=15))
        new = await uow.exports.keep(dan.id, QUESTION, NOW)
        assert await uow.exports.forget(NOW - timedelta(days=14)) == 1
        assert await uow.exports.get(old.id) is None
        assert await uow.exports.get(new.id) == new
