"""What the simulator does about the app in somebody's Teams."""

from __future__ import annotations

from collections.abc import Mapping

from tests.graph.exchange import Answered, Asked, GraphFault
from tests.graph.mailbox import Mailbox

BIND = "teamsApp@odata.bind"


def installed(name: str, asked: Asked, box: Mailbox, catalogue: Mapping[str, str]) -> Answered:
    """The answer to one of the operations of installed apps.

    `catalogue` has each app's manifest id by its own.
    """
    match name:
        case "GET teamwork/installedApps":
            value = [
                {"id": f"INST-{app}", "teamsApp": {"id": app, "externalId": catalogue[app]}}
                for app in box.apps
            ]
            return Answered(200, {"value": value})
        case "POST teamwork/installedApps":
            app = str(asked.body.get(BIND, "")).rsplit("/", 1)[-1]
            if app not in catalogue:
                raise GraphFault(404, "NotFound", "The app is not in the catalogue.")
            if app in box.apps:
                raise GraphFault(409, "Conflict", "The app is already installed.")
            box.apps.append(app)
            return Answered(201)
    raise GraphFault(501, "NotImplemented", name)
