from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.actions import help_page, starting_site
from mhst.core.actors import SYSTEM


class Command(BaseCommand):
    """For a new deployment and for the demo. Repeating it changes nothing that editors have made."""

    help = "Makes the first public pages and the list of ways to get help."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = starting_site.lay_out(by=SYSTEM)
        ways = starting_site.list_help(by=SYSTEM)
        help_page.write(by=SYSTEM)
        if pages:
            call_command("update_index", verbosity=0)  # else the pages wait for the job worker to be found
        self.stdout.write(f"{pages} pages and {ways} ways to get help made." if pages or ways else "All there already.")
