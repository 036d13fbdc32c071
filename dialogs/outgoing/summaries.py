"""The Lead SIP's summary for a body, approved or amended: as mail with its document, and as a card."""

from __future__ import annotations

import asyncio

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.summary_words import TITLES, called, headline, parts_of
from strategy.actions.summarising import shared_with
from strategy.policy_reporting import Body
from strategy.ports import Letter, Notice, ReportSheet
from strategy.summaries import Summary
from strategy.summaries_access import audience_of

_MOST_PARTS = 12
"""Parts of which a card shows the beginning."""


async def by_mail(telling: Telling) -> Letter:
    """What it is, and the document. Nothing of what it says stands in the mail itself."""
    summary = await _as_it_stands(telling)
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, sheet_of(summary, telling))
    what = "summary for the EIT" if summary.body is Body.EIT else "report to the Standards Committee"
    paragraphs = [
        _what_happened(summary, telling),
        "It is attached as a Word document, and is for those who sit in that body alone. You can also read "
        f"it in Teams: say \u201cShow me the {what}\u201d to Keystone.",
    ]
    return letter(telling, _summary(summary), paragraphs, (document,))


async def by_message(telling: Telling) -> Notice:
    """The card for somebody who has it by mail too: the beginning of it, and the whole one tap away."""
    summary = await _as_it_stands(telling)
    said, heading = _what_happened(summary, telling), _summary(summary)
    parts = parts_of(summary.body, summary.last.text, telling.trust)
    written, _ = quoted(parts[:_MOST_PARTS], "Read it all to see the rest.")
    if len(parts) > _MOST_PARTS:
        written.append(cards.note(f"And {len(parts) - _MOST_PARTS} more parts: read it all to see them."))
    read = cards.press("Read it all", "summary.show", {"summary": summary.id, cards.BESIDE: True})
    card = cards.card([cards.heading(heading), cards.words(said), *written], [read], says=said)
    return Notice(said, heading, card)


def sheet_of(summary: Summary, telling: Telling) -> ReportSheet:
    """The summary, all in words, for whoever makes documents. Whom it is for stands with its short rows."""
    first, last = summary.first, summary.last
    readers = [
        telling.trust.person(person).name
        for person in audience_of(summary.body, telling.policy, telling.trust, telling.today)
    ]
    amended = "" if last is first else f"{wording.moment(last.at)}, version {last.number}"
    return ReportSheet(
        name=f"{TITLES[summary.body]} - {summary.day.isoformat()}",
        heading=TITLES[summary.body],
        school="All schools",
        role="Lead School Improvement Partner",
        author=telling.trust.person(last.by).name,
        when_label="For the meeting of",
        when=wording.day(summary.day),
        parts=(("For", wording.listed(readers)), *parts_of(summary.body, last.text, telling.trust)),
        filed=wording.moment(first.at),
        amended=amended,
        at=last.at,
    )


async def _as_it_stands(telling: Telling) -> Summary:
    """The one told of. Raises NoLonger unless this version stands and is shared with the recipient."""
    _, *version = telling.subject("summary")
    summary = await telling.uow.summaries.get(telling.number("summary"))
    if summary is None:
        raise NoLonger("no such summary")
    if not version or version[0] != str(summary.last.number):
        raise NoLonger(f"superseded by version {summary.last.number}")
    if telling.recipient.id not in shared_with(summary, telling.policy, telling.uow, telling.today):
        raise NoLonger("not shared with them any more")
    return summary


def _what_happened(summary: Summary, telling: Telling) -> str:
    who = telling.trust.person(summary.last.by).name
    did = "amended" if len(summary.versions) > 1 else "approved"
    return f"{who} has {did} {called(summary.body, summary.day)}."


def _summary(summary: Summary) -> str:
    return f"{headline(summary)}{' (amended)' if len(summary.versions) > 1 else ''}"
