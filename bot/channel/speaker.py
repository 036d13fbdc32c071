"""Who speaks: from the Entra id that Teams vouches for to a person of the trust directory.

Somebody whose id is not known yet is looked up at the chat service, once; the sign-in name it gives is
what the directory binds by. A display name is never believed.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from msrest.exceptions import ClientException

from bot.channel.adapter import Adapter
from bot.channel.delivery import Delivery
from bot.channel.ports import Directory
from bot.channel.retrying import CallFailed
from strategy.people import Person
from strategy.ports import Clock

log = logging.getLogger(__name__)

REMEMBERED_FOR: Final = timedelta(hours=4)
FAILURE_REMEMBERED_FOR: Final = timedelta(minutes=10)
MOST_REMEMBERED: Final = 5_000
LOOKUP_TIMEOUT: Final = 5.0
"""Seconds the chat service has to say who somebody is."""


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What the chat service said, and until when it is not asked again. No name: it could not say."""

    sign_in_name: str | None
    until: datetime


class Speakers:
    """Identifies the sender of a delivery."""

    def __init__(self, directory: Directory, adapter: Adapter, clock: Clock) -> None:
        self._directory = directory
        self._adapter = adapter
        self._clock = clock
        self._lookups: OrderedDict[str, _Lookup] = OrderedDict()

    async def identify(self, delivery: Delivery) -> Person | None:
        """The person who sent it, None for somebody who is not in the directory."""
        entra_id = delivery.sender.entra_id
        if entra_id is None:
            return None
        person = await self._directory.person_by_entra_id(entra_id)
        if person is not None:
            return person
        name = await self._sign_in_name(entra_id, delivery)
        return await self._directory.bind_entra_id(entra_id, name) if name else None

    async def _sign_in_name(self, entra_id: str, delivery: Delivery) -> str | None:
        now = self._clock.now()
        known = self._lookups.get(entra_id)
        if known is not None and now < known.until:
            return known.sign_in_name
        name = await self._ask(entra_id, delivery)
        until = now + (REMEMBERED_FOR if name else FAILURE_REMEMBERED_FOR)
        self._lookups[entra_id] = _Lookup(name, until)
        self._lookups.move_to_end(entra_id)
        while len(self._lookups) > MOST_REMEMBERED:
            self._lookups.popitem(last=False)
        return name

    async def _ask(self, entra_id: str, delivery: Delivery) -> str | None:
        if not delivery.service_url:
            return None
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT):
                member = await self._member(delivery)
        except (CallFailed, ClientException, TimeoutError, ValueError) as error:
            log.warning("The chat service did not say who %s is: %s", entra_id, type(error).__name__)
            return None
        its_id = member.get("aadObjectId") or member.get("objectId")
        name = member.get("userPrincipalName")
        if not isinstance(its_id, str) or its_id.lower() != entra_id or not isinstance(name, str):
            log.warning("The chat service's answer about %s does not fit", entra_id)
            return None
        return name.strip().lower() or None

    async def _member(self, delivery: Delivery) -> Mapping[str, Any]:
        client = await self._adapter.client(delivery.service_url)
        # The SDK's own object of a member drops the sign-in name, so the answer is read as it came.
        answer: Any = await client.conversations.get_conversation_member(  # type: ignore[no-untyped-call]
            delivery.conversation, delivery.sender.id, raw=True
        )
        member = answer.response.json()
        return member if isinstance(member, dict) else {}
