from django.apps import AppConfig


class DemoApp(AppConfig):
    """Invented people in an invented county. Installed by the demo settings alone."""

    name = "mhst.demo"
    label = "demo"
