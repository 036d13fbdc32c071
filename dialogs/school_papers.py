"""How development plans and self-evaluations stand: "is Great Oak's SDP in yet?", "send it to me"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dialogs import cards, paper_cards, paper_words, wording
from dialogs.handing_over import hand_out, says_by_mail
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply
from dialogs.narrowing import mine_or_named
from dialogs.paper_lists import Narrowed, data_of, narrowed_by, shown_list, way_to, with_narrowed
from dialogs.paper_words import CALLED
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.paper_reading import Stands, copy_of, paper_standing, papers_standing
from strategy.errors import Invalid
from strategy.policy_papers import PaperKind

SEND_IT = 'Say "send it to me" to have it by mail.'
PAPER_SHOWN = "paper_shown"
"""Where in the memory stands the paper that "it" means."""
_SEND = re.compile(
    r"\b(?:(?:e-?mail|send|forward)(?: me| us)?|(?:get|give|let) me|have .* (?:sent|mailed)|a copy of)\b",
    re.IGNORECASE,
)
_ASKS_OF_SENDING = re.compile(
    r"^(?:has|have|did|is|are|was|which|who)\b|\b(?:sent|submitted|handed) (?:in|back)\b", re.IGNORECASE
)


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """One school's paper with what can be done with it, or how those of all schools stand."""
    narrowed = narrowed_by(turn, asked)
    schools = _schools_of(turn, asked)
    found = await found_by(turn, asked, narrowed)
    if len({each.school.urn for each in found}) == 1 and (schools is not None or len(found) == 1):
        note_list(turn, "papers", with_narrowed(asked, narrowed))
        if len(found) == 1:
            return await _one(turn, found[0], turn.incoming.text)
        return _both(turn, found)
    return shown_list(turn, asked, found, narrowed, offset)


def _schools_of(turn: Turn, asked: Interpretation) -> frozenset[str] | None:
    """The schools that are asked about; a headteacher who names none means their own."""
    schools = mine_or_named(turn, asked)
    if schools is None and not _sees_several(turn):
        schools = frozenset(school.urn for school in turn.trust.headed_by(turn.speaker)) or None
    return schools


async def found_by(turn: Turn, asked: Interpretation, narrowed: Narrowed) -> list[Stands]:
    """How the papers that are asked about stand. Raises NotAllowed where none may be seen."""
    kinds = [narrowed.kind] if narrowed.kind else list(PaperKind)
    found = await papers_standing(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        kinds=kinds,
        year=narrowed.year,
        schools=_schools_of(turn, asked),
    )
    return [each for each in found if asked.risk in (None, each.school.risk)]


def _sees_several(turn: Turn) -> bool:
    return len(turn.trust.headed_by(turn.speaker)) != 1 or bool(turn.speaker.roles)


async def _one(turn: Turn, stands: Stands, text: str) -> Reply:
    if stands.paper is not None and _SEND.search(text) and not _ASKS_OF_SENDING.search(text):
        return await _send(turn, stands.paper.id, None, mailed=says_by_mail(text))
    return _shown(turn, stands)


def _shown(turn: Turn, stands: Stands, *, lead: str = "", entered: Mapping[str, str] | None = None) -> Reply:
    said = paper_words.whole(stands, turn)
    in_full = [said]
    if stands.paper is not None:
        latest, last = stands.paper.latest, stands.paper.last
        in_full += [f"Reason: {last.reason}"] if last.reason else []
        in_full += [f"Link: {latest.link}"] if latest.link else [f"File: {latest.file_name}", SEND_IT]
        turn.memory[PAPER_SHOWN] = stands.paper.id
    if stands.note is not None:
        in_full.append(f"Delivery: {stands.note.standing}. {stands.note.note}".strip())
    elif stands.is_monitored:
        in_full.append("Delivery: not noted yet this half term.")
    return turn.say(
        f"{lead} {said}".strip(),
        in_full="\n".join(part for part in (lead, *in_full) if part),
        summary=paper_cards.heading(stands),
        card=paper_cards.whole(stands, turn, lead=lead, entered=entered),
    )


def _both(turn: Turn, found: Sequence[Stands]) -> Reply:
    """A school's plan and self-evaluation beside each other."""
    school = found[0].school.known_as
    said = " ".join(paper_words.whole(each, turn) for each in found)
    turn.memory["rows"] = [way_to(each) for each in found]
    body = [
        cards.with_button(
            [
                cards.words(wording.capitalised(CALLED[each.kind]), bold=True),
                cards.beneath(paper_words.in_short(each, turn)),
            ],
            cards.press("Open", "paper.of", {**data_of(each), cards.BESIDE: True}),
        )
        for each in found
    ]
    title = f"{school}, {found[0].year}"
    return turn.say(
        said,
        in_full=f"{said} Say 1 or 2 to open one.",
        summary=f"Development plan and self-evaluation: {school}",
        card=cards.card([cards.heading(title), *body], says=said),
    )


async def show_of(turn: Turn, press: Press) -> Reply:
    """A row: the paper of a school, kind and year, whether it is in or not."""
    school, kind, year = (press.data.get(name) for name in ("school", "kind", "year"))
    if not isinstance(school, str) or kind not in set(PaperKind) or not is_year(year):
        return turn.say(wording.REFUSAL, summary="Not possible")
    found = await papers_standing(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        kinds=[PaperKind(str(kind))],
        year=str(year),
        schools=frozenset({school}),
    )
    return _shown(turn, found[0])


def is_year(year: object) -> bool:
    """Whether a button carries an academic year."""
    return isinstance(year, str) and re.fullmatch(r"20\d\d/\d\d", year) is not None


async def show(
    turn: Turn, paper: object, *, lead: str = "", entered: Mapping[str, str] | None = None
) -> Reply:
    """One paper by its id."""
    if not isinstance(paper, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    stands = await paper_standing(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, paper_id=paper
    )
    return _shown(turn, stands, lead=lead, entered=entered)


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """The button of one paper."""
    return await show(turn, press.data.get("paper"))


async def show_versions(turn: Turn, press: Press) -> Reply:
    """Every version that was handed in."""
    number = press.data.get("paper")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    stands = await paper_standing(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, paper_id=number
    )
    if stands.paper is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    lines = [
        f"Version {step.version}, {wording.moment(step.at)}, by {turn.trust.person(step.by).name}"
        for step in stands.paper.versions[::-1]
    ]
    said = f"{paper_cards.heading(stands)}, {wording.several(len(lines), 'version')}."
    card = paper_cards.versions(stands.paper, turn)
    return turn.say(said, in_full="\n".join([said, *lines]), summary=paper_cards.heading(stands), card=card)


async def send(turn: Turn, press: Press) -> Reply:
    """The button that has a version sent to whoever presses it."""
    number, version = press.data.get("paper"), press.data.get("version")
    if not isinstance(number, int) or not isinstance(version, int | None):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await _send(turn, number, version, mailed=press.data.get("by_mail") is True)


async def _send(turn: Turn, number: int, version: int | None, *, mailed: bool) -> Reply:
    try:
        paper, step, wanted = await copy_of(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            reader=turn.speaker,
            paper_id=number,
            version=version,
        )
    except Invalid:
        return await show(turn, number)
    what = paper_words.named(paper.school, paper.kind, paper.year, turn.trust)
    said = f"{what}, version {step.version}, is on its way to {turn.speaker.email} by mail."
    return await hand_out(turn, [wanted], said, mailed=mailed)


_IT = re.compile(
    r"^(?:please )?(?:(?:e-?mail|send|forward|get) (?:it|that|this|me (?:it|that|a copy))(?: to me| over)?"
    r"|mail it(?: to me)?|send me (?:it|that|the file|a copy))(?:,? please)?[.!?]?$",
    re.IGNORECASE,
)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that "send it to me" amounts to, of the paper that was shown last; None for another text."""
    shown = turn.memory.get(PAPER_SHOWN)
    if isinstance(shown, int) and _IT.match(text.strip().replace("\u2019", "'")):
        return Press("paper.send", {"paper": shown, "by_mail": says_by_mail(text)})
    return None
