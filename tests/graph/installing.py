"""What the simulator does about the app in somebody's Teams."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.graph.exchange import Answered, Asked, GraphFault
from tests.graph.mailbox import Mailbox

BIND = "teamsApp@odata.bind"
BY_APP = re.compile(r"teamsApp/id eq '([^']*)'")


def installed(
    name: str, asked: Asked, box: Mailbox, given: tuple[str, ...], catalogue: Mapping[str, str]
) -> Answered:
    """The answer to one of the operations of installed apps.

    `catalogue` has each app's manifest id by its own; `given` is what the path names.
    """
    match name:
        case "GET teamwork/installedApps/{}/chat":
            if given[1].removeprefix("INST-") not in box.apps:
                raise GraphFault(404, "NotFound", "The app is not installed.")
            return Answered(200, {"id": chat_of(box), "chatType": "oneOnOne"})
        case "GET teamwork/installedApps":
            return Answered(200, {"value": [_shown(app, asked, catalogue) for app in _wanted(asked, box)]})
        case "POST teamwork/installedApps":
            app = _bound(asked)
            if app not in catalogue:
                raise GraphFault(404, "NotFound", "The app is not in the catalogue.")
            if app in box.apps:
                raise GraphFault(409, "Conflict", "The app is already installed.")
            box.apps.append(app)
            return Answered(201)
    raise GraphFault(501, "NotImplemented", name)


def chat_of(box: Mailbox) -> str:
    """The id of somebody's chat with the app, as Graph has it; Teams tells bots of it by another."""
    return f"19:{box.address}_app@unq.gbl.spaces"


def _bound(asked: Asked) -> str:
    """The app that is named by its place in the catalogue."""
    where, _, app = str(asked.body.get(BIND, "")).rpartition("/")
    if not where.endswith("/v1.0/appCatalogs/teamsApps"):
        raise GraphFault(400, "BadRequest", "Bad OData bind.")
    return app


def _wanted(asked: Asked, box: Mailbox) -> list[str]:
    chosen = asked.query.get("$filter")
    if chosen is None:
        return box.apps
    found = BY_APP.fullmatch(chosen)
    if found is None:
        raise GraphFault(400, "BadRequest", "Invalid filter clause.")
    return [app for app in box.apps if app == found[1]]


def _shown(app: str, asked: Asked, catalogue: Mapping[str, str]) -> dict[str, Any]:
    """As an answer has it: which app it is only where asked for."""
    shown: dict[str, Any] = {"id": f"INST-{app}"}
    if asked.query.get("$expand") == "teamsApp":
        shown["teamsApp"] = {"id": app, "externalId": catalogue[app]}
    return shown
