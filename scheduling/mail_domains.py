"""Documents go only where settings allow: reports hold confidential judgements, and mail goes anywhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from strategy.ports import Letter, Mailer, Sending

READ_IT_IN_TEAMS: Final = (
    "The document is not sent to this address. You can have it in Teams: ask Keystone for it there."
)


class DocumentsKeptWithin:
    """A mailer in front of another: letters to other domains than these go without their documents.

    A domain is the address's own, not one above it: `trust.example` does not include `mail.trust.example`.
    """

    def __init__(self, mailer: Mailer, domains: Collection[str]) -> None:
        self._mailer = mailer
        self._domains = frozenset(domain.lower() for domain in domains)

    async def deliver(self, key: str, letter: Letter) -> Sending:
        """Send it, with its documents or with a sentence instead of them."""
        _, at, domain = letter.address.rpartition("@")
        if letter.documents and not (at and domain.strip().lower() in self._domains):
            letter = replace(letter, text=f"{letter.text}\n\n{READ_IT_IN_TEAMS}", documents=())
        return await self._mailer.deliver(key, letter)
