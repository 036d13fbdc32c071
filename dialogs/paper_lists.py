"""How the papers of many schools stand: "which schools have not handed in their SDP?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dialogs import cards, paper_words, wording
from dialogs.asked_again import kept
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.narrowing import left_out
from dialogs.paper_words import CALLED, SEVERAL
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.paper_reading import Stands
from strategy.permissions import Deed
from strategy.policy_papers import PaperKind
from strategy.school_papers import PaperDeed, Standing

PAGE = 8
_WAITING = re.compile(
    r"\b(?:not (?:yet |been )*signed|(?:to|awaiting|waiting (?:to be|for|on)) (?:be )?sign|"
    r"(?:haven't|hasn't|have not|has not)(?: been)? signed|unsigned|need(?:s|ing)? (?:signing|sign.?off)|"
    r"sign.?off (?:is )?(?:waiting|outstanding|pending)|to sign off)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\bsigned[\s-]?off\b|\bapproved\b", re.IGNORECASE)
_SENT_BACK = re.compile(r"\b(?:sent back|returned|rejected)\b", re.IGNORECASE)
_MISSING = re.compile(
    r"\b(?:not|no|haven't|hasn't|without|missing|outstanding|owes?|yet to|still (?:to|waiting)"
    r"|waiting for|chase)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:late|overdue)\b", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:are|is|have|has|which)\b.*\b(?:in|handed|submitted|sent|received|done)\b", re.IGNORECASE
)
_DELIVERY = re.compile(r"\b(?:slipping|off track)\b", re.IGNORECASE)

_FITS: Mapping[str, Callable[[Stands], bool]] = {
    "missing": lambda each: each.paper is None or each.paper.last.deed is PaperDeed.SENT_BACK,
    "late": lambda each: each.is_late,
    "waiting": lambda each: each.waits,
    "signed off": lambda each: each.paper is not None and each.paper.last.deed is PaperDeed.SIGNED_OFF,
    "sent back": lambda each: each.paper is not None and each.paper.last.deed is PaperDeed.SENT_BACK,
    "in": lambda each: each.paper is not None,
    "slipping": lambda each: each.note is not None and each.note.standing is not Standing.ON_TRACK,
    "": lambda each: True,
}
_ARE = {
    "missing": ("is still to come in", "are still to come in"),
    "late": ("is late", "are late"),
    "waiting": ("waits to be signed off", "wait to be signed off"),
    "signed off": ("is signed off", "are signed off"),
    "sent back": ("was sent back", "were sent back"),
    "in": ("is in", "are in"),
    "slipping": ("is slipping or off track", "are slipping or off track"),
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked about: a kind (None for both), a state in the words of `_FITS`, an academic year."""

    kind: PaperKind | None
    status: str
    year: str


def narrowed_by(turn: Turn, asked: Interpretation) -> Narrowed:
    """What a question is narrowed to, or the page of a list was."""
    text = turn.incoming.text
    return _recalled(asked) or Narrowed(
        paper_words.kind_in(text), _status(text), paper_words.year_in(text, turn)
    )


def with_narrowed(asked: Interpretation, narrowed: Narrowed) -> Interpretation:
    """The question with what its words narrowed it to, for its further pages."""
    return replace(asked, which=f"{narrowed.kind or ''}|{narrowed.status}|{narrowed.year}")


def _recalled(asked: Interpretation) -> Narrowed | None:
    """What a page of the list was narrowed to; None for a question."""
    parts = (asked.which or "").split("|")
    if len(parts) != 3 or parts[1] not in _FITS or not re.fullmatch(r"20\d\d/\d\d", parts[2]):
        return None
    return Narrowed(PaperKind(parts[0]) if parts[0] in set(PaperKind) else None, parts[1], parts[2])


def _status(text: str) -> str:
    """What the list is narrowed to, in the words of `_FITS`."""
    for pattern, status in (
        (_DELIVERY, "slipping"),
        (_WAITING, "waiting"),
        (_SIGNED, "signed off"),
        (_SENT_BACK, "sent back"),
        (_LATE, "late"),
        (_MISSING, "missing"),
        (_IN, "in"),
    ):
        if pattern.search(text):
            return status
    return ""


def shown_list(
    turn: Turn,
    asked: Interpretation,
    seen: Sequence[Stands],
    narrowed: Narrowed,
    offset: int,
) -> Reply:
    """A page of how papers stand, by school."""
    asked = with_narrowed(asked, narrowed)
    kind, year = narrowed.kind, narrowed.year
    found = fitting(seen, narrowed)
    said = counted(seen, found, narrowed) + left_out(turn, asked, Deed.SEE_DEVELOPMENT_PLAN)
    note_list(turn, "papers", asked)
    turn.memory.pop("more", None)
    what = wording.capitalised(SEVERAL[kind]) if kind else "Plans and self-evaluations"
    if not found:
        return turn.say(said, summary=f"{what}: none")
    offset = min(offset, (len(found) - 1) // PAGE * PAGE)
    page, end = found[offset : offset + PAGE], min(offset + PAGE, len(found))
    turn.memory["rows"] = [way_to(each) for each in page]
    if len(found) > len(page):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    ask = kept(asked)
    if end < len(found):
        turn.memory["more"] = {"ask": ask, "offset": end}
    rows, shown = [], []
    for number, each in enumerate(page, 1):
        state = paper_words.in_short(each, turn)
        delivery = _delivery(each)
        name = each.school.known_as
        rows.append((str(number), name, CALLED[each.kind], f"{state}{f'; {delivery}' if delivery else ''}"))
        link = cards.link(name, "paper.of", data_of(each))
        beneath = [] if kind else [cards.beneath(wording.capitalised(CALLED[each.kind]))]
        told = [cards.beneath(wording.capitalised(delivery))] if delivery else []
        shown.append([[link, *beneath], [cards.words(state), *told]])
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < len(found) else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    table = cards.table((("School", 5), ("How it stands", 6)), shown)
    title = said if turn.incoming.press else f"{what}, {year}"
    more = ' Say "more" for the next.' if end < len(found) else ""
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.{more}",
        summary=f"{what}: {len(found)}",
        table=Table(("", "School", "What", "How it stands"), tuple(rows)),
        card=cards.card(
            [cards.heading(title), table, cards.note("Press a school to open it.")], actions, says=said
        ),
    )


def _delivery(each: Stands) -> str:
    if each.note is not None:
        return f"delivery {each.note.standing}"
    return "delivery not noted yet" if each.is_monitored and each.paper is not None else ""


def fitting(seen: Sequence[Stands], narrowed: Narrowed) -> list[Stands]:
    """Those that stand as the list is narrowed to."""
    return [each for each in seen if _FITS[narrowed.status](each)]


def counted(seen: Sequence[Stands], found: Sequence[Stands], narrowed: Narrowed) -> str:
    """How many of how many: `3 of 12 development plans for 2026/27 are still to come in.`"""
    kind, status, year = narrowed.kind, narrowed.status, narrowed.year
    noun = SEVERAL[kind] if kind else "plans and self-evaluations"
    if status and seen:
        one, many = _ARE[status]
        how_many = "None" if not found else "All" if len(found) == len(seen) > 1 else str(len(found))
        of = f"of the {len(seen)} {noun}" if how_many != "All" else f"{len(seen)} {noun}"
        return f"{how_many} {of} for {year} {one if len(found) <= 1 else many}."
    parts = []
    for name in ("missing", "waiting", "signed off"):
        number = sum(_FITS[name](each) for each in seen)
        if number:
            parts.append(f"{number} {_ARE[name][0 if number == 1 else 1]}")
    of_all = f"Of {len(seen)} {noun} for {year}"
    return f"{of_all} {wording.listed(parts)}." if parts else f"No {noun} to show for {year}."


def way_to(each: Stands) -> list[object]:
    """What opening a row does."""
    return ["paper.of", data_of(each)]


def data_of(each: Stands) -> dict[str, str]:
    """What a button needs to open it."""
    return {"school": each.school.urn, "kind": str(each.kind), "year": each.year}
