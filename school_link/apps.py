from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"

    def ready(self) -> None:
        self._contacts()

    # contact
    def _contacts(self) -> None:
        from mhst.places.queries import whom_to_ask
        from school_link.queries import contact
        from sessions_app.queries import todo

        navigation.add(navigation.Entry("Whom to ask", "link-contacts", Permission.CONTACT_VIEW, order=66))
        whom_to_ask.add_source(contact.whom_to_ask)
        todo.add_source(contact.todo)
