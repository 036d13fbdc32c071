"""From findings and a wish to the keys of the interpretation: which values count, and how days are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from dialogs.understanding import manner, roles, values
from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import KEYS, Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.pauses import pause_of
from dialogs.understanding.phrases import Phrase
from dialogs.understanding.several import with_several
from dialogs.understanding.tense import when_meant
from strategy.designations import Designation, Risk
from strategy.people import Person
from strategy.school_year import london_day
from strategy.schools import School
from strategy.trust import Trust
from strategy.visits import Mode

Value = TypeVar("Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who speaks, in which trust, at which aware instant."""

    speaker: Person
    trust: Trust
    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(self.now)

    def own_school(self) -> School | None:
        """What "my school" is: the school that the speaker heads, or the only one they partner."""
        trust, speaker = self.trust, self.speaker
        for schools in (trust.headed_by(speaker), trust.partnered_by(speaker)):
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
        designation=_designation(found),
        status=_status(intent, found) if "status" in keys else None,
        body=_body(found) if "body" in keys else None,
        role=_role(intent, found) if "role" in keys else None,
        support=_support(found) if "support" in keys else None,
        element=_first(found.of("element")) if "element" in keys else None,
        mode=_only(found.of("mode"), Mode) if "mode" in keys else None,
        days=found.days if "days" in keys else None,
        which=manner.which_of_series(found.words, found.sentence) if "which" in keys else None,
    )
    when = when_meant(intent, found, setting.today, setting.trust.calendar, result.status)
    if intent is Intent.PERSON_SHOW:
        result = replace(result, subject=_subject(found))
    result = with_several(result, found)
    result = replace(result, rest=_rest(found), nudges=found.cue("NUDGESCOMING"))
    if intent is Intent.REMINDER_SNOOZE:
        pause = pause_of(found, when, setting.now, setting.trust.calendar)
        when = pause.when
        result = replace(result, resumes=pause.resumes, at=pause.at, again=pause.again, always=pause.always)
    return replace(result, date=when.day, starts=when.starts, ends=when.ends)


def _with_school(result: Interpretation, found: Findings, setting: Setting) -> Interpretation:
    if found.cue("MYSCHOOLS"):
        # Who heads one school and has no other has left out an apostrophe: "my schools next board".
        headed = setting.trust.headed_by(setting.speaker)
        if len(headed) == 1 and not setting.trust.partnered_by(setting.speaker):
            return replace(result, school=headed[0].urn)
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
    if with_me and (found.cue("I") or found.cue("NUDGESCOMING")) and not found.cue("WHOMTOCHASE"):
        return replace(result, person=setting.speaker.email)
    return result


def _designation(found: Findings) -> Designation | None:
    """The one designation named; "from repair to improve" means the new one."""
    phrases = found.of("designation")
    aims = [p for p in phrases if p.start and found.words[p.start - 1] in {"to", "into"}]
    sources = [p for p in phrases if p.start and found.words[p.start - 1] in {"from", "of"}]
    if len(aims) == 1 and sources and len(phrases) == 2:
        return Designation(aims[0].tag)
    return _only(phrases, Designation)


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
    negated = manner.is_unfiled(found.words)
    if "outstanding" in tags or negated or {"due", "overdue"} <= tags:
        return "outstanding" if not (tags == {"overdue", "outstanding"} and not negated) else "overdue"
    if intent is Intent.REPORT_LIST and found.cue("WHOMTOCHASE") and not tags:
        return None
    if intent is Intent.REPORT_LIST and found.cue("MUSTDO") and found.cue("ASKED") and not tags:
        return "outstanding"
    if not tags and intent is Intent.REPORT_LIST and found.cue("DONEFILED"):
        return "filed"
    return next((tag for tag in ("overdue", "due", "filed") if tag in tags), None)


def _body(found: Findings) -> str | None:
    return _first(found.of("body"))


_ARTICLES = frozenset({"the", "a", "an", "our", "my", "all", "any", "every", "those", "both"})
_A_NUDGE = frozenset({"reminder", "reminders", "nudge", "nudges", "chaser", "chasers", "prod"})
_FOR_SOMEBODY = frozenset({"to", "with", "for"})


def _role(intent: Intent, found: Findings) -> str | None:
    """The kind of author for reports, of visitor for visits, of person for "who is"."""
    phrases = found.of("role")
    if intent is Intent.PERSON_SHOW:
        return _role_asked(found, phrases)
    words = found.words
    if intent is Intent.REPORT_CHASE:
        return _role_chased(words, phrases)
    for phrase in phrases:
        if phrase.tag == "headteacher" and intent is not Intent.DEADLINE_LIST:
            continue
        lead = [word for word in words[max(0, phrase.start - 3) : phrase.start] if word not in _ARTICLES]
        follows = words[phrase.end] if phrase.end < len(words) else ""
        introduced = bool(lead) and lead[-1] in _FOR_SOMEBODY
        if not introduced or follows in {"reports", "report", "visits", "visit"}:
            return phrase.tag
    return None


def _role_chased(words: Sequence[str], phrases: list[Phrase]) -> str | None:
    """The kind of people to be reminded: "a reminder to the SLEs", "have a word with the advisers"."""
    for phrase in phrases:
        lead = [word for word in words[: phrase.start] if word not in _ARTICLES][-2:]
        if not lead or lead[-1] != "for" or lead[0] in _A_NUDGE:
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


_SUBJECT = re.compile(
    rf"\b(?:{'|'.join(sorted(values.TOPICS['subject'].split(' / '), key=len, reverse=True))})\b"
)


def _subject(found: Findings) -> str:
    """The subject that a role is asked for, written out: "the maths SLE" is mathematics."""
    said = _SUBJECT.search(" ".join(found.words))
    return values.SUBJECTS_IN_FULL.get(said.group(), said.group()) if said else ""


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
