"""Social prescribing: young people referred to link workers."""

import factory

from mhst.access.enums import RoleName
from mhst.community.prescribing.models import LinkReferral
from mhst.core import clock
from mhst.places.enums import TeamKind
from tests.factories.access import UserFactory, member_of
from tests.factories.people import YoungPersonFactory
from tests.factories.places import TeamFactory
from tests.factories.recorded import RecordedFactory


class LinkReferralFactory(RecordedFactory):
    """Waiting. `with_worker=True` for one whom a link worker works with."""

    class Meta:
        model = LinkReferral

    class Params:
        with_worker = factory.Trait(
            state="active", worker=factory.LazyAttribute(lambda one: member_of(one.team, RoleName.LINK_WORKER))
        )

    team = factory.SubFactory(TeamFactory, kind=TeamKind.LINK_WORK)
    young_person = factory.SubFactory(YoungPersonFactory)
    referred_by = factory.SubFactory(UserFactory)
    agreed_on = factory.LazyFunction(clock.today)
    reason = "She has nobody to play music with."
