"""A partner's annual review that was sent or amended: as mail with its document, and as a card."""

from __future__ import annotations

import asyncio

from dialogs import cards, wording
from dialogs.annual_review_form import parts_of
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.annual_reviewing import may_read_annual_review, readers_of
from strategy.annual_reviews import AnnualReview
from strategy.ports import Letter, Notice, ReportSheet


async def by_mail(telling: Telling) -> Letter:
    """What it is, and the document. Nothing of what it says stands in the mail itself."""
    review = await _as_it_stands(telling)
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, sheet_of(review, telling))
    school = telling.trust.school(review.school).known_as
    paragraphs = [
        _what_happened(review, telling),
        "It is attached as a Word document. You can also read it in Teams: "
        f'say "Show me the annual review of {school}" to Keystone. The school does not see it.',
    ]
    return letter(telling, _summary(review, telling), paragraphs, (document,))


async def by_message(telling: Telling) -> Notice:
    """The card for somebody who has it by mail too: what matters of it, and the whole one tap away."""
    review = await _as_it_stands(telling)
    said, heading = _what_happened(review, telling), _summary(review, telling)
    written, _ = quoted(parts_of(review.last.text), "Read it all to see the rest.")
    read = cards.press("Read it all", "annual_review.show", {"review": review.id, cards.BESIDE: True})
    card = cards.card([cards.heading(heading), cards.words(said), *written], [read], says=said)
    return Notice(said, heading, card)


def sheet_of(review: AnnualReview, telling: Telling) -> ReportSheet:
    """The review, all in words, for whoever makes documents. Whom it is for stands with its short rows."""
    school, first, last = telling.trust.school(review.school), review.first, review.last
    readers = [
        telling.trust.person(person).name
        for person in readers_of(telling.policy, telling.trust, telling.today)
    ]
    amended = "" if last is first else f"{wording.moment(last.at)}, version {last.number}"
    return ReportSheet(
        name=f"Annual review - {school.known_as} - {review.year.replace('/', '-')}",
        heading="Annual review",
        school=school.name,
        role="School Improvement Partner",
        author=telling.trust.person(last.by).name,
        when_label="Academic year",
        when=review.year,
        parts=(("For", wording.listed(readers)), *parts_of(last.text)),
        filed=wording.moment(first.at),
        amended=amended,
        at=last.at,
    )


async def _as_it_stands(telling: Telling) -> AnnualReview:
    """The review that is told of. Raises NoLonger unless this version stands and may be read."""
    _, *version = telling.subject("annual_review")
    review = await telling.uow.annual_reviews.get(telling.number("annual_review"))
    if review is None:
        raise NoLonger("no such review")
    if not version or version[0] != str(review.last.number):
        raise NoLonger(f"superseded by version {review.last.number}")
    if not may_read_annual_review(telling.recipient, review.school, telling.trust, telling.today):
        raise NoLonger("may not read it any more")
    return review


def _what_happened(review: AnnualReview, telling: Telling) -> str:
    who = telling.trust.person(review.last.by).name
    school = telling.trust.school(review.school).known_as
    if len(review.versions) > 1:
        return f"{who} has amended the annual review of {school} for {review.year}."
    return f"{who} has sent the annual review of {school} for {review.year}."


def _summary(review: AnnualReview, telling: Telling) -> str:
    amended = " (amended)" if len(review.versions) > 1 else ""
    return f"Annual review: {telling.trust.school(review.school).known_as}{amended}"
