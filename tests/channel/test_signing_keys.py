"""The chat service's keys: kept, asked for again when it changes them, and not at a forger's bidding."""

from __future__ import annotations

import pytest

from bot.channel.signing_keys import FRESH_FOR, LOOK_AGAIN_AFTER, TRY_AGAIN_AFTER, NoSuchKey, SigningKeys
from tests.channel.teams import Microsoft


class Counter:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def keys(microsoft: Microsoft, counter: Counter) -> SigningKeys:
    return SigningKeys(f"{microsoft.url}/.well-known/openidconfiguration", monotonic=counter)


async def test_keys_are_fetched_once_and_kept(keys: SigningKeys, microsoft: Microsoft) -> None:
    for _ in range(3):
        assert (await keys.get("key-1")).endorsements == {"msteams"}
    assert microsoft.fetches == 1


async def test_keys_are_fetched_again_after_a_day(
    keys: SigningKeys, microsoft: Microsoft, counter: Counter
) -> None:
    await keys.get("key-1")
    counter.seconds += FRESH_FOR + 1
    await keys.get("key-1")
    assert microsoft.fetches == 2


async def test_a_new_key_is_found_within_minutes(
    keys: SigningKeys, microsoft: Microsoft, counter: Counter
) -> None:
    await keys.get("key-1")
    microsoft.new_key("key-2")
    counter.seconds += LOOK_AGAIN_AFTER + 1
    assert (await keys.get("key-2")).endorsements == {"msteams"}


async def test_forged_key_ids_do_not_make_us_ask_again_and_again(
    keys: SigningKeys, microsoft: Microsoft, counter: Counter
) -> None:
    await keys.get("key-1")
    for number in range(20):
        counter.seconds += 1
        with pytest.raises(NoSuchKey):
            await keys.get(f"forged-{number}")
    assert microsoft.fetches == 1


async def test_old_keys_serve_through_an_outage(
    keys: SigningKeys, microsoft: Microsoft, counter: Counter
) -> None:
    await keys.get("key-1")
    microsoft.is_down = True
    counter.seconds += FRESH_FOR + 1
    assert (await keys.get("key-1")).endorsements == {"msteams"}


async def test_after_a_failure_the_service_is_left_alone_for_a_while_and_then_asked_again(
    keys: SigningKeys, microsoft: Microsoft, counter: Counter
) -> None:
    microsoft.is_down = True
    for _ in range(3):
        with pytest.raises(NoSuchKey):
            await keys.get("key-1")
    assert microsoft.fetches == 1
    microsoft.is_down = False
    counter.seconds += TRY_AGAIN_AFTER
    assert (await keys.get("key-1")).endorsements == {"msteams"}
