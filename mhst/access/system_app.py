from django.contrib.admin.apps import AdminConfig


class SystemPages(AdminConfig):
    """Django's admin, behind our sign-in and holding no person."""

    default = False
    default_site = "mhst.access.system_site.SystemSite"
