"""The demonstration's calendars: a month of what stands in them, as a page and as a calendar file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby

from aiohttp import web

from bot.demo.page import ALONE, page
from bot.wiring import House
from dialogs import wording
from storage.demo_calendar import DemoCalendars, DemoEvent
from storage.files.ical import CONTENT_TYPE, calendar_file
from strategy.ports import CalendarEntry
from strategy.school_year import london_day

_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


def calendar_routes(parts: House, calendars: DemoCalendars) -> list[web.AbstractRouteDef]:
    """`GET /calendar` and `GET /calendar.ics`, each of the month in `?month=2026-12`, or of this one."""

    def month_of(request: web.Request) -> date:
        wanted = request.query.get("month", "")
        if _MONTH.fullmatch(wanted):
            return date.fromisoformat(f"{wanted}-01")
        if wanted:
            raise web.HTTPBadRequest(text="A month is written like 2026-12.")
        return london_day(parts.clock.now()).replace(day=1)

    async def shown(request: web.Request) -> web.Response:
        month = month_of(request)
        events = await calendars.of_month(month)
        async with parts.store.transaction(read_only=True) as uow:
            names = {person.email: person.name for person in uow.trust.people.values()}
        text = _page(month, events, names)
        return web.Response(text=text, content_type="text/html", headers=ALONE)

    async def file(request: web.Request) -> web.Response:
        month = month_of(request)
        entries = [
            CalendarEntry(each.key, each.subject, each.starts, each.ends, each.place, each.cancelled)
            for each in await calendars.of_month(month)
        ]
        headers = {
            "Content-Type": CONTENT_TYPE,
            "Content-Disposition": f'attachment; filename="keystone-{month:%Y-%m}.ics"',
        }
        return web.Response(body=calendar_file(entries, parts.clock.now()), headers=headers)

    return [web.get("/calendar", shown), web.get("/calendar.ics", file)]


def _page(month: date, events: Sequence[DemoEvent], names: dict[str, str]) -> str:
    before, after = month - timedelta(days=1), month + timedelta(days=32)
    days = "".join(
        f"<h3>{escape(wording.day(day))}</h3>{''.join(_event(event, names) for event in of_day)}"
        for day, of_day in groupby(events, key=lambda event: event.starts.date())
    )
    nothing = "<p>Nothing stands in the calendars this month. Book a visit in a chat, then look again.</p>"
    body = (
        f"<h1>What stands in the calendars: {month:%B %Y}</h1>"
        "<p class='quiet'>In the demonstration calendars are kept on this machine. "
        "<a href='/mailbox'>What Keystone would send</a></p>"
        f"<p><a href='/calendar?month={before:%Y-%m}'>{before:%B}</a> · "
        f"<a href='/calendar?month={after:%Y-%m}'>{after:%B}</a> · "
        f"<a href='/calendar.ics?month={month:%Y-%m}'>As a calendar file</a></p>"
        f"{days or nothing}"
    )
    return page("Keystone demonstration: calendars", body)


def _event(event: DemoEvent, names: dict[str, str]) -> str:
    people = [event.organiser, *event.attendees]
    who = wording.listed([names.get(address, address) for address in people])
    when = f"{event.starts:%H:%M} to {event.ends:%H:%M}"
    off = "<p class='bad'>Cancelled</p>" if event.cancelled else ""
    return (
        f"<article><h4>{escape(event.subject)}</h4><p>{escape(when)}, {escape(event.place)}</p>"
        f"<p class='quiet'>{escape(who)}</p>{off}</article>"
    )
