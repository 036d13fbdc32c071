"""Where the app is not set up to be put into people's Teams."""

from __future__ import annotations

from typing import Final

from strategy.ports import Installation, Outcome, Sending

NO_APP: Final = "no app is set up to be installed"
"""Why such rows wait, as the outbox lists them."""


class NoInstaller:
    """An installer that installs nothing: rows that are there already wait until it is set up."""

    async def install(self, installation: Installation) -> Sending:
        """Say that there is none."""
        return Sending(Outcome.NOT_SET_UP, NO_APP)
