"""The form of a report on a tailored plan: each action with what was done and its impact, and all of it in a
few words, which are the writer's own each time.

Of each action what was said last stands there already, to be changed; what was said last of the whole stands
beside, so that "nothing has changed" is said by whoever says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.forms import Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.plan_rows import RECEIVED_BY, period_in_words
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.plan_reporting import (
    LONGEST_IMPACT,
    LONGEST_OVERALL,
    actions_in,
    goes_to,
    period_of,
    to_be_reported_on,
)
from strategy.errors import NotFound
from strategy.plans import Action, PlanReport, PlanReportText, ReportedAction, ReportedTo
from strategy.ports import Draft
from strategy.schools import School
from strategy.trust import Trust

PLAN_REPORT = "plan_report"
"""The form's name. Its drafts are about `new:TO:SCHOOL:PERIOD` or `amend:ID:VERSION`."""

_ROOM_BESIDE = 600
_LABEL = 90


@dataclass(frozen=True)
class PlanReportContext:
    """What the form needs to know: which report of which school, and the actions it speaks of."""

    trust: Trust
    today: date
    school: School
    to: ReportedTo
    period: str
    actions: tuple[Action, ...]
    last: PlanReport | None
    receivers: tuple[str, ...]
    amends: bool

    @property
    def form(self) -> Form[PlanReportContext]:
        """A field for each action, and the whole in the end; two fields a section."""
        fields = [*(_of_action(action, n) for n, action in enumerate(self.actions, 1)), OVERALL]
        sections = [
            Section(_title(part, start, len(fields)), tuple(part))
            for start, part in ((n, fields[n : n + 2]) for n in range(0, len(fields), 2))
        ]
        return Form(PLAN_REPORT, "Plan report", tuple(sections))


def _title(part: Sequence[Field[PlanReportContext]], start: int, total: int) -> str:
    actions = len([each for each in part if each is not OVERALL])
    if not actions:
        return "Overall"
    numbers = wording.listed([str(start + n) for n in range(1, actions + 1)])
    title = f"Action{'s' if actions > 1 else ''} {numbers} of {total - 1}"
    return title if actions == len(part) else f"{title}, and overall"


OVERALL: Field[PlanReportContext] = Field(
    name="overall",
    label="Overall: what was done, and with what impact",
    question="Overall: what was done, and with what impact?",
    kind=FieldKind.TEXT,
    hint="in your own words each time, even where little has changed",
    limit=lambda _context: LONGEST_OVERALL,
)


def _of_action(action: Action, number: int) -> Field[PlanReportContext]:
    short = " ".join(action.text.what.split())
    short = short if len(short) <= _LABEL else f"{short[:_LABEL].rstrip()} \u2026"
    return Field(
        name=f"impact_{action.id}",
        label=f"{number}. {short}",
        question=f"{number}. {short}: what was done, and with what impact?",
        kind=FieldKind.TEXT,
        hint="what was done, and its impact",
        limit=lambda _context: LONGEST_IMPACT,
    )


def text_of(values: Mapping[str, Any], context: PlanReportContext) -> PlanReportText:
    """What the form's checked values say of each action as it stands."""
    return PlanReportText(
        values["overall"],
        tuple(
            ReportedAction(action.id, action.version, values[f"impact_{action.id}"])
            for action in context.actions
        ),
    )


def typed_from(report: PlanReport | None, *, overall: bool) -> dict[str, str]:
    """What a report says of each action as it would be typed; `overall` where the whole is wanted too."""
    if report is None:
        return {}
    typed = {f"impact_{each.action}": each.impact for each in report.text.actions}
    return typed | ({"overall": report.text.overall} if overall else {})


async def _context(turn: Turn, draft: Draft) -> PlanReportContext:
    kind, *rest = draft.about.split(":")
    if kind == "amend":
        report = await turn.uow.plan_reports.get(int(rest[0]))
        if report is None:
            raise NotFound("plan report")
        to, urn, period = report.to, report.school, report.period
        actions, last = await actions_in(turn.uow, report), None
    else:
        to, urn, period = ReportedTo(rest[0]), rest[1], rest[2]
        known = period_of(to, period, turn.policy, turn.trust, turn.today)
        actions = await to_be_reported_on(turn.uow, urn, known) if known else []
        before = await turn.uow.plan_reports.latest(urn, to)
        last = before[0] if before else None
    school = turn.trust.school(urn)
    receivers = goes_to(to, school, turn.speaker.id, turn.policy, turn.trust, turn.today)
    names = tuple(turn.trust.person(person).name for person in receivers)
    amends = kind == "amend"
    return PlanReportContext(turn.trust, turn.today, school, to, period, tuple(actions), last, names, amends)


def _called(_draft: Draft, context: PlanReportContext) -> str:
    what = "your amendment of the plan report" if context.amends else "your plan report"
    return f"{what} on {context.school.known_as}, {period_in_words(context.period)}"


def _headline(_draft: Draft, context: PlanReportContext) -> str:
    what = "Amend plan report" if context.amends else "Plan report"
    return f"{what}: {context.school.known_as}, {period_in_words(context.period)}"


def _beside(_draft: Draft, context: PlanReportContext, field: str) -> str:
    if field == OVERALL.name:
        if context.last is None:
            return ""
        said = context.last.text.overall
        beginning = as_much_as_fits(said, _ROOM_BESIDE)
        cut = " \u2026" if len(beginning) < len(said) else ""
        return f"Last time ({period_in_words(context.last.period)}): {beginning}{cut}"
    action = next(each for each in context.actions if field == f"impact_{each.id}")
    by = wording.short_day(action.text.by, context.today)
    late = ", late" if action.is_late(context.today) else ""
    where = "" if action.is_open else f", {action.state}"
    return f"{owner_of(action, context.trust)}, by {by}{late}{where}"


def owner_of(action: Action, trust: Trust) -> str:
    """Who does it: a name of the directory, or the words for them."""
    text = action.text
    return trust.person(text.owner).name if text.owner is not None else text.owner_words


def _beneath(_turn: Turn, _draft: Draft, context: PlanReportContext) -> Sequence[cards.Element]:
    notes = []
    if not context.actions:
        notes.append(cards.note("The plan has no action to report on yet."))
    if context.to is ReportedTo.BODIES or len(context.receivers) > 3:
        notes.append(
            cards.note(
                f"Once filed it goes to the {RECEIVED_BY[context.to]}: "
                f"{wording.several(len(context.receivers), 'person', 'people')}."
            )
        )
    elif context.receivers:
        notes.append(cards.note(f"Once filed it goes to {wording.listed(list(context.receivers))}."))
    return notes


REPORT_PAPER = Paper(
    noun="plan report",
    hand_in="file it",
    context=_context,
    form=lambda _draft, context: context.form,
    called=_called,
    headline=_headline,
    button=lambda _draft, context: "File amendment" if context.amends else "File report",
    above=lambda _context: (),
    beside=_beside,
    beneath=_beneath,
)
