"""A worker that mails and installs by Graph, as a process: `python -m tests.scheduling.mortal_mailer`.

It drains the outbox once and prints what became of it. Its arguments: the database, and Graph's address.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from scheduling.deliveries import Deliveries
from scheduling.outlook.client import Outlook
from scheduling.outlook.installing import OutlookInstaller
from scheduling.outlook.mail import OutlookMailer
from scheduling.pace import UNLIMITED, Pace
from storage.store import SqlStore
from tests.graph.simulator import CATALOGUE_ID, FROM, GraphSimulator
from tests.scheduling.chats import RememberedChats
from tests.scheduling.mortal_worker import StoppedClock
from tests.scheduling.post import PlainWords, RememberingMessenger


async def main(database_url: str, graph_url: str) -> None:
    store = SqlStore.at(database_url)
    outlook = Outlook(replace(GraphSimulator().registration, base_url=graph_url))
    mailer = OutlookMailer(outlook, FROM)
    worker = Deliveries(
        store,
        PlainWords(),
        RememberingMessenger(),
        mailer,
        StoppedClock(),
        Pace(installs=UNLIMITED),
        installer=OutlookInstaller(outlook, CATALOGUE_ID, RememberedChats()),
    )
    print(await worker.run_due(), flush=True)  # noqa: T201 - for whoever started it
    await outlook.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
