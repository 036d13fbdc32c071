"""Fills the demonstration's database: a made-up trust, its diary, and reports filed by its people."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.demo.events import arrange_events
from bot.demo.trust import Filing, demo_trust, write
from bot.wiring import House
from storage.importing import import_directory
from strategy.actions.filing import VisitOccasion, file_visit_report
from strategy.ports import UnitOfWork
from strategy.school_year import london_day


async def seed(parts: House) -> str:
    """Make the trust of today and file its reports, unless there is a trust already; says what was done."""
    if (await parts.store.trust()).people:
        return "The demonstration has its trust already; nothing was changed."
    trust = demo_trust(london_day(parts.clock.now()))
    with tempfile.TemporaryDirectory() as folder:
        write(trust, Path(folder))
        await import_directory(
            parts.store, parts.policy, Path(folder), now=parts.clock.now(), grant_roles=True
        )
    async with parts.store.transaction() as uow:
        for filing in trust.filings:
            await _file(parts, uow, filing)
        await arrange_events(uow, london_day(parts.clock.now()), trust.schools[0].urn)
    made = f"{len(trust.schools)} schools, {len(trust.people)} people, {len(trust.visits)} visits"
    return f"Made {trust.name}: {made}."


async def _file(parts: House, uow: UnitOfWork, filing: Filing) -> None:
    """File one sample report as its author would have, at the time they did."""
    author = uow.trust.by_email(filing.author)
    assert author is not None  # noqa: S101 - the directory just imported has them
    visit = next(iter(await uow.visits.on_day(filing.urn, author.id, filing.day)))
    await file_visit_report(
        uow=uow,
        policy=parts.policy,
        now=filing.filed_at,
        author=author,
        occasion=VisitOccasion(filing.urn, visit.capacity, filing.day),
        text=filing.text,
    )
