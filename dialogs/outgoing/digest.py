"""The Deputy CEO's week in one message: numbers first."""

from __future__ import annotations

from datetime import date

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, NotYet, Telling
from dialogs.outgoing.week import MOST_NAMED, Week, week_from
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.designations import Risk
from strategy.duties import days_late
from strategy.nudges import next_opening
from strategy.outgoing import OutgoingKind
from strategy.ports import Letter, Notice, OwedBy
from strategy.school_year import ONE_DAY, london_day

_RISKS = {Risk.HIGH: "high risk", Risk.SOME: "some risk", Risk.LOW: "low risk", None: "no designation"}
_KINDS = {
    OutgoingKind.REPORT_MAILED: "report by mail",
    OutgoingKind.REPORT_SHARED: "report for a headteacher",
    OutgoingKind.REPORT_SENT: "report that was asked for",
    OutgoingKind.REPORT_WITHDRAWN: "notice of a withdrawn report",
    OutgoingKind.REMARK: "headteacher's answer",
    OutgoingKind.NUDGE: "reminder",
    OutgoingKind.CHASE: "chased reminder",
    OutgoingKind.DIGEST: "digest",
    OutgoingKind.DUTY_CHANGED: "notice of a changed deadline",
    OutgoingKind.DESIGNATION_STEP: "recommendation that waits",
    OutgoingKind.DESIGNATION_SIGNED_OFF: "notice of a designation",
    OutgoingKind.DESIGNATION_ENDED: "notice of an ended recommendation",
    OutgoingKind.PLAN_REPORT_MAILED: "plan report by mail",
    OutgoingKind.PLAN_REPORT_CARD: "card of a plan report",
    OutgoingKind.TARGETS_PROPOSED: "proposal of targets",
    OutgoingKind.TARGETS_SIGNED_OFF: "notice of targets",
    OutgoingKind.TARGETS_ENDED: "notice of an ended proposal",
    OutgoingKind.VISIT_CHANGED: "notice of a changed visit",
    OutgoingKind.MEETING_CANCELLED: "notice of a cancelled meeting",
    OutgoingKind.VISIT_PLAN_BOOKED: "notice of a booked plan",
    OutgoingKind.VISIT_REQUEST: "request about a visit",
    OutgoingKind.AGENDA_ISSUED: "agenda of a visit",
    OutgoingKind.AGENDA_PROPOSED: "item for an agenda",
    OutgoingKind.AGENDA_ANSWERED: "answer about an agenda",
    OutgoingKind.VISIT_PAPERS_IN: "notice of papers for a visit",
    OutgoingKind.VISIT_PAPER_SENT: "paper for a visit",
    OutgoingKind.LEFT_OUT_NOTE: "notice of a note",
    OutgoingKind.SUPPORT_ALLOCATED: "notice of support",
    OutgoingKind.SUPPORT_CHANGED: "notice of changed support",
    OutgoingKind.DAYS_GRANTED: "notice of granted days",
    OutgoingKind.REVIEW_DAY: "day of a review",
    OutgoingKind.REVIEW_OUTCOME: "outcome of a review",
    OutgoingKind.ANNUAL_REVIEW_MAILED: "annual review by mail",
    OutgoingKind.PAPER_WAITING: "school's paper that waits",
    OutgoingKind.PAPER_DECIDED: "decision on a school's paper",
    OutgoingKind.PAPER_SENT: "school's paper that was asked for",
    OutgoingKind.EVENT_INVITED: "invitation",
    OutgoingKind.EVENT_CHANGED: "notice of a changed event",
    OutgoingKind.EVENT_REGISTER: "question who came",
    OutgoingKind.WORKBOOK_SENT: "list that was asked for",
    OutgoingKind.MEETING_PACK_SENT: "pack of a meeting",
    OutgoingKind.PACK_READY: "pack of a meeting",
    OutgoingKind.PACK_LATER: "set of later papers for a meeting",
    OutgoingKind.LATER_PAPERS_SENT: "set of later papers for a meeting",
    OutgoingKind.DAYS_TAKEN_BACK: "notice of days taken back",
    OutgoingKind.EXIT_AGREED: "agreed exit plan",
    OutgoingKind.SUMMARY_MAILED: "summary by mail",
    OutgoingKind.MINUTES_SHARED: "set of minutes",
    OutgoingKind.MINUTED_ACTIONS: "notice of actions in minutes",
    OutgoingKind.MINUTES_SENT: "set of minutes that was asked for",
    OutgoingKind.BOARD_REQUEST: "request of a Board",
    OutgoingKind.ROLE_GRANTED: "notice of a granted role",
    OutgoingKind.APP_INSTALLED: "installation of the app",
}
_KINDS_OF_MANY = {
    OutgoingKind.REPORT_MAILED: "reports by mail",
    OutgoingKind.REPORT_SHARED: "reports for headteachers",
    OutgoingKind.REPORT_SENT: "reports that were asked for",
    OutgoingKind.REPORT_WITHDRAWN: "notices of withdrawn reports",
    OutgoingKind.DUTY_CHANGED: "notices of changed deadlines",
    OutgoingKind.DESIGNATION_STEP: "recommendations that wait",
    OutgoingKind.DESIGNATION_SIGNED_OFF: "notices of designations",
    OutgoingKind.DESIGNATION_ENDED: "notices of ended recommendations",
    OutgoingKind.PLAN_REPORT_MAILED: "plan reports by mail",
    OutgoingKind.PLAN_REPORT_CARD: "cards of plan reports",
    OutgoingKind.TARGETS_PROPOSED: "proposals of targets",
    OutgoingKind.TARGETS_SIGNED_OFF: "notices of targets",
    OutgoingKind.TARGETS_ENDED: "notices of ended proposals",
    OutgoingKind.VISIT_CHANGED: "notices of changed visits",
    OutgoingKind.MEETING_CANCELLED: "notices of cancelled meetings",
    OutgoingKind.VISIT_PLAN_BOOKED: "notices of booked plans",
    OutgoingKind.VISIT_REQUEST: "requests about visits",
    OutgoingKind.AGENDA_ISSUED: "agendas of visits",
    OutgoingKind.AGENDA_PROPOSED: "items for agendas",
    OutgoingKind.AGENDA_ANSWERED: "answers about agendas",
    OutgoingKind.VISIT_PAPERS_IN: "notices of papers for visits",
    OutgoingKind.VISIT_PAPER_SENT: "papers for visits",
    OutgoingKind.LEFT_OUT_NOTE: "notices of notes",
    OutgoingKind.SUPPORT_ALLOCATED: "notices of support",
    OutgoingKind.SUPPORT_CHANGED: "notices of changed support",
    OutgoingKind.DAYS_GRANTED: "notices of granted days",
    OutgoingKind.REVIEW_DAY: "days of reviews",
    OutgoingKind.REVIEW_OUTCOME: "outcomes of reviews",
    OutgoingKind.ANNUAL_REVIEW_MAILED: "annual reviews by mail",
    OutgoingKind.PAPER_WAITING: "schools' papers that wait",
    OutgoingKind.PAPER_DECIDED: "decisions on schools' papers",
    OutgoingKind.PAPER_SENT: "schools' papers that were asked for",
    OutgoingKind.EVENT_CHANGED: "notices of changed events",
    OutgoingKind.EVENT_REGISTER: "questions who came",
    OutgoingKind.WORKBOOK_SENT: "lists that were asked for",
    OutgoingKind.MEETING_PACK_SENT: "packs of meetings",
    OutgoingKind.PACK_READY: "packs of meetings",
    OutgoingKind.PACK_LATER: "sets of later papers for meetings",
    OutgoingKind.LATER_PAPERS_SENT: "sets of later papers for meetings",
    OutgoingKind.DAYS_TAKEN_BACK: "notices of days taken back",
    OutgoingKind.EXIT_AGREED: "agreed exit plans",
    OutgoingKind.SUMMARY_MAILED: "summaries by mail",
    OutgoingKind.MINUTES_SHARED: "sets of minutes",
    OutgoingKind.MINUTED_ACTIONS: "notices of actions in minutes",
    OutgoingKind.MINUTES_SENT: "sets of minutes that were asked for",
    OutgoingKind.BOARD_REQUEST: "requests of Boards",
    OutgoingKind.ROLE_GRANTED: "notices of granted roles",
    OutgoingKind.APP_INSTALLED: "installations of the app",
}
_ORDER = tuple(_KINDS)
_QUESTION = "Which reports are overdue?"
_OVERDUE = Interpretation(intent=Intent.REPORT_LIST, status="overdue")


async def by_message(telling: Telling) -> Notice:
    """The numbers, who has something late, and what can be done; two lines where there is nothing."""
    week = await _week(telling)
    summary = f"Your week: {wording.day(week.monday)}"
    said = " ".join(_numbers(week)) if not week.is_quiet else "\n".join(_numbers(week))
    if week.is_quiet:
        return Notice(said, summary)
    body: list[cards.Element | None] = [cards.heading(summary), cards.facts(_facts(week))]
    if week.authors.items:
        body += [_by_author(week, telling), *[cards.note(more) for more in _more_authors(week)]]
    if week.unanswered.items:
        body += [cards.words("Waiting for a decision", bold=True, spacing="large"), *_remarks(week, telling)]
    asks = {"ask": _OVERDUE.as_json(), cards.BESIDE: True}
    actions = (
        [
            cards.press(_QUESTION, "say", {"text": _QUESTION}),
            cards.press("Chase them", "report.chase", asks),
        ]
        if week.total_overdue
        else []
    )
    return Notice(said, summary, cards.card(body, actions, says=said))


async def by_mail(telling: Telling) -> Letter:
    """The same in words."""
    week = await _week(telling)
    paragraphs = ["\n".join(_numbers(week))]
    if week.authors.items:
        lines = [f"{_name(each, week, telling)}: {_owed(each, telling)}" for each in week.authors.items]
        paragraphs.append("\n".join(["Overdue by author:", *lines, *_more_authors(week)]))
    if week.undelivered.total:
        paragraphs.append("\n".join(f"{label}: {value}" for label, value in _undelivered(week)))
    return letter(telling, f"Your week: {wording.day(week.monday)}", paragraphs)


async def _week(telling: Telling) -> Week:
    """How the week stands. Raises NoLonger once it is over, and NotYet outside working hours."""
    if not telling.recipient.roles.intersection(telling.nudges.digest.to):
        raise NoLonger("not for them any more")
    monday = _monday(telling)
    opening = next_opening(telling.now, telling.nudges.working_hours, telling.calendar)
    if _monday_of(london_day(opening)) != monday:
        raise NoLonger("its week is over")
    if opening > telling.now:
        raise NotYet(opening)
    return await week_from(telling, monday)


def _monday(telling: Telling) -> date:
    try:
        return date.fromisoformat(telling.subject("digest")[0])
    except ValueError:
        raise NoLonger("about nothing known") from None


def _monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def _numbers(week: Week) -> list[str]:
    """The whole in two sentences: what is owed, then what else waits."""
    overdue, due = week.total_overdue, week.due
    if overdue:
        late = f"{wording.several(overdue, 'report')} {_are(overdue)} overdue ({_by_risk(week)})"
        first = f"{late}, and {due or 'none'} {_are(due or 1)} due this week."
    else:
        more = f"{wording.several(due, 'report')} {_are(due)} due" if due else "nothing is due"
        first = f"Nothing is overdue, and {more} this week."
    failed, waiting = week.undelivered.total, week.unanswered.total
    delivered = (
        f"{wording.several(failed, 'message')} could not be delivered" if failed else "All was delivered"
    )
    verb = "waits" if waiting == 1 else "wait"
    remarks = wording.several(
        waiting, "headteacher's remark", "headteachers' remarks" if waiting else "remark"
    )
    answered = f"{remarks} {verb if waiting else 'waits'} for an answer"
    second = f"{delivered}, and {answered}."
    return [first, second, f"{_asked(week)} for the EIT."] if week.asked else [first, second]


def _asked(week: Week) -> str:
    many = wording.several(week.asked, "request of a Board", "requests of Boards")
    return f"{wording.capitalised(many)} {'waits' if week.asked == 1 else 'wait'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _by_risk(week: Week) -> str:
    found = [f"{week.overdue[risk]} {name}" for risk, name in _RISKS.items() if week.overdue.get(risk)]
    return ", ".join(found)


def _facts(week: Week) -> list[tuple[str, str]]:
    late = f"{week.total_overdue}: {_by_risk(week)}" if week.total_overdue else "0"
    facts = [("Overdue", late), ("Due this week", str(week.due))]
    facts += _undelivered(week) or [("Not delivered", "0")]
    facts.append(("To answer", str(week.unanswered.total)))
    return [*facts, ("For the EIT", str(week.asked))] if week.asked else facts


def _undelivered(week: Week) -> list[tuple[str, str]]:
    """How many of what could not be delivered, and who can be reached neither in Teams nor by mail."""
    failed = week.undelivered
    if not failed.total:
        return []
    kinds = [
        wording.several(number, _KINDS[kind], _KINDS_OF_MANY.get(kind))
        for kind, number in sorted(failed.kinds.items(), key=lambda each: (-each[1], _ORDER.index(each[0])))
    ]
    what = wording.listed(kinds)
    facts = [("Not delivered", what if len(kinds) == 1 else f"{failed.total}: {what}")]
    if failed.out_of_reach:
        named = list(failed.out_of_reach[:MOST_NAMED])
        left = len(failed.out_of_reach) - len(named)
        facts.append(("Not reached", wording.listed([*named, f"{left} more"] if left else named)))
    return facts


def _by_author(week: Week, telling: Telling) -> cards.Element:
    rows = []
    for each in week.authors.items:
        away = [cards.beneath("away")] if each.owner in week.away else []
        who = [cards.words(telling.trust.person(each.owner).name), *away]
        late = str(days_late(each.oldest, telling.today, telling.calendar) or "under 1")
        rows.append([who, [cards.words(str(each.count))], [cards.words(late)]])
    return cards.table((("Author", 6), ("Overdue", 3), ("Days late", 3)), rows)


def _more_authors(week: Week) -> list[str]:
    left = week.authors.total - len(week.authors.items)
    return [f"And {wording.several(left, 'more author')}."] if left > 0 else []


def _name(each: OwedBy, week: Week, telling: Telling) -> str:
    return telling.trust.person(each.owner).name + (" (away)" if each.owner in week.away else "")


def _owed(each: OwedBy, telling: Telling) -> str:
    late = days_late(each.oldest, telling.today, telling.calendar)
    oldest = f"{wording.several(late, 'working day')} late" if late else "under 1 working day late"
    return f"{wording.several(each.count, 'report')}, the oldest {oldest}."


def _remarks(week: Week, telling: Telling) -> list[cards.Element]:
    shown = []
    for remark in week.unanswered.items:
        report = week.reports.get(remark.report)
        if report is not None:
            school = telling.trust.school(report.school).known_as
            who = telling.trust.person(remark.person).name
            day = wording.short_day(london_day(remark.made_at), telling.today)
            beneath = cards.beneath(f"{who} found something inaccurate, {day}")
            items = [cards.link(school, "report.show", {"report": report.id}), beneath]
            shown.append({"type": "Container", "items": items})
    left = week.unanswered.total - len(week.unanswered.items)
    return [*shown, *([cards.note(f"And {left} more.")] if left > 0 else [])]
