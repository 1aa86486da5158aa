"""Rows inserted without objects are the rows that objects would have written, on either database."""

from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from cchc.core.db import insert_rows
from cchc.core.models import KeptForm, SubmitToken

COLUMNS = ("token", "result", "content", "used_at")
TRICKY = "Tab\t, dòng\nmới, \\N, \\., 'nháy', \"kép\", 100%, %s"


@pytest.mark.django_db
def test_ids_text_json_and_moments_come_back_as_they_went_in(at):
    tokens = [uuid4(), uuid4()]
    rows = [(tokens[0], TRICKY, "", at), (tokens[1], "", "abc", at)]
    insert_rows(SubmitToken, COLUMNS, rows)
    assert list(SubmitToken.objects.order_by("pk").values_list(*COLUMNS)) == rows
    insert_rows(
        KeptForm,
        ("owner", "action", "fields", "had_files", "saved_at"),
        [(1, "/a/", [["tên", TRICKY]], True, at), (2, "/b/", [], False, at)],
    )
    rows = KeptForm.objects.order_by("owner").values_list("owner", "fields", "had_files")
    assert list(rows) == [(1, [["tên", TRICKY]], True), (2, [], False)]


@pytest.mark.django_db
def test_what_the_database_forbids_is_refused_and_nothing_is_written(at):
    token = UUID(int=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(SubmitToken, COLUMNS, [(token, "a", "", at), (token, "b", "", at)])
    assert not SubmitToken.objects.exists()


@pytest.mark.django_db
def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(SubmitToken, COLUMNS, [])
