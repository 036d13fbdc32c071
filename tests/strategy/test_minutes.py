"""Minutes of meetings: who owes them by when, what actions ask of people, who may record and read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.meetings import Meeting
from strategy.minutes import ActionState, ActionText, MinutedAction, Sitting, amended
from strategy.minutes_access import may_read_minutes, may_record_minutes, shared_with
from strategy.minutes_duties import Held, actions_owed, minutes_owed
from strategy.people import Capacity, Role
from strategy.policy import Policy, load
from strategy.policy_reporting import Body
from strategy.schools import Membership
from strategy.trust import Trust
from tests.strategy.builders import MARLOW, OAK_BANK, a_school, a_trust, somebody

HEAD, PARTNER, CHAIR, ADVISER, LEADER, PLAIN = range(1, 7)
FIRST_OF_ROLES = 100
POLICY = load()
THURSDAY, MONDAY = date(2026, 11, 12), date(2026, 11, 23)
AT = datetime(2026, 11, 13, 9, tzinfo=UTC)


def the_holder(role: Role) -> int:
    return FIRST_OF_ROLES + list(Role).index(role)


def trust_with(*roles: Role) -> Trust:
    people = [somebody(n) for n in (HEAD, PARTNER, CHAIR, ADVISER, LEADER, PLAIN)]
    people += [somebody(the_holder(role), role) for role in roles]
    around = {"headteacher": HEAD, "sip": PARTNER, "chair": CHAIR, "adviser": ADVISER}
    return a_trust(
        people,
        [
            a_school(OAK_BANK, senior_leaders=[LEADER], **around),  # type: ignore[arg-type]
            a_school(MARLOW, headteacher=PLAIN, sip=PARTNER),
        ],
    )


TRUST = trust_with(*Role)


def a_meeting(day: date = THURSDAY, body: Body = Body.PROGRESS_BOARD, school: str = OAK_BANK) -> Meeting:
    return Meeting(41, body, school, day, time(9), time(10, 30))


def owed(
    *held: Held,
    today: date = THURSDAY,
    trust: Trust = TRUST,
    policy: Policy = POLICY,
    stored: Sequence[StoredDuty] = (),
) -> list[Duty]:
    return minutes_owed(trust.school(OAK_BANK), held, stored, policy, trust, today)


def test_the_clerk_owes_the_minutes_three_working_days_after_the_board() -> None:
    [duty] = owed(Held(a_meeting()))
    assert (duty.owner, duty.capacity) == (
        the_holder(Role.GOVERNANCE_PROFESSIONAL),
        Capacity.GOVERNANCE_PROFESSIONAL,
    )
    # Friday, Monday, Tuesday.
    assert (duty.arises_on, duty.about_on, duty.due_on) == (THURSDAY, THURSDAY, date(2026, 11, 17))
    assert duty.about == "meeting:41:progress_board:2026-11-12"


@pytest.mark.parametrize(
    ("without", "asked"),
    [
        ({Role.GOVERNANCE_PROFESSIONAL}, Role.DEPUTY_CEO),
        ({Role.GOVERNANCE_PROFESSIONAL, Role.DEPUTY_CEO}, Role.CEO),
    ],
)
def test_without_a_clerk_whoever_chairs_owes_them(without: set[Role], asked: Role) -> None:
    trust = trust_with(*(role for role in Role if role not in without))
    [duty] = owed(Held(a_meeting()), trust=trust)
    assert (duty.owner, duty.capacity.value) == (the_holder(asked), asked.value)


def test_a_meeting_with_minutes_owes_none_and_one_that_was_taken_back_owes_none() -> None:
    [duty] = owed(Held(a_meeting()))
    stored = StoredDuty(1, duty, DutyState.OPEN)
    assert reconcile([stored], owed(stored=[stored])).void == (1,)
    assert owed(Held(a_meeting(), minutes=7)) == []


def test_minutes_that_were_done_or_excused_are_not_asked_for_again() -> None:
    [duty] = owed(Held(a_meeting()))
    for state in (DutyState.FULFILLED, DutyState.EXCUSED):
        assert owed(Held(a_meeting()), stored=[StoredDuty(1, duty, state)]) == []


def test_a_meeting_that_becomes_known_after_its_minutes_were_due_asks_for_none() -> None:
    due = date(2026, 11, 17)
    assert owed(Held(a_meeting()), today=date(2026, 11, 18)) == []
    [duty] = owed(Held(a_meeting()), today=due)
    # One that was owed stays owed.
    stored = [StoredDuty(1, duty, DutyState.OPEN)]
    assert owed(Held(a_meeting()), today=MONDAY, stored=stored) == [duty]


def test_minutes_that_would_be_due_before_the_trust_goes_live_are_not_owed() -> None:
    live = replace(POLICY, first_day=date(2026, 11, 18))
    assert owed(Held(a_meeting()), policy=live) == []
    live = replace(POLICY, first_day=date(2026, 11, 17))
    assert len(owed(Held(a_meeting()), policy=live)) == 1


def test_bodies_that_policy_asks_no_minutes_of_owe_none() -> None:
    assert owed(Held(a_meeting(body=Body.EIT, school=""))) == []


def test_a_joining_school_owes_no_minutes() -> None:
    joining = a_trust(
        list(TRUST.people.values()),
        [replace(TRUST.school(OAK_BANK), status=Membership.JOINING)],
    )
    assert owed(Held(a_meeting()), trust=joining) == []


def an_action(
    number: int = 7,
    owner: int | None = HEAD,
    by: date = date(2026, 12, 4),
    school: str = OAK_BANK,
    *,
    state: ActionState = ActionState.OPEN,
    until: int | None = None,
) -> MinutedAction:
    words = "" if owner is not None else "the governors"
    text = ActionText("Look at attendance", owner, words, by, school)
    return MinutedAction(number, 3, a_meeting(), text, state, 1, 1, until, AT)


@pytest.mark.parametrize(
    ("owner", "capacity"),
    [
        (HEAD, Capacity.HEADTEACHER),
        (CHAIR, Capacity.CHAIR_OF_GOVERNORS),
        (PARTNER, Capacity.SIP),
        (ADVISER, Capacity.SCHOOL_IMPROVEMENT_ADVISER),
        (the_holder(Role.CEO), Capacity.CEO),
        (the_holder(Role.LEAD_SIP), Capacity.LEAD_SIP),
        (the_holder(Role.GOVERNANCE_PROFESSIONAL), Capacity.GOVERNANCE_PROFESSIONAL),
        (the_holder(Role.SLE), Capacity.SLE),
        (LEADER, Capacity.TEAM_MEMBER),
    ],
)
def test_an_action_is_owed_by_its_owner_on_its_day_in_their_own_part(owner: int, capacity: Capacity) -> None:
    [duty] = actions_owed([an_action(owner=owner)], POLICY, TRUST)
    assert (duty.kind, duty.owner, duty.capacity) == (DutyKind.MINUTED_ACTION, owner, capacity)
    assert (duty.due_on, duty.about) == (date(2026, 12, 4), "action:7:progress_board:2026-11-12")
    # It is reminded of by its day alone: it does not arise with what it is about.
    assert duty.arises_on != duty.about_on


@pytest.mark.parametrize(
    "action",
    [
        an_action(owner=None),
        an_action(school=""),
        an_action(state=ActionState.DONE),
        an_action(until=2),
    ],
    ids=["nobody of the directory", "no school", "done", "no longer in the minutes"],
)
def test_an_action_that_nobody_can_owe_is_no_duty(action: MinutedAction) -> None:
    assert actions_owed([action], POLICY, TRUST) == []


days = st.dates(date(2026, 9, 1), date(2027, 7, 20))
meetings = st.lists(days, unique=True, max_size=8).map(
    lambda found: [Held(replace(a_meeting(day), id=n)) for n, day in enumerate(found, 1)]
)


@given(meetings, days)
def test_minutes_are_owed_once_after_their_meeting_and_reconciling_twice_changes_nothing(
    held: list[Held], today: date
) -> None:
    found = owed(*held, today=today)
    assert len({duty.key for duty in found}) == len(found)
    working = POLICY.working_calendar(TRUST.calendar)
    for duty in found:
        assert working.working_days_between(duty.arises_on, duty.due_on) == 3
        assert today <= duty.due_on
    stored = [StoredDuty(n, duty, DutyState.OPEN) for n, duty in enumerate(found, 1)]
    assert not reconcile(stored, owed(*held, today=today, stored=stored))


texts = st.builds(
    ActionText,
    what=st.sampled_from(["Attendance", "Maths", "Reading"]),
    owner=st.sampled_from([HEAD, PARTNER]),
    owner_words=st.just(""),
    by=st.sampled_from([date(2026, 12, 4), date(2026, 12, 11)]),
    school=st.just(OAK_BANK),
)


@given(st.lists(st.tuples(texts, st.sampled_from(ActionState)), max_size=5), st.lists(texts, max_size=5))
def test_an_amendment_says_just_what_it_says_and_forgets_nothing_that_was_done(
    before: list[tuple[ActionText, ActionState]], said: list[ActionText]
) -> None:
    going = [
        replace(an_action(number), text=text, state=state) for number, (text, state) in enumerate(before, 1)
    ]
    change = amended(going, said)
    left = [action for action in going if action.id not in change.ended]
    standing = [action.text for action in left] + [new.text for new in change.new]
    assert sorted(standing, key=repr) == sorted(said, key=repr)
    ended_done = {
        (action.text.what, action.text.owner)
        for action in going
        if action.id in change.ended and action.state is ActionState.DONE
    }
    for new in change.new:
        assert (new.state is ActionState.DONE) == ((new.text.what, new.text.owner) in ended_done)


RECORDS = {
    Body.PROGRESS_BOARD: {Role.CEO, Role.DEPUTY_CEO, Role.GOVERNANCE_PROFESSIONAL},
    Body.EIT: {Role.CEO, Role.DEPUTY_CEO, Role.GOVERNANCE_PROFESSIONAL},
    Body.STANDARDS_COMMITTEE: {Role.STANDARDS_COMMITTEE, Role.DEPUTY_CEO, Role.GOVERNANCE_PROFESSIONAL},
    Body.SCHOOL_IMPROVEMENT_TEAM: {Role.DEPUTY_CEO},
    Body.SIP_TRAINING: {Role.LEAD_SIP, Role.DEPUTY_CEO},
}
"""Chair, clerk and the Deputy CEO, of each body."""
SEE_ALL = {Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP}
READS = {
    Body.PROGRESS_BOARD: SEE_ALL
    | {Role.GOVERNANCE_PROFESSIONAL, Role.STANDARDS_COMMITTEE, Role.TRUSTEE, Role.EXECUTIVE_TEAM},
    Body.EIT: SEE_ALL | {Role.GOVERNANCE_PROFESSIONAL},
    Body.STANDARDS_COMMITTEE: SEE_ALL | {Role.GOVERNANCE_PROFESSIONAL, Role.STANDARDS_COMMITTEE},
    Body.SCHOOL_IMPROVEMENT_TEAM: SEE_ALL,
    Body.SIP_TRAINING: SEE_ALL,
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("body", list(Body))
def test_minutes_are_recorded_and_read_by_those_whom_policy_names(body: Body, role: Role) -> None:
    who = TRUST.person(the_holder(role))
    school = OAK_BANK if body is Body.PROGRESS_BOARD else ""
    assert may_record_minutes(who, body, POLICY, TRUST, MONDAY) == (role in RECORDS[body])
    reads = may_read_minutes(who, Sitting(body, school, THURSDAY), POLICY, TRUST, MONDAY)
    assert reads == (role in READS[body])


@pytest.mark.parametrize(
    ("who", "reads"),
    [(HEAD, True), (CHAIR, True), (PARTNER, False), (ADVISER, False), (LEADER, False), (PLAIN, False)],
)
def test_a_boards_minutes_are_for_its_own_head_and_chair_of_governors(who: int, reads: bool) -> None:
    own, other = (Sitting(Body.PROGRESS_BOARD, school, THURSDAY) for school in (OAK_BANK, MARLOW))
    person = TRUST.person(who)
    assert may_read_minutes(person, own, POLICY, TRUST, MONDAY) == reads
    assert may_read_minutes(person, other, POLICY, TRUST, MONDAY) == (who == PLAIN)
    assert not may_read_minutes(person, Sitting(Body.EIT, "", THURSDAY), POLICY, TRUST, MONDAY)


def test_a_boards_minutes_are_shared_with_eit_governors_and_committee_and_nobody_else() -> None:
    board = Sitting(Body.PROGRESS_BOARD, OAK_BANK, THURSDAY)
    clerk = the_holder(Role.GOVERNANCE_PROFESSIONAL)
    eit = [the_holder(role) for role in (Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP)]
    committee = the_holder(Role.STANDARDS_COMMITTEE)
    assert shared_with(board, clerk, POLICY, TRUST, MONDAY) == [*eit, CHAIR, committee]
    assert shared_with(board, eit[1], POLICY, TRUST, MONDAY) == [eit[0], eit[2], CHAIR, committee]
    assert shared_with(Sitting(Body.EIT, "", THURSDAY), clerk, POLICY, TRUST, MONDAY) == []


@given(st.sampled_from(Body), st.sampled_from([OAK_BANK, MARLOW]), st.sampled_from(sorted(TRUST.people)))
def test_nobody_is_sent_minutes_whom_the_table_does_not_let_read_them(
    body: Body, school: str, author: int
) -> None:
    sitting = Sitting(body, school if body is Body.PROGRESS_BOARD else "", THURSDAY)
    for person in shared_with(sitting, author, POLICY, TRUST, MONDAY):
        assert may_read_minutes(TRUST.person(person), sitting, POLICY, TRUST, MONDAY)
        assert person != author
