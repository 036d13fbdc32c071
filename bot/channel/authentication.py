"""Whether a request comes from the chat service, and from this trust's tenant.

The checks are those of "Authenticate requests from the Bot Connector service to your bot" on
learn.microsoft.com. The SDK's validator is not used: it takes tokens without an expiry, skips the endorsement
of a key that lists none, and asks the network about tokens that cannot be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt

from bot.channel.delivery import Delivery
from bot.channel.signing_keys import NoSuchKey, SigningKeys

ISSUER: Final = "https://api.botframework.com"
CLOCK_SKEW: Final = 300
"""Seconds that clocks may differ by, as the service's documentation allows."""

TEAMS: Final = "msteams"


class Unauthenticated(Exception):
    """The request does not prove that it comes from the chat service. The message is for the log alone."""


class WrongTenant(Exception):
    """The activity belongs to another tenant or channel. The message has ids alone."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request: what its token says, or nobody in particular in the demonstration."""

    is_anonymous: bool
    service_url: str = ""
    endorsements: frozenset[str] = frozenset()

    def check(self, delivery: Delivery) -> None:
        """Whether the token was issued for such an activity. Raises Unauthenticated."""
        if self.is_anonymous:
            return
        if delivery.service_url != self.service_url:
            raise Unauthenticated("the token was issued for another service URL")
        if delivery.channel not in self.endorsements:
            raise Unauthenticated("the signing key is not endorsed for the activity's channel")


class Doorkeeper:
    """Admits requests. `anybody` admits everybody without a token: in the demonstration alone."""

    def __init__(self, app_id: str, tenant_id: str, keys: SigningKeys, *, anybody: bool = False) -> None:
        self._app_id = app_id
        self._tenant_id = tenant_id
        self._keys = keys
        self._anybody = anybody

    async def admit(self, authorization: str | None) -> Caller:
        """Check a request's Authorization header, before the rest of it is read. Raises Unauthenticated."""
        if self._anybody:
            return Caller(is_anonymous=True)
        if not self._app_id:
            raise Unauthenticated("no app id is set, so no token can be for this bot")
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or " " in token:
            raise Unauthenticated("no bearer token")
        try:
            return await self._read(token)
        except jwt.PyJWTError as error:
            raise Unauthenticated(type(error).__name__) from None
        except NoSuchKey:
            raise Unauthenticated("signed with an unknown key") from None

    def check_tenant(self, delivery: Delivery) -> None:
        """Whether the activity is the trust's own, and came through Teams. Raises WrongTenant.

        Other channels of the same registration (Web Chat and Direct Line are on unless switched off) let a
        caller say who they are, so nothing but Teams is believed. The demonstration takes any channel, and
        any tenant where none is set.
        """
        if not self._anybody and delivery.channel != TEAMS:
            raise WrongTenant(f"channel {delivery.channel[:40]!r}")
        if (self._tenant_id or not self._anybody) and delivery.tenant != self._tenant_id:
            raise WrongTenant(f"tenant {(delivery.tenant or '')[:80]!r}")

    async def _read(self, token: str) -> Caller:
        header = jwt.get_unverified_header(token)
        # The issuer first, unverified: a token of another issuer is refused without asking the network.
        unverified = jwt.decode(token, options={"verify_signature": False})
        if unverified.get("iss") != ISSUER:
            raise Unauthenticated("another issuer")
        key_id = header.get("kid")
        if not isinstance(key_id, str) or not key_id:
            raise Unauthenticated("the token names no key")
        signing_key = await self._keys.get(key_id)
        claims: Mapping[str, Any] = jwt.decode(
            token,
            signing_key.key,
            algorithms=["RS256"],
            audience=self._app_id,
            issuer=ISSUER,
            leeway=CLOCK_SKEW,
            options={"require": ["exp", "iss", "aud"]},
        )
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise Unauthenticated("the token names no service URL")
        return Caller(False, service_url, signing_key.endorsements)
