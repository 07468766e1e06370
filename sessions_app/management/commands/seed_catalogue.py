from typing import Any

from django.core.management.base import BaseCommand

from mhst.core.actors import SYSTEM
from sessions_app.actions import programme


class Command(BaseCommand):
    help = "Add the programmes a new service starts with; those that are there stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        added = programme.add_starting_catalogue(by=SYSTEM)
        self.stdout.write(f"{len(added)} programmes added.")
