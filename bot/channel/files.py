"""Fetching the files that people send: Teams says where they lie, and only Microsoft's own places are asked.

What an activity says is not trusted: an address elsewhere would have the bot knock at doors of somebody
else's choosing. The address opens the file for whoever holds it, so it is never logged. See "Send and receive
files through a bot" on learn.microsoft.com.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.channel.delivery import Attachment
from bot.settings import LOOPBACK
from dialogs.messages import Attached
from strategy.files import LARGEST_FILE, too_large

log = logging.getLogger(__name__)

HOSTS: Final = ("sharepoint.com", "onedrive.com", "1drv.com")
"""Under which names Microsoft 365 keeps what people attach to a chat (SharePoint and OneDrive)."""
PATIENCE: Final = 12.0
"""Seconds for one file: Teams sends an activity again after about 15."""
MOST_HOPS: Final = 3
_CHUNK = 64 * 1024

ELSEWHERE: Final = (
    "I can only fetch a file that Teams keeps in your own Microsoft 365. Please attach it with the paper "
    "clip, or paste a link to it."
)
GONE: Final = "Teams does not have that file any more. Please send it again."
REFUSED: Final = "Teams would not let me have that file. Please send it again, or paste a link to it."
NOT_NOW: Final = (
    "I could not fetch that file just now, so nothing was handed in. Please send it again shortly."
)


def is_kept_by_microsoft(url: str, *, local: bool = False, hosts: Sequence[str] = HOSTS) -> bool:
    """Whether an address lies where files of Teams do: by HTTPS, and under one of the known names; `local`
    ones may lie on this machine too.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if "@" in parts.netloc:
        return False
    if local and host in LOOPBACK and parts.scheme in ("http", "https"):
        return True
    known = any(host == name or host.endswith(f".{name}") for name in hosts)
    return known and parts.scheme == "https" and port in (None, 443)


class Fetcher(Protocol):
    """Fetches files."""

    async def fetch(self, attachments: Sequence[Attachment]) -> tuple[Attached, ...]:
        """Each file with its bytes, or with why it could not be had."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


class _Fault(Exception):
    """Why a file could not be had, as a sentence for the person."""


class FileFetcher:
    """The port `Fetcher` over HTTPS. In the demonstration files may also lie on this machine."""

    def __init__(
        self, *, local: bool = False, hosts: Sequence[str] = HOSTS, patience: float = PATIENCE
    ) -> None:
        self._local = local
        self._hosts = tuple(hosts)
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, attachments: Sequence[Attachment]) -> tuple[Attached, ...]:
        """Each file with its bytes, or with why it could not be had; one after the other."""
        return tuple([await self._one(attachment) for attachment in attachments])

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _one(self, attachment: Attachment) -> Attached:
        try:
            async with asyncio.timeout(self._patience):
                return Attached(attachment.name, await self._content(attachment.url))
        except _Fault as fault:
            return Attached(attachment.name, fault=str(fault))
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            log.warning("A file could not be fetched: %s", type(error).__name__)
            return Attached(attachment.name, fault=NOT_NOW)

    async def _content(self, url: str) -> bytes:
        for _ in range(MOST_HOPS):
            if not self._may_ask(url):
                raise _Fault(ELSEWHERE)
            async with self._connected().get(url, allow_redirects=False) as response:
                if response.status // 100 != 3:
                    return await _read(response)
                url = urljoin(url, response.headers.get("Location", ""))
        raise _Fault(NOT_NOW)

    def _may_ask(self, url: str) -> bool:
        return is_kept_by_microsoft(url, local=self._local, hosts=self._hosts)

    def _connected(self) -> aiohttp.ClientSession:
        if self._session is None:
            # No cookies are kept, and a packed answer could be far larger than it looks.
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), headers={"Accept-Encoding": "identity"}
            )
        return self._session


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The bytes of an answer, no more than a file may have. Raises _Fault."""
    if response.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise _Fault(GONE)
    if response.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise _Fault(REFUSED)
    if response.status != HTTPStatus.OK:
        log.warning("A file could not be fetched: status %d", response.status)
        raise _Fault(NOT_NOW)
    if (response.content_length or 0) > LARGEST_FILE:
        raise _Fault(too_large())
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > LARGEST_FILE:
            raise _Fault(too_large())
    return bytes(content)
