"""Days granted beyond a school's allocation, as far as they stand, in SQL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row

from storage.tables import granted_days, taken_back_days
from strategy.school_year import Span
from strategy.support import GrantedDays

_G, _B = granted_days.c, taken_back_days.c
_BACK = (
    sa.select(_B.of_grant, sa.func.sum(_B.days).label("back"), sa.func.count().label("changes"))
    .group_by(_B.of_grant)
    .subquery("taken")
)
GRANTS = sa.select(granted_days, _BACK.c.back, _BACK.c.changes).outerjoin(_BACK, _BACK.c.of_grant == _G.id)
"""Every grant, with what was taken back of it."""


def grant_of(row: Row[*tuple[Any, ...]]) -> GrantedDays:
    """A grant of a row of `GRANTS`."""
    span = Span(row.starts, row.ends)
    return GrantedDays(
        row.id,
        row.school,
        row.capacity,
        row.days,
        span,
        row.reason,
        row.by,
        row.at,
        row.origin,
        row.back or Decimal(0),
        row.changes or 0,
    )
