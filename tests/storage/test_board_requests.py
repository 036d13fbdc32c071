"""What Boards ask of the EIT, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace

from storage.store import SqlStore
from strategy.board_requests import AskKind, AskState, AskText, BoardRequest
from strategy.ports import BoardRequestQuery
from tests.builders import MARLOW, NOW, OAK_BANK, small_trust

TEXT = AskText(AskKind.REVIEW, "A review \u2014 of \u201cgovernance\u201d", "Governance")


async def test_a_request_is_kept_and_something_becomes_of_it_once(store: SqlStore) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = await uow.board_requests.add(BoardRequest(0, OAK_BANK, TEXT, trust.sip, NOW))
        assert await uow.board_requests.waiting([MARLOW]) == []
        assert await uow.board_requests.waiting() == [made]
        agreed = made.ended(AskState.AGREED, trust.deputy_ceo, NOW)
        assert await uow.board_requests.end(agreed)
        assert not await uow.board_requests.end(made.ended(AskState.DECLINED, trust.deputy_ceo, NOW, "no"))
    async with store.transaction() as uow:
        assert await uow.board_requests.get(made.id) == agreed
        assert await uow.board_requests.get(-1) is None
        assert await uow.board_requests.waiting([OAK_BANK]) == []
        assert await uow.board_requests.of_minutes(1) == []


async def test_those_that_wait_come_first_the_oldest_before_all_and_the_others_newest_first(
    store: SqlStore,
) -> None:
    trust = await small_trust(store)
    async with store.transaction() as uow:
        made = [
            await uow.board_requests.add(
                BoardRequest(0, school, replace(TEXT, words=f"{number}"), trust.sip, NOW)
            )
            for number, school in enumerate((OAK_BANK, MARLOW, OAK_BANK, MARLOW))
        ]
        for each in made[:2]:
            await uow.board_requests.end(each.ended(AskState.WITHDRAWN, trust.sip, NOW))
        page = await uow.board_requests.page(BoardRequestQuery(), limit=3)
        assert ([each.text.words for each in page.items], page.total) == (["2", "3", "1"], 4)
        rest = await uow.board_requests.page(BoardRequestQuery(), offset=3)
        assert [each.text.words for each in rest.items] == ["0"]
        waiting = BoardRequestQuery(frozenset({AskState.WAITING}), frozenset({MARLOW}))
        assert [each.text.words for each in (await uow.board_requests.page(waiting)).items] == ["3"]
