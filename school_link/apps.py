from django.apps import AppConfig


class SchoolLinkApp(AppConfig):
    name = "school_link"
    label = "school_link"
    verbose_name = "School Link"
