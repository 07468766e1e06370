from django.core.management import call_command

from cms.checks import help_is_checked
from cms.models import HelpRoute
from mhst.core import clock


def test_what_nobody_has_checked_is_named(site):
    HelpRoute.objects.exclude(name="Shout").update(checked_on=clock.today())

    (warning,) = help_is_checked(databases=["default"])
    assert (warning.id, warning.msg) == ("cms.W001", "Help now: nobody has checked these for 90 days: Shout.")


def test_nothing_is_said_when_all_are_checked(site):
    HelpRoute.objects.update(checked_on=clock.today())

    assert help_is_checked(databases=["default"]) == []


def test_the_database_is_asked_only_when_it_is_being_checked(site):
    assert help_is_checked(databases=None) == []


def test_a_database_away_is_not_this_checks_business(database_away):
    assert help_is_checked(databases=["default"]) == []


def test_the_page_for_the_proxy_stands_alone(site, tmp_path):
    HelpRoute.objects.filter(name="Shout").update(is_shown=False)
    call_command("write_help_now", to=tmp_path / "help" / "now.html", verbosity=0)
    html = (tmp_path / "help" / "now.html").read_text()

    assert ('href="tel:999"' in html, 'href="tel:08001111"' in html, "Shout" in html) == (True, True, False)
    assert [mark for mark in ("<script", "<link", "src=", "{%", "{{") if mark in html] == []
