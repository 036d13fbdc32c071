"""The demonstration's local page: the mails that stay on this machine, and where every message stands.

Served in the demonstration alone, on this machine alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.demo.page import ALONE, page
from bot.demo.sheets import Sheet, sheets_of
from bot.wiring import House
from dialogs import wording
from strategy.ports import Document

MOST_SHOWN = 200


class Enclosed(Protocol):
    """A document of a mail: by what id it is to be had, and what it is called."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


class ShownMail(Protocol):
    """A mail as the page shows it."""

    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def sent_at(self) -> datetime: ...  # noqa: D102
    @property
    def documents(self) -> Sequence[Enclosed]: ...  # noqa: D102


class Mails(Protocol):
    """The mails of the demonstration."""

    async def newest(self, limit: int = 100) -> Sequence[ShownMail]:
        """Mails, newest first."""
        ...

    async def document(self, number: int) -> Document | None:
        """A document by its id; None where there is none."""
        ...


def demo_routes(parts: House, mails: Mails) -> list[web.AbstractRouteDef]:
    """`GET /`, to the mailbox; `GET /mailbox`, newest first; and the documents of its mails."""

    async def home(_: web.Request) -> web.Response:
        raise web.HTTPFound("/mailbox")

    async def mailbox(_: web.Request) -> web.Response:
        sent = await mails.newest(MOST_SHOWN)
        async with parts.store.transaction(read_only=True) as uow:
            names = {person.email: person.name for person in uow.trust.people.values()}
            sheets = await sheets_of(uow, await uow.outbox.recent(limit=MOST_SHOWN))
        shown = _page([_mail(each, names) for each in sent], [_sheet(each) for each in sheets])
        return web.Response(text=shown, content_type="text/html", headers=ALONE)

    async def document(request: web.Request) -> web.Response:
        found = await mails.document(int(request.match_info["number"]))
        if found is None:
            raise web.HTTPNotFound(text="There is no such document.")
        headers = {
            "Content-Type": found.content_type,
            "Content-Disposition": _saved_as(found.name),
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=found.content, headers=headers)

    return [
        web.get("/", home),
        web.get("/mailbox", mailbox),
        web.get("/mailbox/documents/{number:[0-9]{1,18}}", document),
    ]


def _saved_as(name: str) -> str:
    """The header that has a browser save a file under its name, whatever letters it has (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "-", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _mail(mail: ShownMail, names: dict[str, str]) -> str:
    to = f"{names[mail.address]} <{mail.address}>" if mail.address in names else mail.address
    links = "".join(
        f"<li><a href='/mailbox/documents/{document.id}'>{escape(document.name)}</a></li>"
        for document in mail.documents
    )
    documents = f"<ul class='documents' aria-label='Documents'>{links}</ul>" if links else ""
    return (
        f"<article><h3>{escape(mail.subject)}</h3><p class='quiet'>To: {escape(to)}</p>"
        f"<p class='quiet'>{escape(wording.moment(mail.sent_at))}</p>"
        f"<p class='text'>{escape(mail.text)}</p>{documents}</article>"
    )


def _sheet(sheet: Sheet) -> str:
    lines = "".join(
        f"<li{' class=bad' if each.has_failed else ''}>{escape(each.who)}: {escape(each.stands)}</li>"
        for each in sheet.people
    )
    parts = "".join(
        f"<h4>{escape(label)}</h4><p class='text'>{escape(text)}</p>" for label, text in sheet.parts
    )
    body = f"<details><summary>Read it</summary>{parts}</details>" if parts else ""
    return (
        f"<article><h3>{escape(sheet.heading)}</h3><p class='quiet'>{escape(sheet.about)}</p>"
        f"<ul>{lines}</ul>{body}</article>"
    )


def _page(mails: list[str], sheets: list[str]) -> str:
    nothing = "<p>Nothing yet. File a report in one of the chats, then look here again.</p>"
    body = (
        "<h1>What Keystone would send</h1>"
        "<p class='quiet'>In the demonstration no mail leaves this machine; messages go to the chat clients "
        "beside this page. Newest first. <a href='/calendar'>What stands in the calendars</a></p>"
        f"<p><a href='#mails'>Mails</a> ({len(mails)}) · "
        f"<a href='#messages'>Messages and where they stand</a> ({len(sheets)})</p>"
        f"<h2 id='mails'>Mails</h2>{''.join(mails) or nothing}"
        f"<h2 id='messages'>Messages and where they stand</h2>{''.join(sheets) or nothing}"
    )
    return page("Keystone demonstration: outgoing", body)
