"""A designation taken through its whole chain in a demo's database, where a test is about what follows."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.cast import CEO, DEMO_SIP, DEPUTY_CEO, LEAD_SIP
from storage.store import SqlStore
from strategy.actions.designating import endorse, recommend, review
from strategy.actions.signing_off import sign_off
from strategy.actions.steps import Shown
from strategy.designations import Designation
from strategy.policy import load
from strategy.recommendations import Judgement
from tests.browser.conftest import RunningDemo


def designate(demo: RunningDemo, school: str, designation: Designation) -> None:
    """Recommended by the demo's partner, endorsed, reviewed and signed off now, in a demo that is running."""
    database = demo.folder / "keystone.sqlite3"
    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _designate(database, demo.now(), school, designation)).result()


async def _designate(database: Path, now: datetime, school: str, designation: Designation) -> None:
    store, policy = SqlStore.at(f"sqlite:///{database}"), load()
    indicators = policy.editions[-1].indicators
    judgements = [Judgement(name, designation, "Lessons seen and the autumn's data") for name in indicators]
    async with store.transaction() as uow:
        people = {person.name: person for person in uow.trust.current_people()}
        ports: dict[str, Any] = {"uow": uow, "policy": policy, "now": now}
        made = await recommend(
            **ports, person=people[DEMO_SIP], school=school, designation=designation, judgements=judgements
        )
        made = await endorse(**ports, person=people[LEAD_SIP], shown=Shown(made.id, made.revision))
        decided: dict[str, Any] = {**ports, "designation": designation, "reason": ""}
        made = await review(**decided, person=people[DEPUTY_CEO], shown=Shown(made.id, made.revision))
        await sign_off(**decided, person=people[CEO], shown=Shown(made.id, made.revision))
    await store.close()
