"""Where a report has gone: for each person whether it waits, was sent, or failed and why."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.report_cards import occasion
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.which_report import report_meant
from strategy.actions.tracing import Delivery, trace_report
from strategy.outgoing import Means
from strategy.permissions import Deed, scope
from strategy.ports import Outgoing, OutgoingState

_BY = {Means.MAIL: "by mail", Means.TEAMS: "in Teams"}


async def show(turn: Turn, press: Press) -> Reply:
    """Who has one report."""
    report_id = press.data.get("report")
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report, deliveries = await trace_report(
        uow=turn.uow, policy=turn.policy, now=turn.now, asker=turn.speaker, report_id=report_id
    )
    school = turn.trust.school(report.school).known_as
    which = f"the report on {school}, {occasion(report)}"
    heading = f"Who has the report: {school}"
    if not deliveries:
        return turn.say(f"I have no record of sending {which}, to anybody.", summary=heading)
    said = f"{wording.capitalised(which)}: {in_short(deliveries)}."
    note_list(turn, "deliveries", Interpretation(Intent.REPORT_SHOW), report=report_id)
    rows = [(turn.trust.person(each.person).name, how(each)) for each in deliveries]
    shown = [[[cards.words(name)], [cards.words(stands)]] for name, stands in rows]
    body = [
        cards.heading(heading),
        cards.note(wording.capitalised(occasion(report))),
        cards.table((("Who", 4), ("How it stands", 8)), shown),
    ]
    return turn.say(
        said,
        summary=heading,
        table=Table(("Who", "How it stands"), tuple(rows)),
        card=cards.card(body, says=said),
    )


async def deliveries_of_latest(turn: Turn, school: str | None) -> Reply:
    """Who has the report that was just read, or the latest (on a school, by its URN): one's own, for those
    who may see this of no others.
    """
    sees_all = scope(turn.speaker, Deed.SEE_DELIVERIES, turn.trust, frozenset()).everything
    report = await report_meant(turn, school, author=None if sees_all else turn.speaker.id)
    if report is None:
        return turn.say("There is no filed report that I can show you.", summary="No report")
    return await show(turn, Press("report.deliveries", {"report": report.id}))


def in_short(deliveries: list[Delivery]) -> str:
    """`sent to 3 people, waiting for 1`."""
    sent = sum(1 for each in deliveries if each.in_state(OutgoingState.SENT))
    failed = sum(1 for each in deliveries if each.in_state(OutgoingState.FAILED))
    waiting = sum(1 for each in deliveries if each.in_state(OutgoingState.WAITING))
    parts = [f"sent to {wording.several(sent, 'person', 'people')}".replace("no people", "nobody yet")]
    if waiting:
        parts.append(f"waiting for {waiting}")
    if failed:
        parts.append(f"not delivered to {failed}")
    return ", ".join(parts)


def how(delivery: Delivery) -> str:
    """How it stands with one person, mail and card in one line."""
    sent = delivery.in_state(OutgoingState.SENT)
    waiting = delivery.in_state(OutgoingState.WAITING)
    failed = delivery.in_state(OutgoingState.FAILED)
    parts = []
    if sent:
        parts.append(f"Sent {wording.listed([_sent(row) for row in sent])}")
    if waiting:
        parts.append(f"Waiting to go {wording.listed([_waiting(row) for row in waiting])}")
    if failed:
        parts.append(f"Not delivered {wording.listed([_failed(row) for row in failed])}")
    if not parts:
        parts.append(f"Not sent: {delivery.rows[-1].why or 'no longer needed'}")
    if delivery.version > 1:
        parts[0] += f" (version {delivery.version})"
    if delivery.has_before is not None:
        parts.append(f"Has version {delivery.has_before}")
    if delivery.acknowledged is not None:
        of = delivery.acknowledged.version
        which = f" version {of}" if of != delivery.version else ""
        parts.append(f"Acknowledged{which} {wording.moment(delivery.acknowledged.made_at)}")
    return ". ".join(parts) + "."


def _sent(row: Outgoing) -> str:
    when = f" {wording.moment(row.done_at)}" if row.done_at is not None else ""
    return f"{_by(row)}{when}{_after(row)}"


def _waiting(row: Outgoing) -> str:
    tries = f" (tried {wording.several(row.attempts, 'time')}: {row.why})" if row.attempts and row.why else ""
    return f"{_by(row)}{tries}{_after(row)}"


def _failed(row: Outgoing) -> str:
    return f"{_by(row)}: {row.why}{_after(row)}" if row.why else f"{_by(row)}{_after(row)}"


def _by(row: Outgoing) -> str:
    return _BY[row.means or Means.TEAMS]


def _after(row: Outgoing) -> str:
    """Why it did not go the way that was tried before."""
    return f" (not reached in {row.tried})" if row.tried else ""
