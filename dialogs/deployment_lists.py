"""Who is deployed where, in conversation."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.narrowing import mine_or_named, people_in_words, schools_in_words
from dialogs.support_words import how_much
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocations import deployments_seen, providers_seen
from strategy.school_year import Span
from strategy.support import Allocated, Amount
from strategy.visits import Deployment, Support

_PEOPLE = {
    Support.SIP: ("partner", "partners"),
    Support.SCHOOL_IMPROVEMENT_ADVISER: ("adviser", "advisers"),
    Support.DEPUTY_HEAD_TRUST: ("trust-wide deputy head", "trust-wide deputy heads"),
    Support.DIRECTOR_SUBJECT: ("Director of Subject", "Directors of Subject"),
    Support.SLE: ("SLE", "SLEs"),
    Support.INSTITUTE_OF_EDUCATION: ("colleague of the Institute", "colleagues of the Institute"),
    Support.DEPUTY_CEO: ("Deputy CEO", "Deputy CEOs"),
    Support.EXTERNAL: ("external provider", "external providers"),
}


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """Say who is deployed where: today, or in the span that is asked about."""
    every, said = await found_by(turn, asked)
    if not every:
        return turn.say(said, summary="Deployments: none")
    note_list(turn, "deployments", asked)
    return await _shown(turn, asked, every, said, min(offset, (len(every) - 1) // PAGE * PAGE))


async def found_by(turn: Turn, asked: Interpretation) -> tuple[list[Deployment | Allocated], str]:
    """Who is deployed where, of those whom the asker may see, by school; and how many they are in words.

    Raises NotAllowed where they may see none such.
    """
    starts = asked.date or asked.starts or turn.today
    ends = asked.date or asked.ends or starts
    me = turn.trust.by_email(asked.person) if asked.person else None
    people = frozenset({me.id}) if me else frozenset(asked.people_named) or None
    support = Support(asked.support) if asked.support in set(Support) else None
    found = deployments_seen(
        uow=turn.uow,
        asker=turn.speaker,
        span=Span(starts, max(starts, ends)),
        schools=mine_or_named(turn, asked),
        people=people,
        support=support,
    )
    providers: list[Allocated] = []
    if people is None and support in (None, Support.EXTERNAL):
        providers = await providers_seen(
            uow=turn.uow,
            asker=turn.speaker,
            span=Span(starts, max(starts, ends)),
            schools=mine_or_named(turn, asked),
        )
    one, many = _PEOPLE[support] if support else ("colleague", "colleagues")
    count = len({deployment.person for deployment in found})
    also = ""
    if providers and support is None:
        also = " and " + wording.several(len(providers), *_PEOPLE[Support.EXTERNAL])
    elif providers:
        count += len(providers)
    if also and not found:
        count, one, many, also = len(providers), *_PEOPLE[Support.EXTERNAL], ""
    where = f"at {schools_in_words(turn, asked)}" if asked.school or asked.schools_named else ""
    whose = "" if me is None else f"({me.name})"
    whose = whose or (f"({people_in_words(turn, asked)})" if asked.people_named else "")
    when = "today" if starts == ends == turn.today else wording.span(starts, ends, turn.today)
    verb = "is" if count == 1 and not also else "are"
    parts = (wording.several(count, one, many) + also, whose, verb, "deployed", where, when)
    said = wording.capitalised(" ".join(part for part in parts if part)) + "."
    every: list[Deployment | Allocated] = sorted(
        [*found, *providers], key=lambda each: turn.trust.school(each.school).known_as.casefold()
    )
    return every, said


async def amounts_of(turn: Turn, found: Sequence[Deployment | Allocated]) -> dict[int, Amount]:
    """How much was agreed of each, by its place in `found`."""
    agreed = await turn.uow.allocations.amounts([each.id for each in found if isinstance(each, Deployment)])
    return {
        place: each.amount if isinstance(each, Allocated) else agreed.get(each.id, Amount(each.days_per_week))
        for place, each in enumerate(found)
    }


async def _shown(
    turn: Turn, asked: Interpretation, found: Sequence[Deployment | Allocated], said: str, offset: int
) -> Reply:
    page, end = found[offset : offset + PAGE], min(offset + PAGE, len(found))
    turn.memory.pop("rows", None)
    turn.memory.pop("more", None)
    ask = kept(asked)
    if len(found) > len(page):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    if end < len(found):
        turn.memory["more"] = {"ask": ask, "offset": end}
    rows, shown = [], []
    agreed = await amounts_of(turn, page)
    for place, each in enumerate(page):
        school, who = turn.trust.school(each.school), who_of(turn, each)
        kind = kind_of(each)
        until = wording.short_day(each.ends, turn.today) if each.ends else "no end set"
        span = f"{wording.short_day(each.starts, turn.today)} to {until}"
        days = how_much(agreed[place])
        rows.append((school.known_as, who, kind, each.activity, span, days))
        shown.append(
            [
                [cards.words(school.known_as, bold=True)],
                [cards.words(who), cards.beneath(kind)],
                [cards.words(each.activity or "-"), cards.beneath(f"{days}, {span}")],
            ]
        )
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < len(found) else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    columns, where = [("School", 4), ("Who", 4), ("What", 6)], ""
    if asked.school:
        # All are of the one school: its name is the heading's, and the rows have the room.
        columns, shown = columns[1:], [row[1:] for row in shown]
        where = f" at {turn.trust.school(asked.school).known_as}"
    heading = said if turn.incoming.press else f"Who is deployed{where}"
    table = cards.table(columns, shown)
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < len(found) else ""),
        summary="Who is deployed",
        table=Table(("School", "Who", "As", "What", "From and to", "How much"), tuple(rows)),
        card=cards.card([cards.heading(heading), table], actions, says=said),
    )


def kind_of(each: Deployment | Allocated) -> str:
    """What somebody is there as: `SLE`, `External provider`."""
    return wording.capitalised(_PEOPLE[each.support][0])


def who_of(turn: Turn, each: Deployment | Allocated) -> str:
    """The person's name, or the provider's."""
    if isinstance(each, Allocated) and each.person is None:
        return each.provider
    return turn.trust.person(each.person or 0).name
