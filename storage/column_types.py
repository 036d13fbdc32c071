"""How values stand in columns, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST_ID = 2**31 - 1


def storable(text: str) -> str:
    """The text without what PostgreSQL or UTF-8 cannot hold (NUL, half a surrogate pair), shown as U+FFFD."""
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def is_id(number: int) -> bool:
    """Whether a number could be a row's id at all; what a card claims may be any number.

    True is no id, though Python counts it as 1: PostgreSQL would not compare it with one.
    """
    return not isinstance(number, bool) and 0 < number <= _LARGEST_ID


class Words(TypeDecorator[str]):
    """Text that people or clients wrote."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Python to database."""
        return None if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out. A naive one is refused with ValueError."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Python to database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Database to Python."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Spelled(TypeDecorator[E]):
    """A member of a StrEnum, stored as it is spelled."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: E | None, dialect: sa.Dialect) -> str | None:
        """Python to database."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> E | None:
        """Database to Python."""
        return None if value is None else self.members(value)


class InHundredths(TypeDecorator[Decimal]):
    """A number of days, exact to a hundredth, as an integer: SQLite has no decimals, and sums stay exact."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> int | None:
        """Python to database; a finer number is refused with ValueError."""
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError("days are counted to a hundredth")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> Decimal | None:
        """Database to Python."""
        return None if value is None else Decimal(value) / 100
