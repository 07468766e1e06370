"""What those who support staff say of themselves."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.staff_support.models import Worker
from mhst.places.models import Organisation


@action
def say_employer(*, employer: Organisation, by: User) -> None:
    """Who employs the one who says it."""
    found = Worker.objects.filter(user=by).first() or Worker(user=by)
    found.employer = employer
    found.save()
