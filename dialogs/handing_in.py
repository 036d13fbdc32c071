"""Handing in a draft: filing its report or amendment, and what is said where that has been done already."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dialogs import cards, wording
from dialogs.drafting import ask_again, form_of, put_away
from dialogs.forms import check
from dialogs.just_read import remember
from dialogs.messages import Reply
from dialogs.report_cards import goes_to, receipt, who_has_it
from dialogs.report_form import AMENDMENT, HALF_TERM_REPORT, ReportContext, text_of
from dialogs.turn import Turn
from strategy.actions.amending import amend_report
from strategy.actions.filing import (
    AlreadyFiled,
    Filed,
    VisitOccasion,
    file_half_term_report,
    file_visit_report,
)
from strategy.actions.reading import WithdrawnReport
from strategy.actions.recipients import distribution_of
from strategy.actions.showing import meetings_of
from strategy.errors import Invalid, Stale
from strategy.ports import Draft, DraftState
from strategy.school_year import london_day
from strategy.visits import Mode


async def finish(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    """File the draft's report or amendment; where it cannot be, say why and keep everything."""
    form = form_of(draft, context)
    checked = check(form, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    try:
        if form is AMENDMENT:
            return await _amend(turn, draft, checked.values)
        text = text_of(checked.values)
        if form is HALF_TERM_REPORT:
            filed = await file_half_term_report(
                uow=turn.uow,
                policy=turn.policy,
                now=turn.now,
                author=turn.speaker,
                duty_id=checked.values["occasion"],
                text=text,
            )
        else:
            occasion = VisitOccasion(
                school=checked.values["school"].urn,
                capacity=checked.values["role"],
                day=checked.values["date"],
                mode=Mode.TEAMS if draft.values.get("mode") == Mode.TEAMS else Mode.ON_SITE,
                days=Decimal(draft.values.get("days") or "1"),
            )
            filed = await file_visit_report(
                uow=turn.uow,
                policy=turn.policy,
                now=turn.now,
                author=turn.speaker,
                occasion=occasion,
                text=text,
            )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except AlreadyFiled as refused:
        return already_filed(turn, refused, draft)
    await put_away(turn, draft, DraftState.FILED, filed.report.id)
    remember(turn, filed.report)  # so that "amend it" means the one just filed
    return await _receipt(turn, filed)


async def _receipt(turn: Turn, filed: Filed) -> Reply:
    report = filed.report
    meetings = await meetings_of(uow=turn.uow, policy=turn.policy, report_id=report.id, today=turn.today)
    said, card = receipt(report, filed.goes_to, meetings, turn.trust, turn.today)
    return turn.say(said, summary=f"Report filed: {turn.trust.school(report.school).known_as}", card=card)


async def _amend(turn: Turn, draft: Draft, values: Mapping[str, Any]) -> Reply:
    _, report_id, version = draft.about.split(":")
    try:
        filed = await amend_report(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            author=turn.speaker,
            report_id=int(report_id),
            base_version=int(version),
            text=text_of(values),
        )
    except WithdrawnReport:
        raise
    except Stale:
        return _overtaken(turn, draft, int(report_id))
    report = filed.report
    await put_away(turn, draft, DraftState.FILED, report.id)
    remember(turn, report)
    school = turn.trust.school(report.school).known_as
    said = f"Amended: your report on {school} is now version {report.version}. The earlier text is kept."
    people = goes_to(filed.goes_to, report.school, turn.trust)
    if people:
        said += f" It goes out again, marked as amended, to {people}."
    card = cards.card(
        [cards.heading(f"Report amended: {school}"), cards.words(said)],
        [
            cards.press("Read it", "report.show", {"report": report.id}),
            cards.press("What was changed", "report.versions", {"report": report.id}),
            who_has_it(report),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Report amended: {school}", card=card)


def _overtaken(turn: Turn, draft: Draft, report_id: int) -> Reply:
    """What to do where the report was amended elsewhere meanwhile: their text stays, and they choose."""
    said = "This report was amended in another place after you began. What you typed here is kept."
    go_on = {"draft": draft.key}
    turn.memory["rows"] = [["report.show", {"report": report_id}], ["report.amend.onto", go_on]]
    return turn.say(
        said,
        in_full=f"{said}\n1. Read the report as it is now\n2. Go on with my text\nSay 1 or 2.",
        summary="The report has changed meanwhile",
        card=cards.card(
            [cards.heading("The report has changed meanwhile"), cards.words(said)],
            [
                cards.press("Read it as it is now", "report.show", {"report": report_id}, primary=True),
                cards.press("Go on with my text", "report.amend.onto", go_on),
            ],
            says=said,
        ),
    )


def already_filed(turn: Turn, refused: AlreadyFiled, draft: Draft | None = None) -> Reply:
    """What is true where a visit has its report already; a draft's text is kept."""
    kept = " What you typed is kept as a draft." if draft is not None else ""
    if refused.report is None:
        said = (
            f"That visit was reported before it came into Keystone, so there is nothing more to file.{kept}"
        )
        return turn.say(said, summary="Already reported", card=cards.card([cards.words(said)], says=said))
    report = refused.report
    school = turn.trust.school(report.school).known_as
    said = (
        f"Your report on {school}, {wording.day(report.visit_on)}, was filed "
        f"{wording.moment(report.filed_at)}, and one visit has one report. You can read or amend it.{kept}"
    )
    if report.author != turn.speaker.id:
        # It had been given to somebody else, who or the one who went has written it.
        who = turn.trust.person(report.author).name
        said = (
            f"{who} filed the report on {school}, {wording.day(report.visit_on)}, on "
            f"{wording.moment(report.filed_at)}, and one visit has one report.{kept}"
        )
        card = cards.card([cards.heading(f"Already filed: {school}"), cards.words(said)], says=said)
        return turn.say(said, summary=f"Already filed: {school}", card=card)
    card = cards.card(
        [cards.heading(f"Already filed: {school}"), cards.words(said)],
        [
            cards.press("Read it", "report.show", {"report": report.id}),
            cards.press("Amend", "report.amend", {"report": report.id}),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Already filed: {school}", card=card)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """The receipt of a draft that has been filed: what a second press of the same form gets."""
    report = await turn.uow.reports.get(draft.outcome or 0)
    if report is None:
        withdrawn = await turn.uow.reports.withdrawal(draft.outcome or 0)
        if withdrawn is not None:
            raise WithdrawnReport(london_day(withdrawn[1].withdrawn_at))
        return turn.say("That draft has been filed already.", summary="Already filed")
    return await _receipt(turn, Filed(report, distribution_of(report, turn.policy, turn.trust)))


async def withdrawn_meanwhile(turn: Turn, draft: Draft) -> Reply | None:
    """What is true of an amendment that was put away when its report was withdrawn; None for any other."""
    if draft.form != AMENDMENT.name:
        return None
    found = await turn.uow.reports.withdrawal(int(draft.about.split(":")[1]))
    if found is None or draft.updated_at < found[1].withdrawn_at:
        return None
    gone = wording.refusal(WithdrawnReport(london_day(found[1].withdrawn_at)))
    said = f'{gone} What you had typed is kept as a draft: say "resume" to go on with it.'
    return turn.say(said, summary="Report withdrawn")
