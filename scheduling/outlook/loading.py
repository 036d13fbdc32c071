"""Having loaded what the SDK loads when calendars are first asked, which takes it long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgraph.graph_service_client import GraphServiceClient


def load_for_calendars(graph: GraphServiceClient) -> None:
    """Load builders and models of free/busy, of changes and of subscriptions to them. Not to be called on the
    event loop.
    """
    from kiota_abstractions.method import Method
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.generated.models.event import Event
    from msgraph.generated.models.schedule_information import ScheduleInformation
    from msgraph.generated.models.schedule_item import ScheduleItem
    from msgraph.generated.models.subscription import Subscription
    from msgraph.generated.models.subscription_collection_response import SubscriptionCollectionResponse
    from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import (
        GetSchedulePostRequestBody,
    )
    from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_response import (
        GetSchedulePostResponse,
    )
    from msgraph.generated.users.item.calendar_view.delta.delta_get_response import DeltaGetResponse
    from msgraph.generated.users.item.calendar_view.delta.delta_request_builder import DeltaRequestBuilder

    user = graph.users.by_user_id("-")
    assert user.calendar.get_schedule  # noqa: S101 - looked at to be loaded
    assert user.calendar_view.delta  # noqa: S101
    RequestInformation(Method.POST, "{+baseurl}", {})
    DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters()
    GetSchedulePostRequestBody()
    assert graph.subscriptions.by_subscription_id("-")  # noqa: S101
    for model in (
        Event,
        ScheduleInformation,
        ScheduleItem,
        GetSchedulePostResponse,
        DeltaGetResponse,
        Subscription,
        SubscriptionCollectionResponse,
    ):
        model().get_field_deserializers()
