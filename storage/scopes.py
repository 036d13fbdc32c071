"""A permission's scope as SQL: the one place where storage decides what somebody's query reaches."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Column, ColumnElement

from strategy.people import Capacity
from strategy.permissions import Scope


def reached_by(
    scope: Scope, *, school: Column[str], owner: Column[int], capacity: Column[Capacity], day: Column[date]
) -> ColumnElement[bool]:
    """The rows that the scope admits; it says in SQL what `Scope.admits` says of one thing.

    A scope of everything gives a condition that is always true. Callers need not ask the database at all
    where `scope.is_empty`.
    """
    if scope.everything:
        return sa.true()
    ways: list[ColumnElement[bool]] = []
    if scope.schools:
        ways.append(school.in_(sorted(scope.schools)))
    if scope.shared_schools and scope.shared_kinds:
        ways.append(school.in_(sorted(scope.shared_schools)) & capacity.in_(sorted(scope.shared_kinds)))
    ways += [(school == urn) & day.between(span.starts, span.ends) for urn, span in scope.spans]
    if scope.own is not None:
        ways.append(owner == scope.own)
    return sa.or_(*ways) if ways else sa.false()
