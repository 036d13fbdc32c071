"""Lists as workbooks, for Excel and whatever else opens them."""

from __future__ import annotations

from storage.files.packages import file_name, packed_alike
from strategy.ports import Document, Listing

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDING = ".xlsx"


class ExcelWorkbooks:
    """Makes workbooks with openpyxl. Safe to use from several threads."""

    def workbook(self, listing: Listing) -> Document:
        """The list as a workbook; the same listing always gives the same bytes. Any text will do, and none is
        taken for a formula.
        """
        # openpyxl is slow to import, which a bot that starts need not wait for.
        from storage.files.workbook_sheet import written

        packed, about = written(listing)
        name = file_name(listing.name, _ENDING, nameless="List")
        return Document(name, CONTENT_TYPE, packed_alike(packed, {"docProps/core.xml": about}))
