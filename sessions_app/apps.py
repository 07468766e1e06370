from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission as P


class SessionsApp(AppConfig):
    name = "sessions_app"
    label = "sessions_app"
    verbose_name = "Sessions"

    def ready(self) -> None:
        navigation.add(navigation.Entry("Home", "home", order=10))
        timetables = (P.TIMETABLE_VIEW_OWN, P.TIMETABLE_VIEW_TEAM, P.TIMETABLE_VIEW_SCHOOL)
        navigation.add(navigation.Entry("Timetable", "timetable", timetables, order=20))
        from mhst.audit import looks
        from mhst.core.crypto import rotation
        from mhst.people.queries import beside, meeting
        from sessions_app import receivers  # noqa: F401  listens from now on
        from sessions_app.enums.looks import LOOKED_AT
        from sessions_app.queries import contact, young_person

        looks.say(LOOKED_AT)
        meeting.add_source(young_person.meetings)
        navigation.add(navigation.Entry("Referrals", "referrals", P.REFERRAL_VIEW, order=25))
        navigation.add(navigation.Entry("Ask for support", "requests", P.REQUEST_MAKE, order=35))
        navigation.add(navigation.Entry("Triage", "triage", P.REFERRAL_TRIAGE, order=25))
        navigation.add(navigation.Entry("Caseload", "caseload-own", (P.REFERRAL_WORK, P.REFERRAL_ALLOCATE), order=26))
        beside.add_source(contact.beside)
        from sessions_app.models import Concern, ConcernEntry, Letter, guards

        rotation.guard([Concern], guards.CONCERNS.down)
        rotation.guard([ConcernEntry], guards.CONCERN_ENTRIES.down)
        rotation.guard([Letter], guards.LETTERS.down)
        navigation.add(
            navigation.Entry("Supervision", "supervision", (P.SUPERVISION_GIVE, P.SUPERVISION_VIEW), order=60)
        )
        navigation.add(navigation.Entry("Concerns", "concerns", P.CONCERN_VIEW, order=70))
        navigation.add(navigation.Entry("Groups", "series-list", P.GROUP_READ, order=30))
        navigation.add(navigation.Entry("Messages", "messages", P.MESSAGE_MEND, order=80))
