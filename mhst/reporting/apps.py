from django.apps import AppConfig

from mhst.core import first_page, navigation, sweeps
from mhst.core.permissions import Permission as P


class ReportingApp(AppConfig):
    name = "mhst.reporting"
    label = "reporting"
    verbose_name = "Reporting"

    def ready(self) -> None:
        from mhst.reporting import checks, facts  # noqa: F401
        from mhst.reporting.documents.offered import figures_of
        from mhst.reporting.queries.online_facts import ONLINE
        from mhst.reporting.queries.session_facts import ENDINGS, SESSIONS
        from mhst.reporting.tasks import (
            publish_what_is_due,
            revise_what_was_asked,
            roll_up_contacts,
            tell_who_asked,
        )

        facts.add_source(SESSIONS)
        facts.add_source(ONLINE)
        facts.add_source(ENDINGS)
        sweeps.add(roll_up_contacts, is_long=True)
        sweeps.add(revise_what_was_asked, is_long=True)  # somebody waits for it
        sweeps.add(publish_what_is_due, is_long=True)
        sweeps.add(tell_who_asked)
        first_page.add_source(figures_of)
        navigation.add(navigation.Entry("Board", "board", P.BOARD_VIEW, order=27))
        navigation.add(navigation.Entry("Figures", "figures", P.FIGURES_VIEW, order=65))
        navigation.add(navigation.Entry("Who pays", "commissions", P.COMMISSION_KEEP, order=66))
