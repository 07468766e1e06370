from django.apps import AppConfig


class RealtimeApp(AppConfig):
    name = "realtime"
    label = "realtime"
    verbose_name = "Live conversation"
