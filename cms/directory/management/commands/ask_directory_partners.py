from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from cms.directory.actions import edit_link
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
            for partner in partners:
                edit_link.ask(provider=partner, by=SYSTEM)
                bar.update()
        self.stdout.write(f"{len(partners)} partners asked." if partners else "Nobody has to be asked today.")
