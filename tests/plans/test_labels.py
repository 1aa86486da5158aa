"""Short labels of tasks."""

import pytest

from cchc.plans.rules.labels import label_of


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("II.3.b", "3.b"),
        ("II.5.c", "5.c"),
        ("II", "II"),
        ("", ""),
        ("PL/Cải cách TTHC/2", "CCTTHC.2"),
        ("PL/Cải cách tài chính công/1", "CCTCC.1"),
        ("PL/Xây dựng và phát triển chính quyền số/4", "XDPTCQS.4"),
        ("PLII/7", "PLII.7"),
    ],
)
def test_a_label_is_short_and_tells_where_a_task_stands(path, label):
    assert label_of(path) == label
