"""Putting a file where its reader allowed it: into their own OneDrive, and nowhere else.

The address comes with what a client sent, so it is held to the same rule as those that files are fetched
from. It writes the file for whoever holds it, so it is never logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final, Protocol

import aiohttp

from bot.channel.microsoft_files import HOSTS, MicrosoftFiles
from strategy.ports import Document

log = logging.getLogger(__name__)

PATIENCE: Final = 9.0
"""Seconds for one file: Teams takes an answer for failed after about 15."""


class Uploader(Protocol):
    """Puts files where their readers allowed it."""

    async def put(self, url: str, document: Document) -> bool:
        """Put a file there, whole, in one try; whether that was done."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


class FileUploader:
    """The port `Uploader` over HTTPS. `local` ones may lie on this machine too: for tests alone."""

    def __init__(
        self, *, local: bool = False, hosts: Sequence[str] = HOSTS, patience: float = PATIENCE
    ) -> None:
        self._files = MicrosoftFiles(local=local, hosts=hosts)
        self._patience = patience

    async def put(self, url: str, document: Document) -> bool:
        """Put a file there, whole, in one try; whether that was done. No redirect is followed."""
        if not self._files.may_ask(url):
            log.warning("A file was not uploaded: its place is not one of Microsoft 365")
            return False
        size = len(document.content)
        headers = {
            "Content-Range": f"bytes 0-{size - 1}/{size}",
            "Content-Type": "application/octet-stream",
        }
        try:
            async with (
                asyncio.timeout(self._patience),
                self._files.session().put(
                    url, data=document.content, headers=headers, allow_redirects=False
                ) as response,
            ):
                # 202 would mean that it waits for more of the file.
                done = response.status in (HTTPStatus.OK, HTTPStatus.CREATED)
                if not done:
                    log.warning("A file could not be uploaded: status %d", response.status)
                return done
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            log.warning("A file could not be uploaded: %s", type(error).__name__)
            return False

    async def close(self) -> None:
        """Let go of all connections."""
        await self._files.close()
