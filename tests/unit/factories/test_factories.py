import inspect

import pytest
import time_machine
from factory.django import DjangoModelFactory

from mhst.audit.models import AuditEvent
from mhst.people.models import YoungPerson
from tests import factories
from tests.factories import A_MONDAY, PractitionerFactory, YoungPersonFactory, world

pytestmark = pytest.mark.django_db

FACTORIES = [kind for _, kind in inspect.getmembers(factories, inspect.isclass) if issubclass(kind, DjangoModelFactory)]


@pytest.mark.parametrize("kind", FACTORIES, ids=lambda kind: kind.__name__)
def test_each_factory_makes_two_valid_rows(kind: type[DjangoModelFactory]) -> None:
    one, other = kind(), kind()
    one.validate_constraints()
    found = kind._meta.model.objects.filter(pk__in=[one.pk, other.pk]).count()
    assert found == len({one.pk, other.pk})


def test_rows_are_recorded_as_the_factorys() -> None:
    person = YoungPersonFactory()
    events = AuditEvent.objects.filter(row_id=person.pk)
    assert [(event.kind, event.verb, event.actor_id) for event in events] == [("created", "factory", "machine:system")]


@time_machine.travel(A_MONDAY, tick=False)
def test_the_world_is_ready_for_a_group() -> None:
    here = world()
    assert [person.year_group_on(A_MONDAY) for person in here.pupils] == [8] * 8
    assert YoungPerson.objects.filter(consent_decisions__answer="given").count() == 16
    assert here.lead.reach("pupil.view").schools == {here.school.pk}
    assert here.manager.reach("pupil.view").schools == {school.pk for school in here.schools}


def test_traits_of_a_practitioner() -> None:
    weeks = [PractitionerFactory(**how) for how in ({}, {"half_time": True}, {"trainee": True}, {"senior": True})]
    assert [(person.grade, person.working_hours.count(), person.fixed_times.count()) for person in weeks] == [
        ("emhp", 5, 0),
        ("emhp", 3, 0),
        ("trainee", 5, 2),
        ("senior", 5, 0),
    ]
