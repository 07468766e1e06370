from typing import Any

from django.core.management.base import BaseCommand

from mhst.demo.world import evening


class Command(BaseCommand):
    help = "Have an evening of online counselling in progress, with somebody who waits."

    def handle(self, *args: Any, **options: Any) -> None:
        evening.begin()
