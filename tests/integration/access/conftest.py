from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from mhst.access import secrets
from mhst.access.enums import RoleName
from mhst.access.models import User
from tests.factories import SchoolFactory, member_of
from tests.integration.access.signing_in import SECRET
from tests.unit.access.conftest import keeper, manager, places

__all__ = ["keeper", "manager", "places"]


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """`with committed(execute=True):` does what waits for the commit, which a test never reaches."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def lead() -> User:
    """A colleague who has set up no second factor yet."""
    return member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)


@pytest.fixture
def lead_with_app(lead: User) -> User:
    """A colleague whose code app holds `SECRET`."""
    secrets.enrol(lead, SECRET)
    return lead


@pytest.fixture
def young_person() -> User:
    return member_of(None, RoleName.YOUNG_PERSON, username="blue-otter", email="")
