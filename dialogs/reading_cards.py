"""How a filed report is shown to somebody who may read it: in short, in words, and as a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.pages import in_pages
from dialogs.remark_cards import Said
from dialogs.report_cards import PARTS, is_for, occasion, timeliness, title, who_has_it
from strategy.actions.reading import thing_of
from strategy.meetings import NextMeeting
from strategy.people import Person
from strategy.permissions import Deed, may
from strategy.ports import Remark, RemarkKind
from strategy.reports import Report
from strategy.trust import Trust


@dataclass(frozen=True, slots=True)
class Reading:
    """A report before a reader: the meetings it is for, the remarks they may see, and what they can still
    answer. `is_present` is False for an earlier version, to which nothing can be done; `only_reads` is True
    where nothing can be changed from here.
    """

    report: Report
    reader: Person
    trust: Trust
    today: date
    meetings: Sequence[NextMeeting] = ()
    remarks: Sequence[Remark] = ()
    answers: frozenset[RemarkKind] = frozenset()
    is_present: bool = True
    only_reads: bool = False

    @property
    def short(self) -> str:
        """Which report it is."""
        author = self.trust.person(self.report.author).name
        return f"{title(self.report, self.trust)}, by {author} ({wording.CAPACITIES[self.report.capacity]})."

    def in_words(self) -> str:
        """The whole, with what can be said to it."""
        lines = [f"{label}: {value}" for label, value in self._about()]
        lines += [f"\n{label}\n{getattr(self.report.text, name)}" for name, label in PARTS]
        lines += [f"\n{said}" for said in self._said().in_words()]
        hint = self._hint()
        return "\n".join([*lines, f"\n({hint})"] if hint else lines)

    def card(self, page: int) -> dict[str, Any]:
        """A page of it. What was said of it stands on the first."""
        pages = in_pages([(label, getattr(self.report.text, name)) for name, label in PARTS])
        page = min(max(page, 0), len(pages) - 1)
        body: list[cards.Element] = [cards.heading(title(self.report, self.trust))]
        if page == 0:
            body += [cards.facts(self._about()), *self._said().beside()]
        for label, piece in pages[page]:
            body.extend(cards.labelled(label, piece or "-"))
        if len(pages) > 1:
            body.append(cards.note(f"Page {page + 1} of {len(pages)}"))
        # On the first page alone, as Teams shows no more than six buttons.
        document = [self._document()] if page == 0 and self.is_present else []
        actions = [*self._turns(page, len(pages)), *self._actions(), *document]
        return cards.card(body, actions, says=self.short)

    def _document(self) -> cards.Element:
        return cards.press(
            "Send me the Word file", "report.send", {"report": self.report.id, cards.BESIDE: True}
        )

    def _about(self) -> list[tuple[str, str]]:
        report = self.report
        author = self.trust.person(report.author)
        about = [
            ("School", self.trust.school(report.school).name),
            ("Role", f"{wording.CAPACITIES[report.capacity]}: {author.name}"),
            ("Half term" if report.half_term else "Date of visit", occasion(report)),
            ("Filed", f"{wording.moment(report.filed_at)}. {timeliness(report)}."),
        ]
        if report.amended_at is not None:
            about.append(("Amended", f"{wording.moment(report.amended_at)} (version {report.version})"))
        if self.meetings:
            about.append(("For", wording.capitalised(is_for(self.meetings, self.today))))
        return about

    def _said(self) -> Said:
        return Said(self.report, self.remarks, self.reader, self.trust)

    def _turns(self, page: int, pages: int) -> list[cards.Element | None]:
        data = {"report": self.report.id}
        return [
            cards.press("Next page", "report.show", {**data, "page": page + 1}, primary=True)
            if page + 1 < pages
            else None,
            cards.press("Page before", "report.show", {**data, "page": page - 1}) if page else None,
        ]

    def _actions(self) -> list[cards.Element | None]:
        data = {"report": self.report.id}
        amended = self.report.version > 1
        changes = cards.press("What was changed", "report.versions", data)
        if not self.is_present:
            return [changes if amended else None]
        return [
            *answers_to(self.report, self.answers),
            cards.press("Amend", "report.amend", data) if self._may(Deed.AMEND_REPORT) else None,
            changes if amended and self._may(Deed.READ_VERSIONS) else None,
            who_has_it(self.report) if self._may(Deed.SEE_DELIVERIES) else None,
            cards.press("Withdraw", "report.withdraw.ask", data) if self._may(Deed.WITHDRAW_REPORT) else None,
        ]

    def _may(self, deed: Deed) -> bool:
        if self.only_reads and deed in (Deed.AMEND_REPORT, Deed.WITHDRAW_REPORT):
            return False
        return may(self.reader, deed, thing_of(self.report), self.trust, frozenset())

    def _hint(self) -> str:
        """What can be said next about what was just read."""
        if not self.is_present:
            return ""
        said = []
        if self._may(Deed.AMEND_REPORT):
            said.append('"amend it" to change it')
        if RemarkKind.ACKNOWLEDGED in self.answers:
            said.append('"acknowledge it"')
        if RemarkKind.INACCURATE in self.answers:
            said.append('"it is inaccurate" to say what is')
        if not self.only_reads:
            said.append('"send it to me" for the Word document')
        if self._may(Deed.SEE_DELIVERIES):
            said.append('"who has it"')
        if self._may(Deed.WITHDRAW_REPORT):
            said.append('"withdraw it"')
        return f"You can say {wording.listed(said, 'or')}." if said else ""


def answers_to(report: Report, open_answers: frozenset[RemarkKind]) -> list[cards.Element]:
    """The buttons of a headteacher who has not answered this version yet."""
    data = {"report": report.id, "version": report.version}
    found = []
    if RemarkKind.ACKNOWLEDGED in open_answers:
        found.append(cards.press("Acknowledge", "report.acknowledge", data, primary=True))
    if RemarkKind.INACCURATE in open_answers:
        beside = {**data, cards.BESIDE: True}
        found.append(cards.press("Something is inaccurate", "report.inaccurate.ask", beside))
    return found
