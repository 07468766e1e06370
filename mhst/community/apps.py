from django.apps import AppConfig

from mhst.core import navigation
from mhst.core.permissions import Permission as P


class CommunityApp(AppConfig):
    name = "mhst.community"
    label = "community"
    verbose_name = "Community"

    def ready(self) -> None:
        self._referrals()
        self._carers()

    # partner, referral
    def _referrals(self) -> None:
        from cms.directory.queries import beside as beside_entries
        from mhst.audit import looks
        from mhst.community import receivers  # noqa: F401  listens from now on
        from mhst.community.documents import beside as part_of_record
        from mhst.community.documents import beside_entry
        from mhst.community.documents import onward as ways
        from mhst.community.queries import waiting
        from mhst.community.tasks import chase_partners
        from mhst.core import onward, sweeps
        from mhst.people.queries import beside
        from sessions_app.queries import todo

        looks.say(
            {
                "neighbour.detail": "A referral to a partner",
                "neighbour.follow_up": "A referral to a partner, to follow it up",
                "partner_link.open": "A referral, opened by the partner's link",
                "partner_inbox.detail": "A referral, opened at the partner",
            }
        )
        navigation.add(navigation.Entry("Neighbours", "neighbours", (P.NEIGHBOUR_REFER, P.NEIGHBOUR_VIEW), order=50))
        navigation.add(navigation.Entry("Referred to us", "partner-inbox", P.PARTNER_ANSWER, order=20))
        onward.add_source(ways)
        beside.add_source(part_of_record)
        beside_entries.add_source(beside_entry)
        todo.add_source(waiting.todo)
        todo.add_source(waiting.left_todo)
        todo.add_source(waiting.partner_todo)
        sweeps.add(chase_partners)

    # carer
    def _carers(self) -> None:
        from mhst.audit import looks
        from mhst.community.documents import agreed_for_school, looking_after
        from mhst.people.queries import beside, told

        looks.say(
            {
                "carers.index": "The champion's list of who helps look after someone",
                "carer.detail": "That they help look after someone, what they need and what was offered",
            }
        )
        navigation.add(navigation.Entry("Unpaid carers", "carers", P.CARER_SUPPORT, order=20))
        beside.add_source(looking_after)
        told.add_source(agreed_for_school)
