"""How targets and lines of enquiry are shown: what they are, where they stand, and how their set stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs import cards, wording
from dialogs.shortening import as_much_as_fits
from strategy.actions.steps import LONGEST_REASON
from strategy.actions.target_reading import SchoolTargets
from strategy.school_year import london_day
from strategy.targets import Item, ItemKind, Noted, SetState, TargetSet, asked_to_sign_off
from strategy.trust import Trust
from strategy.trust_plan import Priority

ROOM = 3_000
"""Bytes of JSON that people's words take on one card, all items together."""
MOST_NOTED = 6

Priorities = Mapping[int, Priority]


def counted(found: TargetSet) -> str:
    """`3 targets and 1 line of enquiry`."""
    parts = []
    if found.targets:
        parts.append(wording.several(len(found.targets), "target"))
    if found.enquiries:
        parts.append(wording.several(len(found.enquiries), "line of enquiry", "lines of enquiry"))
    return wording.listed(parts)


def stands(found: TargetSet, trust: Trust) -> str:
    """How a set stands, in a sentence, without its reason."""
    if found.state is SetState.PROPOSED:
        asked = asked_to_sign_off(found, trust)
        if asked is None:
            return "The proposal waits to be signed off, and nobody is there who may."
        names = wording.listed([trust.person(person).name for person in asked[1]], "or")
        return f"The proposal waits for {names} to sign it off."
    by, at = found.decision
    who, day = trust.person(by).name, wording.day(london_day(at))
    done = {
        SetState.SIGNED_OFF: f"{who} signed it off on {day}.",
        SetState.SENT_BACK: f"{who} sent the proposal back on {day}.",
        SetState.SUPERSEDED: f"{who} proposed others in its place on {day}.",
    }
    return done[found.state]


def what_happened(found: TargetSet, trust: Trust) -> str:
    """What is true now, for somebody who was shown an earlier state."""
    return f"That has changed meanwhile. {stands(found, trust)}"


def receipt(heading: str, said: str, found: TargetSet) -> dict[str, Any]:
    """A card that says what was done, with the way to it."""
    look = cards.press("Look at it", "targets.set", {"set": found.id, cards.BESIDE: True})
    return cards.card([cards.heading(heading), cards.words(said)], [look], says=said)


def item_words(item: Item) -> str:
    """`Attendance: 92% to 95% by Wed 21 July 2027`, or the question."""
    if item.kind is ItemKind.ENQUIRY:
        return item.words
    return f"{item.words}: {_aim(item)}"


def _aim(item: Item) -> str:
    figures = f"{item.now} \u2192 {item.aim}" if item.now else item.aim
    return f"{figures}, by {wording.day(item.by)}" if item.by else figures


def latest_noted(item: Item, noted: Mapping[int, Sequence[Noted]]) -> str:
    """`Last noted: 94% on Mon 23 November 2026`; nothing where nothing was."""
    found = noted.get(item.id)
    return f"Last noted: {found[0].figure} on {wording.day(found[0].on)}" if found else ""


def in_words(items: Sequence[Item], noted: Mapping[int, Sequence[Noted]], priorities: Priorities) -> str:
    """The whole of a set where no card can be shown."""
    lines = []
    for item in items:
        served = priorities.get(item.priority or 0)
        extra = [latest_noted(item, noted), f"Serves: {served.words}" if served else ""]
        lines.append("- " + ". ".join([item_words(item), *[each for each in extra if each]]))
    return "\n".join(lines)


def items_shown(
    items: Sequence[Item],
    noted: Mapping[int, Sequence[Noted]],
    priorities: Priorities,
    *,
    before: TargetSet | None = None,
    opens: bool = False,
) -> list[cards.Element]:
    """The targets, then the questions; `opens` where each target opens its own page, `before` is what is in
    force where these would take its place.
    """
    shown: list[cards.Element] = []
    room = ROOM // max(len(items), 1)
    for kind, title in ((ItemKind.TARGET, "Targets"), (ItemKind.ENQUIRY, "Lines of enquiry")):
        some = [item for item in items if item.kind is kind]
        if some:
            shown.append(cards.words(title, bold=True, size="small", spacing="medium"))
        for item in some:
            shown += _item(item, noted, priorities, before, room, opens=opens)
    return shown


def _item(
    item: Item,
    noted: Mapping[int, Sequence[Noted]],
    priorities: Priorities,
    before: TargetSet | None,
    room: int,
    *,
    opens: bool,
) -> list[cards.Element]:
    words = _cut(item.words, room)
    if item.kind is ItemKind.TARGET and opens:
        short = _cut(item.words, min(room // 5, 200))
        shown = [cards.link(short, "targets.item", {"item": item.id})]
        shown += [cards.words(words, spacing="none")] if short != words else []
    elif item.kind is ItemKind.TARGET:
        shown = [cards.words(words, bold=True, spacing="small")]
    else:
        shown = [cards.words(words, spacing="small")]
    shown += [cards.words(_aim(item), spacing="none")] if item.kind is ItemKind.TARGET else []
    beneath = [latest_noted(item, noted)]
    beneath += [_against(item, before)] if before is not None else []
    served = priorities.get(item.priority or 0)
    beneath += [_cut(f"Serves the trust's priority: {served.words}", max(room // 3, 120))] if served else []
    return [*shown, *[cards.beneath(line) for line in beneath if line]]


def _against(item: Item, before: TargetSet) -> str:
    """How an item differs from what is in force; nothing where it does not."""
    same = next(
        (
            each
            for each in before.items
            if each.kind is item.kind and each.words.casefold() == item.words.casefold()
        ),
        None,
    )
    if same is None:
        return "New"
    return "" if (same.aim, same.by) == (item.aim, item.by) else f"In force now: {_aim(same)}"


def _cut(text: str, room: int) -> str:
    beginning = as_much_as_fits(text, room)
    return beginning + (" \u2026" if len(beginning) < len(text) else "")


def of_school(
    found: SchoolTargets, trust: Trust, said: str, actions: Sequence[cards.Element | None]
) -> dict[str, Any]:
    """What is in force for a school and year, with what else can be done about it."""
    body: list[cards.Element | None] = [
        cards.heading(f"Targets: {found.school.known_as}, {found.year}"),
        cards.words(said.partition(": ")[2] or said),
    ]
    if found.in_force is not None:
        opens = bool(found.in_force.targets)
        body += items_shown(found.in_force.items, found.noted, found.priorities, opens=opens)
        if opens:
            body.append(cards.note("Press a target to see how it has stood."))
    return cards.card(body, actions, says=said)


def of_set(
    found: TargetSet,
    priorities: Priorities,
    trust: Trust,
    *,
    before: TargetSet | None,
    decides: bool,
    lead: str = "",
    reason: str = "",
    again: bool = False,
) -> dict[str, Any]:
    """One set, whatever became of it: the buttons of the reader's decision, or of proposing again."""
    school = trust.school(found.school).known_as
    who, day = trust.person(found.proposed_by).name, wording.day(london_day(found.proposed_at))
    now = "They wait for you to sign them off." if decides else stands(found, trust)
    proposed = f"Proposed by {who} on {day}. {now}"
    body: list[cards.Element | None] = [
        cards.heading(f"Proposed targets: {school}, {found.year}"),
        cards.fault(lead) if lead else None,
        cards.words(proposed),
    ]
    if found.reason:
        body += cards.labelled("Why it was sent back", _cut(found.reason, 1_500))
    body += items_shown(found.items, {}, priorities, before=before)
    actions: list[cards.Element | None] = []
    if decides:
        body.append(
            {
                "type": "Input.Text",
                "id": "reason",
                "label": "Reason, if you send them back",
                "isMultiline": True,
                "maxLength": LONGEST_REASON,
                "value": as_much_as_fits(reason, 2_000),
            }
        )
        data = {"set": found.id}
        actions = [
            cards.press("Sign off", "targets.sign_off", data, primary=True),
            cards.press("Send back", "targets.send_back", data),
        ]
    if again:
        of_year = {"school": found.school, "year": found.year}
        actions.append(cards.press("Propose again", "targets.start", of_year, primary=True))
    return cards.card(body, actions, says=f"{school}, {found.year}: {counted(found)} proposed.")


def of_item(
    item: Item,
    found: TargetSet,
    noted: Sequence[Noted],
    trust: Trust,
    *,
    notes: bool,
    faults: Mapping[str, str],
    entered: Mapping[str, str],
    said: str,
) -> dict[str, Any]:
    """One target: what was noted of it, the latest first, and for who may the small form to note more."""
    school = trust.school(found.school).known_as
    body: list[cards.Element | None] = [
        cards.heading(f"Target: {school}, {found.year}"),
        cards.words(item.words, bold=True),
        cards.words(_aim(item), spacing="none"),
    ]
    for each in noted[:MOST_NOTED]:
        who = trust.person(each.by).name
        body.append(cards.words(f"{wording.day(each.on)}: {each.figure}", spacing="small"))
        body.append(cards.beneath(f"noted by {who}"))
    if len(noted) > MOST_NOTED:
        body.append(cards.note(f"And {len(noted) - MOST_NOTED} noted before."))
    if not noted:
        body.append(cards.note("Nothing has been noted yet of where it stands."))
    actions: list[cards.Element | None] = []
    if notes:
        body.append(cards.text_input("figure", "Where it stands", entered.get("figure", ""), at_most=60))
        body.append(cards.fault(faults["figure"]) if "figure" in faults else None)
        body.append(cards.date_input("on", "On which day", entered.get("on", "")))
        body.append(cards.fault(faults["on"]) if "on" in faults else None)
        actions.append(cards.press("Note it", "targets.note", {"item": item.id}, primary=True))
    return cards.card(body, actions, says=said)
