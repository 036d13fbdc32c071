"""Networks and training: an invitation, that one was moved or cancelled, and the question who came."""

from __future__ import annotations

from dialogs import cards, event_words, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.events import Event, EventKind, is_invited
from strategy.ports import Letter, Notice


async def invited_by_message(telling: Telling) -> Notice:
    """What it is, when and where, and the two answers."""
    event = await _invitation(telling)
    said = _invitation_words(event, telling)
    who = telling.trust.person(event.arranged_by).name
    card = _card(event, telling, "Invitation", said, shown=f"{who} invites you.")
    return Notice(said, _summary("Invitation", event, telling), card)


async def invited_by_mail(telling: Telling) -> Letter:
    """The same without its title, and how to answer."""
    event = await _invitation(telling)
    answer = "Say \u201cI'm coming\u201d or \u201cI can't come\u201d to me in Teams."
    return letter(
        telling, _summary("Invitation", event, telling), [_invitation_words(event, telling), answer]
    )


async def changed_by_message(telling: Telling) -> Notice:
    """That it is at another time, with the two answers once more, or that it is not on."""
    event = await _changed(telling)
    said = _change_words(event, telling)
    what = "Cancelled" if event.cancelled_at else "Moved"
    return Notice(said, _summary(what, event, telling), _card(event, telling, what, said))


async def changed_by_mail(telling: Telling) -> Letter:
    """The same in a mail."""
    event = await _changed(telling)
    what = "Cancelled" if event.cancelled_at else "Moved"
    return letter(telling, _summary(what, event, telling), [_change_words(event, telling)])


async def register_by_message(telling: Telling) -> Notice:
    """The question who came, for whoever arranged it."""
    event = await _wants_register(telling)
    said = f"Who came to the {event_words.whole(event, telling.trust)}? It is not noted yet."
    heading = _summary("Who came?", event, telling)
    button = cards.press(
        "Note who came", "event.note.ask", {"event": event.id, cards.BESIDE: True}, primary=True
    )
    body = [cards.heading("Who came?"), cards.words(event.title, bold=True), cards.words(said)]
    return Notice(said, heading, cards.card(body, [button], says=said))


async def register_by_mail(telling: Telling) -> Letter:
    """The same in a mail, and how to note it."""
    event = await _wants_register(telling)
    said = f"Who came to the {event_words.whole(event, telling.trust)}? It is not noted yet."
    how = "Say \u201cnote who came\u201d to me in Teams."
    return letter(telling, _summary("Who came?", event, telling), [said, how])


async def _as_told(telling: Telling) -> Event:
    """The event at the revision that is told of. Raises NoLonger where it was changed since, or is over."""
    event = await telling.uow.events.get(telling.number("event"))
    if event is None:
        raise NoLonger("no such event")
    if event.key != telling.outgoing.subject:
        raise NoLonger("moved or cancelled since")
    return event


async def _invitation(telling: Telling) -> Event:
    event = await _as_told(telling)
    if event.cancelled_at is not None or event.is_over(telling.now):
        raise NoLonger("over or cancelled")
    if not is_invited(telling.recipient, event, telling.trust):
        raise NoLonger("not invited any more")
    return event


async def _changed(telling: Telling) -> Event:
    event = await _as_told(telling)
    if event.is_over(telling.now):
        raise NoLonger("over by now")
    arranged_it = telling.recipient.id == event.arranged_by
    if not (arranged_it or is_invited(telling.recipient, event, telling.trust)):
        raise NoLonger("not invited any more")
    return event


async def _wants_register(telling: Telling) -> Event:
    event = await _as_told(telling)
    if not event.is_over(telling.now):
        raise NoLonger("cancelled, or still to come")
    if telling.recipient.id != event.arranged_by:
        raise NoLonger("not theirs to note")
    if await telling.uow.events.register(event.id) is not None:
        raise NoLonger("noted already")
    return event


def _invitation_words(event: Event, telling: Telling) -> str:
    who = telling.trust.person(event.arranged_by).name
    place = event_words.where_plainly(event.timing, telling.trust)
    when = event_words.when(event.timing)
    return f"{who} invites you to {_a(event, telling)} on {when}{',' if place else ''}{place}."


def _a(event: Event, telling: Telling) -> str:
    """`a Mathematics network`, `an English and Literacy network`, `training`."""
    name = event_words.plainly(event, telling.trust)
    if event.kind is EventKind.TRAINING:
        return name
    return f"{'an' if name[:1].upper() in set('AEIO') else 'a'} {name}"


def _change_words(event: Event, telling: Telling) -> str:
    name = event_words.plainly(event, telling.trust)
    if event.cancelled_at is not None:
        return f"The {name} on {event_words.when(event.timing)} is cancelled."
    place = event_words.where_plainly(event.timing, telling.trust)
    said = f"The {name} is now on {event_words.when(event.timing)}{',' if place else ''}{place}."
    if is_invited(telling.recipient, event, telling.trust):
        said += " Please say again whether you come."
    return said


def _summary(what: str, event: Event, telling: Telling) -> str:
    name = event_words.plainly(event, telling.trust)
    stop = " " if what.endswith("?") else ": "
    return f"{what}{stop}{wording.capitalised(name)}, {wording.short_day(event.timing.day, telling.today)}"


def _card(event: Event, telling: Telling, heading: str, said: str, shown: str = "") -> dict[str, object]:
    """What is said, or `shown` where the facts beneath say the rest."""
    data = {"event": event.id, "revision": event.revision}
    answers = [
        cards.press("I'm coming", "event.coming", data, primary=True),
        cards.press("I can't come", "event.not_coming", data),
    ]
    body = [
        cards.heading(heading),
        cards.words(event.title, bold=True),
        cards.words(shown or said),
        cards.facts(
            [
                ("When", event_words.when(event.timing)),
                ("Where", event_words.where(event.timing, telling.trust)),
                ("Subject", event.subject),
            ]
        ),
    ]
    asks = event.cancelled_at is None and is_invited(telling.recipient, event, telling.trust)
    return cards.card(body, answers if asks else (), says=said)
