"""How a filed report on a tailored plan is shown: its receipt, and the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.plan_report_form import owner_of
from dialogs.plan_rows import RECEIVED_BY, period_in_words
from dialogs.shortening import as_much_as_fits, size_shown
from dialogs.turn import Turn
from strategy.actions.plan_reporting import goes_to
from strategy.actions.planning import may_write
from strategy.plans import Action, PlanReport
from strategy.trust import Trust

ROOM = 12_000
"""Bytes of JSON that what was written takes on one card."""


def what_it_is(report: PlanReport, trust: Trust) -> str:
    """`Plan report: Marlow, November 2026`."""
    amended = "Amended plan report" if report.version > 1 else "Plan report"
    return f"{amended}: {trust.school(report.school).known_as}, {period_in_words(report.period)}"


def parts_of(report: PlanReport, actions: Sequence[Action], trust: Trust) -> list[tuple[str, str]]:
    """Labels with what was written: the whole first, then action by action as it stood then."""
    said = {each.action: each.impact for each in report.text.actions}
    parts = [("Overall", report.text.overall)]
    for number, action in enumerate(actions, 1):
        where = "" if action.is_open else f", {action.state}"
        label = f"{number}. {' '.join(action.text.what.split())}"
        label = label if len(label) <= 160 else f"{label[:160].rstrip()} \u2026"
        who = f"{owner_of(action, trust)}, by {wording.day(action.text.by)}{where}"
        parts.append((f"{label} ({who})", said[action.id]))
    return parts


def receipt(turn: Turn, report: PlanReport) -> Reply:
    """What is said where a report was filed or amended: to whom it goes, or to how many."""
    school = turn.trust.school(report.school)
    people = goes_to(report.to, school, report.changed_by, turn.policy, turn.trust, turn.today)
    did = "Amended" if report.version > 1 else "Filed"
    names = [turn.trust.person(person).name for person in people]
    to = wording.listed(names) if len(names) <= 3 else f"the {RECEIVED_BY[report.to]} ({len(names)} people)"
    said = f"{did}: the plan report on {school.known_as}, {period_in_words(report.period)}."
    said += f" It goes to {to} by mail and in Teams." if names else " Nobody is there to send it to."
    body = [cards.heading(f"{did}: {school.known_as}"), cards.words(said)]
    about = {"report": report.id, cards.BESIDE: True}
    actions = [
        cards.press("Read it", "plan.report.show", about),
        cards.press("Amend", "plan.report.amend", about),
        cards.press("Next plan report due", "plan.report.due", {cards.BESIDE: True}),
    ]
    return turn.say(
        said, summary=f"{did}: plan report on {school.known_as}", card=cards.card(body, actions, says=said)
    )


def reading(turn: Turn, report: PlanReport, actions: Sequence[Action]) -> Reply:
    """The whole of a report, as much as a card holds; all of it where there are no cards."""
    trust = turn.trust
    heading = what_it_is(report, trust)
    filed = f"Filed by {trust.person(report.filed_by).name} on {wording.moment(report.filed_at)}"
    filed += f" for the {RECEIVED_BY[report.to]}."
    if report.version > 1:
        who = trust.person(report.changed_by).name
        filed += f" Amended by {who} on {wording.moment(report.changed_at)} (version {report.version})."
    parts = parts_of(report, actions, trust)
    body: list[cards.Element] = [cards.heading(heading), cards.note(filed)]
    left = ROOM
    for place, (label, text) in enumerate(parts):
        room = max(left // (len(parts) - place), 0)
        beginning = as_much_as_fits(text, room)
        cut = len(beginning) < len(text)
        left -= size_shown(beginning)
        body += cards.labelled(label, beginning.rstrip() + " \u2026" if cut else text)
    about = {"report": report.id, cards.BESIDE: True}
    can_amend = may_write(turn.speaker, report.school, turn.today, turn.uow) and not turn.incoming.read_only
    actions_shown = [
        cards.press("Amend", "plan.report.amend", about) if can_amend else None,
        cards.press("See the plan", "plan.show", {"school": report.school, cards.BESIDE: True}),
    ]
    in_full = "\n".join([f"{heading}. {filed}", *[f"{label}: {text}" for label, text in parts]])
    return turn.say(
        f"{heading}. {filed}",
        in_full=in_full,
        summary=heading,
        card=cards.card(body, actions_shown, says=f"{heading}. {filed}"),
    )
