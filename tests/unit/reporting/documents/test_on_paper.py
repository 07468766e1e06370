"""One table as a PDF: beside its picture, and in one piece where a sheet holds it."""

import io

from pypdf import PdfReader

from mhst.core.disclosure import SafeTable
from mhst.core.disclosure.dimensions import DAYS, HOURS
from mhst.reporting import words
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.enums import FileKind
from tests.unit.reporting.documents.made import table


def _sheets(shown: SafeTable) -> list[str]:
    pages = PdfReader(io.BytesIO(file_of(shown, FileKind.PDF, Whose("Team")))).pages
    return [page.extract_text() for page in pages]


def _rows(sheet: str, labels: list[str]) -> list[str]:
    return [label for label in labels if any(line.startswith(f"{label} ") for line in sheet.splitlines())]


def test_the_week_stands_beside_its_picture_on_one_sheet() -> None:
    """The picture filled a sheet, and the table went on after three rows."""
    slots = [f"{day}_{hour}" for day in DAYS for hour in HOURS]
    sheets = _sheets(table("week", 515, "time", **dict.fromkeys(slots, 20)))
    labels = [words.value(slot) for slot in slots]

    assert [_rows(sheet, labels) for sheet in sheets] == [labels]


def test_one_that_goes_on_has_its_title_and_headings_on_every_sheet() -> None:
    schools = [f"School {number:03}" for number in range(60)]
    sheets = _sheets(table("school", 1200, "place", **dict.fromkeys(schools, 20)))
    held = [sheet for sheet in sheets if _rows(sheet, schools)]

    assert [label for sheet in held for label in _rows(sheet, schools)] == schools
    assert len(held) == 2
    assert ["school, spring\nSchool" in sheet for sheet in held] == [True, True]
