"""Telling, in a sentence for whoever runs the bot, that the database cannot be worked with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from storage.contention import PRIMARY_CODE, was_in_the_way

_SQLITE_SHUT = (
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
)


class OutOfReach(Exception):
    """The database cannot be opened, reached or written to. Its message is a sentence without a password."""


@contextmanager
def first_contact() -> Iterator[None]:
    """Raise OutOfReach for whatever keeps a database from being opened: nothing has been asked of it yet."""
    try:
        yield
    except DBAPIError as error:
        raise OutOfReach(sentence(error)) from error
    except OSError as error:
        raise OutOfReach(f"{error.filename}: {error.strerror}") from error


def is_out_of_reach(error: DBAPIError, *, writing: bool) -> bool:
    """Whether a statement failed because of the database itself: gone, full, or closed to our writing."""
    if was_in_the_way(error):
        return False
    if isinstance(error.orig, sqlite3.DatabaseError):
        code = getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY_CODE
        return code in _SQLITE_SHUT or (writing and code == sqlite3.SQLITE_READONLY)
    return isinstance(error.orig, psycopg.OperationalError)


def sentence(error: DBAPIError) -> str:
    """The first line of what the driver says; drivers do not repeat passwords, nor rows in such errors."""
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__
