"""What support a school is due, and how much of it is used, booked and left (Strategy, Strand 4).

Support follows need, so these are allocations and no rights. Always

    used + booked + left - over = due + extra, where left or over is nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from strategy.policy_fields import Per
from strategy.policy_support import Allowance
from strategy.school_year import Calendar, Span

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Days of somebody's time for one school in a year or a term, in halves.

    `due` is the most that policy allocates, `at_least` the least; `extra` was granted beyond it. `used` are
    days of visits that have taken place, `booked` of those to come.
    """

    span: Span
    per: Per
    due: Decimal
    at_least: Decimal
    used: Decimal
    booked: Decimal
    extra: Decimal = NONE

    @property
    def left(self) -> Decimal:
        """Days that may still be booked; nought where none are left."""
        return max(self.due + self.extra - self.used - self.booked, NONE)

    @property
    def over(self) -> Decimal:
        """Days used and booked beyond what is due; nought where there are none."""
        return max(self.used + self.booked - self.due - self.extra, NONE)


def allocation(
    allowance: Allowance, span: Span, used: Decimal, booked: Decimal, extra: Decimal = NONE
) -> Allocation:
    """An allowance with what is used and booked of it.

    The full figure of the designation in force applies, whenever in the span it came into force.
    """
    return Allocation(span, allowance.per, allowance.up_to, allowance.at_least, used, booked, extra)


def span_of(per: Per, day: date, calendar: Calendar) -> Span | None:
    """The academic year, or the term, that a day belongs to; in the holidays the term that comes next.

    None where terms.csv does not tell.
    """
    if per is Per.YEAR:
        year = calendar.academic_year_of(day)
        return next((span for name, span in calendar.academic_years() if name == year), None)
    return next((span for _, _, span in calendar.terms() if day <= span.ends), None)
