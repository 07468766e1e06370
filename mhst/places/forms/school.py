"""Narrowing the list of schools, and what a team keeps about one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mhst.core.forms import DateField, PlainForm
from mhst.places.enums import Phase, SchoolStatus
from mhst.places.queries.school import Wanted
from mhst.places.queries.travel import LONGEST_JOURNEY


class SchoolsFilter(PlainForm):
    """Only fields with something to choose between are shown."""

    q = forms.CharField(label="Name, town, postcode or URN", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    cluster = forms.ChoiceField(label="Cluster", required=False)
    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "All"), *Phase.choices])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "All"), *SchoolStatus.choices])

    def __init__(self, *args: Any, teams: Iterable[Any], clusters: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("team", list(teams)), ("cluster", list(clusters))):
            if len(things) > 1:
                self.fields[name].choices = [("", "All"), *((str(each.pk), each.name) for each in things)]
            else:
                del self.fields[name]

    def wanted(self) -> Wanted:
        """What was asked for; a value that is not offered counts as none."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            team=given.get("team") or None,
            cluster=given.get("cluster") or None,
            phase=given.get("phase", ""),
            status=given.get("status", ""),
        )


class SchoolForm(PlainForm):
    """What the team keeps about a school itself."""

    sign_in_minutes = forms.TypedChoiceField(
        label="Minutes to park, sign in and walk to the room",
        coerce=int,
        choices=[(minutes, f"{minutes} minutes") for minutes in range(0, 65, 5)],
        help_text="Kept free before each first session of a visit",
    )
    ods_code = forms.CharField(
        label="ODS code", max_length=8, required=False, help_text="The NHS's code for the school, if you report by it"
    )


class JourneyForm(PlainForm):
    """The minutes of one journey; empty goes back to the estimate."""

    minutes = forms.TypedChoiceField(
        label="Minutes by road",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Use the estimate"), *((m, f"{m} minutes") for m in range(5, LONGEST_JOURNEY + 5, 5))],
        help_text="Without parking and signing in",
    )


class FindSchoolForm(PlainForm):
    """Looking for a school to serve."""

    q = forms.CharField(label="Name, town, postcode or URN", min_length=3, help_text="At least three letters or digits")


class ServeForm(PlainForm):
    """Which team, which cluster, from when."""

    team = forms.ChoiceField(label="Which team?", widget=forms.RadioSelect)
    cluster = forms.ChoiceField(label="Cluster", required=False)
    starts_on = DateField(label="First day")

    def __init__(self, *args: Any, teams: Iterable[Any], clusters: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.clusters = {str(cluster.pk): cluster for cluster in clusters}
        self.fields["team"].choices = [(pk, team.name) for pk, team in self.teams.items()]
        several = len(self.teams) > 1
        named = ((pk, f"{c.team.name}: {c.name}" if several else c.name) for pk, c in self.clusters.items())
        self.fields["cluster"].choices = [("", "None"), *named]
        if not several:
            self.fields["team"].initial = next(iter(self.teams), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["team"] = self.teams.get(cleaned.get("team", ""))
        cleaned["cluster"] = self.clusters.get(cleaned.get("cluster", ""))
        return cleaned


class InClusterForm(PlainForm):
    """Which of the team's clusters a school is in, if any."""

    cluster = forms.ChoiceField(label="Cluster", required=False)

    def __init__(self, *args: Any, clusters: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clusters = {str(each.pk): each for each in clusters}
        self.fields["cluster"].choices = [("", "None"), *((pk, each.name) for pk, each in self.clusters.items())]

    def clean_cluster(self) -> Any:
        return self.clusters.get(self.cleaned_data["cluster"])


class StopForm(PlainForm):
    """The last day on which the team serves the school."""

    ends_on = DateField(label="Last day")
