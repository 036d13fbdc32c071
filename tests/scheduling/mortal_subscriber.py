"""A job that keeps subscriptions, as a process: `python -m tests.scheduling.mortal_subscriber`.

Its arguments: the database, Graph's address, and the address that is to be told.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from scheduling.outlook.client import Outlook
from scheduling.outlook.subscribing import OutlookSubscriber
from scheduling.subscribing import Subscribing
from storage.store import SqlStore
from tests.builders import NOW
from tests.graph.simulator import FROM, GraphSimulator


async def main(database_url: str, graph_url: str, tells: str) -> None:
    store = SqlStore.at(database_url)
    outlook = Outlook(replace(GraphSimulator().registration, base_url=graph_url))
    did = await Subscribing(store, OutlookSubscriber(outlook), tells, FROM).tend(NOW)
    print(did.words, flush=True)  # noqa: T201 - for who started it
    await outlook.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3]))
