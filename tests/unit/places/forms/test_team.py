import uuid

from django.http import QueryDict

from mhst.places.forms.team import ClusterForm, TeamForm
from mhst.places.models import Organisation
from tests.forms import WalkedForm

TRUST, CHARITY = (Organisation(pk=uuid.uuid4(), name=name) for name in ("Fernshire Trust", "Listening Ear"))
FILLED = {
    "name": "Fernshire Team", "kind": "mhst", "led_by": TRUST.pk, "employers": [TRUST.pk, CHARITY.pk],
    "phone": "01632 960 100", "email": "team@example.invalid",
}  # fmt: skip


class TestTeam(WalkedForm):
    data = FILLED

    def make(self, data: QueryDict | None) -> TeamForm:
        return TeamForm(data, organisations=[TRUST, CHARITY])


def test_whom_it_names_are_the_organisations_themselves() -> None:
    sent = QueryDict(mutable=True)
    for name, value in FILLED.items():
        sent.setlist(name, [str(each) for each in (value if isinstance(value, list) else [value])])
    form = TeamForm(sent, organisations=[TRUST, CHARITY])

    assert form.is_valid()
    assert (form.cleaned_data["led_by"], form.cleaned_data["employers"]) == (TRUST, [TRUST, CHARITY])


def test_the_kind_of_a_team_that_works_is_the_only_one_to_choose() -> None:
    choices = TeamForm(organisations=[TRUST], stays="camhs").fields["kind"].choices

    assert [value for value, option in choices if not option.disabled] == ["camhs"]
    assert not any(option.disabled for _, option in TeamForm(organisations=[TRUST]).fields["kind"].choices)


class TestCluster(WalkedForm):
    form = ClusterForm
    data = {"name": "Northtown"}
