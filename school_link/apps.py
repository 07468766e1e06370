from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"

    def ready(self) -> None:
        self._contacts()
        self._programme()
        self._threads()

    # contact
    def _contacts(self) -> None:
        from mhst.places.queries import whom_to_ask
        from school_link.queries import contact
        from sessions_app.queries import todo

        navigation.add(navigation.Entry("Whom to ask", "link-contacts", Permission.CONTACT_VIEW, order=66))
        whom_to_ask.add_source(contact.whom_to_ask)
        todo.add_source(contact.todo)

    # cohort, workshop, rating, action plan
    def _programme(self) -> None:
        from mhst.core import sweeps
        from realtime.rules import kind
        from school_link.queries import action_plan
        from school_link.rules.workshop import WORKSHOP
        from school_link.tasks import remind_of_plans
        from sessions_app.queries import todo

        navigation.add(navigation.Entry("Link programme", "link-programme", Permission.LINK_VIEW, order=67))
        kind.register(WORKSHOP)
        sweeps.add(remind_of_plans)
        todo.add_source(action_plan.todo)

    # thread
    def _threads(self) -> None:
        from mhst.audit import looks
        from school_link.queries import thread
        from sessions_app.queries import todo

        entry = navigation.Entry("School and specialists", "link-threads", Permission.THREAD_WRITE, order=68)
        navigation.add(entry)
        looks.say({"thread.show": "A thread between a school and specialists"})
        todo.add_source(thread.todo)
