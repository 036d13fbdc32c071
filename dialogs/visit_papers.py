"""A school's papers for a visit in conversation: "Here is the paperwork for the visit on 1 December".

Which visit the next files and links are for is remembered for a day, and ends when the papers are all in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dialogs import cards, wording
from dialogs.handing_in_papers import Choice
from dialogs.handing_over import hand_out
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_meant import in_short, named, no_visit, visit_of, visits_meant, which_visit
from strategy.actions import visit_papers
from strategy.errors import Invalid, NotAllowed
from strategy.files import taken
from strategy.links import LONGEST_LINK, host_of, link_in
from strategy.ports import VisitPaper
from strategy.visits import Visit

AWAITED = "visit_papers"
"""Where in the memory stands which visit the next file or link is for."""
_PATIENCE = timedelta(days=1)
_THAT_IS_ALL = re.compile(
    r"^(?:ok(?:ay)?,? )?(?:that(?:'?s| is| was)? (?:all|it|everything|the lot)|(?:i'm |all )?done"
    r"|finished|no more|nothing (?:else|more)|all (?:in|there|sent))(?:,? (?:thanks|thank you|now))?[.!]?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:so )?(?:are|have|has|is|did|do we have|which|what(?:'?s)?|any|how many)\b"
    r"(?=.*\b(?:in|sent|come|came|got|handed|arrived|missing|here|outstanding)\b).*\b(?:papers|paperwork)\b",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r"\b(?:board|committee|eit|sit|meetings?|pack|plans?|sdp|sef|governors?)\b", re.IGNORECASE
)
_MOST_LINES = 12


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Take the link that came with the words, or ask for the papers of the visit that is meant."""
    visit = await _visit_meant(turn, asked)
    if isinstance(visit, Reply):
        return visit
    link = link_in(turn.incoming.text)
    if link:
        return await _take(turn, visit, link=link)
    return await shown(turn, visit)


def way_for(turn: Turn, text: str) -> Said | None:
    """The answer to a question whether papers for a visit are in; None for any other text."""
    if not _ASKS.match(text) or _OF_A_MEETING.search(text):
        return None
    return Said(partial(_asked_for, turn, text), writes=False)


async def _asked_for(turn: Turn, text: str) -> Reply:
    # As a question after the agenda it names the same school and day.
    as_agenda = re.sub(r"\b(?:papers|paperwork)\b", "agenda", text, flags=re.IGNORECASE)
    asked = turn.read(as_agenda)
    found = await visits_meant(turn, asked)
    if not found:
        return no_visit(turn, asked)
    if len(found) > 1:
        return which_visit(turn, found, "visit_paper.start", "For which visit:")
    return await shown(turn, found[0])


async def receive(turn: Turn, asked: Interpretation | None) -> Reply:
    """Take the files that came with a message; `asked` are the words beside them."""
    visit = await awaited_visit(turn) if asked is None else await _visit_meant(turn, asked)
    if visit is None:
        return turn.say("Which visit is that for? Please say it with the day.", summary="Which visit?")
    if isinstance(visit, Reply):
        return visit
    numbers, faults = [], []
    for file in turn.incoming.files:
        try:
            if file.fault:
                raise Invalid({"file": file.fault})
            kept = await turn.uow.files.keep(taken(file.name, file.content), turn.speaker.id, turn.now)
        except Invalid as refused:
            faults += list(refused.faults.values())
        else:
            numbers.append(kept.id)
    if not numbers:
        _await(turn, visit)
        return turn.say(" ".join(dict.fromkeys(faults)), summary="I could not take the file")
    return await _take(turn, visit, files=numbers, besides=" ".join(dict.fromkeys(faults)))


async def _take(
    turn: Turn, visit: Visit, *, files: Sequence[int] = (), link: str = "", besides: str = ""
) -> Reply:
    new = await visit_papers.hand_in_for_visit(
        uow=turn.uow, now=turn.now, person=turn.speaker, visit=visit, files=files, link=link
    )
    first = f"Thank you: {wording.several(new, 'paper')} came in." if new else "I have that one already."
    return await shown(turn, visit, f"{first} {besides}".strip())


async def _visit_meant(turn: Turn, asked: Interpretation) -> Visit | Reply:
    """The visit to come that a sentence means: of the day it names, or the next."""
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    mine = visit_papers.visits_to_hand_in_for
    found = await mine(
        turn.uow, turn.now, turn.speaker, school=asked.school, starts=starts, ends=ends, limit=1
    )
    if found:
        return found[0]
    ahead = await mine(turn.uow, turn.now, turn.speaker, school=asked.school)
    when = wording.span(starts, ends, turn.today)
    if not ahead:
        said = "There is no partner's visit to your school to come, so no papers are asked for."
        return turn.say(said, summary="No visit to come")
    days = wording.listed([wording.short_day(visit.starts, turn.today) for visit in ahead], "and")
    said = f"There is no partner's visit {when}. Those to come are on {days}. Which one are the papers for?"
    turn.memory["rows"] = [["visit_paper.start", {"visit": visit.id}] for visit in ahead]
    buttons = [
        cards.press(in_short(turn, visit), "visit_paper.start", {"visit": visit.id}) for visit in ahead
    ]
    card = cards.card([cards.heading("Which visit?"), cards.words(said), *cards.choices(buttons)], says=said)
    return turn.say(said, summary="Which visit?", card=card)


async def start(turn: Turn, press: Press) -> Reply:
    """Ask for the papers of the visit that a button names, or take the link or file that it brings."""
    visit = await visit_of(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    file, link = press.data.get("file"), press.data.get("link")
    if isinstance(file, int):
        return await _take(turn, visit, files=[file])
    if isinstance(link, str) and link.strip():
        return await _take(turn, visit, link=link.strip())
    if press.data.get("by_link"):
        raise Invalid({"link": "Please paste the link into the card first, or send me the files."})
    return await shown(turn, visit)


async def could_be(turn: Turn, file: int) -> list[Choice]:
    """That a file may be for the next visit, for somebody who hands in papers for it."""
    try:
        found = await visit_papers.visits_to_hand_in_for(turn.uow, turn.now, turn.speaker, limit=1)
    except NotAllowed:
        return []
    return [
        (
            f"Papers for the visit: {in_short(turn, visit)}",
            "visit_paper.start",
            {"visit": visit.id, "file": file},
        )
        for visit in found
    ]


async def done(turn: Turn, press: Press) -> Reply:
    """The papers are all in."""
    visit = await visit_of(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    new = await visit_papers.say_all_in(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit
    )
    turn.memory.pop(AWAITED, None)
    partner = turn.trust.person(turn.trust.school(visit.school).sip)
    first = f"Thank you, that is all. {partner.name} is told." if new else "They were all in already."
    return await shown(turn, visit, first)


async def send(turn: Turn, press: Press) -> Reply:
    """Have the files sent to the speaker."""
    visit = await visit_of(turn, press.data)
    if visit is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    wanted = await visit_papers.files_of(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit
    )
    many = wording.capitalised(wording.several(len(wanted), "file"))
    return await hand_out(turn, wanted, f"{many} on the way to {turn.speaker.email} by mail.")


async def shown(turn: Turn, visit: Visit, first: str = "") -> Reply:
    """What is in for a visit and what is missing, with what the speaker can do."""
    found = await visit_papers.papers_of(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit
    )
    if found is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    hands_in = visit_papers.may_hand_in_for(turn.uow, turn.now, turn.speaker, visit)
    stands = f"Papers for {named(turn, visit)}: {in_words(turn, found)}."
    ask = " Send me each one here as a file, or paste a link." if hands_in and not found.all_in else ""
    said = f"{first} {stands}{ask}".strip()
    body = [cards.heading(f"Papers: {in_short(turn, visit)}"), cards.words(said)]
    lines = []
    for number, paper in enumerate(found.papers[:_MOST_LINES], 1):
        body += [cards.words(f"{number}. {_called(paper)}"), cards.beneath(wording.moment(paper.at))]
        lines.append(f"{number}. {paper.file_name or paper.link}")
    if len(found.papers) > _MOST_LINES:
        body.append(cards.note(f"And {len(found.papers) - _MOST_LINES} more."))
    data = {"visit": visit.id}
    ends = hands_in and bool(found.papers) and not found.all_in
    actions: list[dict[str, Any] | None] = []
    if hands_in:
        _await(turn, visit)
        body.append(cards.text_input("link", "Link (it begins with https://)", at_most=LONGEST_LINK))
        if ends:
            actions.append(cards.press("That's all", "visit_paper.done", data, primary=True))
        actions.append(cards.press("Hand in the link", "visit_paper.start", {**data, "by_link": True}))
    if any(paper.file for paper in found.papers):
        actions.append(cards.press("Send me the files", "visit_paper.send", {**data, cards.BESIDE: True}))
    actions += [_open(paper) for paper in found.papers if paper.link][:2]
    hint = " Say \u201cthat's all\u201d when they are all in." if ends else ""
    school = turn.trust.school(visit.school).known_as
    return turn.say(
        said,
        in_full="\n".join([f"{said}{hint}", *lines]),
        summary=f"Papers for a visit: {school}",
        card=cards.card(body, actions, says=said),
    )


def in_words(turn: Turn, found: visit_papers.Papers) -> str:
    """`nothing is in yet, due by Tue 24 Nov`, `2 in so far, due by ...`, `3, all in`."""
    many = len(found.papers)
    due = wording.short_day(found.due_on, turn.today)
    stands = f"due by {due}" if found.due_on >= turn.today else f"they were due by {due}"
    if found.all_in:
        return f"{many}, all in"
    return f"{many} in so far, {stands}" if many else f"nothing is in yet, {stands}"


def _called(paper: VisitPaper) -> str:
    return paper.file_name or f"Link to {host_of(paper.link)}"


def _open(paper: VisitPaper) -> cards.Element:
    return {"type": "Action.OpenUrl", "title": f"Open {host_of(paper.link)}"[:40], "url": paper.link}


def _await(turn: Turn, visit: Visit) -> None:
    turn.memory.pop("handing_in", None)
    turn.memory[AWAITED] = {"visit": visit.id, "at": turn.now.isoformat()}


def awaited(turn: Turn) -> int | None:
    """The visit whose papers are awaited; None where none are any more."""
    kept = turn.memory.get(AWAITED)
    if not isinstance(kept, dict) or turn.now - datetime.fromisoformat(str(kept["at"])) > _PATIENCE:
        return None
    return int(kept["visit"])


async def awaited_visit(turn: Turn) -> Visit | None:
    """The same, as it stands."""
    number = awaited(turn)
    return None if number is None else await turn.uow.visits.get(number)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words amount to, while papers are awaited: a link alone, or that that is all."""
    number = awaited(turn)
    if number is None:
        return None
    plain = text.strip().replace("\u2019", "'")
    if _THAT_IS_ALL.match(plain):
        return Press("visit_paper.done", {"visit": number})
    link = link_in(plain)
    return Press("visit_paper.start", {"visit": number, "link": link}) if link and link == plain else None
