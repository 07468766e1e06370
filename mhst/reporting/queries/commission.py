"""Who pays for which team, and when."""

import datetime as dt
from typing import Any
from uuid import UUID

from mhst.access.check import visible
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation, Team
from mhst.reporting.dates import Period
from mhst.reporting.models import Commission

#: Of what other teams do nothing is counted.
COUNTED = (TeamKind.MHST, TeamKind.CAMHS, TeamKind.COUNSELLING)


def listed(viewer: User) -> Any:
    """All of them, by who pays; of each team the latest first."""
    rows = visible(Commission.objects.all(), viewer, Permission.COMMISSION_KEEP)
    return rows.select_related("organisation", "team").order_by("organisation__name", "team__name", "-starts_on")


def get_visible(id: UUID, viewer: User) -> Commission:
    """Raises: NotFound."""
    found: Commission | None = listed(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def who_may_pay() -> list[Organisation]:
    """Any organisation may: councils and trusts pay for teams as boards do."""
    return list(Organisation.objects.all())


def teams_counted() -> list[Team]:
    """Those that figures can be made of."""
    return list(Team.objects.filter(kind__in=COUNTED))


def teams_paid_for(period: Period, known_by: dt.date | None = None) -> list[Team]:
    """Those that somebody pays for on any day of it; where a day is given, as was written down here by then."""
    running = Commission.objects.running(period.first, period.last)
    if known_by:
        running = running.filter(created_at__date__lte=known_by)
    return list(Team.objects.filter(pk__in=running.values("team")).order_by("name"))
