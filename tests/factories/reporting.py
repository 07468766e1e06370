"""What is counted and published."""

import datetime as dt
import uuid
from typing import Any

import factory
from factory.django import DjangoModelFactory

from mhst.core.clock import LONDON
from mhst.reporting.dates import age_on, slot_of
from mhst.reporting.models import Commission, Contact, Publication, Revision
from tests.factories.access import UserFactory
from tests.factories.places import OrganisationFactory, SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory


class CommissionFactory(RecordedFactory):
    class Meta:
        model = Commission

    organisation = factory.SubFactory(OrganisationFactory)
    team = factory.SubFactory(TeamFactory)
    starts_on = dt.date(2000, 1, 1)


class ContactFactory(DjangoModelFactory):
    """`at=` is a moment in London without saying so; everything about time follows from it."""

    class Meta:
        model = Contact

    class Params:
        at = dt.datetime(2026, 1, 12, 10)

    kind = "session"
    source_id = factory.LazyFunction(uuid.uuid4)
    person_key = factory.Sequence(lambda number: f"person {number}")
    team = factory.SubFactory(TeamFactory)
    school = factory.SubFactory(SchoolFactory)
    on = factory.LazyAttribute(lambda row: row.at.date())
    hour = factory.LazyAttribute(lambda row: row.at.hour)
    slot = factory.LazyAttribute(lambda row: slot_of(_in_london(row.at)))
    is_bank_holiday = False
    in_term = True
    gender = "2"
    ethnicity = "A"
    age = age_on(dt.date(2011, 1, 1), dt.date(2026, 3, 31))
    learnt_at = factory.LazyAttribute(lambda row: _in_london(row.at))


def _in_london(at: dt.datetime) -> Any:
    return at.replace(tzinfo=LONDON)


class PublicationFactory(RecordedFactory):
    """A quarter of which nothing could be published. Its tables come from the protection: tests/support/figures.py."""

    class Meta:
        model = Publication

    team = factory.SubFactory(TeamFactory)
    first = dt.date(2026, 1, 1)
    months = 3
    counted_at = dt.datetime(2026, 4, 10, 9, tzinfo=dt.UTC)


class RevisionFactory(RecordedFactory):
    """Asked for, and nobody has begun."""

    class Meta:
        model = Revision

    publication = factory.SubFactory(PublicationFactory)
    asked_by = factory.SubFactory(UserFactory)
