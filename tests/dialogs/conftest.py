"""A fresh trust for each test: a copy of one that is made once."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from strategy.policy import Policy, load
from strategy.visits import Visit
from tests.databases import Sqlite
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.decisions import WEDNESDAY
from tests.dialogs.post import Post
from tests.dialogs.world import OAK_BANK, World, make_world


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The policy as the project ships it."""
    return load()


DEEDS_OF_THE_CLOCK = frozenset(
    [
        "note for a visit deleted",
        "visit moved in the calendar",
        "visit cancelled in the calendar",
    ]
)
"""What a sweep does by itself, or finds done in Outlook, which does not say by whom."""


@pytest.fixture(scope="session")
def made_trust(sqlite: Sqlite, policy: Policy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a trust to copy from."""
    url = sqlite.fresh(tmp_path_factory.mktemp("trust"))

    async def make() -> None:
        store = SqlStore.at(url)
        await make_world(store, policy)
        await store.close()

    asyncio.run(make())
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
async def world(made_trust: Path, policy: Policy, tmp_path: Path) -> AsyncIterator[World]:
    """The trust, as nobody has yet changed it."""
    file = tmp_path / "trust.db"
    shutil.copyfile(made_trust, file)
    store = SqlStore.at(f"sqlite:///{file}")
    yield World.of(store, policy)
    await no_words_in_the_audit(store)
    await store.close()


async def no_words_in_the_audit(store: SqlStore) -> None:
    """Whatever a test did: what people typed is nowhere in the audit, and each entry says who did what."""
    async with store.transaction(read_only=True) as uow:
        for entry in await uow.audit.entries(limit=10_000):
            kept = json.dumps([entry.deed, entry.subject, entry.school, entry.details], ensure_ascii=False)
            assert MARKED not in kept, f"people's words are in the audit: {entry.deed}"
            assert entry.deed
            assert (entry.actor is None) == (entry.deed in DEEDS_OF_THE_CLOCK), entry.deed


@pytest.fixture
def post(world: World) -> Post:
    """What is told of its own accord in that trust."""
    return Post(world)


@pytest.fixture
async def sip(world: World) -> Conversation:
    """Sam, partner of Oak Bank, in his own chat."""
    return await world.chat("Sam Partner")


@pytest.fixture
async def deputy(world: World) -> Conversation:
    """Dan, the Deputy CEO, in his own chat."""
    return await world.chat("Dan Deputy")


@pytest.fixture
async def head(world: World) -> Conversation:
    """Hana, headteacher of Oak Bank, in her own chat."""
    return await world.chat("Hana Head")


@pytest.fixture
async def visit(world: World) -> Visit:
    """Sam's visit to Oak Bank last Wednesday, whose report is due today."""
    [visit] = await world.diary("Sam Partner", OAK_BANK, WEDNESDAY)
    return visit
