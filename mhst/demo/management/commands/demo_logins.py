from typing import Any

from django.core.management.base import BaseCommand

from mhst.demo.logins import PASSWORD, PERSONAS
from mhst.settings.environment import environment


class Command(BaseCommand):
    help = "Print who one can sign in as in the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.username:<22} {persona.title}")
        self.stdout.write(f"  Everybody's password: {PASSWORD}")
        self.stdout.write(f"  Everybody's code of the moment, and a button to be them: {environment.base_url}/demo/")
