"""Neighbouring services: partners, referrals to them, and their links."""

import datetime as dt

import factory

from mhst.community.enums import Giver, HelpKind, LinkPurpose, NeighbourState
from mhst.community.models import NeighbourReferral, Offer, Partner, PartnerLink, Recognition
from mhst.core import clock
from mhst.core.crypto.tokens import hash_of
from mhst.people.enums import ConsentKind, ConsentMethod
from tests.factories.access import UserFactory
from tests.factories.people import ConsentDecisionFactory, ParentOrGuardianFactory, YoungPersonFactory
from tests.factories.places import LONG_AGO, TeamFactory
from tests.factories.recorded import RecordedFactory


class PartnerFactory(RecordedFactory):
    """Helps those who look after somebody; `ended=True` for one that is not asked any more."""

    class Meta:
        model = Partner

    class Params:
        ended = factory.Trait(ended_on=LONG_AGO)

    name = factory.Sequence(lambda n: f"Partner {n + 1}")
    kinds = factory.LazyFunction(lambda: [HelpKind.CARERS])
    email = factory.Sequence(lambda n: f"partner{n + 1}@example.invalid")
    phone = "01632 960 200"


class NeighbourReferralFactory(RecordedFactory):
    """Waits for an answer; `accepted`, `declined`, `late`; `off_record=True` for somebody under a nickname."""

    class Meta:
        model = NeighbourReferral

    class Params:
        accepted = factory.Trait(state=NeighbourState.ACCEPTED, answered_at=factory.LazyFunction(clock.now))
        declined = factory.Trait(
            state=NeighbourState.DECLINED, decline_reason="full", answered_at=factory.LazyFunction(clock.now)
        )
        late = factory.Trait(answer_by=LONG_AGO)
        off_record = factory.Trait(
            young_person=None, agreement=None, agreed_by=Giver.SIXTEEN, agreed_how=ConsentMethod.ONLINE,
            agreed_on=factory.LazyFunction(clock.today),
        )  # fmt: skip

    partner = factory.SubFactory(PartnerFactory)
    kind = HelpKind.CARERS
    team = factory.SubFactory(TeamFactory)
    referred_by = factory.SubFactory(UserFactory)
    young_person = factory.SubFactory(YoungPersonFactory)
    why = "Helps a parent every morning and wants to meet others who do."
    contact = "Ask for Robin, 01632 960 300, after four."
    agreement = factory.SubFactory(
        ConsentDecisionFactory, young_person=factory.SelfAttribute("..young_person"),
        kind=ConsentKind.SHARE_WITH_PARTNER,
    )  # fmt: skip
    answer_by = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=5))


class PartnerLinkFactory(RecordedFactory):
    """Open, to answer; the token is `token-1` and so on unless `token=` is given."""

    class Meta:
        model = PartnerLink
        exclude = ("token",)

    token = factory.Sequence(lambda n: f"token-{n + 1}")
    referral = factory.SubFactory(NeighbourReferralFactory)
    purpose = LinkPurpose.ANSWER
    token_hash = factory.LazyAttribute(lambda link: hash_of(link.token))
    expires_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=14))


class RecognitionFactory(RecordedFactory):
    """Known to the team; `champion_may_know=True` and `school_may_know=True` where they agreed to that.

    `of_parent=True` for a parent or guardian instead of the young person.
    """

    class Meta:
        model = Recognition

    class Params:
        of_parent = factory.Trait(
            parent=factory.SubFactory(ParentOrGuardianFactory, young_person=factory.SelfAttribute("..young_person")),
            agreement=None, agreed_how=ConsentMethod.PHONE, agreed_on=factory.LazyFunction(clock.today),
        )  # fmt: skip

    young_person = factory.SubFactory(YoungPersonFactory)
    recognised_by = factory.SubFactory(UserFactory)
    agreement = factory.SubFactory(
        ConsentDecisionFactory, young_person=factory.SelfAttribute("..young_person"), kind=ConsentKind.KNOWN_AS_CARER
    )
    looks_after = "A parent, in the mornings."
    needs = "To come in ten minutes later."


class OfferFactory(RecordedFactory):
    class Meta:
        model = Offer

    recognition = factory.SubFactory(RecognitionFactory)
    what = "A carers' passport."
    offered_by = factory.SubFactory(UserFactory)
