from uuid import uuid4

from mhst.core.actors import SYSTEM, Machine
from mhst.core.permissions import Permission
from mhst.core.reach import NOWHERE, Reach


def test_a_machine_is_named_in_the_audit_and_allowed_what_its_code_does() -> None:
    machine = Machine("import")

    machine.require(Permission.SCHOOL_EDIT, object())
    assert machine.can(Permission.SCHOOL_EDIT)
    assert (machine.audit_id, machine.audit_label) == ("machine:import", "import")
    assert SYSTEM.audit_id == "machine:system"


def test_a_reach_that_holds_something_is_true() -> None:
    assert not NOWHERE
    assert not Reach(user=uuid4())
    assert Reach(everywhere=True)
    for kind in ("organisations", "teams", "schools"):
        assert Reach(**{kind: frozenset({uuid4()})})
