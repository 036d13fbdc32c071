"""How it is shown what a headteacher said of a report: beside its text in short, and by itself in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialogs import cards, wording
from dialogs.pages import in_pages
from dialogs.report_cards import title
from dialogs.shortening import as_much_as_fits
from strategy.people import Person
from strategy.ports import Remark, RemarkKind
from strategy.reports import Report
from strategy.trust import Trust

MOST_BESIDE = 3
"""Remarks that stand beside a report's text: the last ones."""
_ROOM_FOR_ONE = 1_000
"""Bytes of JSON of each of them there."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a report, first to last, as its reader may see it; `report` is as it is shown."""

    report: Report
    remarks: Sequence[Remark]
    reader: Person
    trust: Trust

    def in_words(self) -> list[str]:
        """All of it, a paragraph each."""
        return [f"{self._line(r)}: {r.text}" if r.text else f"{self._line(r)}." for r in self.remarks]

    def beside(self) -> list[cards.Element]:
        """The last of it, shortened, with a way to the whole where that is more."""
        shown: list[cards.Element] = []
        more = len(self.remarks) > MOST_BESIDE
        for remark in self.remarks[-MOST_BESIDE:]:
            beginning = as_much_as_fits(remark.text, _ROOM_FOR_ONE)
            if beginning != remark.text:
                more, beginning = True, f"{beginning.rstrip()} \u2026"
            shown.extend(_labelled(self._line(remark), beginning))
        if more:
            shown.append(cards.link("All that was said", "report.remarks", {"report": self.report.id}))
        return shown

    def in_full(self, page: int) -> dict[str, Any]:
        """A page of all of it, as a card."""
        pages = in_pages([(self._line(remark), remark.text) for remark in self.remarks])
        page = min(max(page, 0), len(pages) - 1)
        heading = f"What was said: {title(self.report, self.trust)}"
        body = [cards.heading(heading)]
        for label, piece in pages[page]:
            body.extend(_labelled(label, piece))
        if len(pages) > 1:
            body.append(cards.note(f"Page {page + 1} of {len(pages)}"))
        data = {"report": self.report.id}
        actions = [
            cards.press("Next page", "report.remarks", {**data, "page": page + 1}, primary=True)
            if page + 1 < len(pages)
            else None,
            cards.press("Page before", "report.remarks", {**data, "page": page - 1}) if page else None,
            cards.press("Read the report", "report.show", data),
        ]
        return cards.card(body, actions, says=f"{heading}.")

    def _line(self, remark: Remark) -> str:
        """Who said it when, and of which version where that is not the one that is shown."""
        own = remark.person == self.reader.id
        who = self.trust.person(remark.person).name
        if remark.kind is RemarkKind.ACKNOWLEDGED:
            said = "You acknowledged it" if own else f"Acknowledged by {who}"
        else:
            said = "You said something is inaccurate" if own else f"{who} says something is inaccurate"
        of = "" if remark.version == self.report.version else f" (version {remark.version})"
        return f"{said}{of}, {wording.moment(remark.made_at)}"


def _labelled(label: str, text: str) -> list[cards.Element]:
    return [
        cards.words(label, bold=True, size="small", spacing="medium"),
        *([cards.words(text, spacing="none")] if text else []),
    ]
