"""From findings and a wish to the keys of the interpretation: which values count, and how days are meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dialogs.understanding import manner, roles, values
from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import KEYS, LOOKS, Intent, Look
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.moments import Edge, When
from dialogs.understanding.phrases import Phrase
from strategy.designations import Designation, Risk
from strategy.people import Person
from strategy.schools import School
from strategy.trust import Trust
from strategy.visits import Mode


Value = TypeVar("Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who speaks, in which trust, on which day in London."""

    speaker: Person
    trust: Trust
    today: date

    def own_school(self) -> School | None:
        """What "my school" is: the school that the speaker heads, or else the one that is theirs alone."""
        trust, speaker = self.trust, self.speaker
        for schools in (
            trust.headed_by(speaker),
            trust.partnered_by(speaker),
            trust.chaired_by(speaker),
            trust.led_by(speaker),
        ):
            if schools:
                return schools[0] if len(schools) == 1 else None
        return None


def filled(intent: Intent, found: Findings, setting: Setting) -> Interpretation:
    """The interpretation of a text whose wish is known."""
    keys = KEYS[intent]
    result = Interpretation(intent=intent, export=found.cue("EXPORT"), count=found.cue("COUNT"))
    result = _with_school(result, found, setting)
    result = _with_person(result, found, setting, "me" in keys)
    result = replace(
        result,
        risk=_only(found.of("risk"), Risk),
        designation=_only(found.of("designation"), Designation),
        status=_status(intent, found) if "status" in keys else None,
        body=_body(found) if "body" in keys else None,
        role=_role(intent, found) if "role" in keys else None,
        support=_support(found) if "support" in keys else None,
        element=_first(found.of("element")) if "element" in keys else None,
        mode=_only(found.of("mode"), Mode) if "mode" in keys else None,
        days=found.days if "days" in keys else None,
        which=manner.which_of_series(found.words, found.sentence) if "which" in keys else None,
    )
    when = _when(intent, found, setting, result.status)
    return replace(result, date=when.day, starts=when.starts, ends=when.ends, rest=_rest(found))


def _with_school(result: Interpretation, found: Findings, setting: Setting) -> Interpretation:
    if found.cue("MYSCHOOLS"):
        return replace(result, schools="mine")
    named = [name for name in found.schools if len(name.bearers) == 1]
    urns = list(dict.fromkeys(name.bearers[0] for name in named))
    if len(urns) == 1:
        return replace(result, school=urns[0])
    if len(urns) > 1:
        full = [name.bearers[0] for name in named if name.full]
        if len(set(full)) == 1:
            return replace(result, school=full[0])
        return replace(result, school_choices=tuple(urns))
    if found.schools:
        return replace(result, school_choices=found.schools[0].bearers)
    if found.cue("MYSCHOOL"):
        own = setting.own_school()
        return replace(result, school=own.urn if own else None)
    return result


def _with_person(result: Interpretation, found: Findings, setting: Setting, with_me: bool) -> Interpretation:
    people = [_settled(name.bearers, result, found, setting) for name in found.people]
    ids = list(dict.fromkeys(who for bearers in people for who in bearers))
    if len(ids) == 1:
        return replace(result, person=setting.trust.person(ids[0]).email)
    if ids:
        sure = list(dict.fromkeys(bearers[0] for bearers in people if len(bearers) == 1))
        if len(sure) == 1 and not any(len(bearers) > 1 and sure[0] not in bearers for bearers in people):
            return replace(result, person=setting.trust.person(sure[0]).email)
        return replace(result, person_choices=tuple(ids))
    if with_me and found.cue("I"):
        return replace(result, person=setting.speaker.email)
    return result


def _settled(
    bearers: tuple[int, ...], result: Interpretation, found: Findings, setting: Setting
) -> tuple[int, ...]:
    """Of several people with one name, the one whom the school or the role in the text points to."""
    if len(bearers) == 1:
        return bearers
    trust = setting.trust
    if result.school is not None:
        school = trust.school(result.school)
        there = {
            school.sip,
            school.headteacher,
            school.adviser,
            school.chair_of_governors,
            *school.senior_leaders,
        }
        there |= {d.person for d in trust.deployments if d.school == school.urn}
        fits = tuple(who for who in bearers if who in there)
        if len(fits) == 1:
            return fits
    roles = {phrase.tag for phrase in found.of("role")}
    fits = tuple(who for who in bearers if roles & _roles_of(trust, trust.person(who)))
    return fits if len(fits) == 1 else bearers


def _roles_of(trust: Trust, person: Person) -> set[str]:
    roles = {str(role) for role in person.roles}
    if trust.headed_by(person):
        roles.add("headteacher")
    if trust.partnered_by(person):
        roles.add("sip")
    if trust.chaired_by(person):
        roles.add("chair_of_governors")
    return roles


def _status(intent: Intent, found: Findings) -> str | None:
    match intent:
        case Intent.REPORT_LIST | Intent.REPORT_CHASE:
            return _report_status(intent, found)
        case Intent.REQUEST_LIST:
            tags = _tags(found.of("request status"))
            if "declined" in tags:
                return "declined"
            return next((tag for tag in ("pending", "approved") if tag in tags), None)
        case _:
            tags = _tags(found.of("visit status"))
            return next((tag for tag in ("cancelled", "done", "planned") if tag in tags), None)


def _report_status(intent: Intent, found: Findings) -> str | None:
    tags = _tags(found.of("report status"))
    negated = _negated(found)
    if "outstanding" in tags or negated or {"due", "overdue"} <= tags:
        return "outstanding" if not (tags == {"overdue", "outstanding"} and not negated) else "overdue"
    if intent is Intent.REPORT_LIST and found.cue("MUSTDO") and found.cue("ASKED") and not tags:
        return "outstanding"
    return next((tag for tag in ("overdue", "due", "filed") if tag in tags), None)


def _negated(found: Findings) -> bool:
    """ "Who has not yet sent theirs in": a word for filed with a "not" at most three words before it."""
    for phrase in found.of("report status"):
        before = found.words[max(0, phrase.start - 4) : phrase.start]
        if phrase.tag == "filed" and {"not", "never", "without"} & set(before):
            return True
    unfiled = {
        "written",
        "sent",
        "put",
        "handed",
        "done",
        "filed",
        "submitted",
        "file",
        "write",
        "submit",
        "send",
        "do",
        "produced",
    }
    for place, word in enumerate(found.words):
        if word in {"not", "never"} and unfiled & set(found.words[place + 1 : place + 4]):
            return True
    return False


def _body(found: Findings) -> str | None:
    return _first(found.of("body"))


_FOR_SOMEBODY = frozenset({"to", "with", "for"})


def _role(intent: Intent, found: Findings) -> str | None:
    """The kind of author for reports, of visitor for visits, of person for "who is"."""
    phrases = found.of("role")
    if intent is Intent.PERSON_SHOW:
        return _role_asked(found, phrases)
    words = found.words
    for phrase in phrases:
        if phrase.tag == "headteacher" and intent is not Intent.DEADLINE_LIST:
            continue
        lead = [
            word
            for word in words[max(0, phrase.start - 3) : phrase.start]
            if word not in {"the", "a", "an", "our", "my", "all"}
        ]
        follows = words[phrase.end] if phrase.end < len(words) else ""
        introduced = bool(lead) and lead[-1] in _FOR_SOMEBODY
        if not introduced or follows in {"reports", "report", "visits", "visit"}:
            return phrase.tag
    return None


def _role_asked(found: Findings, phrases: list[Phrase]) -> str | None:
    specific = [
        phrase for phrase in phrases if not (phrase.tag == "headteacher" and _is_running(found, phrase))
    ]
    if specific:
        return specific[0].tag
    for phrase in found.of("topic"):
        return values.ROLE_OF_TOPIC[phrase.tag]
    if "standards_committee" in _tags(found.of("body")):
        return "standards_committee" if _sits(found) else None
    if found.cue("RUNS") and found.cue("SCHOOL"):
        return "headteacher"
    return None


def _is_running(found: Findings, phrase: Phrase) -> bool:
    said = " ".join(found.words[phrase.start : phrase.end])
    return said in {"runs", "in charge of", "heads up"} and not found.schools


def _sits(found: Findings) -> bool:
    return bool({"on", "member", "members", "sits"} & set(found.words))


def _support(found: Findings) -> str | None:
    kinds = _tags(found.of("support"))
    if kinds:
        return _first(found.of("support"))
    for phrase in found.of("role"):
        kind = roles.SUPPORT_OF_ROLE.get(phrase.tag)
        before = found.words[phrase.start - 1] if phrase.start else ""
        if kind is not None and before != "by":
            return kind
    return None


def _when(intent: Intent, found: Findings, setting: Setting, status: str | None) -> When:
    look = _look(intent, found, status)
    past = (
        look is Look.BACK and status != "outstanding" and intent in (Intent.REPORT_LIST, Intent.REPORT_SHOW)
    )
    past = past and (status == "filed" or found.cue("PAST"))
    calendar = setting.trust.calendar
    moments = [m for m in found.moments if m.edge is not Edge.INSTEAD_OF]
    if intent is Intent.VISIT_MOVE:
        moments = [m for m in moments if m.edge is not Edge.FROM]
        meant = [
            replace(m, edge=Edge.TO, meaning=m.last, last=None) if m.last is not None else m for m in moments
        ]
        new = [m for m in meant if m.edge in (Edge.TO, Edge.UNTIL, Edge.BY) or m.before in {"for", "is"}]
        new = new or [m for m in meant if not _is_old_day(found, m.start, m.end, m.before)]
        moments = [replace(m, edge=Edge.AT) if m.edge is not Edge.BY else m for m in new[-1:]]
    shown = intent in (
        Intent.REPORT_SHOW,
        Intent.MINUTES_RECORD,
        Intent.AGENDA_SHOW,
        Intent.MEETING_PACK,
        Intent.REPORT_FILE,
    )
    for moment in moments:
        if shown and moment.edge is Edge.FROM:
            moment = replace(moment, edge=Edge.AT)
        when = moment.when(setting.today, look, calendar, past=past)
        if when is not None:
            return when
    return When()


def _is_old_day(found: Findings, start: int, end: int, before: str) -> bool:
    """Whether a day of a visit to be moved is the one it was to be: "Thursday's visit", "the visit on the 4th"."""
    words = found.words
    possessive = found.sentence.words[end - 1].possessive
    following = words[end] if end < len(words) else ""
    visit_before = any(word in {"visit", "visits"} for word in words[:start])
    return (
        possessive
        or following in {"visit", "visits"}
        or (before in {"on", "from", "of"} and visit_before)
        or (
            visit_before
            and start > 0
            and words[start - 1] in {"visit", "visits", "\x00"}
            and before not in {"for", "to"}
        )
    )


_BACK = frozenset({"overdue", "filed"})
_PAST_WORDS = frozenset({"was", "were", "did", "had", "happened", "ago"})


def _look(intent: Intent, found: Findings, status: str | None) -> Look:
    look = LOOKS.get(intent, Look.FORWARD)
    words = set(found.words)
    if intent is Intent.REPORT_LIST and status == "due":
        return Look.FORWARD
    if look is not Look.NEAR:
        return look
    if status in ("done", "declined", "approved") or words & _PAST_WORDS or found.cue("PASTVISIT"):
        return Look.BACK
    if status == "planned" or found.cue("AHEAD"):
        return Look.FORWARD
    return Look.BACK if found.cue("VISITED") else Look.NEAR


def _rest(found: Findings) -> str:
    if found.item:
        return found.item
    free = [place for place in found.free() if len(found.words[place]) > 1]
    unexplained = found.unexplained()
    if not unexplained:
        return ""
    first, last = unexplained[0], unexplained[-1]
    return found.sentence.quoted(place for place in free if first <= place <= last)


def _tags(phrases: Iterable[Phrase]) -> set[str]:
    return {phrase.tag for phrase in phrases}


def _first(phrases: list[Phrase]) -> str | None:
    return phrases[0].tag if phrases else None


def _only(phrases: list[Phrase], kind: type[Value]) -> Value | None:
    """The value if the text names one alone; two ("stabilise and repair") fix none."""
    tags = _tags(phrases)
    return kind(tags.pop()) if len(tags) == 1 else None
