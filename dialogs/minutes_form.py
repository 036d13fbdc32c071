"""The form of minutes, declared: which meeting, what was said, what was decided, and who is to do what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dialogs import wording
from dialogs.forms import Choice, Field, FieldKind, Form, Section
from dialogs.minutes_lines import Lines, asks_in, read_actions, typed_actions
from dialogs.minutes_words import BODIES_BY_KEY, in_short
from dialogs.understanding.interpret import Interpreter
from strategy.actions.minuting import LONGEST_DECISIONS, LONGEST_MINUTES, MOST_ACTIONS
from strategy.board_requests import LONGEST_ASK, MOST_ASKS, AskState, AskText, BoardRequest, typed_ask
from strategy.errors import Invalid
from strategy.files import KeptFile
from strategy.links import LONGEST_LINK, required_link
from strategy.minutes import ActionText, Minutes, MinutesText, Sitting
from strategy.people import Person
from strategy.policy_reporting import Body
from strategy.school_year import LONDON
from strategy.trust import Trust

Raw = Mapping[str, str]

MINUTES = "minutes"
"""The form's name, which its drafts carry; `about` is `amend:ID:VERSION`, or empty for a first version."""
FILE = "file"
"""Where in a draft stands the id of the file that was sent: nothing that is typed."""


@dataclass(frozen=True)
class MinutesContext:
    """What the form needs to know: who writes, and which meetings wait for their minutes.

    `file` is the one that was sent, `fixed` the meeting whose minutes are amended, `reviews` are
    policy's names of the reviews of the year.
    """

    trust: Trust
    today: date
    reader: Interpreter
    speaker: Person
    sittings: tuple[Sitting, ...]
    bodies: frozenset[Body]
    file: KeptFile | None
    fixed: Sitting | None
    reviews: tuple[str, ...] = ()


def spelled(sitting: Sitting) -> str:
    """A meeting as a draft or a button carries it: `progress_board|902613|2026-11-12`."""
    return f"{sitting.body}|{sitting.school}|{sitting.day.isoformat()}"


def sitting_in(spelled_out: object, trust: Trust) -> Sitting | None:
    """The meeting that was carried; None for anything else."""
    body, _, rest = str(spelled_out).partition("|")
    school, _, day = rest.partition("|")
    if body not in set(Body) or (school and school not in trust.schools):
        return None
    try:
        return Sitting(Body(body), school, date.fromisoformat(day))
    except ValueError:
        return None


def text_of(values: Mapping[str, Any], context: MinutesContext) -> MinutesText:
    """What the form's checked values say."""
    return MinutesText(
        text=values["text"] or "",
        decisions=values["decisions"] or "",
        link=values["link"] or "",
        file=context.file.id if context.file else None,
    )


def typed_from(minutes: Minutes, asks: Iterable[BoardRequest], trust: Trust) -> dict[str, str]:
    """Minutes, and what the Board asks in them, as they would be typed into the form."""
    meeting, said = minutes.meeting, minutes.last.text
    typed = {
        "meeting": spelled(Sitting(meeting.body, meeting.school, meeting.day)),
        "text": said.text,
        "link": said.link,
        "decisions": said.decisions,
        "actions": typed_actions([action.text for action in minutes.standing_actions], trust),
        "asks": "\n".join(typed_ask(each.text) for each in asks if each.state is not AskState.WITHDRAWN),
        FILE: str(said.file or ""),
    }
    return {name: value for name, value in typed.items() if value}


def _choices(context: MinutesContext, raw: Raw) -> tuple[Choice, ...]:
    """The meetings that wait for minutes, and the one that is named already, recorded or not."""
    named = context.fixed or sitting_in(raw.get("meeting", ""), context.trust)
    sittings = list(context.sittings)
    if named is not None and named not in sittings:
        sittings.insert(0, named)
    return tuple(Choice(spelled(each), in_short(each, context.trust, context.today)) for each in sittings)


def _only(context: MinutesContext, _raw: Raw) -> str | None:
    return spelled(context.fixed) if context.fixed is not None else None


def _find_meeting(context: MinutesContext, _raw: Raw, text: str) -> str | None:
    """The meeting that words name: "Oak Bank's board of 12 November", or one of those that wait."""
    if sitting_in(text, context.trust) is not None:
        return text
    now = datetime.combine(context.today, time(12), LONDON)
    asked = context.reader.read(f"record the minutes of {text}", context.speaker, context.trust, now)
    body = BODIES_BY_KEY.get(asked.body or "") or (Body.PROGRESS_BOARD if asked.school else None)
    school = asked.school
    fitting = [
        each
        for each in context.sittings
        if school in (None, each.school)
        and body in (None, each.body)
        and asked.date in (None, each.day)
        and (school or body or asked.date)
    ]
    if len(fitting) == 1:
        return spelled(fitting[0])
    if body is None or asked.date is None or (body is Body.PROGRESS_BOARD) != (school is not None):
        return None
    return spelled(Sitting(body, school or "", asked.date))


def _read_meeting(context: MinutesContext, raw: Raw, typed: str) -> Sitting:
    found = sitting_in(_find_meeting(context, raw, typed) or "", context.trust)
    if found is None:
        raise ValueError(
            "Which meeting is it? Please say whose and of which day, like Oak Bank's board of 12 November."
        )
    if found.body not in context.bodies:
        raise ValueError(
            f"The minutes of the {wording.BODIES[found.body]} are recorded by its chair or clerk."
        )
    if found.day > context.today:
        raise ValueError(f"{wording.day(found.day)} is still to come. Of which day are the minutes?")
    return found


def _read_link(_context: MinutesContext, _raw: Raw, typed: str) -> str:
    try:
        return required_link(typed)
    except Invalid as refused:
        raise ValueError(" ".join(refused.faults.values())) from None


def lines_of(context: MinutesContext, raw: Raw) -> Lines:
    """What reading the actions of a draft needs."""
    sitting = context.fixed or sitting_in(raw.get("meeting", ""), context.trust)
    return Lines(context.trust, context.reader, context.speaker, context.today, sitting)


def _read_actions(context: MinutesContext, raw: Raw, typed: str) -> tuple[ActionText, ...]:
    return read_actions(typed, lines_of(context, raw))


def _read_asks(context: MinutesContext, raw: Raw, typed: str) -> tuple[AskText, ...]:
    sitting = context.fixed or sitting_in(raw.get("meeting", ""), context.trust)
    if sitting is not None and sitting.body is not Body.PROGRESS_BOARD:
        raise ValueError(
            "Only a Progress Board asks the Education Improvement Team. Please leave this empty."
        )
    return asks_in(typed, context.reviews)


def _is_something(context: MinutesContext, values: Mapping[str, Any]) -> Mapping[str, str]:
    """Minutes are text, a file or a link; decisions alone will do as well."""
    names = ("text", "link", "decisions")
    if any(name not in values for name in names) or context.file or any(values[name] for name in names):
        return {}
    return {"text": "Please give the minutes: type them here, send me the file, or paste a link."}


FORM: Form[MinutesContext] = Form(
    MINUTES,
    "Minutes",
    (
        Section(
            "The meeting",
            (
                Field(
                    name="meeting",
                    label="Meeting",
                    question="Which meeting's minutes are they?",
                    kind=FieldKind.CHOICE,
                    hint="for example: Oak Bank's board of 12 November",
                    choices=_choices,
                    read=_read_meeting,
                    normal=_find_meeting,
                    fixed=_only,
                ),
                Field(
                    name="text",
                    label="Minutes",
                    question="What was said? Say none where there is nothing to type.",
                    kind=FieldKind.TEXT,
                    hint="type or paste them, or send me the file in this chat",
                    limit=lambda _context: LONGEST_MINUTES,
                    plural=True,
                    may_be_nothing=True,
                ),
                Field(
                    name="link",
                    label="Link to them",
                    question="Is there a link to them? Say none where there is not.",
                    kind=FieldKind.LINE,
                    hint="it begins with https://",
                    read=_read_link,
                    limit=lambda _context: LONGEST_LINK,
                    may_be_nothing=True,
                ),
            ),
        ),
        Section(
            "Decisions and actions",
            (
                Field(
                    name="decisions",
                    label="Decisions",
                    question="What was decided? Say none where nothing was.",
                    kind=FieldKind.TEXT,
                    hint="one a line",
                    limit=lambda _context: LONGEST_DECISIONS,
                    plural=True,
                    may_be_nothing=True,
                ),
                Field(
                    name="actions",
                    label="Actions",
                    question="Who is to do what by when? Like: Visit the maths department; David Ormerod; "
                    "4 December. Say none where there are none.",
                    kind=FieldKind.TEXT,
                    hint="one a line: what; who; by when",
                    read=_read_actions,
                    limit=lambda _context: MOST_ACTIONS * 400,
                    plural=True,
                    may_be_nothing=True,
                ),
                Field(
                    name="asks",
                    label="What the Board asks of the EIT",
                    question="Which support or review does the Board ask the EIT for? One a line.",
                    kind=FieldKind.TEXT,
                    hint="support or a review, one a line; may be left empty",
                    read=_read_asks,
                    limit=lambda _context: MOST_ASKS * (LONGEST_ASK + 20),
                    optional=lambda _context, _raw: True,
                ),
            ),
        ),
    ),
    (_is_something,),
)
