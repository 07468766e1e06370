from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from cms.directory.actions import edit_link
from cms.directory.models import Provider
from cms.directory.queries import keeping
from mhst.core import clock
from mhst.core.actors import SYSTEM


class Command(BaseCommand):
    """The worker does the same by itself on working days; this is for whoever does not want to wait."""

    help = (
        "Ask each partner whose entries are out of date, by e-mail with a private link, whether they are still right."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        partners = keeping.to_ask(clock.now())
        with tqdm(total=len(partners), desc="Asking", disable=None) as bar:
            unreached = [partner for partner in partners if not self._ask(partner, bar)]
        for partner in unreached:
            self.stderr.write(f"{partner} could not be written to.")
        asked = len(partners) - len(unreached)
        self.stdout.write(f"{asked} partners asked." if partners else "Nobody has to be asked today.")

    def _ask(self, partner: Provider, bar: Any) -> bool:
        bar.update()
        return edit_link.ask(provider=partner, by=SYSTEM)
