"""The pool of SLEs in conversation: by subject, what each is doing and what is free of their week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dialogs import cards, wording
from dialogs.event_lists import LONGEST_SUBJECT
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.institute import InstituteKind, InstituteWish
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.seeing_pool import doing, pool_seen, with_visits
from strategy.people import Person
from strategy.pool import InPool
from strategy.subjects import subject_named, subjects_of
from strategy.visits import Deployment

PAGE = 6
MOST_DEPLOYMENTS = 3


async def answer(turn: Turn, wish: InstituteWish, offset: int = 0) -> Reply:
    """The SLEs of a subject, or all, with what they are doing."""
    found = named_by(turn, wish)
    note_list(turn, "pool", Interpretation(Intent.SUPPORT_LIST), **_asked(wish))
    if not found:
        return _nobody(turn, wish, _of(turn, wish))
    said = counted(turn, wish, len(found))
    return await _shown(turn, wish, found, said, min(offset, (len(found) - 1) // PAGE * PAGE))


def named_by(turn: Turn, wish: InstituteWish) -> list[InPool]:
    """The SLEs that are meant. Raises NotAllowed for those who do not see the pool."""
    return pool_seen(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        subject=wish.subject,
        only_free=wish.only_free,
    )


def counted(turn: Turn, wish: InstituteWish, many: int) -> str:
    """`3 SLEs for Science in the pool.`"""
    count = f"{wording.several(many, 'SLE')}{_of(turn, wish)}"
    if wish.only_free:
        return f"{count} {'has' if many == 1 else 'have'} time left this week."
    return f"{count} in the pool."


def _of(turn: Turn, wish: InstituteWish) -> str:
    """` for Science`; the subject in the directory's words, never as it was typed."""
    named = subject_named(wish.subject, subjects_of(turn.trust)) if wish.subject else None
    return f" for {named}" if named else (" for that subject" if wish.subject else "")


def _asked(wish: InstituteWish) -> dict[str, object]:
    return {"subject": wish.subject[:LONGEST_SUBJECT], "free": wish.only_free}


def recalled(data: Mapping[str, Any]) -> InstituteWish | None:
    """What a button or the memory kept of a question about the pool; None for anything else."""
    subject = data.get("subject")
    if not isinstance(subject, str):
        return None
    free = data.get("free") is True
    return InstituteWish(InstituteKind.POOL, subject=subject[:LONGEST_SUBJECT], only_free=free)


def _nobody(turn: Turn, wish: InstituteWish, of: str) -> Reply:
    everybody = pool_seen(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, subject=wish.subject
    )
    if everybody:
        who = wording.listed([each.person.name for each in everybody[:PAGE]])
        said = f"No SLE{of} has time left: {who} {'is' if len(everybody) == 1 else 'are'} deployed all week."
        return turn.say(said, summary="The pool of SLEs")
    held = wording.listed(sorted({subject for each in _all(turn) for subject in each.subjects}))
    said = f"The pool has no SLE{of}."
    said += f" There are SLEs for {held}." if held else ""
    return turn.say(said, summary="The pool of SLEs")


def _all(turn: Turn) -> list[InPool]:
    return pool_seen(uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker)


async def turn_page(turn: Turn, press: Press) -> Reply:
    """Another page of the pool."""
    offset, wish = press.data.get("offset"), recalled(press.data)
    if not isinstance(offset, int) or not 0 <= offset < 1_000_000 or wish is None:
        return turn.say("That button is from an older card. Please ask me again.", summary="An older card")
    return await answer(turn, wish, offset)


async def of_person(turn: Turn, person: Person) -> Reply:
    """What one person is doing."""
    found = await doing(uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, person=person)
    what = wording.listed([wording.held_role(held) for held in person.held])
    said = f"{person.name}{f' ({what})' if what else ''}: {_busy(turn, found)}"
    facts = [("Deployed now", _listed(turn, found.now)), ("Coming", _listed(turn, found.coming))]
    if found.is_sle:
        facts.append(("Free", _free(found)))
    facts.append(("Visits booked", _visits(turn, found)))
    in_full = said + "".join(f"\n{label}: {words}" for label, words in facts)
    card = cards.card(
        [cards.heading(person.name), cards.words(what or "-", subtle=True), cards.facts(facts)], says=said
    )
    return turn.say(said, in_full=in_full, summary=f"What {person.name} is doing", card=card)


def which(turn: Turn, people: Sequence[Person]) -> Reply:
    """Ask which of several people is meant."""
    shown = people[:PAGE]
    turn.memory["rows"] = [["pool.show", {"person": each.id}] for each in shown]
    said = "Which one do you mean?"
    numbered = "".join(f"\n{number}. {each.name}" for number, each in enumerate(shown, 1))
    buttons = [cards.press(each.name, "pool.show", {"person": each.id}) for each in shown]
    card = cards.card([cards.heading(said), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=f"{said}{numbered}\nSay its number.", summary=said, card=card)


async def show(turn: Turn, press: Press) -> Reply:
    """Somebody's row of the pool."""
    number = press.data.get("person")
    person = turn.trust.people.get(number) if isinstance(number, int) else None
    if person is None or person.ended_on is not None:
        return turn.say("I couldn't find that person.", summary="Nobody found")
    return await of_person(turn, person)


def _busy(turn: Turn, found: InPool) -> str:
    if not found.now:
        return "not deployed today." if not found.coming else "not deployed today, but soon."
    schools = dict.fromkeys(turn.trust.school(each.school).known_as for each in found.now)
    return f"deployed at {wording.listed(list(schools))}."


def in_words(turn: Turn, deployments: Sequence[Deployment]) -> str:
    """All of some deployments, a line each."""
    return "\n".join(_one(turn, each) for each in deployments)


def _listed(turn: Turn, deployments: Sequence[Deployment]) -> str:
    shown = [_one(turn, each) for each in deployments[:MOST_DEPLOYMENTS]]
    left = len(deployments) - len(shown)
    return "\n".join([*shown, *([f"and {left} more"] if left else [])]) or "-"


def _one(turn: Turn, deployment: Deployment) -> str:
    """`Marlow, planning together, 1 day a week until Fri 18 Dec`."""
    school = turn.trust.school(deployment.school).known_as
    parts = [school, *([deployment.activity] if deployment.activity else [])]
    until = f" until {wording.short_day(deployment.ends, turn.today)}" if deployment.ends else ", no end set"
    begins = (
        f" from {wording.short_day(deployment.starts, turn.today)}" if deployment.starts > turn.today else ""
    )
    return f"{', '.join(parts)}, {_days(deployment.days_per_week)} a week{begins}{until}"


def _days(days: Decimal) -> str:
    return f"{days.normalize():f} {'day' if days == 1 else 'days'}"


def _free(found: InPool) -> str:
    return f"{_days(found.free)} a week" if found.free else "none of the week"


def _visits(turn: Turn, found: InPool) -> str:
    if found.next_visit is None:
        return "none"
    day, school = found.next_visit
    next_one = f"{wording.short_day(day, turn.today)} at {turn.trust.school(school).known_as}"
    return f"{found.visits}, the next on {next_one}"


async def _shown(turn: Turn, wish: InstituteWish, found: Sequence[InPool], said: str, offset: int) -> Reply:
    end = min(offset + PAGE, len(found))
    shown = await with_visits(uow=turn.uow, today=turn.today, asker=turn.speaker, pool=found[offset:end])
    turn.memory["rows"] = [["pool.show", {"person": each.person.id}] for each in shown]
    turn.memory.pop("more", None)
    asked = _asked(wish)
    if len(found) > len(shown):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    if end < len(found):
        turn.memory["more"] = {"press": ["pool.page", {**asked, "offset": end}]}
    rows, cells = [], []
    for number, each in enumerate(shown, 1):
        subjects = wording.listed(list(each.subjects))
        now = _listed(turn, each.now).replace("\n", "; ")
        coming = _listed(turn, each.coming).replace("\n", "; ")
        rows.append((str(number), each.person.name, subjects, now, coming, _free(each), _visits(turn, each)))
        doing_now = [cards.words(_listed(turn, each.now) if each.now else "Not deployed")]
        if each.coming:
            doing_now.append(cards.beneath(f"Coming: {_listed(turn, each.coming)}"))
        if each.visits:
            doing_now.append(cards.beneath(f"Visits booked: {_visits(turn, each)}"))
        cells.append(
            [
                [
                    cards.link(each.person.name, "pool.show", {"person": each.person.id}),
                    cards.beneath(subjects),
                ],
                doing_now,
                [cards.words(_days(each.free) if each.free else "none")],
            ]
        )
    actions = [
        cards.press("Next", "pool.page", {**asked, "offset": end}) if end < len(found) else None,
        cards.press("Back", "pool.page", {**asked, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    heading = said if turn.incoming.press else "The pool of SLEs"
    table = cards.table((("Who", 4), ("What they are doing", 6), ("Free a week", 2)), cells)
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < len(found) else ""),
        summary="The pool of SLEs",
        table=Table(("", "Who", "For", "Now", "Coming", "Free", "Visits booked"), tuple(rows)),
        card=cards.card([cards.heading(heading), table], actions, says=said),
    )
