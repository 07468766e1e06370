"""Organisations: who may add and change them, and what a name and a code must be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions import organisation as actions
from mhst.places.enums import OrganisationKind
from mhst.places.models import Organisation
from mhst.places.rules import organisation as rules
from tests.factories import OrganisationFactory, TeamFactory, member_of
from tests.support.refusals import refused, said

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {"name": "Fernshire Trust", "kind": OrganisationKind.NHS, "ods_code": "RZ9"}


class TestWhoMay:
    def test_who_administers_the_system_and_it_is_written_down(self) -> None:
        keeper = member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
        made = actions.add(**GIVEN, by=keeper)
        actions.change(organisation=made, name="Fernshire Care", kind=OrganisationKind.CHARITY, ods_code="", by=keeper)

        kept = Organisation.objects.get()
        assert (kept.name, kept.kind, kept.ods_code) == ("Fernshire Care", "charity", "")
        written = AuditEvent.objects.filter(row_id=str(made.pk)).order_by("seq").values_list("verb", "actor_id")
        assert list(written) == [("organisation.add", keeper.audit_id), ("organisation.change", keeper.audit_id)]

    def test_neither_who_runs_a_team_nor_who_pays(self) -> None:
        team = TeamFactory()
        for by in (member_of(team, RoleName.TEAM_MANAGER), member_of(team.led_by, RoleName.COMMISSIONER)):
            with pytest.raises(Refused, match="system administrator"):
                actions.add(**GIVEN, by=by)
            with pytest.raises(Refused, match="system administrator"):
                actions.change(organisation=team.led_by, **GIVEN, by=by)
        assert Organisation.objects.get() == team.led_by


class TestTheName:
    def test_is_somebodys_alone_however_it_is_written(self) -> None:
        OrganisationFactory(name="Fernshire Trust")
        answer = refused(actions.add, **GIVEN | {"name": " fernshire  TRUST "}, by=SYSTEM)

        assert answer is not None
        assert answer.message == "There is an organisation called fernshire TRUST already."
        assert answer.details["field"] == "name"

    def test_of_its_own_may_be_written_otherwise(self) -> None:
        made = actions.add(**GIVEN, by=SYSTEM)

        assert actions.change(organisation=made, **GIVEN | {"name": "FERNSHIRE Trust"}, by=SYSTEM).name == (
            "FERNSHIRE Trust"
        )

    def test_is_not_left_empty(self) -> None:
        assert said(actions.add, **GIVEN | {"name": " "}, by=SYSTEM) == (
            "Enter the name, as people know the organisation."
        )


class TestTheCode:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("qz9", "QZ9"), (" 8 zz01 ", "8ZZ01"), ("A81001", "A81001"), ("306", "306"), ("", "")],
    )
    def test_is_kept_as_the_nhs_writes_it(self, typed: str, kept: str) -> None:
        assert actions.add(**GIVEN | {"ods_code": typed}, by=SYSTEM).ods_code == kept

    @pytest.mark.parametrize("typed", ["R9", "RZ-9", "EE123456", "RZ9!", "ÉZ9", "٣٣٣"])
    def test_is_three_to_six_letters_and_digits(self, typed: str) -> None:
        answer = refused(actions.add, **GIVEN | {"ods_code": typed}, by=SYSTEM)

        assert answer is not None
        assert answer.message == "An ODS code is three to six letters and digits, like QZ9 or 8ZZ01."
        assert answer.details["field"] == "ods_code"

    def test_is_somebodys_alone_and_several_have_none(self) -> None:
        other = OrganisationFactory(ods_code="RZ9")

        assert said(actions.add, **GIVEN | {"ods_code": "rz9"}, by=SYSTEM) == (
            f"{other} has this code. No two have the same."
        )
        for name in ("One", "Another"):
            assert actions.add(**GIVEN | {"name": name, "ods_code": ""}, by=SYSTEM).ods_code == ""


@pytest.mark.both_engines
class TestTwoAtOnce:
    """The other's row comes between the check and the writing: the database refuses, and it is said as a sentence."""

    @pytest.fixture
    def meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
        def arrange(act: Callable[[], object]) -> None:
            checks = iter([lambda _: act()])
            check = rules.check_organisation
            monkeypatch.setattr(rules, "check_organisation", lambda one: next(checks, check)(one))

        return arrange

    def test_add_one_name(self, meanwhile: Callable[[Callable[[], object]], None]) -> None:
        meanwhile(lambda: OrganisationFactory(name="Fernshire Trust"))

        assert said(actions.add, **GIVEN, by=SYSTEM) == "There is an organisation called Fernshire Trust already."

    def test_give_one_code(self, meanwhile: Callable[[Callable[[], object]], None]) -> None:
        meanwhile(lambda: OrganisationFactory(name="Somebody", ods_code="RZ9"))

        assert said(actions.add, **GIVEN, by=SYSTEM) == "Somebody has this code. No two have the same."

    def test_what_no_rule_explains_is_no_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        OrganisationFactory(name="Fernshire Trust")
        monkeypatch.setattr(rules, "check_organisation", lambda one: None)
        with pytest.raises(IntegrityError):
            actions.add(**GIVEN, by=SYSTEM)
