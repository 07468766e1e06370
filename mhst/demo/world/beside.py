"""Teams beside the support team. Made last: ids are drawn in order, and those of everything else stay as they were."""

from django.contrib.auth.hashers import make_password

from mhst.access.models import Membership, User
from mhst.demo.logins import PASSWORD
from mhst.demo.world.area import Area
from mhst.demo.world.staff import user
from mhst.places.models import Team


def team(area: Area, name: str, kind: str, first: str, second: tuple[str, str]) -> tuple[Team, User, User]:
    """A team that the charity leads: somebody who works here already, and a new colleague of theirs."""
    made = Team.objects.create(name=name, kind=kind, led_by=area.charity)
    known = User.objects.get(username=first)
    Membership.objects.filter(user=known).update(organisation=None, team=made)
    held = Membership.objects.get(user=known)
    colleague = user(*second, make_password(PASSWORD))
    Membership.objects.create(user=colleague, role=held.role, team=made, starts_on=held.starts_on)
    return made, known, colleague
