"""What of the figures is offered on the first page after signing in: the newest period of each team that one reads."""

from django.urls import reverse

from mhst.access.models import User
from mhst.core.first_page import Way
from mhst.core.permissions import Permission
from mhst.reporting.models import Publication
from mhst.reporting.queries.publication import newest_of_each

#: Who reads more teams than these finds them under Figures.
MOST = 6


def figures_of(viewer: User) -> list[Way]:
    """No query for who may read none."""
    if not viewer.can(Permission.FIGURES_VIEW):
        return []
    newest = newest_of_each(viewer)
    ways = [_way(each) for each in newest[:MOST]]
    return ways if 0 < len(newest) <= MOST else [*ways, _all(is_any_out=bool(newest))]


def _way(newest: Publication) -> Way:
    there = reverse("figures-quarter", args=[newest.pk])
    return Way(f"Figures: {newest.team}", there, f"How many, who and when. Published last: {newest.period}.")


def _all(*, is_any_out: bool) -> Way:
    return Way("Figures", reverse("figures"), "All teams and periods." if is_any_out else "No figures yet.")
