"""Withdrawing a report in conversation: asking why, doing it, and giving its author the text back."""

from __future__ import annotations

from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.drafting import put_away, start_draft
from dialogs.just_read import forget
from dialogs.messages import Press, Reply
from dialogs.reasons import Wanted, ask_again, ask_reason
from dialogs.report_cards import occasion
from dialogs.report_form import AMENDMENT, HALF_TERM_REPORT, VISIT_REPORT
from dialogs.turn import Turn
from dialogs.which_report import reports_meant
from strategy.actions.reading import report_for
from strategy.actions.withdrawing import LONGEST_REASON, Withdrawn, withdraw_report
from strategy.errors import Invalid
from strategy.permissions import Deed, scope
from strategy.ports import Draft, DraftState
from strategy.reports import Report

_WHY = Wanted(question="Why is it withdrawn?", button="Withdraw it", at_most=LONGEST_REASON, destructive=True)
_TEXTS = ("purpose", "activities", "outcomes", "recommendations")


async def ask(turn: Turn, press: Press) -> Reply:
    """Ask for the reason, and say what withdrawing does, before it is done."""
    report_id, given = press.data.get("report"), press.data.get("reason")
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await report_for(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        report_id=report_id,
        deed=Deed.WITHDRAW_REPORT,
    )
    own = report.author == turn.speaker.id
    back = "you" if own else turn.trust.person(report.author).name
    said = (
        f"Withdraw {_which(turn, report)}? Nobody can read it any more then, those who were sent it are "
        f"asked to delete it, and its text goes back to {back} as a draft."
    )
    return ask_reason(
        turn,
        f"Withdraw the report on {_school(turn, report)}?",
        said,
        "report.withdraw",
        {"report": report.id},
        wanted=_WHY,
        given=given if isinstance(given, str) else "",
        instead=cards.press("Keep it", "report.show", {"report": report.id}),
    )


async def withdraw(turn: Turn, press: Press) -> Reply:
    """Withdraw it, with the reason that was given."""
    report_id, reason = press.data.get("report"), press.data.get("reason")
    if not isinstance(report_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    try:
        withdrawn = await withdraw_report(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            withdrawer=turn.speaker,
            report_id=report_id,
            reason=reason if isinstance(reason, str) else "",
        )
    except Invalid as refused:
        fault = " ".join(refused.faults.values())
        return ask_again(turn, fault, "report.withdraw", {"report": report_id}, wanted=_WHY)
    forget(turn)
    draft = await _give_back(turn, withdrawn.report)
    return _withdrawn(turn, withdrawn, draft)


async def begin_withdrawing(
    turn: Turn, school: str | None, reason: str, *, author: int | None = None, day: date | None = None
) -> Reply:
    """Ask whether the report that is meant is to be withdrawn, for a reason that was given or is still to be:
    the one just read, or the latest (on a school by its URN, by an author by id, on a visit's last day).
    """
    anybodys = scope(turn.speaker, Deed.WITHDRAW_REPORT, turn.trust, frozenset()).everything
    found = await reports_meant(turn, school, author=author if anybodys else turn.speaker.id, day=day)
    if not found:
        return turn.say("There is no filed report that you can withdraw.", summary="No report")
    if len(found) == 1:
        return await ask(turn, Press("report.withdraw.ask", {"report": found[0].id, "reason": reason}))
    return _choose(turn, found, reason)


def _choose(turn: Turn, found: list[Report], reason: str) -> Reply:
    said = "Which report is to be withdrawn?"
    titles = [wording.capitalised(_which(turn, report)) for report in found]
    choices: list[tuple[str, dict[str, Any]]] = [
        (title, {"report": report.id, "reason": reason}) for title, report in zip(titles, found, strict=True)
    ]
    turn.memory["rows"] = [["report.withdraw.ask", data] for _, data in choices]
    buttons = [cards.press(title, "report.withdraw.ask", data) for title, data in choices]
    numbered = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card([cards.heading(said), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=f"{said}\n{numbered}\nSay its number.", summary=said, card=card)


async def _give_back(turn: Turn, report: Report) -> Draft:
    """The author's text as a draft of theirs, without school and day: what they had begun to change of it
    rather than what was filed.
    """
    values = {name: str(getattr(report.text, name)) for name in _TEXTS}
    for draft in await turn.uow.drafts.open_of(report.author, AMENDMENT.name):
        if draft.about.startswith(f"amend:{report.id}:"):
            values.update({name: draft.values[name] for name in _TEXTS if draft.values.get(name, "").strip()})
            await put_away(turn, draft, DraftState.DISCARDED)
    form = HALF_TERM_REPORT if report.half_term else VISIT_REPORT
    return await start_draft(turn, form.name, values, author=report.author)


def _withdrawn(turn: Turn, withdrawn: Withdrawn, draft: Draft) -> Reply:
    report, school = withdrawn.report, _school(turn, withdrawn.report)
    own = report.author == turn.speaker.id
    said = f"Withdrawn: {_which(turn, report)}."
    if withdrawn.told:
        names = wording.listed([turn.trust.person(person).name for person in withdrawn.told])
        said += f" {names} will be told."
    if withdrawn.owed_again is not None:
        said += f" That report is owed again, by {wording.day(withdrawn.owed_again.duty.due_on)}."
    elif report.visit is not None:
        said += " The visit is taken out of the diary, as only this report had it there."
    if own:
        said += ' Your text is kept as a draft: say "resume" to file it where it belongs.'
    else:
        said += f" {turn.trust.person(report.author).name} has the text back as a draft."
    heading = f"Report withdrawn: {school}"
    action = (
        cards.press("Open the draft", "draft.resume", {"draft": draft.key}, primary=True) if own else None
    )
    card = cards.card([cards.heading(heading), cards.words(said)], [action], says=said)
    return turn.say(said, summary=heading, card=card)


def _which(turn: Turn, report: Report) -> str:
    whose = "your" if report.author == turn.speaker.id else f"{turn.trust.person(report.author).name}'s"
    return f"{whose} report on {_school(turn, report)}, {occasion(report)}"


def _school(turn: Turn, report: Report) -> str:
    return turn.trust.school(report.school).known_as
