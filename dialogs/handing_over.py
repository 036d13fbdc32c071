"""Documents that people ask for: offered in their own chat where that is possible, else sent by mail.

What is offered names its document by a reference (`report:41:2`). Who takes it is asked for anew: whether
they may have it now, and what it is now.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from dialogs import wording
from dialogs.messages import Message, Offered, Press, Reply
from dialogs.turn import Turn
from strategy.actions import exporting, packing, paper_reading, reading, sending_packs, visit_papers
from strategy.actions.handing_out import Wanted, note_given, send_by_mail
from strategy.errors import NotAllowed, NotFound
from strategy.outgoing import Means
from strategy.permissions import Deed
from strategy.policy_papers import PaperKind
from strategy.ports import Document, Letter, Outgoing

OFFERED = "offered"
"""Where in the memory stands what was offered last, so that "by mail" means that."""
MOST_OFFERED = 4
"""Files that are offered one by one; more of them go by mail."""
_TAKEN = "taken"
_MOST_TAKEN = 8
_MOST_NAMED = 20
_BY_MAIL = re.compile(r"\b(?:e-?mail|mail)(?:ed|s)?\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"^(?:no,? |please )?(?:(?:can|could) you )?(?:please )?"
    r"(?:(?:(?:e-?mail|mail) (?:it|this|that|them|both|me)|(?:send|put) (?:it|this|that|them|both)"
    r"(?: to me)? (?:by|via|in an?) (?:e-?mail|mail))(?: to me)?|(?:by|via) (?:e-?mail|mail))"
    r"(?: instead)?(?:,? please)?[.!?]?$",
    re.IGNORECASE,
)


def says_by_mail(text: str) -> bool:
    """Whether somebody asks for a mail, so that nothing is offered in the chat."""
    return _BY_MAIL.search(text) is not None


def offers_here(turn: Turn) -> bool:
    """Whether documents can be offered in this chat, and need not be mailed."""
    return turn.incoming.takes_files and turn.renderer is not None


async def hand_out(turn: Turn, wanted: Sequence[Wanted], said: str, *, mailed: bool = False) -> Reply:
    """Offer documents here, a message each; by mail where that cannot be or is wanted (`mailed`), saying
    `said`.
    """
    if mailed or not offers_here(turn) or len(wanted) > MOST_OFFERED:
        await send_by_mail(uow=turn.uow, now=turn.now, reader=turn.speaker, wanted=wanted)
        return turn.say(said, summary="On its way by mail")
    messages = [await _offer(turn, each) for each in wanted]
    turn.memory[OFFERED] = [each.subject for each in wanted]
    return Reply(messages=tuple(messages))


async def _offer(turn: Turn, wanted: Wanted) -> Message:
    document = await _made(turn, wanted)
    about = _of_school(turn, wanted, wording.capitalised(wanted.thing))
    offered = Offered(document.name, len(document.content), about, wanted.subject)
    said = (
        f"{document.name} is ready for you. Allow it, and I put it into your OneDrive. "
        'Or say "by mail", and I mail it to you.'
    )
    return Message(said, _of_school(turn, wanted, "A file for you"), offered=offered)


def _of_school(turn: Turn, wanted: Wanted, what: str) -> str:
    """`A file for you: Oak Bank`; without a school where it is of none."""
    return what if wanted.school is None else f"{what}: {turn.trust.school(wanted.school).known_as}"


async def take(turn: Turn, press: Press) -> Reply:
    """Somebody takes a file that was offered: it goes back with the reply, if they may have it now.

    `session` names one answer to the offer, so that one that comes again under another name is not
    answered again.
    """
    taken = [each for each in turn.memory.get(_TAKEN, []) if isinstance(each, str)]
    session = press.data.get("session")
    if isinstance(session, str) and session in taken:
        return Reply()
    wanted = await _wanted(turn, press.data.get("file"))
    if not turn.incoming.takes_files:
        return await hand_out(turn, [wanted], _on_its_way(turn, 1), mailed=True)
    document = await _made(turn, wanted)
    if isinstance(session, str):
        turn.memory[_TAKEN] = [*taken, session][-_MOST_TAKEN:]
    await note_given(uow=turn.uow, now=turn.now, reader=turn.speaker, wanted=wanted)
    said = f"{document.name} is in your OneDrive now."
    message = Message(said, _of_school(turn, wanted, "Your file"))
    return Reply(messages=(message,), document=document)


async def leave(turn: Turn, press: Press) -> Reply:
    """Somebody does not want what was offered; they may still say "by mail"."""
    if isinstance(file := press.data.get("file"), str):
        turn.memory[OFFERED] = [file[:100]]
    said = "All right, nothing was sent. Ask me again whenever you would like it."
    return turn.say(said, summary="Nothing was sent")


async def mail(turn: Turn, press: Press) -> Reply:
    """What was offered goes by mail; `instead` where it could not be put where it should have gone."""
    named = press.data.get("files")
    listed = named[:_MOST_NAMED] if isinstance(named, list) else []
    wanted = [await _wanted(turn, each) for each in listed]
    if not wanted:
        raise NotFound("file")
    said = _on_its_way(turn, len(wanted))
    if press.data.get("instead") is True:
        which = "that file" if len(wanted) == 1 else "those files"
        said = f"I could not put {which} into your OneDrive. {said}"
    return await hand_out(turn, wanted, said, mailed=True)


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that "by mail" amounts to, after something was offered; None for another text."""
    offered = turn.memory.get(OFFERED)
    if isinstance(offered, list) and _INSTEAD.match(text.strip().replace("\u2019", "'")):
        return Press("file.mail", {"files": offered})
    return None


def _on_its_way(turn: Turn, many: int) -> str:
    on_its_way = "It is on its way" if many == 1 else "They are on their way"
    return f"{on_its_way} to {turn.speaker.email} by mail."


async def _made(turn: Turn, wanted: Wanted) -> Document:
    """The document as it is now: what the mail would bring. Raises NotFound where there is none any more."""
    if turn.renderer is None:
        raise NotFound("file")
    row = Outgoing("", wanted.kind, turn.speaker.id, wanted.subject, turn.now)
    made = await turn.renderer.render(turn.uow, row, Means.MAIL, turn.now)
    if not isinstance(made, Letter) or not made.documents:
        raise NotFound("file")
    return made.documents[0]


async def _wanted(turn: Turn, reference: object) -> Wanted:
    """What a reference means, if the speaker may have it now. Raises NotAllowed, WithdrawnReport, Invalid."""
    what, *numbers = reference.split(":") if isinstance(reference, str) else [""]
    find = _FINDERS.get(what)
    if find is None or not 1 <= len(numbers) <= 2 or not all(_is_number(each) for each in numbers):
        raise NotAllowed(Deed.READ_REPORT)
    return await find(turn, *(int(each) for each in numbers))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


async def _report(turn: Turn, number: int, version: int = 0) -> Wanted:
    # As it stands now, whichever version was offered.
    del version
    _, wanted = await reading.document_of(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, report_id=number
    )
    return wanted


async def _school_paper(turn: Turn, number: int, version: int | None = None) -> Wanted:
    _, _, wanted = await paper_reading.copy_of(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        paper_id=number,
        version=version,
    )
    return wanted


async def _visit_paper(turn: Turn, number: int, version: int = 0) -> Wanted:
    del version
    return await visit_papers.file_of(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, paper_id=number
    )


async def _workbook(turn: Turn, number: int, version: int = 0) -> Wanted:
    del version
    return await exporting.workbook_of(uow=turn.uow, reader=turn.speaker, export_id=number)


async def _meeting_pack(turn: Turn, number: int, version: int = 0) -> Wanted:
    del version
    return await packing.pack_wanted(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, meeting_id=number
    )


async def _later_papers(turn: Turn, number: int, sending: int = 0) -> Wanted:
    _, wanted = await sending_packs.later_papers_wanted(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        meeting_id=number,
        number=sending,
    )
    return wanted


_FINDERS: Mapping[str, Callable[..., Awaitable[Wanted]]] = {
    "report": _report,
    "visit_paper": _visit_paper,
    "workbook": _workbook,
    "meeting_pack": _meeting_pack,
    "later_papers": _later_papers,
    **dict.fromkeys((str(kind) for kind in PaperKind), _school_paper),
}
