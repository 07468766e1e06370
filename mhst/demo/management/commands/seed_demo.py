from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mhst.core import clock
from mhst.demo.world import build, evening
from mhst.places.models import School


class Command(BaseCommand):
    help = "Fill an empty database with the invented county of the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=build.SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        if School.objects.exists():
            raise CommandError("There are schools in this database already; the demo fills only an empty one.")
        build.build(clock.today(), self.stdout.write, seed=options["seed"])
        evening.begin()
        call_command("seed_site", stdout=self.stdout)
