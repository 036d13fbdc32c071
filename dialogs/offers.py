"""What each person can do here, in their role, each with a sentence that does it, by subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.meeting_words import IN_SHORT
from dialogs.review_words import kind_in_words
from dialogs.target_paper import proposable
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from strategy.actions.absences import may_see_reasons
from strategy.actions.allocating import may_allocate
from strategy.actions.asking_the_eit import may_ask
from strategy.actions.capacities import schools_to_visit, writes_reports
from strategy.actions.chasing import may_chase
from strategy.actions.giving_results import may_give_results
from strategy.actions.planning_for_trust import may_write_plan
from strategy.actions.recording_meetings import may_record_meetings
from strategy.actions.seeing_pool import may_see_pool
from strategy.meeting_seats import bodies_of
from strategy.minutes_access import bodies_to_minute
from strategy.packs_access import boards_with_packs
from strategy.permissions import Deed, Scope, Standing, scope, standings
from strategy.policy_reporting import Body
from strategy.reviews import reach_of
from strategy.school_year import year_after
from strategy.summaries_access import may_write_summary


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done: what it is, and a sentence that does it. `writes` is False where it only
    shows something; `often` marks what somebody wants week by week.
    """

    intent: Intent
    what: str
    example: str
    writes: bool = False
    often: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be done about one subject, under a title of its own."""

    title: str
    offers: tuple[Offer, ...]


CALENDAR = Offer(Intent.CALENDAR_SHOW, "Term dates and working days", "When do we break up?")
_ELSEWHERE = Offer(Intent.HELP, "Everything else, in our own chat", "Help")
_WHO_IS_WHO = Offer(Intent.PERSON_SHOW, "Who is who", "Who leads on safeguarding?")
_STEPS = (Deed.ENDORSE_DESIGNATION, Deed.REVIEW_DESIGNATION, Deed.SIGN_OFF_DESIGNATION)


_FEW = 6
"""Sentences of about one line each: what a phone shows without scrolling."""


def subjects_for(turn: Turn) -> list[Subject]:
    """What the speaker may do here, by subject; outside their own chat only what others may read."""
    if not turn.incoming.place.is_private:
        return [Subject("Here", (CALENDAR, _ELSEWHERE))]
    subjects = []
    for title, groups in _SUBJECTS.items():
        offers = [offer for group in groups for offer in group(turn)]
        allowed = tuple(offer for offer in offers if not (offer.writes and turn.incoming.read_only))
        if allowed:
            subjects.append(Subject(title, allowed))
    return subjects


def offers_for(turn: Turn) -> list[Offer]:
    """What the speaker may do here, what is wanted week by week first."""
    offers = [offer for subject in subjects_for(turn) for offer in subject.offers]
    return sorted(offers, key=lambda offer: not offer.often)


def few_of(offers: Sequence[Offer]) -> list[Offer]:
    """The few to show first: those wanted week by week, or all where they are few anyway."""
    often = [offer for offer in offers if offer.often]
    return list(offers) if len(offers) <= _FEW else (often or list(offers))[:_FEW]


def _own_reports(turn: Turn) -> list[Offer]:
    if Standing.OWNER not in standings(turn.speaker, turn.trust) or not _writes_reports(turn):
        return []
    schools = schools_to_visit(turn.speaker, turn.today, turn.trust)
    file = f"File a report for {schools[0].known_as}" if schools else "File a report"
    return [
        Offer(Intent.REPORT_FILE, "Write a report", file, often=True),
        Offer(Intent.DEADLINE_LIST, "What you have to hand in, and by when", "What do I owe?", often=True),
        Offer(Intent.REPORT_LIST, "What is late", "Is anything of mine late?"),
        Offer(Intent.REMINDER_SNOOZE, "Your reminders", "What will you remind me about?"),
    ]


def _own_visits(turn: Turn) -> list[Offer]:
    if Standing.OWNER not in standings(turn.speaker, turn.trust) or not _writes_reports(turn):
        return []
    return [Offer(Intent.VISIT_LIST, "Your visits", "My visits", often=True)]


def _booking(turn: Turn) -> list[Offer]:
    schools = schools_to_visit(turn.speaker, turn.today, turn.trust)
    if not schools:
        return []
    example = f"Book a visit to {schools[0].known_as}"
    return [Offer(Intent.VISIT_BOOK, "Book, move or cancel a visit", example, often=True)]


def _reports(turn: Turn) -> list[Offer]:
    reach = _reach(turn, Deed.LIST_REPORTS)
    offers = []
    if reach.everything:
        offers = [
            Offer(Intent.REPORT_LIST, "Overdue reports", "Which high-risk reports are overdue?", often=True),
            Offer(Intent.DEADLINE_LIST, "What falls due", "What is due this week?", often=True),
            Offer(Intent.REPORT_LIST, "How many came in", "How many reports were filed last week?"),
            Offer(Intent.REPORT_LIST, "Any list as a workbook", "Overdue reports in Excel", writes=True),
        ]
    elif reach.shared_schools and not _writes_reports(turn):
        example = "Deadlines for my school this half term"
        offers = [Offer(Intent.DEADLINE_LIST, "What is due for your school", example, often=True)]
    if may_chase(turn.speaker, turn.uow):
        what, example = "Have people reminded", "Chase the overdue reports"
        offers.append(Offer(Intent.REPORT_CHASE, what, example, writes=True, often=True))
    if _reach(turn, Deed.READ_REPORT).reaches_others:
        often = not reach.everything
        offers.append(Offer(Intent.REPORT_SHOW, "Read a report", _example_reading(turn), often=often))
    return offers


def _visits_to_ones_school(turn: Turn) -> list[Offer]:
    if not turn.trust.headed_by(turn.speaker):
        return []
    return [
        Offer(Intent.VISIT_LIST, "Visits to your school", "When is the next visit to my school?", often=True),
        Offer(Intent.VISIT_REQUEST, "Ask for an extra visit", "We need an extra visit", often=True),
    ]


def _designations(turn: Turn) -> list[Offer]:
    me, trust = turn.speaker, turn.trust
    if any(not _reach(turn, deed).is_empty for deed in _STEPS):
        example = "Which recommendations are waiting?"
        return [Offer(Intent.DESIGNATION_REVIEW, "Designations that wait", example, often=True)]
    if not trust.partnered_by(me):
        return []
    example = f"Recommend a designation for {trust.partnered_by(me)[0].known_as}"
    return [Offer(Intent.DESIGNATION_RECOMMEND, "Recommend a designation", example, writes=True, often=True)]


def _requests(turn: Turn) -> list[Offer]:
    if not _reach(turn, Deed.DECIDE_REQUEST).everything:
        return []
    example = "Which requests are waiting?"
    return [Offer(Intent.REQUEST_LIST, "Requests for extra visits", example, often=True)]


def _targets(turn: Turn) -> list[Offer]:
    """To propose them, to sign them off, or to read them."""
    schools = proposable(turn)
    if schools:
        example = f"Targets for {next(iter(schools.values())).known_as}"
        return [Offer(Intent.TARGET_SHOW, "Targets and lines of enquiry", example)]
    if may_write_plan(turn.speaker, turn.uow):
        return [Offer(Intent.TARGET_SHOW, "Targets to sign off", "Any targets waiting to be signed off?")]
    if turn.trust.headed_by(turn.speaker):
        return [Offer(Intent.TARGET_SHOW, "What your school aims at", "Targets for my school")]
    return []


def _meetings(turn: Turn) -> list[Offer]:
    if not may_record_meetings(turn.speaker, turn.uow):
        mine = Offer(Intent.MEETING_LIST, "Your meetings", "My meetings this half term")
        return [mine] if turn.trust.headed_by(turn.speaker) or turn.trust.chaired_by(turn.speaker) else []
    return [
        Offer(Intent.MEETING_LIST, "When a body meets next", "When is the next EIT?"),
        Offer(Intent.MEETING_BOOK, "Record a meeting", "Set up a Progress Board"),
        Offer(Intent.MEETING_BOOK, "Plan the year's meetings", f"Plan the meetings for {_next_year(turn)}"),
        Offer(Intent.MEETING_BOOK, "Cancel a meeting", "Cancel the next EIT"),
    ]


def _packs(turn: Turn) -> list[Offer]:
    """The pack of the next meeting: of a school's own Board, or of the body that one sits in."""
    boards = boards_with_packs(turn.speaker, turn.policy, turn.trust, turn.today)
    if boards:
        return [Offer(Intent.MEETING_PACK, "The pack of your Board", "Pack for our next board")]
    edition = turn.policy.on(turn.today, turn.trust.calendar)
    sits_in = bodies_of(turn.speaker, edition, turn.trust) - {Body.SIP_TRAINING}
    if not sits_in:
        return []
    body = min(sits_in, key=list(Body).index)
    name = IN_SHORT[body] if body is Body.EIT else IN_SHORT[body].lower()
    return [Offer(Intent.MEETING_PACK, "The pack of a meeting", f"Pack for the next {name}")]


def _next_year(turn: Turn) -> str:
    return year_after(turn.trust.calendar.academic_year_of(turn.today))


def _minutes(turn: Turn) -> list[Offer]:
    """To record them, or to read those of one's own Board or of all."""
    if bodies_to_minute(turn.speaker, turn.policy, turn.trust, turn.today):
        return [Offer(Intent.MINUTES_RECORD, "Minutes of a meeting", "Record the minutes", writes=True)]
    reach = _reach(turn, Deed.READ_MINUTES)
    if reach.everything:
        return [Offer(Intent.MINUTES_RECORD, "Minutes of Boards", "Show me the minutes")]
    if reach.schools:
        return [Offer(Intent.MINUTES_RECORD, "What your Board agreed", "Actions from our last board?")]
    return []


def _asks_of_boards(turn: Turn) -> list[Offer]:
    """To decide what Boards ask of the EIT, or to record it."""
    if not _reach(turn, Deed.DECIDE_BOARD_REQUEST).is_empty:
        return [Offer(Intent.MINUTES_RECORD, "What Boards ask of the EIT", "What is the EIT to decide?")]
    if not may_ask(turn.speaker, turn.uow, turn.policy, turn.today):
        return []
    example = "Record a request of the Board to the EIT"
    return [Offer(Intent.MINUTES_RECORD, "What a Board asks of the EIT", example, writes=True)]


def _summaries(turn: Turn) -> list[Offer]:
    if not may_write_summary(turn.speaker, turn.trust):
        return []
    example = "Make the summary for the next EIT"
    return [Offer(Intent.SUMMARY_MAKE, "What reports say, for the EIT", example, writes=True)]


def _results(turn: Turn) -> list[Offer]:
    if not may_give_results(turn.speaker, turn.trust):
        return []
    return [Offer(Intent.TARGET_SHOW, "Schools' exam results", "Which results are still out?")]


def _support(turn: Turn) -> list[Offer]:
    if not may_allocate(turn.speaker, turn.uow):
        return []
    return [Offer(Intent.SUPPORT_ALLOCATE, "Allocate support", "Allocate support", writes=True, often=True)]


def _plans(turn: Turn) -> list[Offer]:
    if _reach(turn, Deed.WRITE_PLAN).everything:
        example = "Which plan reports are due?"
        return [Offer(Intent.PLAN_REPORT, "Reports on tailored plans", example, writes=True)]
    if turn.trust.headed_by(turn.speaker):
        example = "Show me the tailored plan for my school"
        return [Offer(Intent.PLAN_SHOW, "Your school's tailored plan", example, often=True)]
    return []


def _reviews(turn: Turn) -> list[Offer]:
    """The reviews of the year: of a kind they record, or of their own school."""
    me, trust = turn.speaker, turn.trust
    kinds = [terms for terms in turn.policy.on(turn.today, trust.calendar).reviews if terms.each_school]
    led = [terms.name for terms in kinds if reach_of(me, Deed.RECORD_REVIEW, terms, trust)]
    if led:
        example = f"Which schools have not had their {kind_in_words(led[0])}?"
        return [Offer(Intent.REVIEW_LIST, "Reviews of the year", example)]
    if trust.headed_by(me):
        return [Offer(Intent.REVIEW_LIST, "Reviews of your school", "Reviews at my school")]
    return []


def _school_papers(turn: Turn) -> list[Offer]:
    if not _reach(turn, Deed.SUBMIT_DEVELOPMENT_PLAN).is_empty:
        what = "Hand in your development plan or self-evaluation"
        example = "I'd like to hand in our development plan"
        return [Offer(Intent.DEVELOPMENT_PLAN_SUBMIT, what, example, often=True)]
    if _reach(turn, Deed.SEE_DEVELOPMENT_PLAN).everything:
        example = "Which schools have not handed in their SDP?"
        return [Offer(Intent.DEVELOPMENT_PLAN_SHOW, "Schools' development plans", example)]
    return []


def _before_visits(turn: Turn) -> list[Offer]:
    if not _reach(turn, Deed.HAND_IN_PAPERS).is_empty:
        what = "Hand in the papers for your partner's visit"
        return [Offer(Intent.PAPERWORK_SEND, what, "Here are the papers for the next visit")]
    if turn.trust.partnered_by(turn.speaker):
        school = turn.trust.partnered_by(turn.speaker)[0].known_as
        example = f"What's on the agenda for the next visit to {school}?"
        return [Offer(Intent.AGENDA_SHOW, "What is on the agenda of a visit", example)]
    return []


def _institute(turn: Turn) -> list[Offer]:
    pool = Offer(Intent.SUPPORT_LIST, "What your SLEs are doing", "Show me the SLE pool")
    coming = Offer(Intent.MEETING_LIST, "Networks and training", "What CPD is coming up?")
    return [*([pool] if may_see_pool(turn.speaker, turn.uow) else []), coming]


def _people(turn: Turn) -> list[Offer]:
    away = Offer(Intent.PERSON_SHOW, "Who is away", "Who is away?")
    return [*([away] if may_see_reasons(turn.speaker, turn.trust) else []), _WHO_IS_WHO, CALENDAR]


_SUBJECTS: Mapping[str, tuple[Callable[[Turn], list[Offer]], ...]] = {
    "Reports and deadlines": (_own_reports, _reports),
    "Visits": (_own_visits, _booking, _visits_to_ones_school, _before_visits, _requests),
    "Designations and support": (_designations, _support),
    "Targets and plans": (_plans, _targets, _school_papers, _results),
    "Reviews and meetings": (_reviews, _meetings, _packs, _minutes, _asks_of_boards, _summaries),
    "Networks and training": (_institute,),
    "People and dates": (_people,),
}


def _writes_reports(turn: Turn) -> bool:
    return writes_reports(turn.speaker, turn.today, turn.trust)


def _reach(turn: Turn, deed: Deed) -> Scope:
    kinds = turn.policy.on(turn.today, turn.trust.calendar).shared_kinds
    return scope(turn.speaker, deed, turn.trust, kinds)


def _example_reading(turn: Turn) -> str:
    if turn.trust.headed_by(turn.speaker):
        return "Show me the latest report on my school"
    schools = schools_to_visit(turn.speaker, turn.today, turn.trust) or turn.trust.current_schools()
    return f"Show me the latest report on {schools[0].known_as}" if schools else "Show me the latest report"
