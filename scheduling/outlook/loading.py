"""Having loaded what the SDK loads when calendars or people's Teams are first asked, which takes long."""

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


def load_for_installing(graph: GraphServiceClient) -> None:
    """Load builders and models of apps in people's Teams. Not to be called on the event loop."""
    from msgraph.generated.models.chat import Chat
    from msgraph.generated.models.o_data_errors.error_details import ErrorDetails
    from msgraph.generated.models.o_data_errors.inner_error import InnerError
    from msgraph.generated.models.teams_app import TeamsApp
    from msgraph.generated.models.user_scope_teams_app_installation import UserScopeTeamsAppInstallation
    from msgraph.generated.models.user_scope_teams_app_installation_collection_response import (
        UserScopeTeamsAppInstallationCollectionResponse,
    )
    from msgraph.generated.users.item.teamwork.installed_apps.installed_apps_request_builder import (
        InstalledAppsRequestBuilder,
    )

    apps = graph.users.by_user_id("-").teamwork.installed_apps
    assert apps.by_user_scope_teams_app_installation_id("-").chat  # noqa: S101 - looked at to be loaded
    InstalledAppsRequestBuilder.InstalledAppsRequestBuilderGetQueryParameters()
    for model in (
        Chat,
        ErrorDetails,
        InnerError,
        TeamsApp,
        UserScopeTeamsAppInstallation,
        UserScopeTeamsAppInstallationCollectionResponse,
    ):
        model().get_field_deserializers()
