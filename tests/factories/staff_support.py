"""Staff support: who asks, and teams that were asked for."""

import factory

from mhst.community.staff_support.enums import TeamSize
from mhst.community.staff_support.models import Request, TeamSupport
from mhst.community.staff_support.queries.door import ELSEWHERE, hash_of
from mhst.places.enums import TeamKind
from tests.factories.places import TeamFactory
from tests.factories.recorded import RecordedFactory


class StaffRequestFactory(RecordedFactory):
    """Waiting, of somebody who works elsewhere. Their code is `CODE-` and a number."""

    class Meta:
        model = Request

    team = factory.SubFactory(TeamFactory, kind=TeamKind.STAFF_SUPPORT)
    code_hash = factory.Sequence(lambda n: hash_of(f"CODE-{n}"))
    name = "Bernadette"
    works_at = ELSEWHERE
    reach = "07700 900 417"
    words = "Sundays are the worst."


class TeamSupportFactory(RecordedFactory):
    """Waiting."""

    class Meta:
        model = TeamSupport

    team = factory.SubFactory(TeamFactory, kind=TeamKind.STAFF_SUPPORT)
    code_hash = factory.Sequence(lambda n: hash_of(f"TEAM-{n}"))
    name = "Whoever leads it"
    where = "The front office"
    reach = "07700 900 418"
    size = TeamSize.UP_TO_10
    what_happened = "Somebody was threatened at the door."
