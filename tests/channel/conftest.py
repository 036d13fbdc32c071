from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from tests.channel.teams import Bot, ConnectorService, Microsoft, running, served, trust_settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set on the machine that runs the tests is not what they are about."""
    for name in os.environ:
        if name.startswith("KEYSTONE_"):
            monkeypatch.delenv(name)


@pytest.fixture
async def microsoft() -> AsyncIterator[Microsoft]:
    side = Microsoft()
    side.new_key()
    async with served(side):
        yield side


@pytest.fixture
async def service() -> AsyncIterator[ConnectorService]:
    side = ConnectorService()
    async with served(side):
        yield side


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """The bot as in the demonstration: anybody on this machine may speak."""
    async with running() as one:
        yield one


@pytest.fixture
async def guarded(microsoft: Microsoft) -> AsyncIterator[Bot]:
    """The bot as a trust runs it."""
    async with running(trust_settings(microsoft)) as one:
        yield one
