"""How stored duties are brought into line with those that should exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import (
    Changes,
    Duty,
    DutyState,
    StoredDuty,
    duty_of_visit,
    fulfilled,
    reconcile,
)
from strategy.people import REPORTING_CAPACITIES
from strategy.policy import load
from strategy.visits import Visit
from tests.strategy.builders import (
    MARLOW,
    OAK_BANK,
    OPEN_ALL_YEAR,
    WITH_CLOSURES,
    a_visit,
)

POLICY = load()
FRIDAY = date(2026, 11, 27)


def the_duty(visit: Visit) -> Duty:
    duty = duty_of_visit(visit, POLICY, OPEN_ALL_YEAR)
    assert duty is not None
    return duty


class Stored:
    """Duties as storage would keep them."""

    def __init__(self) -> None:
        self.entries: dict[int, StoredDuty] = {}

    def reconcile(self, derived: list[Duty]) -> Changes:
        changes = reconcile(list(self.entries.values()), derived)
        for duty in changes.new:
            number = len(self.entries) + 1
            self.entries[number] = StoredDuty(number, duty, self._state(duty))
        for number, duty in changes.changed:
            self.entries[number] = StoredDuty(number, duty, self._state(duty))
        for number in changes.void:
            self.entries[number] = replace(self.entries[number], state=DutyState.VOID)
        return changes

    def fulfil(self, number: int) -> None:
        entry = self.entries[number]
        done = fulfilled(entry.duty, datetime(2026, 12, 1, 12, tzinfo=UTC))
        self.entries[number] = StoredDuty(number, done, DutyState.FULFILLED)

    def change(self, number: int, **changes: Any) -> StoredDuty:
        """Change an open duty by hand, as storage would keep it."""
        entry = self.entries[number]
        duty = replace(entry.duty, **changes)
        if duty.owner != entry.duty.owner and entry.duty.origin is None:
            duty = replace(duty, origin=entry.duty.owner)
        if duty.owner == duty.origin:
            duty = replace(duty, origin=None)
        self.entries[number] = replace(entry, duty=duty)
        return self.entries[number]

    def excuse(self, number: int) -> StoredDuty:
        self.entries[number] = replace(self.entries[number], state=DutyState.EXCUSED)
        return self.entries[number]

    @staticmethod
    def _state(duty: Duty) -> DutyState:
        return DutyState.OPEN if duty.fulfilled_at is None else DutyState.FULFILLED


def test_a_new_visit_brings_a_new_duty_and_reconciling_again_brings_nothing() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY))
    assert stored.reconcile([duty]) == Changes(new=(duty,))
    assert not stored.reconcile([duty])


def test_a_visit_that_moves_takes_its_duty_with_it() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY))])
    moved = the_duty(a_visit(date(2026, 12, 4)))
    assert stored.reconcile([moved]) == Changes(changed=((1, moved),))
    assert stored.entries[1].duty.due_on == date(2026, 12, 9)


def test_a_cancelled_visits_duty_is_void_and_opens_again_with_the_visit() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY))
    stored.reconcile([duty])
    assert stored.reconcile([]) == Changes(void=(1,))
    assert not stored.reconcile([])
    assert stored.reconcile([duty]) == Changes(changed=((1, duty),))
    assert stored.entries[1].state is DutyState.OPEN


def test_a_fulfilled_duty_is_frozen_whatever_becomes_of_its_visit() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY))])
    stored.fulfil(1)
    frozen = stored.entries[1]
    assert not stored.reconcile([the_duty(a_visit(date(2026, 12, 4)))])
    assert not stored.reconcile([])
    assert stored.entries[1] == frozen


def test_a_visit_that_turns_out_to_be_reported_elsewhere_fulfils_its_duty() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY))])
    reported = the_duty(a_visit(FRIDAY, reported_on=date(2026, 12, 1)))
    assert stored.reconcile([reported]) == Changes(changed=((1, reported),))
    assert not stored.reconcile([reported])


def test_a_visit_given_to_another_author_is_owed_by_them_and_by_the_first_no_more() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY, author=1))])
    theirs = the_duty(a_visit(FRIDAY, author=2))
    assert stored.reconcile([theirs]) == Changes(new=(theirs,), void=(1,))


def extended(stored: Stored, until: date) -> StoredDuty:
    return stored.change(1, due_on=until, extended_to=until)


def test_a_duty_extended_by_hand_stays_extended() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY))
    stored.reconcile([duty])
    kept = extended(stored, date(2026, 12, 11))
    assert not stored.reconcile([duty])
    assert stored.entries[1] == kept


def test_an_extended_duty_moves_with_its_visit_only_where_that_makes_it_due_later_still() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY))])
    extended(stored, date(2026, 12, 11))
    a_week_later = the_duty(a_visit(date(2026, 12, 4)))
    assert a_week_later.due_on == date(2026, 12, 9)
    stored.reconcile([a_week_later])
    moved = stored.entries[1].duty
    assert (moved.about_on, moved.due_on) == (date(2026, 12, 4), date(2026, 12, 11))
    assert moved.extended_to == date(2026, 12, 11)
    stored.reconcile([the_duty(a_visit(date(2026, 12, 11)))])
    assert stored.entries[1].duty.due_on == date(2026, 12, 16)
    stored.reconcile([the_duty(a_visit(FRIDAY))])  # and back: the extension is still given
    assert stored.entries[1].duty.due_on == date(2026, 12, 11)


def test_a_duty_given_to_somebody_else_stays_with_them_and_is_not_derived_again() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY, author=1))
    stored.reconcile([duty])
    given = stored.change(1, owner=2)
    assert not stored.reconcile([duty])
    assert stored.entries == {1: given}
    stored.reconcile([the_duty(a_visit(date(2026, 12, 4), author=1))])
    moved = stored.entries[1].duty
    assert (moved.owner, moved.origin, moved.about_on) == (2, 1, date(2026, 12, 4))


def test_a_duty_given_away_is_void_with_its_visit_and_opens_again_as_it_was_given() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY, author=1))
    stored.reconcile([duty])
    given = stored.change(1, owner=2)
    assert stored.reconcile([]) == Changes(void=(1,))
    stored.reconcile([duty])
    assert stored.entries == {1: given}


def test_a_duty_given_back_is_as_it_was_derived() -> None:
    stored, duty = Stored(), the_duty(a_visit(FRIDAY, author=1))
    stored.reconcile([duty])
    stored.change(1, owner=2)
    stored.change(1, owner=1)
    assert stored.entries[1].duty == duty
    assert not stored.reconcile([duty])


def test_somebody_excused_stays_excused_whatever_becomes_of_the_visit() -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(FRIDAY))])
    excused = stored.excuse(1)
    assert not stored.reconcile([the_duty(a_visit(FRIDAY))])
    assert not stored.reconcile([the_duty(a_visit(date(2026, 12, 4)))])
    assert not stored.reconcile([])
    assert stored.entries == {1: excused}


@given(
    st.dates(date(2026, 9, 1), date(2027, 6, 30)),
    st.none() | st.dates(date(2026, 9, 1), date(2027, 7, 31)),
    st.integers(1, 3),
    st.lists(st.none() | st.dates(date(2026, 9, 1), date(2027, 6, 30)), max_size=5),
)
def test_whatever_is_changed_by_hand_stays_while_the_visit_moves_is_cancelled_and_stands_again(
    day: date, until: date | None, owner: int, moves: list[date | None]
) -> None:
    stored = Stored()
    stored.reconcile([the_duty(a_visit(day))])
    if until is not None and until > stored.entries[1].duty.due_on:
        extended(stored, until)
    stored.change(1, owner=owner)
    by_hand = stored.entries[1].duty
    for move in [*moves, day]:
        derived = [] if move is None else [the_duty(a_visit(move))]
        stored.reconcile(derived)
        assert not stored.reconcile(derived)
        [entry] = stored.entries.values()
        assert (entry.duty.owner, entry.duty.origin) == (by_hand.owner, by_hand.origin)
        assert entry.duty.extended_to == by_hand.extended_to
        if derived:
            assert entry.duty.due_on == max(derived[0].due_on, by_hand.extended_to or derived[0].due_on)
    assert stored.entries[1].duty == by_hand


@st.composite
def visits(draw: st.DrawFn) -> list[Visit]:
    """Some visits with ids of their own, here and there cancelled or reported elsewhere."""
    ids = draw(st.sets(st.integers(1, 6)))
    return [
        a_visit(
            draw(st.dates(date(2026, 9, 1), date(2027, 7, 31))),
            visit_id=visit_id,
            author=draw(st.integers(1, 2)),
            school=draw(st.sampled_from([OAK_BANK, MARLOW])),
            capacity=draw(st.sampled_from(REPORTING_CAPACITIES)),
            cancelled_on=draw(st.none() | st.just(date(2026, 9, 1))),
            reported_on=draw(st.none() | st.just(date(2027, 8, 1))),
        )
        for visit_id in sorted(ids)
    ]


def derive(some: list[Visit]) -> list[Duty]:
    found = (duty_of_visit(visit, POLICY, WITH_CLOSURES) for visit in some)
    return [duty for duty in found if duty is not None]


@given(st.lists(st.tuples(visits(), st.sets(st.integers(1, 6))), max_size=5))
def test_however_visits_change_stored_duties_follow_and_fulfilled_ones_stay(
    story: list[tuple[list[Visit], set[int]]],
) -> None:
    stored = Stored()
    for some, done in story:
        frozen = {n: e for n, e in stored.entries.items() if e.state is DutyState.FULFILLED}
        derived = derive(some)
        stored.reconcile(derived)

        assert not stored.reconcile(derived)
        assert {n: stored.entries[n] for n in frozen} == frozen
        assert len({entry.duty.key for entry in stored.entries.values()}) == len(stored.entries)
        already_done = {entry.duty.key for entry in frozen.values()}
        is_open = {e.duty.key: e.duty for e in stored.entries.values() if e.state is DutyState.OPEN}
        assert is_open == {
            duty.key: duty for duty in derived if duty.key not in already_done and duty.fulfilled_at is None
        }
        for number in done & {n for n, e in stored.entries.items() if e.state is DutyState.OPEN}:
            stored.fulfil(number)
