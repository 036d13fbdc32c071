"""Whom and which schools a question is about, as parts of a query and in words: one, several, one's own."""

from __future__ import annotations

from dialogs import wording
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.permissions import Deed, scope


def mine_or_named(turn: Turn, asked: Interpretation) -> frozenset[str] | None:
    """The URNs a question narrows to: the schools it names, or the speaker's own; None for neither."""
    if asked.school:
        return frozenset({asked.school})
    if asked.schools_named:
        return frozenset(asked.schools_named)
    if asked.schools == "mine":
        me, trust = turn.speaker, turn.trust
        mine = [*trust.partnered_by(me), *trust.advised_by(me), *trust.headed_by(me)]
        return frozenset([school.urn for school in mine] + [d.school for d in trust.deployments_of(me)])
    return None


def left_out(turn: Turn, asked: Interpretation, deed: Deed) -> str:
    """Says of which of several named schools the speaker may see nothing but their own; often empty.

    Without it "none overdue" would be taken to speak of those as well.
    """
    reach = scope(turn.speaker, deed, turn.trust, frozenset())
    if reach.everything or asked.person == turn.speaker.email:
        return ""
    reached = reach.schools | reach.shared_schools | {school for school, _ in reach.spans}
    hidden = [turn.trust.school(urn).known_as for urn in asked.schools_named if urn not in reached]
    return f" Of {wording.listed(hidden)} I can show you only what is yours." if hidden else ""


def not_left_out(turn: Turn, asked: Interpretation) -> str:
    """Owns up that nobody and no school can be excepted from a list yet; empty where none was to be."""
    names = [turn.trust.school(urn).known_as for urn in asked.schools_left_out]
    names += [turn.trust.person(person).name for person in asked.people_left_out]
    return (
        f" I can't leave {wording.listed(names, 'or')} out yet, so this counts everything." if names else ""
    )


def schools_in_words(turn: Turn, asked: Interpretation) -> str:
    """`Oak Bank`, `Oak Bank and Eastgate`, or nothing where the question names no school."""
    named = (asked.school,) if asked.school else asked.schools_named
    return wording.listed([turn.trust.school(urn).known_as for urn in named])


def people_in_words(turn: Turn, asked: Interpretation) -> str:
    """`Catherine Sleight and Wendy Stockdale`, or nothing where the question does not name several."""
    return wording.listed([turn.trust.person(person).name for person in asked.people_named])


def designations_in_words(asked: Interpretation) -> str:
    """`Repair`, `Improve and Sustain`, or nothing where the question names none."""
    named = (asked.designation,) if asked.designation else ()
    return wording.listed([each.value.capitalize() for each in asked.designations or named])
