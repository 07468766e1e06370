from cms.models import ArticlePage, AudiencePage
from cms.queries import menu, page


def test_the_doors_and_the_small_print(site):
    assert [entry.href for entry in menu.doors()] == [
        "/young-people/", "/parents/", "/school-staff/", "/professionals/",
    ]  # fmt: skip
    assert [entry.label for entry in menu.small_print()] == [
        "Who we are and how it works", "Privacy in plain words", "Accessibility statement",
    ]  # fmt: skip


def test_what_is_unpublished_is_in_no_menu(site):
    AudiencePage.objects.get(slug="parents").unpublish()
    ArticlePage.objects.get(slug="privacy").unpublish()

    assert "/parents/" not in [entry.href for entry in menu.doors()]
    assert "/privacy/" not in [entry.href for entry in menu.small_print()]


def test_both_menus_cost_one_read(site, django_assert_num_queries):
    menu.doors()

    with django_assert_num_queries(0):
        menu.small_print()


def test_a_database_away_costs_the_menu_and_nothing_else(database_away):
    assert (menu.doors(), menu.small_print()) == ([], [])


def test_a_page_that_others_link_to_is_found_by_name_while_it_is_published(site, django_assert_num_queries):
    assert page.address_of("privacy") == "/privacy/"
    with django_assert_num_queries(0):
        page.address_of("privacy")
    ArticlePage.objects.get(slug="accessibility").unpublish()

    assert page.address_of("accessibility") == ""
