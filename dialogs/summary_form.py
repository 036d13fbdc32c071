"""The form of the Lead SIP's summary: a section a school with what its reports say, and the whole in the
author's own words. What is quoted stands there as text, to be changed, put in order or struck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dialogs import cards, wording
from dialogs.forms import NOTHING, Field, FieldKind, Form, Section
from dialogs.paper import Paper
from dialogs.summary_wishes import added
from dialogs.summary_words import (
    FOUND,
    RECOMMENDED,
    TITLES,
    attribution_in,
    name_of,
    overall_labels,
    risk_in_words,
)
from dialogs.turn import Turn
from strategy.actions.summarising import LONGEST_OVERALL, LONGEST_PART, Span, source_changes
from strategy.actions.summary_duties import between_meetings
from strategy.errors import NotFound
from strategy.policy_reporting import Body
from strategy.ports import Draft
from strategy.reports import Report
from strategy.schools import School
from strategy.summaries import (
    SourceChanges,
    Sources,
    Summary,
    SummaryEntry,
    SummaryText,
    gathered,
)
from strategy.summaries_access import audience_of
from strategy.trust import Trust

SUMMARY = "summary"
"""The form's name. Its drafts are about `new:BODY:FROM:TO`, instants in seconds, or `amend:ID:VERSION`."""
SCHOOLS, SOURCES = "schools", "sources"
"""What a draft holds beside its fields: the schools in order, and the reports with their versions."""
_STRIKE = "To leave a part out, put a dash (-) in its place."


@dataclass(frozen=True)
class SummaryContext:
    """What the form needs to know: for which meeting it is, the schools in it, and what became of the reports
    it was made of.
    """

    trust: Trust
    today: date
    body: Body
    day: date
    is_recorded: bool
    amends: Summary | None
    schools: tuple[School, ...]
    sources: Sources
    reports: tuple[Report, ...]
    changes: SourceChanges
    receivers: tuple[str, ...]

    @property
    def form(self) -> Form[SummaryContext]:
        """A section a school, and the whole in the end."""
        sections = [Section(_title(school), _of_school(school)) for school in self.schools]
        sections.append(Section("In your own words", _overall(self.body)))
        return Form(SUMMARY, TITLES[self.body], tuple(sections))


def span_of(draft: Draft) -> Span | None:
    """Of which span the draft gathers reports; None for an amendment, which gathers none."""
    if draft.about.startswith("amend:"):
        return None
    *_, starts, ends = draft.about.split(":")
    return Span(
        datetime.fromtimestamp(int(starts), UTC), datetime.fromtimestamp(int(ends), UTC) if ends else None
    )


def about_new(body: Body, span: Span) -> str:
    """What a draft is about that gathers the reports of a span for a body's next meeting."""
    ends = int(span.ends.timestamp()) if span.ends is not None else ""
    return f"new:{body}:{int(span.starts.timestamp())}:{ends}"


def typed_from(reports: Sequence[Report], trust: Trust) -> dict[str, str]:
    """What reports say as it stands in a new draft."""
    return _typed(gathered(reports, trust.schools, attribution_in(trust))) | {
        SOURCES: spelled({report.id: report.version for report in reports})
    }


def typed_again(summary: Summary) -> dict[str, str]:
    """What was approved, as it would stand in a draft."""
    text = summary.last.text
    overall = {name: getattr(text, name) for name, _ in overall_labels(summary.body)}
    return _typed(text.entries) | overall | {SOURCES: spelled(summary.last.sources)}


def spelled(sources: Sources) -> str:
    """Sources as a draft keeps them: `41.1 42.3`."""
    return " ".join(f"{report}.{version}" for report, version in sorted(sources.items()))


def sources_in(values: Mapping[str, str]) -> dict[int, int]:
    """The reports that a draft was made of."""
    pairs = [each.partition(".") for each in values.get(SOURCES, "").split()]
    return {int(report): int(version) for report, _, version in pairs}


def kept_text(values: Mapping[str, str], context: SummaryContext) -> SummaryText:
    """What a draft says as it is, whether it can be sent or not."""
    return text_of(
        {
            entry.name: "" if values.get(entry.name, "").strip().casefold() in NOTHING else values[entry.name]
            for entry in context.form.fields
        },
        context,
    )


def text_of(values: Mapping[str, Any], context: SummaryContext) -> SummaryText:
    """What the form's checked values say; a school of which nothing is left is left out."""
    entries = tuple(
        SummaryEntry(
            school.urn,
            school.risk,
            values[field_of(FOUND, school.urn)] or "",
            values[field_of(RECOMMENDED, school.urn)] or "",
        )
        for school in context.schools
    )
    return SummaryText(
        values["strengths"] or "",
        values["risks"] or "",
        values["recommendations"] or "",
        tuple(each for each in entries if each.findings or each.recommendations),
    )


def field_of(part: str, school: str) -> str:
    """The name of a field of a school's section."""
    return f"{'findings' if part == FOUND else 'recommendations'}_{school}"


def _typed(entries: Sequence[SummaryEntry]) -> dict[str, str]:
    typed = {SCHOOLS: " ".join(entry.school for entry in entries)}
    for entry in entries:
        typed[field_of(FOUND, entry.school)] = entry.findings
        typed[field_of(RECOMMENDED, entry.school)] = entry.recommendations
    return typed


def _title(school: School) -> str:
    return f"{school.known_as}, {risk_in_words(school.risk).lower()}"


def _of_school(school: School) -> tuple[Field[SummaryContext], ...]:
    return tuple(
        Field(
            name=field_of(part, school.urn),
            label=f"{part}: {school.known_as}",
            question=f"{part} of {school.known_as}: what should stand there?",
            kind=FieldKind.TEXT,
            hint="or a dash, to leave it out",
            limit=lambda _context: LONGEST_PART,
            may_be_nothing=True,
        )
        for part in (FOUND, RECOMMENDED)
    )


_HINTS = {
    "strengths": "across the schools, in your words",
    "risks": "across the schools, in your words",
    "recommendations": "what should be done, in your words",
}


def _overall(body: Body) -> tuple[Field[SummaryContext], ...]:
    return tuple(
        Field(
            name=name,
            label=label,
            question=f"{label}: what do you want to say of all schools together?",
            kind=FieldKind.TEXT,
            hint=_HINTS[name],
            limit=lambda _context: LONGEST_OVERALL,
            plural=name != "recommendations" or body is Body.EIT,
            # The committee's report is these three (Strategy, Strand 5); the EIT's is what reports say.
            may_be_nothing=body is Body.EIT,
        )
        for name, label in overall_labels(body)
    )


async def _context(turn: Turn, draft: Draft) -> SummaryContext:
    kind, subject, *_ = draft.about.split(":")
    amends = await turn.uow.summaries.get(int(subject)) if kind == "amend" else None
    if kind == "amend" and amends is None:
        raise NotFound("summary")
    body = amends.body if amends is not None else Body(subject)
    between = await between_meetings(turn.uow, turn.policy, body, turn.today)
    day = amends.day if amends is not None else between.next
    sources = sources_in(draft.values)
    changes = await source_changes(
        uow=turn.uow, policy=turn.policy, person=turn.speaker, sources=sources, span=span_of(draft)
    )
    return SummaryContext(
        trust=turn.trust,
        today=turn.today,
        body=body,
        day=day,
        is_recorded=amends is not None or between.is_recorded,
        amends=amends,
        schools=tuple(turn.trust.school(urn) for urn in draft.values.get(SCHOOLS, "").split()),
        sources=sources,
        reports=tuple(await turn.uow.reports.these(sorted(sources))),
        changes=changes,
        receivers=tuple(
            turn.trust.person(person).name
            for person in audience_of(body, turn.policy, turn.trust, turn.today)
            if person != turn.speaker.id
        ),
    )


def _called(_draft: Draft, context: SummaryContext) -> str:
    what = "your amendment of the" if context.amends is not None else "your"
    return f"{what} {name_of(context.body)}, {wording.short_day(context.day, context.today)}"


def _headline(_draft: Draft, context: SummaryContext) -> str:
    return f"{TITLES[context.body]}, {wording.short_day(context.day, context.today)}"


def _beneath(_turn: Turn, _draft: Draft, context: SummaryContext) -> Sequence[cards.Element]:
    if not context.receivers:
        return [cards.note("Nobody sits in that body in the directory yet, so it goes to nobody.")]
    return [cards.note(f"Once approved it goes to {wording.listed(list(context.receivers))}.")]


def _beside(_draft: Draft, context: SummaryContext, field: str) -> str:
    if field in {field_of(RECOMMENDED, school.urn) for school in context.schools}:
        return _STRIKE
    return ""


SUMMARY_PAPER = Paper(
    noun="summary",
    hand_in="send it",
    context=_context,
    form=lambda _draft, context: context.form,
    called=_called,
    headline=_headline,
    button=lambda _draft, _context: "Approve and send",
    above=lambda _context: (),
    beside=_beside,
    beneath=_beneath,
    adds=lambda draft, context, at, text: added(draft.values, context.body, at, text),
)
