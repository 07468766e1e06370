from typing import Any
from uuid import UUID

from django import forms

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import Membership, User
from mhst.access.queries import giving
from mhst.access.queries.colleague import Wanted
from mhst.access.roles import ROLES, Role
from mhst.core import clock
from mhst.core.forms import DateField, Option, PlainForm
from mhst.places.models import School
from mhst.places.names import choices_of

EVERYWHERE = HeldAt.EVERYWHERE.value
HEADINGS = {HeldAt.TEAM: "Teams", HeldAt.SCHOOL: "Schools", HeldAt.ORGANISATION: "Organisations"}


class PlaceField(forms.ChoiceField):
    """One of the places where the viewer may give roles, as `kind:id`; cleans to the place, None for everywhere."""

    def offer(self, viewer: User, empty: str) -> None:
        groups: list[Any] = [("", empty)]
        for kind, places in giving.places_given_by(viewer).items():
            schools = [place for place in places if isinstance(place, School)]
            named = choices_of(schools) or [(str(place.pk), place.name) for place in places]
            groups.append((HEADINGS[kind], [(f"{kind.value}:{id}", name) for id, name in named]))
        if giving.gives_everywhere(viewer):
            groups.append((EVERYWHERE, "The whole system"))
        self.choices = groups

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        kind, _, id = chosen.partition(":")
        return giving.place_of(kind, UUID(id)) if id else None


class RoleForm(PlainForm):
    """A role and where it is held."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    place = PlaceField(label="Where", help_text="A team, or a school that the team works with.")

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _offered(giving.roles_given_by(viewer))
        self.fields["place"].offer(viewer, "Choose a place")


class InvitationForm(RoleForm):
    """A new colleague."""

    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150)
    email = forms.EmailField(label="Work email address", help_text="The invitation goes here.")
    field_order = ["first_name", "last_name", "email", "role", "place"]


class ChangeForm(PlainForm):
    """Another role at the same place, or a last day."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    ends_on = DateField(label="Last day", required=False)

    def __init__(self, *args: Any, viewer: User, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = ROLES[membership.role].held_at
        offered = [role for role in giving.roles_given_by(viewer) if role.held_at & here]
        self.fields["role"].choices = _offered(offered)
        self.fields["ends_on"].earliest = clock.today()
        self.fields["ends_on"].help_text = "Leave empty if it goes on. They can still sign in on their last day."


class FilterForm(forms.Form):
    """How the list of colleagues is narrowed. What is not understood narrows nothing."""

    text = forms.CharField(label="Name or email", required=False)
    role = forms.ChoiceField(label="Role", required=False)
    place = forms.ChoiceField(label="Where", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=[("", "Here now"), ("left", "Left")])

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [(name.value, name.label) for name in RoleName if name is not RoleName.YOUNG_PERSON]
        self.fields["role"].choices = [("", "Any role"), *staff]
        offered = PlaceField()
        offered.offer(viewer, "Anywhere")
        places: Any = offered.choices
        self.fields["place"].choices = [choice for choice in places if choice[0] != EVERYWHERE]

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data if self.is_valid() else {}
        kind, _, id = given.get("place", "").partition(":")
        return Wanted(
            text=given.get("text", ""),
            role=given.get("role", ""),
            place={kind: UUID(id)} if id else None,
            left=given.get("show") == "left",
        )


def _offered(roles: list[Role]) -> list[tuple[str, Option]]:
    return [(role.name.value, Option(str(role.name.label), role.sentence)) for role in roles]
