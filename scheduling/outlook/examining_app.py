"""Whether Microsoft Graph lets Keystone give people the app, found out by calls that change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scheduling.outlook.client import Outlook
from scheduling.outlook.examining import Check
from scheduling.outlook.installing import IS_THERE, NOT_FOUND, installed, put_app
from scheduling.outlook.refusals import GraphError, Refused
from scheduling.outlook.remedies import INSTALL, refused_install

ABOUT: Final = f"Graph {INSTALL}"
MOST_ASKED: Final = 10
"""People whom it looks for the app with; one who has it is enough to know."""

_AGAIN: Final = "try again in a few minutes; if it stays so, ask Microsoft's support"


async def examine_installing(outlook: Outlook, app: str, users: Sequence[str]) -> Check:
    """Look for the app with some people, those first who should have it, and ask to install it for one who
    has it: Graph says that it is there, or that it may not be asked.

    Where nobody has it yet nothing is asked to be installed, so that the right to is not known.
    """
    await outlook.warm()
    known = 0
    for user in users[:MOST_ASKED]:
        try:
            if await installed(outlook, user, app):
                await put_app(outlook, user, app)
                return _granted()
            known += 1
        except Refused as refused:
            if refused.status == IS_THERE:
                return _granted()
            if refused.status != NOT_FOUND:
                return _refused(refused)
        except GraphError as error:
            return _refused(error)
    if not known:
        return Check(
            ABOUT, "nobody who was looked for is known to Microsoft 365", "check the emails in people.csv"
        )
    return Check(ABOUT, "granted to look; whether it may install shows once somebody has the app")


def _granted() -> Check:
    return Check(ABOUT, "granted")


def _refused(error: GraphError) -> Check:
    remedy = refused_install(error) if isinstance(error, Refused) else None
    if remedy is None:
        return Check(ABOUT, str(error), _AGAIN)
    return Check(ABOUT, remedy.says, remedy.do)
