"""Where files of Teams lie: Microsoft's own places, and the connection to them that files go in and out by.

What a client says is not trusted: an address elsewhere would have the bot knock at doors of somebody else's
choosing. See "Send and receive files through a bot" on learn.microsoft.com.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.settings import LOOPBACK

HOSTS: Final = ("sharepoint.com", "onedrive.com", "1drv.com")
"""Under which names Microsoft 365 keeps what people attach to a chat (SharePoint and OneDrive)."""


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


class MicrosoftFiles:
    """One client session to those places, opened when it is first needed.

    `local` addresses may lie on this machine too: for the demonstration and tests.
    """

    def __init__(self, *, local: bool = False, hosts: Sequence[str] = HOSTS) -> None:
        self._local = local
        self._hosts = tuple(hosts)
        self._session: aiohttp.ClientSession | None = None

    def may_ask(self, url: str) -> bool:
        """Whether an address is one of those places."""
        return is_kept_by_microsoft(url, local=self._local, hosts=self._hosts)

    def session(self) -> aiohttp.ClientSession:
        """The session, for addresses that `may_ask` allows alone, also after a redirect."""
        if self._session is None:
            # No cookies are kept, and a packed answer could be far larger than it looks.
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), headers={"Accept-Encoding": "identity"}
            )
        return self._session

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
