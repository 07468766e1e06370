import pytest

from mhst.core.errors import Refused
from sessions_app.enums import SupervisionKind
from sessions_app.rules import supervision as rules
from tests.factories import PractitionerFactory
from tests.factories.casework import SupervisionFactory
from tests.support.supervising import Supervising, supervising

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Supervising:
    return supervising()


def meeting(there: Supervising, **given: object):
    return SupervisionFactory(practitioner=there.practitioner, supervisor=there.supervisor, **given)


def test_case_management_decides_about_those_on_the_caseload(there) -> None:
    assert rules.check_can_decide(meeting(there), there.case(), there.supervisor) is None


def test_clinical_skills_decides_about_nobody(there) -> None:
    skills = meeting(there, kind=SupervisionKind.CLINICAL_SKILLS)
    with pytest.raises(Refused, match="holds nothing about young people"):
        rules.check_can_decide(skills, there.case(), there.supervisor)


def test_nobody_decides_about_a_colleagues_caseload(there) -> None:
    colleagues = there.case(practitioner=PractitionerFactory(team=there.team))
    with pytest.raises(Refused, match="no longer works with this young person"):
        rules.check_can_decide(meeting(there), colleagues, there.supervisor)


def test_a_meeting_of_no_length_is_not_signed(there) -> None:
    with pytest.raises(Refused, match="how many minutes"):
        rules.check_can_sign(meeting(there, minutes=0), [], {}, there.supervisor)
