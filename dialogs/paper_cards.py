"""How a school's development plan or self-evaluation is shown, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs import cards, paper_words, wording
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.paper_reading import Stands
from strategy.actions.steps import LONGEST_REASON
from strategy.links import host_of
from strategy.school_papers import PaperDeed, PaperStep, SchoolPaper
from strategy.school_year import london_day

MOST_STEPS = 6
ROOM_FOR_A_REASON = 1_500
_DID = {
    PaperDeed.HANDED_IN: "handed in",
    PaperDeed.SIGNED_OFF: "signed off",
    PaperDeed.SENT_BACK: "sent back",
}


def whole(
    stands: Stands, turn: Turn, *, lead: str = "", entered: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """One paper: how it stands, what was handed in, the way here, and the buttons of the reader."""
    paper, title = stands.paper, heading(stands)
    said = paper_words.whole(stands, turn)
    body: list[cards.Element | None] = [cards.heading(title)]
    if lead:
        body.append(cards.fault(lead))
    body.append(cards.words(said))
    actions: list[cards.Element | None] = []
    if paper is not None:
        body += _given(paper.latest)
        if len(paper.steps) > 1:
            body.append(cards.words("The way here", bold=True, spacing="medium"))
            body += _steps(paper, turn)
    body += _note(stands, turn)
    if paper is not None and stands.may_decide and stands.waits:
        body.append(_reason(entered or {}))
        data = {"paper": paper.id, "revision": paper.revision}
        actions.append(cards.press("Sign off", "paper.sign_off", data, primary=True))
        actions.append(cards.press("Send back", "paper.send_back", data))
    if paper is not None:
        actions += [open_it(paper.latest, paper)]
    actions += _more(stands)
    return cards.card(body, actions, says=f"{lead} {said}".strip())


def heading(stands: Stands) -> str:
    """`Development plan: Oak Bank`."""
    return f"{wording.capitalised(paper_words.CALLED[stands.kind])}: {stands.school.known_as}"


def open_it(step: PaperStep, paper: SchoolPaper, title: str = "") -> cards.Element:
    """The way to what was handed in: a link opens where it leads, and a file is sent."""
    if step.link:
        return {"type": "Action.OpenUrl", "title": title or f"Open at {host_of(step.link)}", "url": step.link}
    data = {"paper": paper.id, "version": step.version, cards.BESIDE: True}
    return cards.press(title or "Send it to me", "paper.send", data)


def _given(step: PaperStep) -> list[cards.Element]:
    if step.link:
        # A Teams client makes no link of a text run: what it shows is what is there.
        return cards.labelled("Link", as_much_as_fits(step.link, 400))
    return cards.labelled("File", step.file_name)


def _steps(paper: SchoolPaper, turn: Turn) -> list[cards.Element]:
    shown: list[cards.Element] = []
    if len(paper.steps) > MOST_STEPS:
        shown.append(cards.note(f"{len(paper.steps) - MOST_STEPS} earlier steps are not shown."))
    for step in paper.steps[-MOST_STEPS:]:
        who = turn.trust.person(step.by).name
        shown.append(cards.words(f"Version {step.version} {_DID[step.deed]} by {who}", spacing="small"))
        shown.append(cards.beneath(wording.moment(step.at)))
        if step.reason:
            beginning = as_much_as_fits(step.reason, ROOM_FOR_A_REASON)
            cut = " …" if len(beginning) < len(step.reason) else ""
            shown.append(cards.words(beginning + cut, spacing="none"))
    return shown


def _note(stands: Stands, turn: Turn) -> list[cards.Element]:
    """The latest note on how the plan is delivered, or that one is still to be made."""
    note = stands.note
    if note is None:
        missing = "Delivery: not noted yet this half term"
        return [cards.words(missing, spacing="medium")] if stands.is_monitored else []
    who = f"{turn.trust.person(note.by).name}, {wording.short_day(london_day(note.at), turn.today)}"
    shown = [
        cards.words(f"Delivery: {note.standing}", bold=True, spacing="medium"),
        cards.beneath(f"{wording.half_term(note.half_term)}, {who}"),
    ]
    if note.note:
        beginning = as_much_as_fits(note.note, ROOM_FOR_A_REASON)
        shown.append(cards.words(beginning + (" …" if len(beginning) < len(note.note) else "")))
    return shown


def _more(stands: Stands) -> list[cards.Element | None]:
    about = {"school": stands.school.urn, "kind": str(stands.kind), "year": stands.year}
    hand_in = "Hand in a new version" if stands.paper else "Hand it in"
    noting = stands.may_note and (stands.is_monitored or stands.note is not None)
    paper = stands.paper
    earlier = paper is not None and len(paper.versions) > 1
    return [
        cards.press(hand_in, "paper.hand_in", {**about, cards.BESIDE: True}) if stands.may_hand_in else None,
        cards.press("Note delivery", "paper.note.ask", {"school": stands.school.urn, cards.BESIDE: True})
        if noting
        else None,
        cards.press("Earlier versions", "paper.versions", {"paper": paper.id, cards.BESIDE: True})
        if earlier and paper
        else None,
    ]


def _reason(entered: Mapping[str, str]) -> cards.Element:
    return {
        "type": "Input.Text",
        "id": "reason",
        "label": "Reason, if you send it back",
        "isMultiline": True,
        "maxLength": LONGEST_REASON,
        "value": as_much_as_fits(entered.get("reason", ""), 6_000),
    }


def versions(paper: SchoolPaper, turn: Turn) -> dict[str, Any]:
    """Every version that was handed in, the latest first, each with the way to it."""
    title = f"{wording.capitalised(paper_words.CALLED[paper.kind])}: versions"
    body: list[cards.Element] = [cards.heading(title)]
    for step in paper.versions[::-1][:10]:
        shown = [
            cards.words(f"Version {step.version}", bold=True),
            cards.beneath(f"{turn.trust.person(step.by).name}, {wording.moment(step.at)}"),
            cards.beneath(paper_words.what_was_given(step)),
        ]
        body.append(cards.with_button(shown, open_it(step, paper, "Open" if step.link else "Send it to me")))
    return cards.card(body, says=f"{len(paper.versions)} versions were handed in.")
