"""A whole quarter on paper, for the board: the sentence, every published table with its picture, and the method."""

from collections.abc import Mapping

from mhst.core.disclosure import SafeTable
from mhst.core.pdf import render_pdf
from mhst.reporting import words
from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.documents.picture import picture
from mhst.reporting.documents.reading import sentence


def report_pdf(title: str, tables: Mapping[str, SafeTable]) -> bytes:
    """Raises: NotProtected for what did not come from the protection."""
    context = {
        "sentence": sentence(tables),
        "tiles": [(lay_out(table), picture(table)) for table in tables.values()],
        "method": (words.PEOPLE, words.TIMES, words.ANONYMOUS),
    }
    return render_pdf("pdf/quarter.html", context, title=title)
