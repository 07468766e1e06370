from tests.support.site import database_away, new_process, searchable, site, whole_site

__all__ = ["database_away", "new_process", "searchable", "site", "whole_site"]
