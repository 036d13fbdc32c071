"""What a headteacher answers to a report on their school: acknowledged, or what is inaccurate in it."""

from __future__ import annotations

from typing import Any

from dialogs import cards, wording
from dialogs.just_read import report_just_read
from dialogs.messages import Press, Reply
from dialogs.reading_cards import answers_to
from dialogs.reasons import Wanted, ask_again, ask_reason
from dialogs.report_cards import occasion
from dialogs.turn import Turn
from dialogs.which_report import report_meant
from strategy.actions.answering import (
    LONGEST_REMARK,
    AmendedSince,
    Answered,
    answer_report,
    answers_open,
    remarks_for,
    report_to_answer,
    told_of_answers,
)
from strategy.errors import Invalid
from strategy.ports import RemarkKind
from strategy.reports import Report

_WHAT = Wanted(
    label="What is inaccurate?",
    question="What is inaccurate?",
    button="Send",
    name="text",
    at_most=LONGEST_REMARK,
)


async def acknowledge(turn: Turn, press: Press) -> Reply:
    """Acknowledge the version that was read."""
    return await _answer(turn, press.data.get("report"), press.data.get("version"), RemarkKind.ACKNOWLEDGED)


async def ask_what(turn: Turn, press: Press) -> Reply:
    """Ask what is inaccurate, before anything is sent."""
    given = press.data.get("text")
    return await _ask_what(
        turn, press.data.get("report"), press.data.get("version"), given if isinstance(given, str) else ""
    )


async def say_inaccurate(turn: Turn, press: Press) -> Reply:
    """Send what is inaccurate."""
    text = press.data.get("text")
    return await _answer(
        turn,
        press.data.get("report"),
        press.data.get("version"),
        RemarkKind.INACCURATE,
        text if isinstance(text, str) else "",
    )


async def acknowledge_latest(turn: Turn, school: str | None) -> Reply:
    """Acknowledge the report that was just read, or the latest (on a school, by its URN)."""
    report = await report_meant(turn, school)
    if report is None:
        return _none(turn)
    return await _answer(turn, report.id, report.version, RemarkKind.ACKNOWLEDGED)


async def remark_on_latest(turn: Turn, school: str | None, text: str) -> Reply:
    """Say what is inaccurate in the report that was just read. In another one, the latest, ask first whether
    that is the one.
    """
    report = await report_meant(turn, school)
    if report is None:
        return _none(turn)
    if text.strip() and report.id == report_just_read(turn):
        return await _answer(turn, report.id, report.version, RemarkKind.INACCURATE, text)
    return await _ask_what(turn, report.id, report.version, text)


def _none(turn: Turn) -> Reply:
    return turn.say("There is no filed report that I can show you.", summary="No report")


async def _ask_what(turn: Turn, report_id: object, version: object, given: str) -> Reply:
    if not isinstance(report_id, int) or not isinstance(version, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    report = await report_to_answer(
        uow=turn.uow, policy=turn.policy, now=turn.now, headteacher=turn.speaker, report_id=report_id
    )
    if report.version != version:
        return _amended_since(turn, report, given)
    who = _names(turn, told_of_answers(uow=turn.uow, headteacher=turn.speaker, report=report))
    said = f"This is about {_which(turn, report)}. {who} will read what you write, and nobody else."
    return ask_reason(
        turn,
        f"Inaccurate: report on {_school(turn, report)}",
        said,
        "report.inaccurate",
        _of(report),
        wanted=_WHAT,
        given=given,
        instead=_read(report, beside=True),
    )


async def _answer(turn: Turn, report_id: object, version: object, kind: RemarkKind, text: str = "") -> Reply:
    if not isinstance(report_id, int) or not isinstance(version, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    try:
        answered = await answer_report(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            headteacher=turn.speaker,
            report_id=report_id,
            version=version,
            kind=kind,
            text=text,
        )
    except AmendedSince as since:
        return _amended_since(turn, since.report, text)
    except Invalid as refused:
        again = {"report": report_id, "version": version}
        return ask_again(turn, " ".join(refused.faults.values()), "report.inaccurate", again, wanted=_WHAT)
    return await _answered(turn, answered)


async def _answered(turn: Turn, answered: Answered) -> Reply:
    report, which, school = answered.report, _which(turn, answered.report), _school(turn, answered.report)
    told = _names(turn, answered.told)
    acknowledged = answered.remark.kind is RemarkKind.ACKNOWLEDGED
    when = wording.moment(answered.remark.made_at)
    if acknowledged and answered.is_new:
        said = f"Thank you. You have acknowledged {which}." + (f" {told} will see that." if told else "")
    elif acknowledged:
        said = f"You acknowledged {which}, on {when}. There is nothing more to do."
    elif answered.is_new:
        said = f"Thank you. What you say of {which}, goes to {told}." if told else f"It is kept with {which}."
    else:
        author = turn.trust.person(report.author).name
        said = (
            f"You said on {when} what is inaccurate in {which}, and that is what counts until it is amended. "
            f"If there is more, please tell {author}."
        )
    heading = f"Acknowledged: {school}" if acknowledged else f"Sent: {school}"
    said_of_it = await remarks_for(uow=turn.uow, reader=turn.speaker, report=report)
    still_open = answers_open(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        report=report,
        said=said_of_it,
    )
    card = cards.card(
        [cards.heading(heading), cards.words(said)],
        [_read(report), *answers_to(report, still_open)],
        says=said,
    )
    return turn.say(said, summary=heading, card=card)


def _amended_since(turn: Turn, report: Report, text: str) -> Reply:
    """What is true now, where the version that was read is not the present one; what was typed is kept."""
    school = _school(turn, report)
    said = (
        f"{wording.capitalised(_which(turn, report))}, has been amended since you were shown it: it is now "
        f"version {report.version}."
    )
    heading = f"Amended since: report on {school}"
    if text.strip():
        return ask_reason(
            turn,
            heading,
            f"{said} What you wrote has not been sent; please read the report as it is now first.",
            "report.inaccurate",
            _of(report),
            wanted=_WHAT,
            given=text,
            instead=_read(report, beside=True),
        )
    card = cards.card([cards.heading(heading), cards.words(said)], [_read(report)], says=said)
    turn.memory["rows"] = [["report.show", {"report": report.id}]]
    return turn.say(said, in_full=f"{said}\n1. Read it as it is now", summary=heading, card=card)


def _of(report: Report) -> dict[str, Any]:
    return {"report": report.id, "version": report.version}


def _read(report: Report, *, beside: bool = False) -> cards.Element:
    data = {"report": report.id, **({cards.BESIDE: True} if beside else {})}
    return cards.press("Read the report", "report.show", data)


def _which(turn: Turn, report: Report) -> str:
    author = turn.trust.person(report.author).name
    return f"{author}'s report on {_school(turn, report)}, {occasion(report)}"


def _school(turn: Turn, report: Report) -> str:
    return turn.trust.school(report.school).known_as


def _names(turn: Turn, people: tuple[int, ...]) -> str:
    return wording.listed([turn.trust.person(person).name for person in people])
