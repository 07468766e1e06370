from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class PrescribingApp(AppConfig):
    name = "mhst.community.prescribing"
    label = "prescribing"
    verbose_name = "Social prescribing"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.community.prescribing.queries import referral, todo
        from mhst.people.queries import beside
        from sessions_app.queries import todo as todos

        entry = navigation.Entry("Social prescribing", "prescribing", Permission.PRESCRIBING_WORK, order=20)
        navigation.add(entry)
        todos.add_source(todo.of_link_worker)
        beside.add_source(referral.beside)
        looks.say({"prescribing.show": "Social prescribing", "prescribing.state": "Where social prescribing stands"})
