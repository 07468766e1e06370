import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound, Refused
from mhst.people.models import Practitioner
from sessions_app.actions import feed
from sessions_app.models import CalendarFeed
from sessions_app.queries import feed as queries
from tests.factories import PractitionerFactory, world

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def person() -> Practitioner:
    return PractitionerFactory()


def test_a_new_address_ends_the_one_before(person: Practitioner):
    first = feed.create(practitioner=person, by=person.user)
    second = feed.create(practitioner=person, by=person.user)

    assert queries.by_token(second).practitioner == person
    with pytest.raises(NotFound):
        queries.by_token(first)
    assert CalendarFeed.objects.filter(revoked_at__isnull=True).count() == 1


def test_the_database_holds_one_alive_for_each_practitioner(person: Practitioner):
    feed.create(practitioner=person, by=person.user)

    with pytest.raises(IntegrityError), recording.acting(by=SYSTEM, verb="test"), transaction.atomic():
        CalendarFeed.objects.create(practitioner=person, token_hash="another")


def test_revoking_says_whether_there_was_one(person: Practitioner):
    feed.create(practitioner=person, by=person.user)

    assert feed.revoke(practitioner=person, by=person.user) is True
    assert feed.revoke(practitioner=person, by=person.user) is False
    assert queries.feed_of(person) is None


@pytest.mark.parametrize("verb", [feed.create, feed.revoke])
def test_it_is_nobody_elses(verb):
    place = world(pupils=0)
    for user in (place.manager, place.practitioners[1].user, place.lead):
        with pytest.raises(Refused):
            verb(practitioner=place.practitioner, by=User.objects.get(pk=user.pk))
    assert CalendarFeed.objects.count() == 0


def test_is_audited_without_the_token(person: Practitioner):
    token = feed.create(practitioner=person, by=person.user)

    row = AuditEvent.objects.get(verb="feed.create")
    assert (row.kind, row.table) == ("created", "sessions_app_calendarfeed")
    assert token not in str(vars(row))
    assert tokens.hash_of(token) not in str(vars(row))


def test_remembers_when_it_was_read_to_the_quarter_of_an_hour_and_leaves_no_audit_row(person: Practitioner):
    feed.create(practitioner=person, by=person.user)
    before = AuditEvent.objects.count()
    read_at = []
    for minutes in (0, 14, 15):
        with time_machine.travel(dt.datetime(2026, 9, 14, 9, minutes, tzinfo=dt.UTC), tick=False):
            feed.note_read(feed=queries.feed_of(person), by=SYSTEM)
        read_at.append(queries.feed_of(person).last_read_at.astimezone(clock.LONDON).strftime("%H:%M"))

    assert read_at == ["10:00", "10:00", "10:15"]
    assert AuditEvent.objects.count() == before
