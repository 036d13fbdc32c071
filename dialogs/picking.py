"""Asking back where a name fits several schools or people, and taking the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation

MOST_CHOICES = 6


def pick_needed(turn: Turn, asked: Interpretation) -> Reply | None:
    """The question which of several is meant; None where nothing is ambiguous.

    Only names are offered, and names of schools and people are in the directory that everybody here may see.
    """
    if asked.school_choices and asked.school is None:
        about, values = "school", list(asked.school_choices[:MOST_CHOICES])
        titles = [turn.trust.school(urn).known_as for urn in values]
    elif asked.person_choices and asked.person is None:
        people = [turn.trust.person(person) for person in asked.person_choices[:MOST_CHOICES]]
        about, values = "person", [person.email for person in people]
        titles = [person.name for person in people]
    elif asked.unknown_name:
        name = asked.unknown_name[:60]
        said = f"I don't know a school or a person called \u201c{name}\u201d. Could you say it another way?"
        return turn.say(said, summary="Who or which school?")
    else:
        return None
    said = f"Which one do you mean: {wording.listed(titles, 'or')}?"
    turn.memory["pick"] = {
        "text": turn.incoming.text[:500],
        "about": about,
        "values": values,
        "titles": titles,
    }
    actions = [
        cards.press(title, "pick", {"text": turn.incoming.text[:500], about: value})
        for title, value in zip(titles, values, strict=True)
    ]
    card = cards.card([cards.heading("Which one do you mean?")], actions, says=said)
    return turn.say(said, summary="Which one do you mean?", card=card)


def pick_again(turn: Turn, data: Mapping[str, Any]) -> Interpretation | None:
    """The first question again with the one that was picked; None where nothing was, or it is no answer."""
    if data.get("text") is None:
        pick = turn.memory.pop("pick", None)
        chosen = _chosen(pick, str(data.get("answer", ""))) if isinstance(pick, dict) else None
        if not isinstance(pick, dict) or chosen is None:
            return None
        text, about = str(pick["text"]), str(pick["about"])
    else:
        turn.memory.pop("pick", None)
        text, about = str(data["text"]), "school" if "school" in data else "person"
        chosen = str(data.get(about, ""))
    turn.incoming = replace(turn.incoming, text=text)
    asked = turn.read(text)
    if about == "school" and chosen in turn.trust.schools:
        return replace(asked, school=chosen, school_choices=())
    if about == "person" and turn.trust.by_email(chosen):
        return replace(asked, person=chosen, person_choices=())
    return None


def _chosen(pick: Mapping[str, Any], answer: str) -> str | None:
    values, titles = list(pick.get("values", [])), [str(t).casefold() for t in pick.get("titles", [])]
    said = answer.strip().casefold().rstrip(".!")
    if said.isdigit() and 1 <= int(said) <= len(values):
        return str(values[int(said) - 1])
    if said in titles:
        return str(values[titles.index(said)])
    fitting = [
        value
        for value, title in zip(values, titles, strict=False)
        if said and len(said) > 2 and said in title
    ]
    return str(fitting[0]) if len(fitting) == 1 else None
