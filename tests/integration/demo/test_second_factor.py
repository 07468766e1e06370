"""The demo's people sign in the usual way too, with the code that the demo shows."""

import pytest
from django.core.cache import cache

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.demo import second_factor
from tests.factories import SchoolFactory, member_of
from tests.integration.access.signing_in import show_code, sign_in, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanne(db) -> User:
    """One whom the demo offers."""
    cache.clear()
    person = member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD, username="joanne.hepple")
    second_factor.enrol_all()
    return person


def test_the_code_of_the_moment_lets_them_in(client, joanne) -> None:
    sign_in(client, "joanne.hepple")
    before = signed_in_as(client)
    show_code(client, second_factor.current_code())

    assert (before, signed_in_as(client)) == (None, str(joanne.pk))
    assert client.get("/accounts/").status_code == 200


def test_nobody_else_is_given_the_known_secret(joanne) -> None:
    other = member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    second_factor.enrol_all()

    assert (joanne.authenticator_set.count(), other.authenticator_set.count()) == (2, 0)
