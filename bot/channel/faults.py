"""How an unexpected exception is logged: under an id, without a word of what it says."""

from __future__ import annotations

import logging
import secrets

from strategy.faults import described


def note(log: logging.Logger, error: BaseException, what: str) -> str:
    """Log the exception and the ones that led to it under a new id, and give that id back."""
    error_id = secrets.token_hex(4)
    log.error("%s failed, error %s: %s", what, error_id, described(error))
    return error_id
