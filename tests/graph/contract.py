"""Microsoft's published description of the part of Graph that is used, to hold requests and answers to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator

FILE = Path(__file__).parents[1] / "data" / "graph-contract.json"
ACTIONS = ("sendMail", "cancel", "getSchedule", "createUploadSession", "$batch")
"""What takes parameters, whose names Graph reads in either case; the SDK writes them with capitals."""


_LISTED = {
    "type": "object",
    "properties": {
        "value": {"type": "array", "items": {"$ref": "#/components/schemas/subscription"}},
        "@odata.nextLink": {"type": "string"},
    },
    "required": ["value"],
    "additionalProperties": False,
}
_LISTING = {
    "parameters": [{"name": "$skiptoken", "in": "query", "schema": {"type": "string"}}],
    "responses": {
        status: {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}
        for status, schema in (("200", "subscriptionCollectionResponse"), ("default", "ODataError"))
    },
}
"""The one operation that is used and not in the file: "List subscriptions" of Graph's reference."""


@dataclass(frozen=True)
class Operation:
    """One method of one path, and what stands for the placeholders in a request."""

    template: str
    method: str
    described: dict[str, Any]
    given: tuple[str, ...]

    @property
    def permission(self) -> str:
        """The least application permission for it; "" where none is named."""
        named: str = self.described.get("x-least-privileged-application-permission", "")
        return named

    @property
    def mailbox(self) -> str:
        """The address of the mailbox it is about; "" where it is about none."""
        return self.given[0] if self.template.startswith("/users/") else ""

    @property
    def name(self) -> str:
        """Such as "POST messages/{}/send", without the mailbox."""
        path = re.sub(r"\{[^}]*\}", "{}", self.template).removeprefix("/users/{}").strip("/")
        return f"{self.method} {path}"

    def normal(self, body: Any) -> Any:
        """A request's body with the names of parameters as they are described."""
        if isinstance(body, dict) and self.template.rsplit("/", 1)[-1] in ACTIONS:
            return {name[:1].lower() + name[1:]: value for name, value in body.items()}
        return body

    def faults_of_request(self, query: dict[str, str], body: Any) -> list[str]:
        """In what a request is not as described."""
        known = {parameter["name"]: parameter for parameter in self.described["parameters"]}
        faults = [f"unknown parameter {name}" for name in query if name not in known]
        faults += [
            f"lacks {name}"
            for name, parameter in known.items()
            if parameter.get("required")
            and name not in query
            and not {"$deltatoken", "$skiptoken"} & set(query)
        ]
        schema = _schema(self.described.get("requestBody"))
        if schema is None:
            return [*faults, *(["has a body"] if body is not None else [])]
        faults += _faults(schema, body)
        read_only = _read_only(schema)
        if isinstance(body, dict):
            faults += [f"sends back {name}" for name in body if name in read_only]
        return faults

    def faults_of_answer(self, status: int, body: Any) -> list[str]:
        """In what an answer is not as described."""
        responses = self.described["responses"]
        if status >= 400:
            return _faults(_schema(responses["default"]) or {}, body)
        if str(status) not in responses:
            return [f"answers {status}"]
        schema = _schema(responses[str(status)])
        if schema is None:
            return ["answers with a body"] if body is not None else []
        return _faults(schema, body)


class Contract:
    """All operations that are described."""

    def __init__(self) -> None:
        self._operations = [
            (re.compile(_pattern(template)), template, methods)
            for template, methods in _whole()["paths"].items()
        ]

    def find(self, method: str, path: str) -> Operation | None:
        """The operation of a method and a raw path below the version; None where none is described."""
        plain = path if not path.endswith("/delta") else f"{path}()"
        for pattern, template, methods in self._operations:
            found = pattern.fullmatch(plain)
            if found and method.lower() in methods:
                given = tuple(unquote(part) for part in found.groups())
                return Operation(template, method, methods[method.lower()], given)
        return None


def _pattern(template: str) -> str:
    return "".join(
        "([^/]+)" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", template)
    )


def _schema(part: dict[str, Any] | None) -> dict[str, Any] | None:
    if not part or "content" not in part:
        return None
    schema: dict[str, Any] = part["content"]["application/json"]["schema"]
    return schema


def _faults(schema: dict[str, Any], body: Any) -> list[str]:
    found = _validator(schema["$ref"]).iter_errors(body)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def faults_of_notices(body: Any) -> list[str]:
    """In what a call that tells of changes is not as described."""
    return _faults({"$ref": "#/components/schemas/changeNotificationCollection"}, body)


@cache
def _whole() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    read["paths"]["/subscriptions"]["get"] = _LISTING
    read["components"]["schemas"]["subscriptionCollectionResponse"] = _LISTED
    return read


@cache
def _validator(reference: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": reference, "components": _whole()["components"]})


def _read_only(schema: dict[str, Any]) -> set[str]:
    described = _whole()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    parts = [described, *described.get("allOf", ())]
    names: set[str] = set()
    for part in parts:
        if "$ref" in part:
            names |= _read_only(part)
        names |= {name for name, one in part.get("properties", {}).items() if one.get("readOnly")}
    return names
