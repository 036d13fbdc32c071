"""How an event is spoken of. Its title and place are people's words: they stand on cards through
`cards.words`, and in text only where there is no card.
"""

from __future__ import annotations

from datetime import date

from dialogs import wording
from strategy.events import Event, EventKind, Invited, Timing
from strategy.subjects import subjects_of
from strategy.trust import Trust
from strategy.visits import Mode

KINDS = {EventKind.NETWORK: "network", EventKind.TRAINING: "training"}


def plainly(event: Event, trust: Trust) -> str:
    """`Mathematics network`, or `training` where the subject is not of the directory: no own words."""
    known = {each.casefold(): each for each in subjects_of(trust)}
    subject = known.get(event.subject.casefold(), "")
    return f"{subject} {KINDS[event.kind]}".strip()


def times(timing: Timing) -> str:
    """`16:00 to 17:00`."""
    return f"{timing.starts:%H:%M} to {timing.ends:%H:%M}"


def when(timing: Timing) -> str:
    """`Fri 12 March 2027, 16:00 to 17:00`."""
    return f"{wording.day(timing.day)}, {times(timing)}"


def when_in_short(timing: Timing, today: date) -> str:
    """`Fri 12 Mar 2027, 16:00`."""
    return f"{wording.short_day(timing.day, today)}, {timing.starts:%H:%M}"


def where(timing: Timing, trust: Trust) -> str:
    """`Marlow`, `On Teams`, or the place in people's own words."""
    if timing.mode is Mode.TEAMS:
        return "On Teams"
    return trust.school(timing.school).known_as if timing.school else timing.place


def where_plainly(timing: Timing, trust: Trust) -> str:
    """` at Marlow` or ` on Teams`; nothing for a place in people's own words."""
    if timing.mode is Mode.TEAMS:
        return " on Teams"
    return f" at {trust.school(timing.school).known_as}" if timing.school else ""


def whole(event: Event, trust: Trust) -> str:
    """`Mathematics network, Fri 12 March 2027, 16:00 to 17:00, at Marlow`, with nobody's own words."""
    place = where_plainly(event.timing, trust)
    return f"{plainly(event, trust)}, {when(event.timing)}{',' if place else ''}{place}"


def invited(whom: Invited, subject: str, trust: Trust) -> str:
    """`everybody`, or `the SLEs for Science, the leaders of Marlow and Sam Partner`."""
    if whom.everybody:
        return "everybody"
    parts = [f"the SLEs for {subject}"] if whom.sles else []
    schools = [trust.school(urn).known_as for urn in whom.leaders_of if urn in trust.schools]
    parts += [f"the leaders of {wording.listed(schools)}"] if schools else []
    parts += [trust.person(each).name for each in whom.people if each in trust.people]
    return wording.listed(parts)


def people_are(count: int) -> str:
    """`3 people are`, `No people are`, `1 person is`."""
    return f"{wording.several(count, 'person', 'people').capitalize()} {'is' if count == 1 else 'are'}"
