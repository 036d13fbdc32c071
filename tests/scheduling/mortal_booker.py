"""A worker that books by Microsoft Graph, as a process: `python -m tests.scheduling.mortal_booker`.

It puts what is due into calendars once and prints what became of it. Its arguments: the database, and Graph's
address.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from scheduling.outlook.client import Outlook
from storage.store import SqlStore
from tests.graph.simulator import GraphSimulator
from tests.scheduling.a_year_of_visits import booker
from tests.scheduling.mortal_worker import StoppedClock


async def main(database_url: str, graph_url: str) -> None:
    store = SqlStore.at(database_url)
    outlook = Outlook(replace(GraphSimulator().registration, base_url=graph_url))
    print(await booker(store, outlook, StoppedClock()).run_due(), flush=True)  # noqa: T201 - for who started it
    await outlook.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
