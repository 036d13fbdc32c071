"""Mails and installs by Graph whose libraries are still loading: `python -m tests.scheduling.watched_mailer`.

It prints what became of two mails and two installations, and which of Microsoft's modules were loaded on the
event loop's thread. Its argument is Graph's address.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from importlib.abc import MetaPathFinder
from types import ModuleType

from scheduling.outlook.client import Outlook
from scheduling.outlook.installing import OutlookInstaller
from scheduling.outlook.mail import OutlookMailer
from strategy.ports import Installation, Letter
from tests.graph.simulator import CATALOGUE_ID, FROM, GraphSimulator
from tests.scheduling.chats import RememberedChats


class Watch(MetaPathFinder):
    """Notes what the event loop's thread loads."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        by_loop = threading.current_thread() is threading.main_thread()
        if by_loop and name.startswith(("msgraph.", "kiota_")):
            self.seen.append(name)


async def main(graph_url: str) -> None:
    watch = Watch()
    sys.meta_path.insert(0, watch)
    outlook = Outlook(replace(GraphSimulator().registration, base_url=graph_url))
    mailer = OutlookMailer(outlook, FROM)
    warming = asyncio.create_task(outlook.warm())
    await asyncio.sleep(0)
    letters = [mailer.deliver(key, Letter("ann@trust.example", key, "text")) for key in ("k1", "k2")]
    installer = OutlookInstaller(outlook, CATALOGUE_ID, RememberedChats())
    people = [installer.install(Installation(user)) for user in (FROM, "nobody@trust.example")]
    outcomes = [sending.outcome for sending in await asyncio.gather(*letters, *people)]
    await warming
    await outlook.close()
    print(*outcomes, *watch.seen)  # noqa: T201 - for whoever started it


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
