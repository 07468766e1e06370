"""The database itself refuses to change or delete what was published."""

from mhst.core.guards import Guard

CHANGED = "published figures cannot be changed or taken back"

PUBLICATIONS = Guard("reporting_publication", CHANGED)
PUBLISHED_TABLES = Guard("reporting_publishedtable", CHANGED)
