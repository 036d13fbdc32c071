"""The demonstration's calendars, as a page and as a file for a calendar app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import icalendar
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.demo.calendar_page import calendar_routes
from bot.settings import load_settings
from bot.wiring import House, house
from storage.demo_calendar import DemoCalendars
from strategy.ports import Appointment
from strategy.school_year import LONDON
from tests.builders import small_trust
from tests.databases import Sqlite

Client = TestClient[web.Request, web.Application]
HOSTILE = "<script>alert(1)</script> School"


@pytest.fixture
async def parts(sqlite: Sqlite, tmp_path: Path) -> AsyncIterator[House]:
    async with house(load_settings(None, database_url=sqlite.fresh(tmp_path), demo=True)) as opened:
        await small_trust(opened.store)
        yield opened


@pytest.fixture
async def client(parts: House) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(calendar_routes(parts, DemoCalendars(parts.store)))
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def booked(parts: House, *, cancelled: bool = False) -> None:
    starts = datetime(2027, 3, 30, 9, tzinfo=LONDON)
    visit = Appointment(
        "visit:1",
        "sam.partner@trust.example",
        ("hana.head@trust.example",),
        "School visit",
        "",
        starts,
        starts.replace(hour=15, minute=30),
        HOSTILE,
    )
    calendars = DemoCalendars(parts.store)
    await calendars.put([visit])
    if cancelled:
        await calendars.change_by_hand(1, cancelled=True)


async def test_a_month_shows_who_meets_whom_where_and_when(client: Client, parts: House) -> None:
    await booked(parts)
    said = await (await client.get("/calendar?month=2027-03")).text()
    assert "Tue 30 March 2027" in said
    assert "09:00 to 15:30" in said
    assert "Sam Partner and Hana Head" in said
    assert HOSTILE not in said
    assert "&lt;script&gt;" in said
    assert "Nothing stands in the calendars" in await (await client.get("/calendar?month=2027-04")).text()


async def test_a_cancelled_visit_is_shown_as_cancelled(client: Client, parts: House) -> None:
    await booked(parts, cancelled=True)
    assert "Cancelled" in await (await client.get("/calendar?month=2027-03")).text()
    file = icalendar.Calendar.from_ical(await (await client.get("/calendar.ics?month=2027-03")).read())
    [event] = file.walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


async def test_a_calendar_app_reads_the_file_and_nine_in_the_morning_is_nine(
    client: Client, parts: House
) -> None:
    await booked(parts)
    response = await client.get("/calendar.ics?month=2027-03")
    assert response.headers["Content-Type"].startswith("text/calendar")
    file = icalendar.Calendar.from_ical(await response.read())
    [event] = file.walk("VEVENT")
    assert str(event["SUMMARY"]) == "School visit"
    assert event.decoded("DTSTART") == datetime(2027, 3, 30, 9, tzinfo=LONDON)
    assert b"DTSTART;TZID=Europe/London:20270330T090000" in file.to_ical()


@pytest.mark.parametrize("month", ["2027-13", "march", "1e9", "2027-03'--"])
async def test_a_month_that_is_none_is_refused(client: Client, month: str) -> None:
    for path in ("/calendar", "/calendar.ics"):
        assert (await client.get(path, params={"month": month})).status == 400
