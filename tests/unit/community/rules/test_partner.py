import pytest

from mhst.community.models import Partner
from mhst.community.rules import partner as rules
from tests.factories import World
from tests.factories.community import PartnerFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def test_a_manager_keeps_partners_each_with_a_name_of_its_own_and_a_kind_of_help(there: World) -> None:
    kept = PartnerFactory(name="Carers Together")

    assert refusal(rules.check_partner, kept, there.manager) is None
    assert refusal(rules.check_partner, kept, there.practitioner.user) == "needs-partner.keep"
    assert refusal(rules.check_partner, Partner(name="carers together", kinds=["carers"]), there.manager) == "name"
    assert refusal(rules.check_partner, Partner(name="Another", kinds=[]), there.manager) == "kinds"
