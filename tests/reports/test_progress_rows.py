"""A row of the annex on progress: due day, day of result and days late belong to one thing that was owed."""

from datetime import date

import pytest

from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.files import paper_of
from cchc.tasks.models import Occurrence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def row_of(opened, at):
    """`row_of(task)`: the task's row as the annex prints it."""

    def act(task):
        paper = paper_of(opened, content_of(opened, at))
        (annex,) = [each for each in paper.annexes if each.title == "Tiến độ nhiệm vụ"]
        return next(row for block in annex.blocks for row in block.rows if row.label == task.label)

    return act


def hand_in(row, day, cast, at):
    record_fact(
        occurrence=row, result=Result(delivered_on=day), by=cast.coordinator, at=at,
        seen=row.version,
    )  # fmt: skip


def owed_by(task):
    return list(Occurrence.objects.filter(task=task).order_by("due_on", "pk"))


def test_the_due_day_of_late_work_is_the_one_that_was_missed(cast, at, row_of):
    dues = [date(2026, 2, 1), date(2026, 3, 12)]
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.due(day) for day in dues])
    for row, day in zip(owed_by(task), [date(2026, 2, 11), date(2026, 3, 10)], strict=True):
        hand_in(row, day, cast, at)
    row = row_of(task)
    assert (row.state, row.time) == ("Hoàn thành quá hạn (10 ngày)", "01/02/2026")
    assert row.result == "Hoàn thành ngày 11/02/2026"


def test_work_of_which_one_unit_has_given_its_share_is_not_said_to_be_done(cast, at, row_of):
    units = [cast.office, cast.division]
    task = p.write_one(p.make_plan(cast), units, times=[p.due(date(2026, 3, 14))])
    first, _second = owed_by(task)
    hand_in(first, date(2026, 3, 13), cast, at)
    row = row_of(task)
    assert row.state == "Đang thực hiện, trong hạn"
    assert row.result == "Đã có kết quả, gần nhất ngày 13/3/2026"
