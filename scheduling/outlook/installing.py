"""The app put into people's Teams by Microsoft Graph.

To ask again does no harm: Graph answers 409 where the app is there, and then it is. The bot hears of what is
new from Teams itself, and greets there. It may not have heard, if it did not run or the app came another way:
so the chat is asked for too, to be known before anybody speaks in it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from scheduling.outlook.client import Outlook
from scheduling.outlook.refusals import GraphError, NoToken, Refused
from scheduling.outlook.remedies import no_token, refused_install
from strategy.ports import FoundChats, Installation, Outcome, Sending

if TYPE_CHECKING:
    from msgraph.generated.models.user_scope_teams_app_installation import UserScopeTeamsAppInstallation

log = logging.getLogger("keystone.outlook")

ASK_AGAIN: Final = 3600.0
"""Seconds for which nobody is given the app where the trouble is the app's own, not that person's."""

IS_THERE, NOT_FOUND, UNAUTHORISED = 409, 404, 401


class OutlookInstaller:
    """The port `Installer` over Microsoft Graph."""

    def __init__(self, outlook: Outlook, app: str, chats: FoundChats) -> None:
        """`app` is the app's id in the tenant's catalogue, which is not the manifest's; `chats` is told where
        its chats with people are.
        """
        self._outlook = outlook
        self._app = app
        self._chats = chats

    async def install(self, installation: Installation) -> Sending:
        """Install it for one person, now; SENT where it is there afterwards, by whomever."""
        await self._outlook.warm()  # first of all, as with mail
        try:
            await put_app(self._outlook, installation.user, self._app)
        except Refused as refused:
            if refused.status != IS_THERE:
                log.info("the app was not installed: %s", refused)
                if refused.status == NOT_FOUND:
                    return await self._not_found(installation.user)
                return outcome_of(refused)
        except GraphError as error:
            log.info("the app was not installed: %s", error)
            return outcome_of(error)
        return await self._met(installation.user)

    async def _met(self, user: str) -> Sending:
        """The chat is told of, where there is one by now; else the bot hears of it when they speak."""
        try:
            chat = await chat_with(self._outlook, user, self._app)
        except Refused as refused:
            return Sending(Outcome.SENT) if refused.status == NOT_FOUND else outcome_of(refused)
        except GraphError as error:
            return outcome_of(error)
        if chat:
            await self._chats.found(user, chat)
        return Sending(Outcome.SENT)

    async def _not_found(self, user: str) -> Sending:
        """Which of the two was not: the person, or the app."""
        try:
            await installed(self._outlook, user, self._app)
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return Sending(Outcome.UNREACHABLE, "not among the users of the trust's Microsoft 365")
            return outcome_of(refused)
        except GraphError as error:
            return outcome_of(error)
        return Sending(Outcome.NOT_SET_UP, "the app is not in the catalogue: see KEYSTONE_TEAMS_APP_ID")


async def put_app(outlook: Outlook, user: str, app: str) -> None:
    """Put an app of the catalogue into somebody's Teams. Raises GraphError, with 409 where it is there."""
    from msgraph.generated.models.user_scope_teams_app_installation import UserScopeTeamsAppInstallation

    where = f"{outlook.registration.base_url}/appCatalogs/teamsApps/{app}"
    asked = UserScopeTeamsAppInstallation(additional_data={"teamsApp@odata.bind": where})
    await outlook.call(user, lambda graph: graph.users.by_user_id(user).teamwork.installed_apps.post(asked))


async def installed(outlook: Outlook, user: str, app: str) -> Sequence[UserScopeTeamsAppInstallation]:
    """How an app is installed in somebody's Teams: once, or not at all. Raises GraphError."""
    from kiota_abstractions.base_request_configuration import RequestConfiguration
    from msgraph.generated.users.item.teamwork.installed_apps.installed_apps_request_builder import (
        InstalledAppsRequestBuilder,
    )

    asked = RequestConfiguration(
        query_parameters=InstalledAppsRequestBuilder.InstalledAppsRequestBuilderGetQueryParameters(
            filter=f"teamsApp/id eq '{app}'", expand=["teamsApp"]
        )
    )
    answer = await outlook.call(
        user, lambda graph: graph.users.by_user_id(user).teamwork.installed_apps.get(asked)
    )
    return answer.value or [] if answer is not None else []


async def chat_with(outlook: Outlook, user: str, app: str) -> str:
    """The id of an app's chat with somebody; empty where there is none. Raises GraphError."""
    found = await installed(outlook, user, app)
    if not found:
        return ""
    chat = await outlook.call(
        user,
        lambda graph: (
            graph.users.by_user_id(user)
            .teamwork.installed_apps.by_user_scope_teams_app_installation_id(str(found[0].id))
            .chat.get()
        ),
    )
    return str(chat.id) if chat is not None and chat.id else ""


def outcome_of(error: GraphError) -> Sending:
    """What an error means for one person: that it waits until somebody acts, or is tried again."""
    if isinstance(error, NoToken):
        return Sending(Outcome.NOT_SET_UP, no_token(error).says, ASK_AGAIN)
    if not isinstance(error, Refused):
        return Sending(Outcome.FAILED, str(error))
    lacking = refused_install(error)
    if lacking is not None:
        concerns_all = error.status == UNAUTHORISED
        return Sending(Outcome.NOT_SET_UP, lacking.says, ASK_AGAIN if concerns_all else None)
    return Sending(Outcome.FAILED, str(error), error.retry_after)
