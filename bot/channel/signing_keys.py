"""The chat service's public signing keys, fetched from its OpenID metadata and kept.

The SDK's own keeper blocks the event loop without a time-out, and does not look for a new key for up to a day
after the service has begun to sign with it; so the keys are kept here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import jwt

log = logging.getLogger(__name__)

FETCH_TIMEOUT: Final = 5.0
"""Seconds one fetch of metadata and keys may take."""

FRESH_FOR: Final = 24 * 3600.0
"""Seconds after which keys are fetched again; the service's advice is a day."""

LOOK_AGAIN_AFTER: Final = 300.0
"""Seconds between fetches for a key that is not there, so that forged ids do not make us ask without end."""

TRY_AGAIN_AFTER: Final = 10.0
"""Seconds between fetches while they fail."""


class NoSuchKey(Exception):
    """The service signs with no key of that id, as far as can be found out."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels the service vouches for with it."""

    key: Any
    endorsements: frozenset[str]


class SigningKeys:
    """Keeps the keys. `monotonic` counts seconds."""

    def __init__(self, metadata_url: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._metadata_url = metadata_url
        self._monotonic = monotonic
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching = asyncio.Lock()

    async def get(self, key_id: str) -> SigningKey:
        """The key of that id; fetches where the keys are old or the id is new. Raises NoSuchKey."""
        if self._is_due(key_id):
            async with self._fetching:
                if self._is_due(key_id):
                    await self._fetch()
        try:
            return self._keys[key_id]
        except KeyError:
            raise NoSuchKey(key_id[:80]) from None

    async def warm(self) -> None:
        """Fetch the keys ahead of the first request; a failure is logged, and made good by that request."""
        async with self._fetching:
            await self._fetch()

    def _is_due(self, key_id: str) -> bool:
        now = self._monotonic()
        if self._tried_at is not None and now - self._tried_at < TRY_AGAIN_AFTER:
            return False
        if self._fetched_at is None or now - self._fetched_at > FRESH_FOR:
            return True
        return key_id not in self._keys and now - self._fetched_at > LOOK_AGAIN_AFTER

    async def _fetch(self) -> None:
        """Replace the keys. Where that fails, the old ones stay: an outage must not lock everybody out."""
        self._tried_at = self._monotonic()
        timeout = aiohttp.ClientTimeout(total=FETCH_TIMEOUT)
        try:
            async with aiohttp.ClientSession(
                timeout=timeout, raise_for_status=True, trust_env=True
            ) as session:
                metadata = await _json(session, self._metadata_url)
                keys = await _json(session, metadata["jwks_uri"])
            rsa = [entry for entry in keys["keys"] if entry.get("kty") == "RSA"]
            self._keys = {entry["kid"]: _signing_key(entry) for entry in rsa}
        except (aiohttp.ClientError, TimeoutError, jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            log.warning("The chat service's signing keys could not be fetched: %s", type(error).__name__)
        else:
            self._fetched_at = self._tried_at
            log.info("Fetched %d signing keys of the chat service", len(self._keys))


async def _json(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as response:
        return await response.json(content_type=None)


def _signing_key(entry: Mapping[str, Any]) -> SigningKey:
    endorsements = entry.get("endorsements") or ()
    return SigningKey(jwt.PyJWK(dict(entry), algorithm="RS256").key, frozenset(endorsements))
