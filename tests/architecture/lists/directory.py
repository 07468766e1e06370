from cms.directory.models import EditLink
from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import member_of
from tests.factories.directory import TOKEN, DirectoryServiceFactory, EditLinkFactory, ProposalFactory


@list_page
def local_help() -> ListPage:
    return ListPage("/directory/", None, DirectoryServiceFactory.create_batch)


@list_page
def open_data() -> ListPage:
    return ListPage("/directory/open-referral/services", None, DirectoryServiceFactory.create_batch)


@list_page
def a_partners_entries() -> ListPage:
    link = EditLinkFactory()
    return ListPage(
        f"/directory/partner/{TOKEN}/",
        None,
        lambda rows: DirectoryServiceFactory.create_batch(rows, provider=link.provider),
    )


@list_page
def keeping() -> ListPage:
    def add(rows: int) -> None:
        for _ in range(rows):
            ProposalFactory(token=f"token {EditLink.objects.count()}")

    return ListPage("/directory/keep/", member_of(None, RoleName.SYSTEM_ADMINISTRATOR), add)
