"""A fresh trust for each test: a copy of one that is made once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from strategy.policy import Policy, load
from tests.databases import Sqlite
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import World, make_world


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The policy as the project ships it."""
    return load()


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
    await store.close()


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
