"""School Link: named contacts."""

import factory

from school_link.models import NamedContact
from tests.factories.places import LONG_AGO, SchoolFactory
from tests.factories.recorded import RecordedFactory


class NamedContactFactory(RecordedFactory):
    """At a school; give `team=` with `school=None` for one there. `overdue=True` for one nobody looked at."""

    class Meta:
        model = NamedContact

    class Params:
        overdue = factory.Trait(verified_on=LONG_AGO)

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Contact Person {n + 1}")
    about = "Worries about a pupil"
    phone = "01632 960 101"
    email = factory.Sequence(lambda n: f"contact{n + 1}@example.invalid")
    cover = "The office, 01632 960 102"
