"""A whole quarter on paper, for the board: a cover, the ten parts with their pictures, and the method."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mhst.core.disclosure import SafeTable
from mhst.core.pdf import render_pdf
from mhst.reporting import words
from mhst.reporting.documents.parts import NEVER, Earlier, functions_of, parts_of
from mhst.reporting.documents.reading import reach, sentence, whole_of
from mhst.reporting.queries.area import Population


@dataclass(frozen=True)
class Quarter:
    """What the cover says."""

    team: str
    period: str
    edition: int
    counted_at: dt.datetime
    population: Population | None = None


def report_pdf(quarter: Quarter, tables: Mapping[str, SafeTable], earlier: Earlier = NEVER) -> bytes:
    """Raises: NotProtected for what did not come from the protection."""
    context = {
        "quarter": quarter,
        "sentence": sentence(tables),
        "functions": functions_of(tables),
        "parts": parts_of(tables, earlier),
        "reach": reach(quarter.population, whole_of(tables)),
        "coarser": [table for table in tables.values() if table.coarser],
        "method": words.METHOD,
        "rules": sorted({table.rule for table in tables.values()}),
    }
    return render_pdf("pdf/quarter.html", context, title=f"{quarter.team}, {quarter.period}")
