"""How papers are counted that a meeting's pack holds, and those that came later."""

from __future__ import annotations

from dialogs import wording
from dialogs.meeting_words import IN_SHORT
from strategy.later_papers import counted
from strategy.meetings import Meeting
from strategy.packs import Pack, Section
from strategy.policy_reporting import Body
from strategy.trust import Trust

_KINDS = {
    Section.ACTIONS: ("action from the last minutes", "actions from the last minutes"),
    Section.RESULTS: ("school's results", "schools' results"),
    Section.DESIGNATION: ("new designation", "new designations"),
    Section.RECOMMENDATION: ("recommendation under way", "recommendations under way"),
    Section.REQUESTS: ("request of a Board", "requests of Boards"),
    Section.REPORTS: ("report", "reports"),
    Section.OVERDUE: ("duty overdue", "duties overdue"),
    Section.TARGETS: ("set of targets", "sets of targets"),
    Section.PLAN: ("report on a tailored plan", "reports on tailored plans"),
    Section.NEXT_YEAR: ("school's draft of next year", "schools' drafts of next year"),
}


def in_counts(pack: Pack) -> list[str]:
    """What a whole pack holds: `["the agenda", "3 reports"]`."""
    # How a school came to its designation is in every pack; only a new line of it is worth telling.
    return ["the agenda", *_papers(pack, [each for each in Section if each is not Section.DESIGNATION])]


def later_in_counts(pack: Pack) -> list[str]:
    """What came later: `["2 reports", "1 set of targets"]`."""
    return _papers(pack, list(Section))


def how_many_later(pack: Pack) -> str:
    """`2 later papers`."""
    return wording.several(sum(counted(pack).values()), "later paper")


def sits_as(meeting: Meeting, trust: Trust) -> str:
    """`Progress Board of Oak Bank`, `EIT`."""
    of = f" of {trust.school(meeting.school).known_as}" if meeting.school else ""
    return f"{IN_SHORT[meeting.body]}{of}"


def _papers(pack: Pack, sections: list[Section]) -> list[str]:
    counts = counted(pack)
    return [_counted(each, counts[each], pack) for each in sections if each in counts]


def _counted(section: Section, number: int, pack: Pack) -> str:
    if section is Section.SUMMARY:
        return "the Lead SIP's summary" if pack.meeting.body is Body.EIT else "the Lead SIP's report"
    return wording.several(number, *_KINDS[section])
