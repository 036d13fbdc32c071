"""Where no mail is set up."""

from __future__ import annotations

from typing import Final

from strategy.ports import Letter, Outcome, Sending

NO_MAIL: Final = "no mail is set up"
"""Why such rows wait, as the outbox lists them."""


class NoMail:
    """A mailer that sends nothing: what is to go by mail waits until mail is set up."""

    async def deliver(self, key: str, letter: Letter) -> Sending:
        """Say that there is none."""
        return Sending(Outcome.NOT_SET_UP, NO_MAIL)
