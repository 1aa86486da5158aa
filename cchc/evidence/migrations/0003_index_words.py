"""The index by which text inside files is found; it follows the table by itself.

PostgreSQL: an index on the expression. SQLite: a full-text table without a copy of the text, kept by triggers.
"""

from django.db import migrations

POSTGRESQL = (
    "CREATE INDEX evidence_filepart_words ON evidence_filepart USING gin (to_tsvector('simple', key))",
)
SQLITE = (
    "CREATE VIRTUAL TABLE evidence_filepart_words USING fts5("
    "key, content='evidence_filepart', content_rowid='id', tokenize='unicode61')",
    "CREATE TRIGGER evidence_filepart_words_in AFTER INSERT ON evidence_filepart BEGIN"
    " INSERT INTO evidence_filepart_words(rowid, key) VALUES (new.id, new.key); END",
    "CREATE TRIGGER evidence_filepart_words_out AFTER DELETE ON evidence_filepart BEGIN"
    " INSERT INTO evidence_filepart_words(evidence_filepart_words, rowid, key)"
    " VALUES ('delete', old.id, old.key); END",
    "CREATE TRIGGER evidence_filepart_words_new AFTER UPDATE ON evidence_filepart BEGIN"
    " INSERT INTO evidence_filepart_words(evidence_filepart_words, rowid, key)"
    " VALUES ('delete', old.id, old.key);"
    " INSERT INTO evidence_filepart_words(rowid, key) VALUES (new.id, new.key); END",
)


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_what_is_inside_files")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
