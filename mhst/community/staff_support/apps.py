from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class StaffSupportApp(AppConfig):
    name = "mhst.community.staff_support"
    label = "staff_support"
    verbose_name = "Staff support"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.community.staff_support.tasks import forget
        from mhst.core import sweeps

        entry = navigation.Entry("Staff support", "staff-support-desk", Permission.STAFF_SUPPORT_GIVE, order=20)
        navigation.add(entry)
        sweeps.add(forget)
        looks.say({"staff_support.show": "Staff support", "staff_support.team": "Staff support for a team"})
