import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mhst.audit import chain, triggers
from mhst.audit.models import AuditEvent
from tests.factories.places import OrganisationFactory

pytestmark = pytest.mark.django_db


def _verify(**options: str) -> str:
    said = io.StringIO()
    call_command("verify_audit", stdout=said, stderr=io.StringIO(), **options)
    return said.getvalue().strip()


def test_a_whole_audit_gives_its_head_to_note() -> None:
    OrganisationFactory()
    seq, mac = chain.head()

    assert _verify() == f"{seq} rows, none altered. Head: {seq}:{mac.hex()}"


def test_the_head_it_gave_is_a_good_anchor() -> None:
    OrganisationFactory()
    anchor = _verify().rpartition(" ")[2]
    OrganisationFactory()

    assert "none altered" in _verify(anchor=anchor)


def test_an_altered_audit_fails_and_lists_what_is_wrong() -> None:
    OrganisationFactory()
    triggers.EVENTS.drop(connection)
    AuditEvent.objects.update(verb="x")

    with pytest.raises(CommandError, match=r"The audit is not whole:\n- row 1 was altered"):
        _verify()


def test_an_anchor_from_elsewhere_fails() -> None:
    with pytest.raises(CommandError, match="row 9 is not the one noted in the anchor"):
        _verify(anchor=f"9:{'00' * 32}")


@pytest.mark.parametrize("anchor", ["nonsense", "9", "9:", "x:00", "9:zz", "9:00ff"])
def test_an_anchor_that_is_none_gets_a_sentence(anchor: str) -> None:
    with pytest.raises(CommandError, match="is not an anchor; it looks like 1042:9f3a"):
        _verify(anchor=anchor)
