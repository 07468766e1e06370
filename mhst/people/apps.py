from django.apps import AppConfig


class PeopleApp(AppConfig):
    name = "mhst.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core import navigation
        from mhst.core.permissions import Permission
        from mhst.people.queries.practitioner import employers_of_working
        from mhst.places import affected

        affected.employs(employers_of_working)
        looks.say({"pupil.show": "What the school sees", "young_person.show": "This record"})
        navigation.add(navigation.Entry("Pupils", "people:pupils", Permission.PUPIL_VIEW, order=40))
        navigation.add(
            navigation.Entry("Practitioners", "people:practitioners", Permission.PRACTITIONER_VIEW, order=60)
        )
