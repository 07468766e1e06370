"""Teams: who may add and change them, what they are called, and what must not change once they work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions import team as actions
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation, Team
from mhst.places.queries.team import BEFORE_IT_WORKS, is_at_work
from mhst.places.rules import team as rules
from tests.factories import ClusterFactory, OrganisationFactory, PractitionerFactory, TeamFactory, member_of
from tests.factories.casework import ReferralFactory
from tests.factories.counselling import ServiceFactory
from tests.factories.link import ThreadFactory
from tests.factories.places import TeamSchoolFactory
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.factories.school_link import DeskFactory
from tests.support.refusals import refused, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return OrganisationFactory()


def given(trust: Organisation, **other: Any) -> dict[str, Any]:
    return {
        "name": "Fernshire Team", "kind": TeamKind.MHST, "led_by": trust, "employers": [trust], "phone": "",
        "email": "", **other,
    }  # fmt: skip


def as_it_is(team: Team, **other: Any) -> dict[str, Any]:
    return given(team.led_by, team=team, name=team.name, kind=team.kind, employers=list(team.employers.all())) | other


class TestWhoMay:
    def test_who_administers_the_system_and_it_is_written_down(self, trust: Organisation) -> None:
        keeper, charity = member_of(None, RoleName.SYSTEM_ADMINISTRATOR), OrganisationFactory()
        made = actions.add(**given(trust, phone="01632 960 100", email="team@example.invalid"), by=keeper)
        actions.change(**as_it_is(made, led_by=charity, employers=[charity], name="Other"), by=keeper)

        kept = Team.objects.get()
        assert (kept.name, kept.kind, kept.led_by, list(kept.employers.all())) == ("Other", "mhst", charity, [charity])
        written = AuditEvent.objects.filter(row_id=str(made.pk)).order_by("seq")
        assert {(row.verb, row.actor_id) for row in written} == {
            ("team.add", keeper.audit_id), ("team.change", keeper.audit_id),
        }  # fmt: skip
        told = [row.detail for row in written if "employer" in row.detail]
        assert [(row["employer"], row["is_added"]) for row in told] == [
            (str(trust.pk), True), (str(charity.pk), True), (str(trust.pk), False),
        ]  # fmt: skip

    def test_neither_who_runs_it_nor_who_pays(self, trust: Organisation) -> None:
        team = TeamFactory()
        for by in (member_of(team, RoleName.TEAM_MANAGER), member_of(trust, RoleName.COMMISSIONER)):
            with pytest.raises(Refused, match="system administrator"):
                actions.add(**given(trust), by=by)
            with pytest.raises(Refused, match="system administrator"):
                actions.change(**as_it_is(team, name="Mine"), by=by)
        assert Team.objects.get().name == team.name


class TestTheName:
    def test_is_one_teams_alone(self, trust: Organisation) -> None:
        TeamFactory(name="Fernshire Team")
        answer = refused(actions.add, **given(trust, name="fernshire team"), by=SYSTEM)

        assert answer is not None
        assert (answer.message, answer.details["field"]) == ("There is a team called fernshire team already.", "name")
        assert said(actions.add, **given(trust, name="  "), by=SYSTEM) == (
            "Enter the name, as schools and families know the team."
        )

    @pytest.mark.both_engines
    def test_of_two_at_once_the_second_reads_a_sentence(
        self, trust: Organisation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check: Callable[[Team], None] = rules.check_name
        checks = iter([lambda _: TeamFactory(name="Fernshire Team")])
        monkeypatch.setattr(rules, "check_name", lambda team: next(checks, check)(team))

        assert said(actions.add, **given(trust), by=SYSTEM) == "There is a team called Fernshire Team already."
        TeamFactory(name="Fernshire Team")
        monkeypatch.setattr(rules, "check_name", lambda team: None)
        with pytest.raises(IntegrityError):
            actions.add(**given(trust), by=SYSTEM)

    def test_of_a_team_that_works_may_be_another(self) -> None:
        team = TeamSchoolFactory().team

        assert actions.change(**as_it_is(team, name="Quite  another"), by=SYSTEM).name == "Quite another"


class TestTheKind:
    @pytest.mark.parametrize(
        "work",
        [
            TeamSchoolFactory, ReferralFactory, ServiceFactory, DeskFactory, ThreadFactory, PublicationFactory,
            CommissionFactory, PractitionerFactory,
        ],
    )  # fmt: skip
    def test_stays_once_the_team_works(self, work: Any) -> None:
        team = TeamFactory()
        work(team=team)
        answer = refused(actions.change, **as_it_is(team, kind=TeamKind.CARERS), by=SYSTEM)

        assert answer is not None
        assert answer.message == (
            f"{team} works already: schools, people, records, figures or who pays for it belong to it as "
            "Mental health support team. Add another team of the other kind instead."
        )
        assert answer.details["field"] == "kind"
        assert actions.change(**as_it_is(team, phone="01632 960 101"), by=SYSTEM).phone == "01632 960 101"

    def test_can_be_put_right_until_then(self) -> None:
        team = TeamFactory()
        member_of(team, RoleName.TEAM_MANAGER)
        ClusterFactory(team=team)
        TeamSchoolFactory()  # of another team

        assert actions.change(**as_it_is(team, kind=TeamKind.CAMHS), by=SYSTEM).kind == "camhs"
        assert not is_at_work(team)

    def test_whatever_else_points_to_a_team_counts(self) -> None:
        """A table that a later app adds counts by itself; what does not is named, and is there."""
        pointing = {
            each.related_model._meta.label_lower
            for each in Team._meta.get_fields(include_hidden=True)
            if each.auto_created and (each.one_to_many or each.one_to_one)
        }

        assert pointing > BEFORE_IT_WORKS
        assert {"realtime.conversation", "sessions_app.concern", "school_link.cohort"} < pointing


class TestEmployers:
    def test_there_is_one(self, trust: Organisation) -> None:
        answer = refused(actions.add, **given(trust, employers=[]), by=SYSTEM)

        assert answer is not None
        assert answer.message == "Choose at least one organisation that employs its people."
        assert answer.details["field"] == "employers"

    def test_who_employs_somebody_at_work_stays(self, trust: Organisation) -> None:
        team = TeamFactory(employers=[trust])
        one = PractitionerFactory(team=team, employer=trust)
        without = as_it_is(team, employers=[team.led_by])

        assert said(actions.change, **without, by=SYSTEM) == (
            f"{trust} employs practitioners who work in the team, so it stays chosen."
        )
        PractitionerFactory(team=TeamFactory(employers=[trust]), employer=trust)
        _leaves(one)
        actions.change(**without, by=SYSTEM)
        assert list(team.employers.all()) == [team.led_by]


def _leaves(practitioner: Any) -> None:
    practitioner.is_working = False
    with recording.acting(by=SYSTEM, verb="test"):
        practitioner.save()
