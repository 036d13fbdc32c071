"""A request to the simulator and its answer, alike whether they came by themselves or in a batch."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

AT = "2026-11-23T09:00:00Z"
"""When everything was made and changed."""
OF_MARKS = re.compile(r"singleValueExtendedProperties\(\$filter=id eq '([^']*)'\)")


class HasUrl(Protocol):
    """The simulator, whose address is known when it listens."""

    url: str


@dataclass(frozen=True)
class Asked:
    """A request. `path` is raw and without the version, header names are in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None

    @property
    def wants_immutable_ids(self) -> bool:
        """Whether ids shall stay when an item moves."""
        return 'idtype="immutableid"' in self.headers.get("prefer", "").lower()


@dataclass(frozen=True)
class Answered:
    """An answer; a body of None is really empty."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    is_html: bool = False

    @property
    def text(self) -> str:
        if self.is_html:
            return "<html>Bad gateway</html>"
        return "" if self.body is None else json.dumps(self.body)


class GraphFault(Exception):
    """An answer with Graph's JSON for errors."""

    def __init__(self, status: int, code: str, message: str = "", **more: str) -> None:
        super().__init__(code)
        error = {
            "code": code,
            "message": message or code,
            "innerError": {"date": "2026-11-23T09:00:00", "request-id": "r", "client-request-id": "c"},
        }
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        self.answered = Answered(status, {"error": error}, headers)


@dataclass
class Trouble:
    """What goes wrong with the next `times` requests of an operation, such as "POST messages/{}/send".

    `drops` closes the connection before or after the effect; `meanwhile` is done after it, before the answer.
    """

    operation: str
    status: int = 0
    code: str = ""
    retry_after: str = ""
    drops: str = ""
    seconds: float = 0.0
    meanwhile: Callable[[], None] | None = None
    times: int = 1
    is_html: bool = False


class Dropped(Exception):
    """The connection is closed without an answer."""
