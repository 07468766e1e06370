from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class PrescribingApp(AppConfig):
    name = "mhst.community.prescribing"
    label = "prescribing"
    verbose_name = "Social prescribing"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.community.prescribing import receivers  # noqa: F401  listens from now on
        from mhst.community.prescribing.documents import beside as part_of_record
        from mhst.community.prescribing.queries import todo
        from mhst.people.queries import beside
        from sessions_app.queries import todo as todos

        entry = navigation.Entry("Social prescribing", "prescribing", Permission.PRESCRIBING_WORK, order=20)
        navigation.add(entry)
        todos.add_source(todo.of_link_worker)
        beside.add_source(part_of_record)
        looks.say({"prescribing.show": "Social prescribing", "prescribing.state": "Where social prescribing stands"})
