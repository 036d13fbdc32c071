"""The demonstration's local page: what the bot would send elsewhere, kept here for looking at.

Served in the demonstration alone, on this machine alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from aiohttp import web

from bot.wiring import House
from dialogs import wording
from dialogs.report_cards import PARTS, title
from strategy.ports import Outgoing, UnitOfWork
from strategy.reports import Report

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: light-dark(#5c5c5c, #ababab);
  --page: light-dark(#f5f5f5, #141414); --sheet: light-dark(#ffffff, #1f1f1f); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  background: var(--page); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 0; } h3 { font-size: .95rem; margin: .9rem 0 0; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem;
  padding: .9rem 1.1rem; margin: 1rem 0; }
article p { margin: .15rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
ul { margin: .5rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: .9rem; } summary { cursor: pointer; }
"""
MOST_SHOWN = 200
_HOW = {"report.mailed": "by mail", "report.shared": "shown as the school's headteacher"}


def demo_routes(parts: House) -> list[web.AbstractRouteDef]:
    """`GET /`, to the mailbox; and `GET /mailbox`: who would have been sent what, newest first."""

    async def home(_: web.Request) -> web.Response:
        raise web.HTTPFound("/mailbox")

    async def mailbox(_: web.Request) -> web.Response:
        async with parts.store.transaction(read_only=True) as uow:
            waiting = await uow.outbox.recent(limit=MOST_SHOWN)
            shown = [await _sheet(uow, sent) for sent in _by_subject(waiting)]
        return web.Response(text=_page(shown), content_type="text/html")

    return [web.get("/", home), web.get("/mailbox", mailbox)]


def _by_subject(waiting: Sequence[Outgoing]) -> list[list[Outgoing]]:
    """What is about one thing goes on one sheet, with everybody who gets it."""
    sheets: dict[tuple[str, datetime], list[Outgoing]] = {}
    for outgoing in waiting:
        sheets.setdefault((outgoing.subject, outgoing.created_at), []).append(outgoing)
    return list(sheets.values())


async def _sheet(uow: UnitOfWork, sent: Sequence[Outgoing]) -> str:
    first = sent[0]
    what, _, number = first.subject.partition(":")
    report = await uow.reports.get(int(number)) if what == "report" and number.isdigit() else None
    recipients = []
    for outgoing in reversed(sent):
        to = uow.trust.person(outgoing.recipient)
        how = _HOW.get(outgoing.kind, outgoing.kind)
        recipients.append(f"<li>{escape(to.name)} &lt;{escape(to.email)}&gt;, {escape(how)}</li>")
    heading = title(report, uow.trust) if report else first.subject
    body = f"<details><summary>Read it</summary>{_body(report)}</details>" if report else ""
    author = f", from {uow.trust.person(report.author).name}" if report else ""
    return (
        f"<article><h2>{escape(heading)}</h2>"
        f"<p class='quiet'>{escape(wording.moment(first.created_at) + author)}</p>"
        f"<ul>{''.join(recipients)}</ul>{body}</article>"
    )


def _body(report: Report) -> str:
    return "".join(
        f"<h3>{escape(label)}</h3><p>{escape(getattr(report.text, name))}</p>" for name, label in PARTS
    )


def _page(sheets: list[str]) -> str:
    shown = "".join(sheets) or "<p>Nothing yet. File a report in one of the chats, then look here again.</p>"
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Keystone demonstration: outgoing</title><style>{_STYLE}</style>"
        "<h1>What Keystone would send</h1>"
        "<p class='quiet'>In the demonstration nothing leaves this machine. Newest first; the calendar is "
        f"empty until visits can be booked.</p>{shown}</html>"
    )
