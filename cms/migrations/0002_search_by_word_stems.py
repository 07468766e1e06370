"""Let SQLite find "worry" for "worries", as PostgreSQL's English search does.

Wagtail makes the table without a stemmer. Its triggers and its way of asking stay as they are.
"""

from django.db import migrations

TABLE = "wagtailsearch_indexentry"


def make_anew(tokenizer):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor != "sqlite":
            return
        schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}_fts")
        schema_editor.execute(f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(autocomplete, body, title{tokenizer})")
        columns = "title, body, autocomplete"
        schema_editor.execute(f"INSERT INTO {TABLE}_fts({columns}, rowid) SELECT {columns}, id FROM {TABLE}")  # noqa: S608

    return run


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(make_anew(", tokenize='porter unicode61'"), make_anew(""))]
