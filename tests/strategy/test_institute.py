"""The rules of networks and training, of subjects as people say them, and of the pool of SLEs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.events import (
    Event,
    EventKind,
    Invited,
    Timing,
    asks_on,
    clashing,
    invitees,
    is_invited,
    timing_fault,
    usual_end,
)
from strategy.people import HeldRole, Person, Role
from strategy.pool import as_in_pool
from strategy.school_year import Calendar
from strategy.schools import Membership, Phase, School
from strategy.subjects import is_about, subject_named, subject_written
from strategy.trust import Trust
from strategy.visits import Deployment, Support

KNOWN = ["Computing", "Early Reading", "English and Literacy", "Mathematics", "Modern Foreign Languages"]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("maths", "Mathematics"),
        ("MFL", "Modern Foreign Languages"),
        ("English", "English and Literacy"),
        ("literacy", "English and Literacy"),
        ("phonics", "Early Reading"),
        ("computing", "Computing"),
        ("ICT", "Computing"),
        ("art", None),
        ("", None),
    ],
)
def test_a_subject_is_known_by_what_people_call_it(said: str, subject: str | None) -> None:
    assert subject_named(said, KNOWN) == subject


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("maths", "Mathematics"),
        ("phonics", "Phonics"),
        ("send", "SEND"),
        ("behaviour for learning", "Behaviour for learning"),
    ],
)
def test_a_subject_is_written_as_the_directory_has_it_and_a_part_of_one_keeps_its_name(
    said: str, written: str
) -> None:
    assert subject_written(said, KNOWN) == written


def test_phonics_belongs_to_early_reading_but_not_the_other_way_round() -> None:
    assert is_about("Early Reading", "Phonics", "Phonics training", KNOWN)
    assert is_about("phonics", "Phonics", "Phonics training", KNOWN)
    assert not is_about("phonics", "Early Reading", "Early Reading network", KNOWN)
    assert is_about("maths", "Mathematics", "Summer meeting", KNOWN)
    assert is_about("safeguarding", "Other", "Safeguarding refresher", KNOWN)
    assert not is_about("maths", "Computing", "Computing network", KNOWN)


def _trust() -> Trust:
    people = [
        Person(1, "dee@t.example", "Dee Director", held=(HeldRole(Role.DIRECTOR_SUBJECT, "Mathematics"),)),
        Person(2, "sal@t.example", "Sal Specialist", held=(HeldRole(Role.SLE, "Mathematics"),)),
        Person(3, "sci@t.example", "Sid Scientist", held=(HeldRole(Role.SLE, "Science"),)),
        Person(4, "head@t.example", "Hana Head"),
        Person(5, "lee@t.example", "Lee Leader"),
        Person(6, "gone@t.example", "Gus Gone", held=(HeldRole(Role.SLE, "Mathematics"),), ended_on=DAY),
    ]
    school = School(
        urn="100001",
        name="Oak Bank School",
        short_name="Oak Bank",
        phase=Phase.PRIMARY,
        status=Membership.MEMBER,
        headteacher=4,
        sip=1,
        chair_of_governors=None,
        senior_leaders=frozenset({5}),
        adviser=None,
        designation=None,
        designated_on=None,
    )
    return Trust(1, people, [school], Calendar())


TRUST = _trust()


EVERYBODY = Invited(everybody=True)


def an_event(invited: Invited = EVERYBODY, **timing: object) -> Event:
    when = Timing(**{"day": DAY, "starts": time(16), "ends": time(17), **timing})  # type: ignore[arg-type]
    return Event(1, EventKind.NETWORK, "Mathematics network", "Mathematics", when, invited, 1, NOW)


@given(st.booleans(), st.booleans(), st.sets(st.integers(1, 6)), st.booleans())
def test_who_is_invited_is_told_alike_for_one_and_for_all(
    everybody: bool, sles: bool, people: set[int], leaders: bool
) -> None:
    event = an_event(Invited(everybody, sles, tuple(sorted(people)), ("100001",) if leaders else ()))
    found = {person.id for person in invitees(event, TRUST)}
    assert found == {each.id for each in TRUST.people.values() if is_invited(each, event, TRUST)}
    assert 1 not in found, "whoever arranges it is not invited"
    assert 6 not in found, "nobody who has left is invited"


def test_the_sles_of_the_subject_and_the_leaders_of_a_school_are_invited_as_such() -> None:
    named = [each.name for each in invitees(an_event(Invited(sles=True, leaders_of=("100001",))), TRUST)]
    assert named == ["Hana Head", "Lee Leader", "Sal Specialist"]


def test_another_event_of_the_subject_that_day_is_a_clash() -> None:
    event, other = an_event(), an_event(starts=time(9), ends=time(10))
    assert clashing(event, [event]) == []
    other = Event(2, other.kind, other.title, "mathematics", other.timing, other.invited, 1, NOW)
    assert clashing(event, [event, other]) == [other]


def test_what_is_over_or_ends_before_it_begins_cannot_be() -> None:
    assert timing_fault(an_event().timing, NOW) is None
    assert timing_fault(an_event(ends=time(15)).timing, NOW) == ("ends", "It would end before it begins.")
    fault = timing_fault(an_event(day=NOW.date(), starts=time(8), ends=time(9)).timing, NOW)
    assert fault is not None
    assert fault[0] == "date"


@given(st.integers(0, 23), st.integers(0, 59), st.integers(1, 600))
def test_the_usual_end_is_that_day_and_never_before_the_beginning(hour: int, minute: int, long: int) -> None:
    starts = time(hour, minute)
    ends = usual_end(starts, long)
    assert ends >= starts
    minutes = (ends.hour - hour) * 60 + ends.minute - minute
    assert minutes == long or ends == time(23, 59)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_who_came_is_asked_on_the_first_working_day_after_the_event(day: date) -> None:
    calendar = Calendar()
    asked = asks_on(an_event(day=day), calendar)
    assert day < asked
    assert calendar.is_working_day(asked)
    assert asked == calendar.on_or_after(day + timedelta(days=1))


@given(
    st.lists(
        st.tuples(
            st.integers(-60, 60), st.integers(0, 90) | st.none(), st.sampled_from(["0.5", "1", "2", "5"])
        ),
        max_size=5,
    )
)
def test_what_is_free_and_what_is_taken_make_up_the_week(
    spans: list[tuple[int, int | None, str]],
) -> None:
    week, today = Decimal(5), NOW.date()
    deployments = []
    for number, (offset, length, days) in enumerate(spans, 1):
        starts = today + timedelta(days=offset)
        ends = None if length is None else starts + timedelta(days=length)
        deployments.append(Deployment(number, 2, "100001", Support.SLE, "", starts, ends, Decimal(days)))
    found = as_in_pool(TRUST.person(2), deployments, today, week)
    taken = sum((each.days_per_week for each in found.now), Decimal(0))
    assert found.free == max(week - taken, Decimal(0))
    assert all(each.starts > today for each in found.coming)
    over = [each for each in deployments if each.ends is not None and each.ends < today]
    assert len(found.now) + len(found.coming) + len(over) == len(deployments)
    assert found.subjects == ("Mathematics",)
