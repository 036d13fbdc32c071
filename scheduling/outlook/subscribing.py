"""Subscriptions to calendars' changes, by Microsoft Graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from scheduling.outlook.calendars import out_of_reach
from scheduling.outlook.client import Outlook
from scheduling.outlook.refusals import GraphError, Refused
from strategy.ports import CalendarsOutOfReach, StandingSubscription

if TYPE_CHECKING:
    from msgraph.generated.models.subscription import Subscription
    from msgraph.generated.models.subscription_collection_response import SubscriptionCollectionResponse
    from msgraph.graph_service_client import GraphServiceClient

KINDS: Final = "updated,deleted"
"""What is told: those that we make ourselves are known."""

NOT_ANSWERED: Final = "Microsoft's first call to KEYSTONE_PUBLIC_URL was not answered as it must be"
ANOTHER: Final = "another subscription of the app to the same calendar stands in the way"

_NOBODYS: Final = "subscriptions"
"""What is asked about no mailbox keeps to a pace of its own."""


class OutlookSubscriber:
    """The port `Subscriber` over Microsoft Graph."""

    def __init__(self, outlook: Outlook) -> None:
        self._outlook = outlook

    async def standing(self) -> Sequence[StandingSubscription]:
        """All that this app has there, whomever they tell. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        found: list[StandingSubscription] = []
        link = ""
        try:
            while True:
                page = await self._outlook.call(_NOBODYS, partial(_page, link=link))
                if page is None:
                    raise Refused(0)
                found += [_read(each) for each in page.value or ()]
                link = page.odata_next_link or ""
                if not link:
                    return found
        except GraphError as error:
            raise out_of_reach(error) from error

    async def subscribe(self, address: str, tells: str, secret: str, until: datetime) -> StandingSubscription:
        """Have a calendar's changes told to a web address. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        from msgraph.generated.models.subscription import Subscription

        wanted = Subscription(
            change_type=KINDS,
            notification_url=tells,
            lifecycle_notification_url=tells,
            resource=f"users/{address}/events",
            expiration_date_time=until,
            client_state=secret,
        )
        try:
            made = await self._outlook.call(address, lambda graph: graph.subscriptions.post(wanted))
            if made is None:
                raise Refused(0)
        except GraphError as error:
            raise _refused(error) from error
        return _read(made)

    async def renew(self, number: str, until: datetime) -> datetime | None:
        """Have one last longer; None where it is not there any more. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        from msgraph.generated.models.subscription import Subscription

        longer = Subscription(expiration_date_time=until)
        try:
            renewed = await self._outlook.call(
                _NOBODYS, lambda graph: graph.subscriptions.by_subscription_id(number).patch(longer)
            )
        except GraphError as error:
            if _is_gone(error):
                return None
            raise out_of_reach(error) from error
        return until if renewed is None else renewed.expiration_date_time or until

    async def unsubscribe(self, number: str) -> None:
        """End one; one that is not there is ended already. Raises CalendarsOutOfReach."""
        await self._outlook.warm()
        try:
            await self._outlook.call(
                _NOBODYS, lambda graph: graph.subscriptions.by_subscription_id(number).delete()
            )
        except GraphError as error:
            if not _is_gone(error):
                raise out_of_reach(error) from error


async def _page(graph: GraphServiceClient, *, link: str) -> SubscriptionCollectionResponse | None:
    return await (graph.subscriptions.with_url(link) if link else graph.subscriptions).get()


def _read(told: Subscription) -> StandingSubscription:
    if not told.id or told.expiration_date_time is None:
        raise Refused(0)
    return StandingSubscription(told.id, told.notification_url or "", told.expiration_date_time)


def _is_gone(error: GraphError) -> bool:
    return isinstance(error, Refused) and error.status in (404, 410)


def _refused(error: GraphError) -> CalendarsOutOfReach:
    if isinstance(error, Refused) and error.status == 400:
        return CalendarsOutOfReach(NOT_ANSWERED)
    if isinstance(error, Refused) and error.status == 409:
        return CalendarsOutOfReach(ANOTHER)
    return out_of_reach(error)
