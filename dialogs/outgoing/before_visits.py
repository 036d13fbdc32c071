"""What is told before a visit: its agenda, items to agree to, papers that are in, that there is a note."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import fitting
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.visit_agendas import STATES, card_of_item
from strategy.actions import agenda_items, agendas, leaving_out
from strategy.agendas import AgendaItem, ItemState, agreed, people_of
from strategy.permissions import Deed, may_see_school
from strategy.ports import Document, LeftOutNote, Letter, Notice
from strategy.visits import Visit, VisitStatus

_OPEN_IT = "Ask me in Teams to see it: \u201cshow the visit to {school} on {day}\u201d."
_SHOWN = 15
"""Items of an agenda that a message shows."""


async def agenda_by_message(telling: Telling) -> Notice:
    """The agenda as it stands, for the partner and the headteacher."""
    visit, again, items = await _agenda(telling)
    said = _agenda_in_words(telling, visit, again, len(items))
    heading = f"Agenda{' changed' if again else ''}: {_school(telling, visit)}"
    texts = fitting([item.text for item in items[:_SHOWN]])
    body = [cards.heading(heading), cards.words(said)]
    body += [cards.words(f"{number}. {text}") for number, text in enumerate(texts, 1)]
    show = cards.press("Show the agenda", "agenda.show", {"visit": visit.id, cards.BESIDE: True})
    return Notice(said, heading, cards.card(body, [show], says=said))


async def agenda_by_mail(telling: Telling) -> Letter:
    """That it is there, without what is on it: that is people's own words."""
    visit, again, items = await _agenda(telling)
    said = _agenda_in_words(telling, visit, again, len(items))
    asks = (
        f"Ask me in Teams: \u201cwhat's on the agenda for the next visit to {_school(telling, visit)}\u201d."
    )
    return letter(telling, f"Agenda{' changed' if again else ''}: {_school(telling, visit)}", [said, asks])


async def _agenda(telling: Telling) -> tuple[Visit, bool, list[AgendaItem]]:
    visit = await _visit(telling, telling.number("agenda"), Deed.SEE_AGENDA)
    number = telling.subject("agenda")[1:]
    issue = (await telling.uow.agendas.issued([visit.id])).get((visit.id, telling.recipient.id))
    school = telling.trust.school(visit.school)
    terms = agenda_items.terms_of(telling.uow, telling.policy, visit)
    to = {each.id for party in terms.agenda_to for each in people_of(party, school, telling.trust)}
    if issue is None or number != (str(issue.number),) or telling.recipient.id not in to:
        raise NoLonger("not as it was sent out")
    items = [item for item in agreed(await agendas.items_of(telling.uow, visit)) if item.id in issue.items]
    return visit, issue.number > 1, items


def _agenda_in_words(telling: Telling, visit: Visit, again: bool, many: int) -> str:
    of = f"the visit to {_school(telling, visit)} on {wording.day(visit.starts)}"
    things = wording.several(many, "item")
    if again:
        return f"The agenda of {of} has changed since you had it. It has {things} now."
    return f"The agenda of {of} has {things}."


async def proposed_by_message(telling: Telling) -> Notice:
    """An item to agree to, with the two buttons."""
    item, visit = await _item(telling, ItemState.PROPOSED)
    said = _proposed_in_words(telling, item, visit)
    heading = f"An item for the agenda: {_school(telling, visit)}"
    who = telling.trust.person(item.by).name
    return Notice(said, heading, card_of_item(said, item, heading, who, asks=True))


async def proposed_by_mail(telling: Telling) -> Letter:
    """The same without the item."""
    item, visit = await _item(telling, ItemState.PROPOSED)
    asks = (
        f"Ask me in Teams: \u201cwhat's on the agenda for the next visit to {_school(telling, visit)}\u201d."
    )
    return letter(
        telling,
        f"An item for the agenda: {_school(telling, visit)}",
        [_proposed_in_words(telling, item, visit), asks],
    )


def _proposed_in_words(telling: Telling, item: AgendaItem, visit: Visit) -> str:
    who = telling.trust.person(item.by).name
    of = f"the visit to {_school(telling, visit)} on {wording.day(visit.starts)}"
    return f"{who} proposes an item for the agenda of {of}. Do you agree?"


async def answered_by_message(telling: Telling) -> Notice:
    """That an item was agreed or not, for who proposed it."""
    item, visit = await _item(telling, ItemState.AGREED, ItemState.DECLINED)
    said = _answered_in_words(telling, item, visit)
    heading = f"Your item for the agenda: {_school(telling, visit)}"
    return Notice(said, heading, card_of_item(said, item, heading, "you", asks=False))


async def answered_by_mail(telling: Telling) -> Letter:
    """The same without the item."""
    item, visit = await _item(telling, ItemState.AGREED, ItemState.DECLINED)
    said = _answered_in_words(telling, item, visit)
    return letter(telling, f"Your item for the agenda: {_school(telling, visit)}", [said])


def _answered_in_words(telling: Telling, item: AgendaItem, visit: Visit) -> str:
    of = f"the visit to {_school(telling, visit)} on {wording.day(visit.starts)}"
    return f"Your item for the agenda of {of} {STATES[item.state]}."


async def _item(telling: Telling, *states: ItemState) -> tuple[AgendaItem, Visit]:
    item = await telling.uow.agendas.get(telling.number("agenda_item"))
    if item is None or item.visit is None or item.key != telling.outgoing.subject:
        raise NoLonger("has gone on since")
    visit = await _visit(telling, item.visit, Deed.ADD_AGENDA_ITEM)
    asked = await agendas.asked_of(telling.uow, telling.policy, item, visit)
    concerns = {each.id for each in asked} if ItemState.PROPOSED in states else {item.by}
    if item.state not in states or telling.recipient.id not in concerns:
        raise NoLonger("not theirs to act on")
    return item, visit


async def papers_by_message(telling: Telling) -> Notice:
    """That a school's papers are in, with the way to have them."""
    visit, said = await _papers(telling)
    heading = f"Papers for your visit: {_school(telling, visit)}"
    data = {"visit": visit.id, cards.BESIDE: True}
    actions = [
        cards.press("Send me the files", "visit_paper.send", data, primary=True),
        cards.press("Show the papers", "visit_paper.start", data),
    ]
    return Notice(said, heading, cards.card([cards.heading(heading), cards.words(said)], actions, says=said))


async def papers_by_mail(telling: Telling) -> Letter:
    """The same by mail."""
    visit, said = await _papers(telling)
    asks = _OPEN_IT.format(school=_school(telling, visit), day=wording.day(visit.starts))
    return letter(telling, f"Papers for your visit: {_school(telling, visit)}", [said, asks])


async def _papers(telling: Telling) -> tuple[Visit, str]:
    visit = await _visit(telling, telling.number("visit"), Deed.SEE_PAPERS)
    many = len(await telling.uow.visit_papers.of(visit.id))
    if telling.subject("visit")[1:] != (str(many),):
        raise NoLonger("more came since")
    of = f"your visit to {_school(telling, visit)} on {wording.day(visit.starts)}"
    return visit, f"The school's papers for {of} are in: {wording.several(many, 'paper')}."


async def paper_by_mail(telling: Telling) -> Letter:
    """One of the papers with its file, for somebody who asked for it and may still have it."""
    paper = await telling.uow.visit_papers.get(telling.number("visit_paper"))
    if paper is None or paper.file is None:
        raise NoLonger("no such file")
    visit = await telling.uow.visits.get(paper.visit)
    if visit is None or not may_see_school(
        telling.recipient, Deed.SEE_PAPERS, visit.school, telling.today, telling.trust
    ):
        raise NoLonger("may not see it any more")
    kept = await telling.uow.files.get(paper.file)
    content = await telling.uow.files.content(paper.file)
    if kept is None or content is None:
        raise NoLonger("no such file")
    numbers = [each.id for each in await telling.uow.visit_papers.of(visit.id)]
    place = numbers.index(paper.id) + 1
    school = _school(telling, visit)
    # A name of ours and its own ending: what people call their files may say anything.
    ending = kept.name.rpartition(".")[2].lower()
    name = f"Papers - {school.replace('/', '-')} - {visit.starts:%Y-%m-%d} - {place}.{ending}"
    of = f"the visit to {school} on {wording.day(visit.starts)}"
    said = f"You asked for the papers for {of}. This is paper {place} of {len(numbers)}."
    document = Document(name, kept.media_type, content)
    return letter(telling, f"Papers for a visit: {school}", [said], (document,))


async def note_by_message(telling: Telling) -> Notice:
    """That a headteacher has left a note, with the way to it; never what it says."""
    note, visit = await _note(telling)
    who, school = telling.trust.person(note.by), _school(telling, visit)
    said = f"{who.first_name} has left you a note for the visit to {school} on {wording.day(visit.starts)}."
    heading = f"A note for your visit: {school}"
    read = cards.press("Read the note", "left_out.read", {"visit": visit.id, cards.BESIDE: True})
    return Notice(said, heading, cards.card([cards.heading(heading), cards.words(said)], [read], says=said))


async def note_by_mail(telling: Telling) -> Letter:
    """That there is one, without anybody of the school."""
    _, visit = await _note(telling)
    school, day = _school(telling, visit), wording.day(visit.starts)
    said = f"There is a note for you about the visit to {school} on {day}. You can read it in Teams alone."
    return letter(
        telling, f"A note for your visit: {school}", [said, _OPEN_IT.format(school=school, day=day)]
    )


async def _note(telling: Telling) -> tuple[LeftOutNote, Visit]:
    note = await telling.uow.left_out.get(telling.number("left_out"))
    if note is None or telling.subject("left_out")[1:] != (str(note.revision),):
        raise NoLonger("has gone on since")
    if not leaving_out.may_read(telling.uow, telling.now, telling.recipient, note):
        raise NoLonger("not for them")
    return note, await _visit(telling, note.visit, Deed.SEE_LEFT_OUT)


async def _visit(telling: Telling, number: int, deed: Deed) -> Visit:
    """A visit to come, for somebody who may still know of this."""
    visit = await telling.uow.visits.get(number)
    if visit is None or visit.status(telling.today) is not VisitStatus.PLANNED:
        raise NoLonger("not to come any more")
    if not may_see_school(telling.recipient, deed, visit.school, telling.today, telling.trust):
        raise NoLonger("not for them")
    return visit


def _school(telling: Telling, visit: Visit) -> str:
    return telling.trust.school(visit.school).known_as
