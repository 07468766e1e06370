"""What a published quarter looks like on its page. Made once: what was published never changes again."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from mhst.reporting.documents.parts import parts_of, tile_of
from mhst.reporting.documents.reading import sentence, whole_of
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries

#: So many pages are kept by each process, some hundred kilobytes each.
KEPT = 64


@dataclass(frozen=True)
class Shown:
    """The sentence above, how many in all, and the parts as HTML: what was published and nothing of who reads it."""

    sentence: str  # nothing, of a month
    whole: int | None
    parts: str


@lru_cache(maxsize=KEPT)
def shown(publication: Publication, before: Publication | None, year_before: Publication | None) -> Shown:
    """Raises: NotProtected when a stored table is not what was published."""
    tables, earlier = queries.tables(publication), (queries.tables(before), queries.tables(year_before))
    parts = parts_of(tables, earlier)
    context = {
        "publication": publication,
        "whole": tile_of(tables["quarter"], earlier) if "quarter" in tables else None,
        "parts": [filled for filled in parts if filled.tiles and filled.part.key != "headline"],
        "unsaid": [filled.part for filled in parts if not filled.tiles and publication.period.is_quarter],
    }
    said = sentence(tables) if "quarter" in tables else ""
    return Shown(said, whole_of(tables), render_to_string("reporting/figures/parts/body.html", context))
