"""What becomes of a call to Microsoft Graph that did not succeed, whichever library says so."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_CODE: Final = 60
"""Characters of a code that are shown; real ones are shorter."""


_NOT_NOW: Final = (429, *range(500, 600))
"""What Entra ID answers when it is busy or down: that says nothing of the app, as the library has it."""


class GraphError(Exception):
    """A call that did not succeed. What it says names no person and quotes nothing that was sent."""


class Refused(GraphError):
    """Microsoft Graph answered that it will not, or not now.

    `status` is HTTP's and `code` Graph's own word for it. `retry_after` is for how many seconds it asked to
    be left alone.
    """

    def __init__(self, status: int, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"Microsoft Graph answered {status}{f' {code}' if code else ''}")
        self.status = status
        self.code = code
        self.retry_after = retry_after


class NoToken(GraphError):
    """Entra ID gives no token for the app's id and secret; `code` is its own number for why (AADSTS...)."""

    def __init__(self, code: str = "") -> None:
        super().__init__(f"Microsoft Entra ID gives no token{f' ({code})' if code else ''}")
        self.code = code


class NoAnswer(GraphError):
    """Nobody answered, so that it is not known whether what was asked was done."""

    def __init__(self) -> None:
        super().__init__("Microsoft Graph could not be reached")


@asynccontextmanager
async def refusals() -> AsyncGenerator[None]:
    """Turn whatever the libraries raise for a call that did not succeed into a GraphError."""
    import httpx
    from azure.core.exceptions import AzureError, ClientAuthenticationError
    from kiota_abstractions.api_error import APIError

    try:
        yield
    except APIError as error:  # an ODataError is one; the body of others is not Graph's
        raise Refused(
            error.response_status_code or 0, _code(error), retry_after(error.response_headers or {})
        ) from error
    except ClientAuthenticationError as error:
        if getattr(error.response, "status_code", 0) in _NOT_NOW:
            raise NoAnswer from error
        raise NoToken(_entra_code(str(error.message))) from error
    except (httpx.TransportError, AzureError) as error:
        raise NoAnswer from error


def retry_after(headers: Mapping[str, str]) -> float | None:
    """For how many seconds answer headers ask to be left alone: given as seconds, or as a date.

    A date is taken beside the answer's own date, so that no clock of ours has a say.
    """
    named = {name.lower(): value for name, value in headers.items()}
    asked = named.get("retry-after", "").strip()
    if not asked:
        return None
    try:
        if asked.replace(".", "", 1).isdecimal():
            return float(asked)
        until, since = (parsedate_to_datetime(text) for text in (asked, named.get("date", "")))
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None


def _code(error: object) -> str:
    code = getattr(getattr(error, "error", None), "code", None)
    return code[:LONGEST_CODE] if isinstance(code, str) else ""


def _entra_code(message: str) -> str:
    word = next((word for word in message.split() if word.startswith("AADSTS")), "")
    return "".join(c for c in word if c.isalnum())[:LONGEST_CODE]
