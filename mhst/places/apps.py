from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission


class PlacesApp(AppConfig):
    name = "mhst.places"
    label = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        navigation.add(navigation.Entry("Schools", "schools", Permission.SCHOOL_VIEW, order=50))
        navigation.add(navigation.Entry("Organisations", "organisations", Permission.ORGANISATION_KEEP, order=63))
        navigation.add(navigation.Entry("Teams", "teams", Permission.ORGANISATION_KEEP, order=64))
