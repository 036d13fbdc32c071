"""What the log may hold of an unexpected exception: its types and where it was, never its message.

A message may quote what somebody typed (a database error quotes its parameters), so it is left out.
"""

from __future__ import annotations

import logging
import secrets
import traceback


def note(log: logging.Logger, error: BaseException, what: str) -> str:
    """Log the exception and the ones that led to it under a new id, and give that id back."""
    error_id = secrets.token_hex(4)
    log.error("%s failed, error %s: %s", what, error_id, described(error))
    return error_id


def described(error: BaseException) -> str:
    """Types and places, innermost cause last."""
    parts: list[str] = []
    one: BaseException | None = error
    while one is not None and len(parts) < 5:
        frames = "".join(traceback.format_tb(one.__traceback__)[-12:])
        parts.append(f"{type(one).__module__}.{type(one).__qualname__}\n{frames}")
        one = one.__cause__ or one.__context__
    return "caused by ".join(parts)
