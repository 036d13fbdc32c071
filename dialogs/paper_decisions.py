"""The EIT's decisions on a school's papers, and its notes on how a plan is delivered.

Nothing that comes with a button is trusted: it says how many steps there were when it was shown, and whoever
was not quick enough is shown how it stands now.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from dialogs import awaiting, cards, paper_words, school_papers, wording
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.paper_words import CALLED
from dialogs.reasons import Wanted, ask_reason
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.handing_in_papers import (
    PaperShown,
    note_delivery,
    send_paper_back,
    sign_off_paper,
    terms_now,
)
from strategy.actions.paper_reading import Stands, half_term_now, papers_standing
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed, may_see_school
from strategy.policy_papers import PaperKind
from strategy.school_papers import PaperDeed, PaperOvertaken, SchoolPaper, Standing

_LONGEST = 2_500
_STANDING = re.compile(r"\b(on track|slipping|off track)\b", re.IGNORECASE)
_WILL = r"^(?:please )?(?:(?:can|could) (?:you|i) |i(?:'d like to|'ll| will| want to) )?"
_SIGN = re.compile(rf"{_WILL}(?:sign[\s-]?off|approve)\b", re.IGNORECASE)
_BACK = re.compile(
    rf"{_WILL}(?:send (?P<a>.+?) back|send back (?P<b>.+?)|return (?P<c>.+?))"
    r"(?:[.!]|\s*(?:[:;,\u2013-]|\bbecause\b|\bas\b)\s*(?P<why>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"^(?:please )?(?:note|record|put down|log|mark)(?: that| down)?:?\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_WHICH_SLIP = re.compile(
    r"^(?:which|what|whose|are any|any|is any|do any|show)\b.*\bplans?\b.*\b(?:slipping|off track)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"^\W*(?:because|as|since|with)?\W*", re.IGNORECASE)


async def decide(turn: Turn, press: Press) -> Reply:
    """Sign a version off, or send it back with a reason."""
    number, revision = press.data.get("paper"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    who: dict[str, Any] = {
        "uow": turn.uow,
        "policy": turn.policy,
        "now": turn.now,
        "person": turn.speaker,
        "shown": PaperShown(number, revision),
    }
    reason = str(press.data.get("reason") or "")
    try:
        if press.do == "paper.sign_off":
            return _done(turn, await sign_off_paper(**who))
        return _done(turn, await send_paper_back(**who, reason=reason))
    except Invalid as refused:
        if turn.incoming.press is not None and turn.incoming.press.replaces_card:
            lead = " ".join(refused.faults.values())
            return await school_papers.show(turn, number, lead=lead, entered={"reason": reason})
        raise
    except PaperOvertaken as overtaken:
        lead = paper_words.what_happened(overtaken.paper, turn.trust)
        return await school_papers.show(turn, number, lead=lead)


def _done(turn: Turn, paper: SchoolPaper) -> Reply:
    what = paper_words.named(paper.school, paper.kind, paper.year, turn.trust)
    head = turn.trust.person(turn.trust.school(paper.school).headteacher).name
    signed = paper.last.deed is PaperDeed.SIGNED_OFF
    did = "signed off" if signed else "sent back"
    said = f"Done: {what}, version {paper.latest.version}, is {did}. {head} will be told."
    title = f"{wording.capitalised(CALLED[paper.kind])} {did}: {turn.trust.school(paper.school).known_as}"
    look = cards.press("Look at it", "paper.show", {"paper": paper.id, cards.BESIDE: True})
    return turn.say(
        said, summary=title, card=cards.card([cards.heading(title), cards.words(said)], [look], says=said)
    )


def way_for(turn: Turn, text: str) -> Said | None:
    """How a sentence is answered that signs off, sends back or notes; None for any other text."""
    plain = text.strip().replace("\u2019", "'")
    if len(plain) > _LONGEST:
        return None
    if _WHICH_SLIP.search(plain):
        asked = Interpretation(Intent.DEVELOPMENT_PLAN_SHOW)
        return Said(partial(school_papers.answer, turn, asked), writes=False)
    if plain.endswith("?"):
        return None
    note = _NOTE.match(plain)
    standing = _STANDING.search(note["what"]) if note else None
    if note and standing:
        return Said(partial(_note_said, turn, note["what"], standing))
    named = paper_words.names_a_paper(plain)
    if named and _SIGN.match(plain):
        return Said(partial(_sign_said, turn, plain))
    back = _BACK.match(plain) if named else None
    if back:
        about = back["a"] or back["b"] or back["c"]
        if paper_words.names_a_paper(about):
            return Said(partial(_back_said, turn, about, back["why"] or ""))
    return None


async def _meant(turn: Turn, text: str) -> Stands | Reply:
    """The paper that a sentence is about, or the question which one."""
    asked = turn.read(text)
    kind = paper_words.kind_in(text)
    if asked.school is None or kind is None:
        which = "Which school's" if asked.school is None else "Development plan or self-evaluation"
        said = f"{which} do you mean? Say for instance \u201csign off Oak Bank's SDP\u201d."
        return turn.say(said, summary="Which one?")
    found = await papers_standing(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        kinds=[kind],
        year=paper_words.year_in(text, turn),
        schools=frozenset({asked.school}),
    )
    if not may_see_school(turn.speaker, Deed.SIGN_OFF_DEVELOPMENT_PLAN, asked.school, turn.today, turn.trust):
        raise NotAllowed(Deed.SIGN_OFF_DEVELOPMENT_PLAN)
    return found[0]


async def _sign_said(turn: Turn, text: str) -> Reply:
    """Show what would be signed off first; a yes, or the button, does it."""
    stands = await _meant(turn, text)
    if isinstance(stands, Reply):
        return stands
    if stands.paper is None or not (stands.waits and stands.may_decide):
        return await school_papers.show_of(turn, Press("paper.of", _of(stands)))
    data = {"paper": stands.paper.id, "revision": stands.paper.revision}
    awaiting.await_yes(turn, "paper.sign_off", data)
    return await school_papers.show(
        turn, stands.paper.id, lead="This is what you would sign off. Shall I? Say yes, or press the button."
    )


async def _back_said(turn: Turn, about: str, why: str) -> Reply:
    stands = await _meant(turn, about)
    if isinstance(stands, Reply):
        return stands
    if stands.paper is None or not (stands.waits and stands.may_decide):
        return await school_papers.show_of(turn, Press("paper.of", _of(stands)))
    data = {"paper": stands.paper.id, "revision": stands.paper.revision}
    if why:
        return await decide(turn, Press("paper.send_back", {**data, "reason": why}))
    what = paper_words.named(stands.school.urn, stands.kind, stands.year, turn.trust)
    return ask_reason(
        turn,
        "Send it back",
        f"{what}, version {stands.paper.latest.version}, goes back to the headteacher with your reason.",
        "paper.send_back",
        data,
        wanted=Wanted(button="Send back"),
    )


def _of(stands: Stands) -> dict[str, str]:
    return {"school": stands.school.urn, "kind": str(stands.kind), "year": stands.year}


async def _note_said(turn: Turn, what: str, standing: re.Match[str]) -> Reply:
    """A note in one sentence: "note Oak Bank's plan is slipping: two posts unfilled"."""
    about = f"is {what[: standing.start()]} in"
    asked = turn.read(about)
    if asked.school is None:
        said = (
            "Which school's plan do you mean? Say for instance \u201cnote Oak Bank's plan is on track\u201d."
        )
        return turn.say(said, summary="Which school?")
    half = half_term_now(turn.uow, turn.today)
    data = {
        "school": asked.school,
        "half_term": half.key if half else "",
        "standing": standing[1].lower(),
        "note": _WHY.sub("", what[standing.end() :]),
    }
    return await noted(turn, Press("paper.note", data))


async def ask_note(turn: Turn, press: Press) -> Reply:
    """The short form: how delivery stands, and a few words."""
    school = press.data.get("school")
    if not isinstance(school, str) or not may_see_school(
        turn.speaker, Deed.SIGN_OFF_DEVELOPMENT_PLAN, school, turn.today, turn.trust
    ):
        raise NotAllowed(Deed.SIGN_OFF_DEVELOPMENT_PLAN)
    half = half_term_now(turn.uow, turn.today)
    key = press.data.get("half_term") or (half.key if half else "")
    name = turn.trust.school(school).known_as
    choices: cards.Element = {
        "type": "Input.ChoiceSet",
        "id": "standing",
        "label": "The plan's delivery is",
        "style": "compact",
        "choices": [{"title": wording.capitalised(each), "value": each.value} for each in Standing],
        "value": Standing.ON_TRACK.value,
    }
    most = terms_now(turn.uow, turn.policy, turn.now).note_at_most_characters
    return ask_reason(
        turn,
        f"Delivery of {paper_words.possessive(name)} plan",
        f"How does the delivery of {paper_words.possessive(name)} development plan stand, "
        f"{wording.half_term(str(key))}?",
        "paper.note",
        {"school": school, "half_term": str(key)},
        wanted=Wanted(
            label="Note",
            question="Say on track, slipping or off track, and a few words.",
            button="Note it",
            name="note",
            at_most=most,
        ),
        fields=[choices],
    )


async def noted(turn: Turn, press: Press) -> Reply:
    """Keep a note on how a plan is delivered. Said in words, the note itself says how it stands."""
    school, half, note = (str(press.data.get(name) or "") for name in ("school", "half_term", "note"))
    standing = str(press.data.get("standing") or "")
    if standing not in set(Standing):
        found = _STANDING.search(note)
        standing = found[1].lower() if found else ""
        note = _WHY.sub("", note[found.end() :]) or note if found else note
    made = await note_delivery(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        school=school,
        half_term=half,
        standing=Standing(standing) if standing else None,
        note=note,
    )
    name = turn.trust.school(school).known_as
    said = (
        f"Noted: the delivery of {paper_words.possessive(name)} development plan is {made.standing} "
        f"({wording.half_term(made.half_term)})."
    )
    kind = PaperKind.DEVELOPMENT_PLAN
    look = cards.press(
        "Look at the plan",
        "paper.of",
        {"school": school, "kind": str(kind), "year": half.partition(" ")[0], cards.BESIDE: True},
    )
    title = f"Delivery noted: {name}"
    return turn.say(
        said, summary=title, card=cards.card([cards.heading(title), cards.words(said)], [look], says=said)
    )
