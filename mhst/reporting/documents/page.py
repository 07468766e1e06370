"""What a published period looks like on its page. Made once for each kind that its team was of: what was published
never changes again."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from mhst.core.clock import LONDON
from mhst.core.disclosure import AREA
from mhst.reporting import words
from mhst.reporting.documents.compared import compared
from mhst.reporting.documents.first_look import FIRST_LOOK, looked_at
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.months import side_by_side
from mhst.reporting.documents.parts import Filled, functions_of, parts_of, tiles_of
from mhst.reporting.documents.reading import sentence, whole_of
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries

#: So many pages are kept by each process, some hundred kilobytes each.
KEPT = 64
#: What is above everything, compared with before.
HEAD = {"quarter", "month"}


@dataclass(frozen=True)
class Shown:
    """What was published, and nothing of who reads it: a sentence, and as HTML how many, who and when, and the rest."""

    sentence: str
    whole: int | None
    head: str
    body: str


def shown(publication: Publication, before: Publication | None, year_before: Publication | None) -> Shown:
    """Raises: NotProtected when a stored table is not what was published."""
    return _made(publication, before, year_before, publication.team.kind)


@lru_cache(maxsize=KEPT)
def _made(
    publication: Publication, before: Publication | None, year_before: Publication | None, kind: str
) -> Shown:  # fmt: skip
    """By all that it depends on: publications are the same as long as their ids are, and of what kind the team is can
    be put right at any time."""
    tables, earlier = queries.tables(publication), (queries.tables(before), queries.tables(year_before))
    clusters = queries.clusters_of(publication)
    team, is_quarter = Whose(kind=kind, clusters=clusters), publication.period.is_quarter
    first = list(tiles_of(FIRST_LOOK[is_quarter], tables, earlier, team, is_quarter=is_quarter))
    parts, notes = parts_of(tables, earlier, team, is_quarter=is_quarter), how(team)
    context = {
        "publication": publication,
        "not_shown": words.not_shown(is_quarter=is_quarter),
        "first": first,
        "functions": functions_of(tables, team) if is_quarter else [],
        "protected": notes[1:],
        "parts": [filled for filled in (_without(each, FIRST_LOOK[is_quarter]) for each in parts) if filled.tiles],
        "unsaid": [filled.part for filled in parts if not filled.part.tables and is_quarter],
        "left_out": words.LEFT_OUT if team.cannot_have else "",
        "months": side_by_side(queries.months_of(publication), notes, tables.get("month")) if is_quarter else None,
        "each_month": tables.get("month") if is_quarter else None,
        "words": words,
    }
    head = {
        "compared": compared(publication.period, tables, earlier, team), "whose": team, "words": words,
        "looks": [looked_at(tile, earlier) for tile in first], "not_shown": context["not_shown"],
    }  # fmt: skip
    return Shown(
        sentence(tables), whole_of(tables), render_to_string("reporting/figures/parts/head.html", head),
        render_to_string("reporting/figures/parts/body.html", context),
    )  # fmt: skip


def whose(publication: Publication) -> Whose:
    """For what is taken away, and says by itself whose figures it holds."""
    period, counted_on = publication.period, publication.counted_at.astimezone(LONDON).date()
    return Whose(
        str(publication.team), publication.team.kind, queries.clusters_of(publication), period.first, period.last,
        counted_on,
    )  # fmt: skip


def how(team: Whose) -> tuple[str, ...]:
    """How figures that come from several tables are counted, and then how they are protected."""
    return (
        words.counting("quarter", is_anonymous=team.is_anonymous), f"Protected: {AREA.in_words}.", words.NOT_SHOWN
    )  # fmt: skip


def _without(filled: Filled, seen: tuple[str, ...]) -> Filled:
    """What is not seen at once already; how many there are in all is above everything."""
    return Filled(filled.part, tuple(tile for tile in filled.tiles if tile.key not in {*HEAD, *seen}))


def choosing(opened: queries.Opened) -> str:
    """The form in which somebody picks another team or period, of those they may read."""
    months = [row for row in opened.choices if not row.period.is_quarter]
    quarters = [row for row in opened.choices if row.period.is_quarter]
    groups = [("Months whose quarter is not out yet", months), ("Quarters", quarters)]
    context = {
        "opened": opened, "groups": [group for group in groups if group[1]],
        "is_of_several": len({row.team_id for row in opened.choices}) > 1,
    }  # fmt: skip
    return render_to_string("reporting/figures/parts/choose.html", context)
