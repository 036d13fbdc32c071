"""A school's paper waits to be signed off, was decided on, or is handed on to somebody who asked for it."""

from __future__ import annotations

from dialogs import cards, paper_words, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.handing_in_papers import concerned_by
from strategy.permissions import Deed, may_see_school
from strategy.policy_papers import PaperKind
from strategy.ports import Document, Letter, Notice
from strategy.school_papers import PaperDeed, SchoolPaper, asked_to_sign_off, waits_for_sign_off


async def waiting_by_message(telling: Telling) -> Notice:
    """That a paper was handed in, for who is asked to sign it off, with the way to it."""
    paper = await _waiting(telling)
    said = f"{_handed_in(paper, telling)} It waits for you to sign it off, or to send it back."
    heading = _summary(paper, telling, "to sign off")
    return Notice(
        said, heading, cards.card([cards.heading(heading), cards.words(said)], [_open(paper)], says=said)
    )


async def waiting_by_mail(telling: Telling) -> Letter:
    """The same by mail."""
    paper = await _waiting(telling)
    return letter(
        telling,
        _summary(paper, telling, "to sign off"),
        [_handed_in(paper, telling), f"Ask me in Teams to see it: \u201c{_question(paper, telling)}\u201d"],
    )


async def decided_by_message(telling: Telling) -> Notice:
    """What was decided, and why where it was sent back."""
    paper = await _decided(telling)
    said, heading = _decided_words(paper, telling), _decided_summary(paper, telling)
    reason, _ = quoted([("Reason", paper.last.reason)]) if paper.last.reason else ([], False)
    hands_in = may_see_school(
        telling.recipient, Deed.SUBMIT_DEVELOPMENT_PLAN, paper.school, telling.today, telling.trust
    )
    again = {"school": paper.school, "kind": str(paper.kind), "year": paper.year, cards.BESIDE: True}
    sent_back = paper.last.deed is PaperDeed.SENT_BACK
    button = cards.press("Hand in a new version", "paper.hand_in", again) if sent_back and hands_in else None
    card = cards.card([cards.heading(heading), cards.words(said), *reason], [button, _open(paper)], says=said)
    return Notice(said, heading, card)


async def decided_by_mail(telling: Telling) -> Letter:
    """The same without the reason: a mail may be read by anybody."""
    paper = await _decided(telling)
    why = ""
    if paper.last.deed is PaperDeed.SENT_BACK:
        why = f"The reason is in Teams: ask me \u201c{_question(paper, telling)}\u201d"
    return letter(telling, _decided_summary(paper, telling), [_decided_words(paper, telling), why])


async def copy_by_mail(telling: Telling) -> Letter:
    """A version of a paper with its file, for somebody who asked for it and may still see it."""
    kind, number, version = _subject(telling)
    paper = await telling.uow.school_papers.get(number)
    step = next((s for s in paper.versions if s.version == version), None) if paper else None
    if paper is None or step is None or paper.kind != kind or step.file is None:
        raise NoLonger("no such file")
    if not may_see_school(
        telling.recipient, Deed.SEE_DEVELOPMENT_PLAN, paper.school, telling.today, telling.trust
    ):
        raise NoLonger("may not see it any more")
    kept, content = await telling.uow.files.get(step.file), await telling.uow.files.content(step.file)
    if kept is None or content is None:
        raise NoLonger("no such file")
    what = paper_words.named(paper.school, paper.kind, paper.year, telling.trust)
    given = f"version {step.version}, handed in on {wording.moment(step.at)}"
    paragraphs = [f"You asked for {what}. It is attached: {given}."]
    if step.version != paper.latest.version:
        paragraphs.append(f"Version {paper.latest.version} has taken its place.")
    document = Document(_file_name(paper, step.version, kept.name, telling), kept.media_type, content)
    return letter(telling, _summary(paper, telling, ""), paragraphs, (document,))


def _file_name(paper: SchoolPaper, version: int, name: str, telling: Telling) -> str:
    """`Development plan - Oak Bank - 2026-27 version 2.docx`: a name of ours, and its own ending."""
    school = telling.trust.school(paper.school).known_as.replace("/", "-")
    what = wording.capitalised(paper_words.CALLED[paper.kind])
    ending = name.rpartition(".")[2].lower()
    return f"{what} - {school} - {paper.year.replace('/', '-')} version {version}.{ending}"


def _subject(telling: Telling) -> tuple[PaperKind, int, int]:
    """Kind, id and what follows of the row's subject. Raises NoLonger where it is about something else."""
    kind, *rest = telling.outgoing.subject.split(":")
    if kind not in set(PaperKind) or len(rest) != 2 or not all(n.isascii() and n.isdigit() for n in rest):
        raise NoLonger("about nothing known")
    return PaperKind(kind), int(rest[0]), int(rest[1])


async def _as_told(telling: Telling) -> SchoolPaper:
    """The paper at the revision that is told of. Raises NoLonger where more was done since."""
    _, number, _ = _subject(telling)
    paper = await telling.uow.school_papers.get(number)
    if paper is None:
        raise NoLonger("no such paper")
    if paper.key != telling.outgoing.subject:
        raise NoLonger("another step was taken since")
    return paper


async def _waiting(telling: Telling) -> SchoolPaper:
    paper = await _as_told(telling)
    terms = telling.policy.on(telling.today, telling.trust.calendar).school_papers
    asked = asked_to_sign_off(paper, telling.trust)
    if not waits_for_sign_off(paper, terms) or asked is None or telling.recipient.id not in asked[1]:
        raise NoLonger("not theirs to act on")
    return paper


async def _decided(telling: Telling) -> SchoolPaper:
    paper = await _as_told(telling)
    if paper.last.deed is PaperDeed.HANDED_IN:
        raise NoLonger("not decided")
    sees = may_see_school(
        telling.recipient, Deed.SEE_DEVELOPMENT_PLAN, paper.school, telling.today, telling.trust
    )
    if telling.recipient.id not in concerned_by(telling.uow, paper) or not sees:
        raise NoLonger("does not concern them any more")
    return paper


def _handed_in(paper: SchoolPaper, telling: Telling) -> str:
    what = paper_words.named(paper.school, paper.kind, paper.year, telling.trust)
    version = f", version {paper.latest.version}," if paper.latest.version > 1 else ""
    return f"{telling.trust.person(paper.latest.by).name} has handed in {what}{version}.".replace(",.", ".")


def _decided_words(paper: SchoolPaper, telling: Telling) -> str:
    what = paper_words.named(paper.school, paper.kind, paper.year, telling.trust)
    who = telling.trust.person(paper.last.by).name
    if paper.last.deed is PaperDeed.SIGNED_OFF:
        return f"{who} has signed off {what} for the EIT."
    return f"{who} has sent back {what}: it is to be handed in again. The version before is kept."


def _decided_summary(paper: SchoolPaper, telling: Telling) -> str:
    return _summary(paper, telling, paper.last.deed)


def _summary(paper: SchoolPaper, telling: Telling, done: str) -> str:
    what = wording.capitalised(paper_words.CALLED[paper.kind])
    return f"{what}{f' {done}' if done else ''}: {telling.trust.school(paper.school).known_as}"


def _question(paper: SchoolPaper, telling: Telling) -> str:
    school = telling.trust.school(paper.school).known_as
    return f"Is {paper_words.possessive(school)} {paper_words.CALLED[paper.kind]} in?"


def _open(paper: SchoolPaper) -> cards.Element:
    return cards.press("Look at it", "paper.show", {"paper": paper.id, cards.BESIDE: True})
