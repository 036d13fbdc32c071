"""Handing in a development plan or self-evaluation: "submit Hill Top SEF", a file in the chat, or a link.

What is handed in is a file that was kept or a link, `given` as a button carries it: `{"file": 41}` or
`{"link": "https://..."}`. What the next file or link will be is remembered for a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialogs import cards, paper_words, school_papers, wording
from dialogs.messages import Press, Reply
from dialogs.paper_words import CALLED
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.handing_in_papers import (
    HandedInAlready,
    Paper,
    hand_in,
    may_hand_in,
    require_may_hand_in,
    terms_now,
)
from strategy.errors import Invalid, NotAllowed
from strategy.links import LONGEST_LINK, link_in, required_link
from strategy.permissions import Deed
from strategy.policy_papers import PaperKind
from strategy.school_papers import waits_for_sign_off

_HANDING_IN = "handing_in"
"""Where in the memory stands what the next file or link is."""
_GIVEN = "given_paper"
"""Where in the memory stands a file or link that came before it was said what it is."""
_PATIENCE = timedelta(days=1)
MOST_SCHOOLS = 3
_SHORT = 80
"""Characters of words that say what a file is."""
_LEAVE = re.compile(
    r"^(?:no|cancel|stop|leave it|never ?mind|not now|none(?: of (?:these|them))?|neither|forget it)[.!]?$",
    re.IGNORECASE,
)


Choice = tuple[str, str, Mapping[str, Any]]
"""Something that a file could be: what it is called, and which button takes it as that."""


@dataclass(frozen=True, slots=True)
class Named:
    """One paper: whose, which of the two, and of which academic year."""

    school: str
    kind: PaperKind
    year: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper is to be handed in, as far as it is known."""

    school: str | None
    kind: PaperKind | None
    year: str

    @property
    def data(self) -> dict[str, str]:
        """What a button carries of it."""
        known = {"school": self.school, "kind": self.kind and str(self.kind), "year": self.year}
        return {name: value for name, value in known.items() if value}

    @property
    def named(self) -> Named | None:
        """The paper, where it is known which one it is."""
        return Named(self.school, self.kind, self.year) if self.school and self.kind else None


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Ask for the paper's file or link; one that came with the words is taken at once."""
    text = turn.incoming.text
    link = link_in(text)
    wanted = wanted_in(turn, asked, text.replace(link, " ") if link else text)
    return await take(turn, wanted, {"link": link} if link else {})


def wanted_in(turn: Turn, asked: Interpretation, text: str) -> Wanted:
    """Which paper a sentence is about. Raises NotAllowed where the speaker hands in none."""
    if asked.school:
        require_may_hand_in(turn.uow, turn.now, turn.speaker, asked.school)
    own = may_hand_in(turn.uow, turn.now, turn.speaker)
    if not own:
        raise NotAllowed(Deed.SUBMIT_DEVELOPMENT_PLAN)
    only = own[0].urn if len(own) == 1 else None
    return Wanted(asked.school or only, paper_words.kind_in(text), paper_words.year_in(text, turn))


async def take(turn: Turn, wanted: Wanted, given: Mapping[str, Any], also: Sequence[Choice] = ()) -> Reply:
    """Hand it in, or ask for what is still missing: which paper it is, or the paper itself. `also` are other
    things that it could be.
    """
    if given.get("link"):
        required_link(str(given["link"]))
    named = wanted.named
    if named is None:
        return _ask_which(turn, wanted, given, also)
    return await (_hand_in(turn, named, given) if given else _ask_for_it(turn, named, wanted.data))


def _ask_which(turn: Turn, wanted: Wanted, given: Mapping[str, Any], also: Sequence[Choice]) -> Reply:
    """Which school's, and which of the two: a button for each, its number or name will do too."""
    own = [
        school
        for school in may_hand_in(turn.uow, turn.now, turn.speaker)
        if wanted.school in (None, school.urn)
    ]
    kinds = [wanted.kind] if wanted.kind else list(PaperKind)
    pairs: list[Choice] = [
        (
            wording.capitalised(CALLED[kind]) if len(own) == 1 else f"{school.known_as}: {CALLED[kind]}",
            "paper.take",
            {"school": school.urn, "kind": str(kind), "year": wanted.year, **given},
        )
        for school in own[:MOST_SCHOOLS]
        for kind in kinds
    ]
    pairs += also
    turn.memory["rows"] = [[do, data] for _, do, data in pairs]
    turn.memory[_GIVEN] = {**wanted.data, **given, "at": turn.now.isoformat()}
    got = "I have your file. " if "file" in given else "I have your link. " if "link" in given else ""
    choice = wording.listed([title for title, _, _ in pairs], "or")
    said = f"{got}Which is {'this' if given else 'it'}: {choice}?"
    buttons = [cards.press(title, do, data) for title, do, data in pairs]
    buttons.append(cards.press("None of these" if given else "Cancel", "paper.leave", {}))
    card = cards.card(
        [
            cards.heading("Which is this?" if given else "Which one?"),
            cards.words(said),
            *cards.choices(buttons),
        ],
        says=said,
    )
    numbered = "".join(f"\n{number}. {title}" for number, (title, _, _) in enumerate(pairs, 1))
    return turn.say(said, in_full=f"{said}{numbered}", summary="Which is this?", card=card)


async def _ask_for_it(turn: Turn, wanted: Named, data: Mapping[str, str]) -> Reply:
    turn.memory.pop(_GIVEN, None)
    turn.memory.pop("visit_papers", None)
    turn.memory[_HANDING_IN] = {**data, "at": turn.now.isoformat()}
    what = paper_words.named(wanted.school, wanted.kind, wanted.year, turn.trust)
    said = f"Send me {what} here as a file, or paste a link to it."
    before = await turn.uow.school_papers.of(wanted.school, wanted.kind, wanted.year)
    if before is not None:
        said += f" It will be version {before.latest.version + 1}; the one before is kept."
    title = f"{wording.capitalised(CALLED[wanted.kind])}: {turn.trust.school(wanted.school).known_as}"
    card = cards.card(
        [
            cards.heading(title),
            cards.words(said),
            cards.text_input("link", "Link (it begins with https://)", at_most=LONGEST_LINK),
        ],
        [
            cards.press("Hand in the link", "paper.take", {**data, "by_link": True}, primary=True),
            cards.press("Cancel", "paper.leave", {}),
        ],
        says=said,
    )
    return turn.say(said, in_full=f"{said} (Say cancel to leave it.)", summary=title, card=card)


async def _hand_in(turn: Turn, wanted: Named, given: Mapping[str, Any]) -> Reply:
    file = given.get("file")
    try:
        paper = await hand_in(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=wanted.school,
            kind=wanted.kind,
            year=wanted.year,
            given=Paper(file if isinstance(file, int) else None, str(given.get("link") or "")),
        )
    except HandedInAlready as there:
        _forget(turn)
        return await school_papers.show(turn, there.paper.id, lead="That very one is in already.")
    _forget(turn)
    what = paper_words.named(paper.school, paper.kind, paper.year, turn.trust)
    version = f", version {paper.latest.version}," if paper.latest.version > 1 else ""
    said = f"Thank you: {what}{version} is in."
    if waits_for_sign_off(paper, terms_now(turn.uow, turn.policy, turn.now)):
        said += " It goes to the Education Improvement Team to be signed off, and I will tell you then."
    school = turn.trust.school(paper.school).known_as
    title = f"{wording.capitalised(CALLED[paper.kind])} handed in: {school}"
    look = cards.press("Look at it", "paper.show", {"paper": paper.id, cards.BESIDE: True})
    given_as = cards.labelled("What was handed in", paper_words.what_was_given(paper.latest))
    card = cards.card([cards.heading(title), cards.words(said), *given_as], [look], says=said)
    return turn.say(said, summary=title, card=card)


def _forget(turn: Turn) -> None:
    for name in (_HANDING_IN, _GIVEN):
        turn.memory.pop(name, None)


async def taken(turn: Turn, press: Press) -> Reply:
    """A button that says which paper it is, or brings its link."""
    school, kind, year = (press.data.get(name) for name in ("school", "kind", "year"))
    if not isinstance(school, str) or kind not in set(PaperKind) or not school_papers.is_year(year):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    require_may_hand_in(turn.uow, turn.now, turn.speaker, school)
    wanted = Wanted(school, PaperKind(str(kind)), str(year))
    given = {name: press.data[name] for name in ("file", "link") if press.data.get(name)}
    if press.data.get("by_link") and not given:
        raise Invalid({"link": "Please paste the link into the card first, or send me the file."})
    return await take(turn, wanted, given)


async def leave(turn: Turn, press: Press) -> Reply:
    """Nothing is handed in; a file that was sent is forgotten by and by."""
    del press
    _forget(turn)
    said = "All right, nothing was handed in."
    return turn.say(said, summary="All right", card=cards.card([cards.words(said)], says=said))


def expected(turn: Turn) -> Wanted | None:
    """What the next file or link is; None where nothing is awaited any more."""
    kept = _fresh(turn, _HANDING_IN)
    if kept is None or kept.get("kind") not in set(PaperKind):
        return None
    return Wanted(str(kept["school"]), PaperKind(str(kept["kind"])), str(kept["year"]))


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words amount to, where a paper is awaited or it was asked which one it is."""
    plain = text.strip()
    given, wanted = _fresh(turn, _GIVEN), expected(turn)
    if (given or wanted) and _LEAVE.match(plain):
        return Press("paper.leave")
    if given and len(plain) <= _SHORT:
        kind = paper_words.kind_in(plain) or given.get("kind")
        asked = turn.read(plain)
        school = asked.school or given.get("school")
        if kind and school and paper_words.kind_in(plain) and asked.intent not in _OTHER_WISHES:
            said = {name: given[name] for name in ("file", "link", "year") if name in given}
            return Press("paper.take", {**said, "kind": str(kind), "school": school})
    link = link_in(plain)
    if wanted and link and link == plain:
        return Press("paper.take", {**wanted.data, "link": link})
    return None


_OTHER_WISHES = frozenset({Intent.HELP, Intent.GREETING})


def _fresh(turn: Turn, name: str) -> Mapping[str, Any] | None:
    kept = turn.memory.get(name)
    if not isinstance(kept, Mapping):
        return None
    return kept if turn.now - datetime.fromisoformat(str(kept["at"])) <= _PATIENCE else None


async def with_link(turn: Turn, text: str) -> Reply | None:
    """The answer to words with a link in them, or to a link alone, of somebody who hands in papers; None for
    any other text.
    """
    link = link_in(text)
    if not link:
        return None
    words = " ".join(text.replace(link, " ").split())
    asked = turn.read(words or "here it is")
    names_one = bool(words) and paper_words.kind_in(words) is not None
    if asked.intent is not Intent.DEVELOPMENT_PLAN_SUBMIT and words and not names_one:
        return None
    if not words and not may_hand_in(turn.uow, turn.now, turn.speaker):
        return None
    wanted = expected(turn) if not words else None
    return await take(turn, wanted or wanted_in(turn, asked, words), {"link": link})
