"""Reading a partner's annual review, as it stands and as it was."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.annual_review_form import parts_of
from dialogs.messages import Press, Reply
from dialogs.paged import read_on_pages
from dialogs.turn import Turn
from strategy.actions.annual_reviewing import read_annual_review, schools_to_review
from strategy.annual_reviews import AnnualReview
from strategy.trust import Trust


def written(review: AnnualReview, turn: Turn) -> str:
    """`David Ormerod sent it on ...` or `you sent it on ...`, and when it was amended."""
    first, last = review.first, review.last

    def who(person: int) -> str:
        return "you" if person == turn.speaker.id else turn.trust.person(person).name

    said = f"{who(first.by)} sent it on {wording.moment(first.at)}"
    if last is first:
        return said
    return f"{said}, and {who(last.by)} amended it on {wording.moment(last.at)}"


async def read(turn: Turn, number: object, *, lead: str = "", page: object = 0) -> Reply:
    """One annual review as it stands."""
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    review = await read_annual_review(uow=turn.uow, now=turn.now, reader=turn.speaker, review_id=number)
    school, last = turn.trust.school(review.school), review.last
    said = f"The annual review of {school.known_as} for {review.year}, by {turn.trust.person(last.by).name}."
    facts = [("School", school.name), ("Year", review.year), ("Sent", _when(review, 0, turn.trust))]
    if len(review.versions) > 1:
        facts.append(("Amended", f"{_when(review, -1, turn.trust)} (version {last.number})"))
    writes = review.school in {each.urn for each in schools_to_review(turn.speaker, turn.trust)}
    data = {"review": review.id}
    return read_on_pages(
        turn,
        f"{lead} {said}".strip(),
        f"Annual review: {school.known_as}",
        facts=facts,
        parts=parts_of(last.text),
        page=page,
        do="annual_review.show",
        data=data,
        actions=[
            cards.press("Amend", "annual_review.amend", {**data, cards.BESIDE: True})
            if writes and not turn.incoming.read_only
            else None,
            cards.press("Earlier versions", "annual_review.versions", data)
            if len(review.versions) > 1
            else None,
        ],
    )


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """The button or row of one annual review."""
    return await read(turn, press.data.get("review"), page=press.data.get("page", 0))


async def versions_pressed(turn: Turn, press: Press) -> Reply:
    """What an annual review said before it was amended, the newest first."""
    number = press.data.get("review")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    review = await read_annual_review(uow=turn.uow, now=turn.now, reader=turn.speaker, review_id=number)
    school, earlier = turn.trust.school(review.school).known_as, review.versions[:-1]
    parts = []
    for version in reversed(earlier):
        who = turn.trust.person(version.by).name
        parts += [(f"Version {version.number}", f"{who}, {wording.moment(version.at)}")]
        parts += parts_of(version.text)
    count = wording.several(len(earlier), "earlier version")
    return read_on_pages(
        turn,
        f"{wording.capitalised(count)} of the annual review of {school} for {review.year}.",
        f"Annual review: {school}",
        facts=[],
        parts=parts,
        page=press.data.get("page", 0),
        do="annual_review.versions",
        data={"review": review.id},
        actions=[cards.press("As it is now", "annual_review.show", {"review": review.id})],
    )


def _when(review: AnnualReview, place: int, trust: Trust) -> str:
    version = review.versions[place]
    return f"{wording.moment(version.at)}, {trust.person(version.by).name}"
