"""Filed reports, and packs of meetings, as Word documents."""

from __future__ import annotations

from storage.files.packages import file_name, packed_alike
from strategy.ports import Document, PackSheet, ReportSheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENDING = ".docx"


class WordDocuments:
    """Makes the trust's report form with python-docx. Safe to use from several threads."""

    def report(self, sheet: ReportSheet) -> Document:
        """The report as a Word document; the same sheet always gives the same bytes. Any text will do."""
        # python-docx takes a fifth of a second to import, which a bot that starts need not wait for.
        from storage.files.word_form import filled_in

        return Document(file_name(sheet.name, _ENDING), CONTENT_TYPE, packed_alike(filled_in(sheet)))

    def pack(self, sheet: PackSheet) -> Document:
        """The pack of a meeting as a Word document; as `report` does."""
        from storage.files.word_pack import bound

        name = file_name(sheet.name, _ENDING, nameless="Pack")
        return Document(name, CONTENT_TYPE, packed_alike(bound(sheet)))
