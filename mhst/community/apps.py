from django.apps import AppConfig


class CommunityApp(AppConfig):
    name = "mhst.community"
    label = "community"
    verbose_name = "Community"
