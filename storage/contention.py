"""Telling a database's "somebody else was in the way" from real faults."""

from __future__ import annotations

import sqlite3

import psycopg.errors
from sqlalchemy.exc import DBAPIError

_IN_THE_WAY = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.SerializationFailure,
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
PRIMARY_CODE = 0xFF
"""The part of SQLite's extended codes that names the kind of error."""


def was_in_the_way(error: DBAPIError) -> bool:
    """Whether a statement failed because another transaction held what it needed: trying again may do."""
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        code: int = getattr(cause, "sqlite_errorcode", 0)
        return code & PRIMARY_CODE in _BUSY
    return isinstance(cause, _IN_THE_WAY)
