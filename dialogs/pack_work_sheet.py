"""What the pack of the School Improvement Team says of its members' work, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dialogs import wording
from dialogs.pack_school_sheet import owed_called
from dialogs.support_words import KINDS, number
from strategy.packs import Pack, Work
from strategy.ports import Block, Grid, Heading, Line
from strategy.school_year import london_day
from strategy.trust import Trust


def work_blocks(pack: Pack, trust: Trust) -> Iterator[Block]:
    """Each member with the schools they work in: deployed, visiting, and what they have to report."""
    people = len({each.person for each in pack.work})
    note = wording.several(people, "person", "people") if people else "nothing"
    yield Heading("Work in the schools", anchor="work", listed=True, note=note)
    if not pack.work:
        yield Line("There is nothing of anybody's work here that you may see.", quiet=True)
        return
    yield Line("Deployments on the day, and visits and reports of the month before and after it.", quiet=True)
    for person, of_person in groupby(pack.work, key=lambda each: each.person):
        yield Heading(trust.person(person).name, 2)
        rows = tuple(_row(each, pack, trust) for each in of_person)
        yield Grid((("School", 3), ("Deployed", 3), ("Visits", 4), ("Reports due", 4)), rows)


def _row(work: Work, pack: Pack, trust: Trust) -> tuple[str, str, str, str]:
    today = london_day(pack.made_at)
    deployed = [f"{KINDS[d.support]}, {number(d.days_per_week)} days a week" for d in work.deployments]
    visits = [
        f"{wording.short_day(visit.starts, today)} ({visit.status(today)})"
        for visit in sorted(work.visits, key=lambda visit: (visit.starts, visit.id))
    ]
    owed = [
        f"{owed_called(row, today)}, {'overdue since' if row.due_on < today else 'due'} "
        f"{wording.short_day(row.due_on, today)}"
        for row in work.owed
    ]
    return (
        trust.school(work.school).known_as,
        "; ".join(deployed) or "-",
        "; ".join(visits) or "-",
        "; ".join(owed) or "-",
    )
