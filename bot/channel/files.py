"""Fetching the files that people send: Teams says where they lie, and only Microsoft's own places are asked.

The address opens the file for whoever holds it, so it is never logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import urljoin

import aiohttp

from bot.channel.delivery import Attachment
from bot.channel.microsoft_files import HOSTS, MicrosoftFiles
from dialogs.messages import Attached
from strategy.files import LARGEST_FILE, too_large

log = logging.getLogger(__name__)

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
        self._files = MicrosoftFiles(local=local, hosts=hosts)
        self._patience = patience

    async def fetch(self, attachments: Sequence[Attachment]) -> tuple[Attached, ...]:
        """Each file with its bytes, or with why it could not be had; one after the other."""
        return tuple([await self._one(attachment) for attachment in attachments])

    async def close(self) -> None:
        """Let go of all connections."""
        await self._files.close()

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
            if not self._files.may_ask(url):
                raise _Fault(ELSEWHERE)
            async with self._files.session().get(url, allow_redirects=False) as response:
                if response.status // 100 != 3:
                    return await _read(response)
                url = urljoin(url, response.headers.get("Location", ""))
        raise _Fault(NOT_NOW)


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
