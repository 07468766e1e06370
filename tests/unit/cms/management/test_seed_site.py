import io

from django.core.management import call_command

from cms.models import ArticlePage, HelpRoute


def seed() -> str:
    said = io.StringIO()
    call_command("seed_site", stdout=said)
    return said.getvalue()


def test_a_new_deployment_gets_pages_and_ways_to_get_help_once(db, new_process) -> None:
    first = seed()
    assert first.endswith(" ways to get help made.\n")
    made = (ArticlePage.objects.count(), HelpRoute.objects.count())
    assert first.split()[3] == str(made[1])

    assert seed() == "All there already.\n"
    assert (ArticlePage.objects.count(), HelpRoute.objects.count()) == made
