import pytest

from mhst.core.errors import NotFound
from mhst.places.queries.register import school_by_urn
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


def test_what_cannot_be_a_number_of_a_school_is_not_found() -> None:
    school = SchoolFactory(urn=990001)

    assert school_by_urn("990001") == school
    for urn in ("9" * 40, "²", "990001x", "", "99000"):
        with pytest.raises(NotFound):
            school_by_urn(urn)
