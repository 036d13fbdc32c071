"""How the lines of a school's draft of next year are read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.next_year import DraftedItem, SupportLine, faults_of, lines_of, read_items, read_support
from strategy.visits import Support

TYPED = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Co")), max_size=200)


@pytest.mark.parametrize(
    ("typed", "kind", "days", "counts"),
    [
        ("2 more SIP days for maths", Support.SIP, Decimal(2), True),
        ("SIP: half a day", Support.SIP, Decimal("0.5"), True),
        ("an adviser, 1.5 days a term", Support.SCHOOL_IMPROVEMENT_ADVISER, Decimal("1.5"), True),
        ("SLE for phonics, 6 days, with the SIP", Support.SLE, Decimal(6), False),
        ("a director of maths", Support.DIRECTOR_SUBJECT, None, False),
        ("trust deputy head 2 days a week", Support.DEPUTY_HEAD_TRUST, Decimal(2), False),
        ("more SIP time", Support.SIP, None, False),
        ("coaching for middle leaders", None, None, False),
    ],
)
def test_a_line_of_support_is_read(
    typed: str, kind: Support | None, days: Decimal | None, counts: bool
) -> None:
    [line] = read_support(typed)
    assert (line, line.counts) == (SupportLine(typed, kind, days), counts)


def test_items_begin_with_a_month_where_they_are_for_that_month_alone() -> None:
    assert read_items("- November: attendance\n2. May - SATs\nmarch past\n\nnone") == (
        DraftedItem("attendance", 11),
        DraftedItem("SATs", 5),
        DraftedItem("march past", None),
    )


@given(TYPED)
def test_every_line_is_read_and_its_words_are_kept(typed: str) -> None:
    assert [each.words for each in read_support(typed)] == lines_of(typed)
    items = read_items(typed)
    assert len(items) == len(lines_of(typed))
    assert all(line.endswith(item.text) for line, item in zip(lines_of(typed), items, strict=True))
    assert all(item.text for item in items)


@given(TYPED, TYPED)
def test_what_has_no_fault_says_something_that_can_be_granted(support: str, items: str) -> None:
    if not faults_of(support, items):
        lines = read_support(support)
        assert lines or read_items(items)
        assert all(line.days is not None and line.days * 2 % 1 == 0 for line in lines if line.counts)
