from django.apps import AppConfig


class ReportingApp(AppConfig):
    name = "mhst.reporting"
    label = "reporting"
    verbose_name = "Reporting"
