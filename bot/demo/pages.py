"""The demonstration's local page: what the bot would send elsewhere, kept here for looking at.

Served in the demonstration alone, on this machine alone.
"""

from __future__ import annotations

from html import escape

from aiohttp import web

from bot.wiring import House
from dialogs import wording
from dialogs.report_cards import PARTS, title
from strategy.ports import Outgoing, UnitOfWork
from strategy.reports import Report

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --quiet: #767676; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-bottom: .2rem; }
article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
article p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: .9rem; } summary { cursor: pointer; }
"""
MOST_SHOWN = 60


def demo_routes(parts: House) -> list[web.AbstractRouteDef]:
    """`GET /`, to the mailbox; and `GET /mailbox`: who would have been sent what, newest first."""

    async def home(_: web.Request) -> web.Response:
        raise web.HTTPFound("/mailbox")

    async def mailbox(_: web.Request) -> web.Response:
        async with parts.store.transaction(read_only=True) as uow:
            waiting = await uow.outbox.recent(limit=MOST_SHOWN)
            shown = [await _mail(uow, outgoing) for outgoing in waiting]
        return web.Response(text=_page(shown), content_type="text/html")

    return [web.get("/", home), web.get("/mailbox", mailbox)]


async def _mail(uow: UnitOfWork, outgoing: Outgoing) -> str:
    to = uow.trust.person(outgoing.recipient)
    about = outgoing.subject.partition(":")
    report = await uow.reports.get(int(about[2])) if about[0] == "report" and about[2].isdigit() else None
    heading = f"To {to.name} <{to.email}>"
    if report is None:
        return _article(heading, outgoing.kind, wording.moment(outgoing.created_at), "")
    how = "by mail" if outgoing.kind == "report.mailed" else "shown as the school's headteacher"
    return _article(
        heading,
        f"{title(report, uow.trust)} ({how})",
        wording.moment(outgoing.created_at),
        _body(uow, report),
    )


def _body(uow: UnitOfWork, report: Report) -> str:
    author = uow.trust.person(report.author).name
    lines = [f"<p class='quiet'>From {escape(author)}, {escape(wording.CAPACITIES[report.capacity])}</p>"]
    for name, label in PARTS:
        lines.append(f"<h2>{escape(label)}</h2><p>{escape(getattr(report.text, name))}</p>")
    return "".join(lines)


def _article(heading: str, subject: str, when: str, body: str) -> str:
    inside = f"<details><summary>Read it</summary>{body}</details>" if body else ""
    return (
        f"<article><p><strong>{escape(subject)}</strong></p><p>{escape(heading)}</p>"
        f"<p class='quiet'>{escape(when)}</p>{inside}</article>"
    )


def _page(mails: list[str]) -> str:
    shown = "".join(mails) or "<p>Nothing yet. File a report in one of the chats, then look here again.</p>"
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Keystone demonstration: outgoing</title><style>{_STYLE}</style>"
        "<h1>What Keystone would send</h1>"
        "<p class='quiet'>In the demonstration nothing leaves this machine. Newest first; the calendar is "
        f"empty until visits can be booked.</p>{shown}</html>"
    )
