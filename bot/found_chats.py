"""Chats with people that were found by Graph, kept as if they had been told of by Teams."""

from __future__ import annotations

from typing import Any, Final

from storage.store import SqlStore
from strategy.ports import Clock

TEAMS: Final = "https://smba.trafficmanager.net/teams/"
"""Where Teams is reached in every region, until it has said where it would rather be ("Send proactive
messages" on learn.microsoft.com).
"""


class KeptChats:
    """The port `FoundChats`: what Teams itself told is never replaced by what was found."""

    def __init__(self, store: SqlStore, clock: Clock, app_id: str, tenant: str) -> None:
        """`app_id` is the bot's registration."""
        self._store = store
        self._clock = clock
        self._app_id = app_id
        self._tenant = tenant

    async def found(self, user: str, chat: str) -> None:
        """Keep how to reach somebody, who is in the directory by that Entra object id, in that chat."""
        async with self._store.transaction() as uow:
            person = uow.trust.by_entra_id(user)
            if person is None or await uow.conversations.known_chats([person.id]):
                return
            another = await uow.conversations.latest_reference()
            reference: dict[str, Any] = {
                "user": {"id": user, "aadObjectId": user},
                "bot": another["bot"] if another else {"id": f"28:{self._app_id}"},
                "conversation": {"id": chat, "conversationType": "personal", "tenantId": self._tenant},
                "channelId": "msteams",
                "serviceUrl": another["serviceUrl"] if another else TEAMS,
            }
            await uow.conversations.keep_reference(person.id, chat, reference, self._clock.now())
