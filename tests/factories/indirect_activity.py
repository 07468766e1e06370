import factory

from mhst.core import clock
from sessions_app.enums import IndirectKind
from sessions_app.models import IndirectActivity
from tests.factories.access import UserFactory
from tests.factories.casework import ReferralFactory
from tests.factories.recorded import RecordedFactory


class IndirectActivityFactory(RecordedFactory):
    """A talk with the school today; `withdrawn=True`."""

    class Meta:
        model = IndirectActivity

    class Params:
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(clock.now), withdrawn_because="It was about somebody else."
        )

    referral = factory.SubFactory(ReferralFactory)
    kind = IndirectKind.SCHOOL
    minutes = 30
    what = "With their form tutor: where they may sit at lunch."
    written_by = factory.SubFactory(UserFactory)
