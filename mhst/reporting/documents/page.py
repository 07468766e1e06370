"""What a published quarter looks like on its page. Made once: what was published never changes again."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.documents.parts import Filled, Tile, functions_of, parts_of, tile_of
from mhst.reporting.documents.reading import sentence, whole_of
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries

#: So many pages are kept by each process, some hundred kilobytes each.
KEPT = 64
#: What is seen at once, of a quarter and of a month; the rest opens part by part.
FIRST_LOOK = {True: ("gender", "time"), False: ("month", "month_by_gender", "month_by_time")}


@dataclass(frozen=True)
class Shown:
    """The sentence above, how many in all, and the rest as HTML: what was published and nothing of who reads it."""

    sentence: str
    whole: int | None
    body: str


@lru_cache(maxsize=KEPT)
def shown(publication: Publication, before: Publication | None, year_before: Publication | None) -> Shown:
    """Raises: NotProtected when a stored table is not what was published."""
    tables, earlier = queries.tables(publication), (queries.tables(before), queries.tables(year_before))
    parts, is_quarter = parts_of(tables, earlier), publication.period.is_quarter
    context = {
        "publication": publication,
        "whole": tile_of(tables["quarter"], earlier) if "quarter" in tables else None,
        "first": [tile_of(tables[key], earlier) for key in FIRST_LOOK[is_quarter] if key in tables],
        "functions": functions_of(tables),
        "parts": [filled for filled in (_without(each, FIRST_LOOK[is_quarter]) for each in parts) if filled.tiles],
        "unsaid": [filled.part for filled in parts if not filled.tiles and is_quarter],
        "months": [(month, lay_out(table) if table else None) for month, table in queries.months_of(publication)],
    }
    return Shown(sentence(tables), whole_of(tables), render_to_string("reporting/figures/parts/body.html", context))


def _without(filled: Filled, seen: tuple[str, ...]) -> Filled:
    """What is not seen at once already; how many there are in all is above everything."""
    return Filled(filled.part, tuple(tile for tile in filled.tiles if not _is_seen(tile, seen)))


def _is_seen(tile: Tile, seen: tuple[str, ...]) -> bool:
    return tile.laid_out.table.key in {"quarter", *seen}


def choosing(publication: Publication, choices: tuple[Publication, ...]) -> str:
    """The form in which somebody picks another team or quarter, of those they may read."""
    context = {"publication": publication, "choices": choices}
    return render_to_string("reporting/figures/parts/choose.html", context)
