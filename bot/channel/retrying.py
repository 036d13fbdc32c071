"""Calls to the chat service that are worth trying again, and how long to wait in between.

Neither Teams nor the SDK retries for a bot. Which answers pass by themselves, and that waits should be
random, is in "Optimize your bot with rate limiting in Teams" on learn.microsoft.com.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeVar

from msrest.exceptions import ClientException, ClientRequestError, HttpOperationError

T = TypeVar("T")

PASSING: Final = frozenset(
    {
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
GONE: Final = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
GONE_BECAUSE: Final[Mapping[str, str]] = {
    "ConversationNotFound": "the chat is not there any more",
    "ConversationBlockedByUser": "has blocked the bot",
    "MessageWritesBlocked": "has blocked the bot",
    "BotNotInConversationRoster": "has removed the app",
    "ForbiddenOperationException": "has no app installed",
    "BotDisabledByAdmin": "the app is switched off for them",
}
"""What the service's own words for it mean ("Status codes from bot conversational APIs" on
learn.microsoft.com). They count under any status."""


class CallFailed(Exception):
    """The chat service did not do what it was asked, for good or for now.

    `status` 0 means no answer came; `code` is the service's own word for it, where it is one we know;
    `retry_after` is for how many seconds it asked to be left alone.
    """

    def __init__(self, status: int, reason: str, *, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{GONE_BECAUSE[code]} ({reason})" if code else reason)
        self.status = status
        self.retry_after = retry_after
        self._code = code

    @property
    def is_for_good(self) -> bool:
        """Whether the person cannot be reached in that chat: the app is not installed or was blocked."""
        return self.status in GONE or bool(self._code)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try. Waits (seconds) grow from `first_wait`, each partly random."""

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 15.0
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    draw: Callable[[], float] = random.random

    def wait_before(self, attempt: int, asked_for: float | None) -> float | None:
        """Seconds to wait before the attempt (1 is the first repetition); None to give up.

        What the service asks for (Retry-After) is honoured, plus a little so that not all come back at
        once; where that is longer than anybody should wait here, it is not waited for.
        """
        if attempt >= self.attempts:
            return None
        span = self.first_wait * 2.0 ** (attempt - 1)
        if asked_for is not None:
            return asked_for + self.draw() * self.first_wait if asked_for <= self.longest_wait else None
        return min(span * (0.5 + 0.5 * self.draw()), self.longest_wait)


async def persist(call: Callable[[], Awaitable[T]], patience: Patience) -> T:
    """Make the call, again where its failure may pass. Raises CallFailed."""
    attempt = 0
    while True:
        attempt += 1
        try:
            return await call()
        except HttpOperationError as error:
            status, asked_for = _status(error), _retry_after(error)
            wait = patience.wait_before(attempt, asked_for) if status in PASSING else None
            if wait is None:
                reason = f"the chat service answered {status}"
                raise CallFailed(status, reason, code=_code(error), retry_after=asked_for) from None
            await patience.pause(wait)
        except ClientRequestError:
            raise CallFailed(0, "the chat service could not be reached") from None
        except ClientException as error:
            raise CallFailed(0, f"the chat service's answer made no sense ({type(error).__name__})") from None


def _status(error: HttpOperationError) -> int:
    return int(getattr(error.response, "status_code", 0))


def _code(error: HttpOperationError) -> str:
    """The service's own word for what is wrong, if it is one of those we know."""
    code = getattr(getattr(error.error, "error", None), "code", None)
    return code if isinstance(code, str) and code in GONE_BECAUSE else ""


def _retry_after(error: HttpOperationError) -> float | None:
    """Seconds asked for; a date, which the header may also hold, is not used by Teams and counts as none."""
    headers = getattr(error.response, "headers", None) or {}
    try:
        return max(0.0, float(headers.get("Retry-After", "")))
    except ValueError:
        return None
