"""How requests are put into batches, and how much is asked of a mailbox at a time."""

from __future__ import annotations

import asyncio
from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from scheduling.outlook.batching import MOST, packed
from scheduling.outlook.lanes import Lanes

NAMES = some.sampled_from([f"partner{number}@trust.example" for number in range(8)])


@given(some.lists(NAMES, max_size=150))
def test_every_request_is_in_one_of_as_few_batches_as_can_be(mailboxes: list[str]) -> None:
    batches = packed(mailboxes)
    assert sorted(place for batch in batches for place in batch) == list(range(len(mailboxes)))
    assert len(batches) == -(-len(mailboxes) // MOST)
    assert all(1 <= len(batch) <= MOST for batch in batches)


def test_mailboxes_that_fit_are_not_spread_over_batches() -> None:
    mailboxes = [f"partner{number % 20}@trust.example" for number in range(80)]
    spread = Counter(name for batch in packed(mailboxes) for name in {mailboxes[place] for place in batch})
    assert set(spread.values()) == {1}


@given(some.lists(some.dictionaries(NAMES, some.integers(1, 9), min_size=1), max_size=20))
def test_no_mailbox_is_ever_asked_more_than_four_things_and_everybody_has_their_turn(
    wanted: list[dict[str, int]],
) -> None:
    async def all_of_them() -> tuple[int, int]:
        lanes, under_way, most, done = Lanes(4), Counter[str](), 0, 0

        async def one(each: dict[str, int]) -> None:
            nonlocal most, done
            async with lanes.taken(each):
                under_way.update({name: min(4, many) for name, many in each.items()})
                most = max(most, *under_way.values())
                await asyncio.sleep(0)
                under_way.subtract({name: min(4, many) for name, many in each.items()})
                done += 1

        await asyncio.gather(*(one(each) for each in wanted))
        return most, done

    most, done = asyncio.run(all_of_them())
    assert most <= 4
    assert done == len(wanted)


async def test_who_gives_up_waiting_keeps_nobody_else_waiting() -> None:
    lanes = Lanes(4)
    async with lanes.taken({"sam@trust.example": 1}):
        big = asyncio.create_task(lanes.taken({"sam@trust.example": 4}).__aenter__())
        await asyncio.sleep(0)
        small = asyncio.create_task(lanes.taken({"Sam@trust.example": 1}).__aenter__())
        await asyncio.sleep(0)
        assert not small.done(), "whoever came first goes first"
        big.cancel()
        await asyncio.wait_for(small, 1)
    assert big.cancelled()
