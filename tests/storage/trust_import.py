"""Running an import in a test, and looking at what it left."""

from __future__ import annotations

import pytest

from storage.importing import import_directory
from storage.store import SqlStore
from strategy.actions.importing import ImportReport
from strategy.errors import BadDirectory
from strategy.permissions import Scope
from strategy.policy import load
from strategy.ports import DutyQuery
from strategy.trust import Trust
from tests.builders import NOW
from tests.storage.trust_folder import (
    TrustFolder,
)

POLICY = load()
ALL = Scope(everything=True)


async def run(store: SqlStore, folder: TrustFolder, *, grant_roles: bool = False) -> ImportReport:
    """Write the folder as it now is and import it."""
    return await import_directory(store, POLICY, folder.write(), now=NOW, grant_roles=grant_roles)


async def refused(store: SqlStore, folder: TrustFolder) -> list[str]:
    """The faults for which an import is refused; nothing may have changed."""
    before = await everything(store)
    with pytest.raises(BadDirectory) as refusal:
        await run(store, folder)
    assert await everything(store) == before
    return [str(fault) for fault in refusal.value.faults]


async def everything(store: SqlStore) -> tuple[object, ...]:
    async with store.transaction() as uow:
        trust = uow.trust
        return (
            trust.version,
            trust.people,
            trust.schools,
            trust.calendar.half_terms,
            trust.calendar.closures,
            trust.deployments,
            await uow.audit.entries(limit=1000),
            await uow.outbox.recent(limit=1000),
            await uow.duties.page(DutyQuery(state=None), ALL, limit=1000),
        )


def id_of(trust: Trust, email: str) -> int:
    person = trust.by_email(email)
    assert person is not None
    return person.id
