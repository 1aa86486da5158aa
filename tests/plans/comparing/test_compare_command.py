"""`cchc compare A B`: two files side by side, without Django."""

import json
import subprocess
import sys

import pytest

from cchc.plans.compare_cli import main
from tests.plans.comparing.agreement import PAIRS
from tests.quality.sources import ROOT

ABOVE, OURS = PAIRS / "tinh-so" / "above.md", PAIRS / "tinh-so" / "ours.txt"
BEFORE, AFTER = PAIRS / "hai-nam" / "before.txt", PAIRS / "hai-nam" / "after.txt"


def told(capsys, *arguments):
    assert main([str(each) for each in arguments]) == 0
    return capsys.readouterr().out


def test_the_plan_above_is_asked_whether_it_is_covered(capsys):
    out = told(capsys, ABOVE, OURS)

    assert out.splitlines()[1].startswith("Không liên quan đến cơ quan: 4 nhiệm vụ")
    assert "[Không thấy] PL/Cải cách tài chính công/2. Đẩy nhanh tiến độ giải ngân" in out
    assert "vì: “thủ tục hành chính không phụ thuộc địa giới hành chính”" in out


def test_two_years_of_one_agency_are_followed(capsys):
    out = told(capsys, BEFORE, AFTER)

    assert out.startswith("Giữ nguyên: 3, Thay đổi: 9, Không còn: 3, Mới: 3")
    assert "chủ trì: Văn phòng Sở → Trung tâm Kiểm soát bệnh tật" in out


def test_the_question_can_be_named_and_everybody_asked_about(capsys):
    assert told(capsys, ABOVE, OURS, "--all").count("\n[") == 25
    assert told(capsys, BEFORE, AFTER, "--question", "coverage").startswith("Chắc chắn: ")


def test_as_json_it_is_one_object_whose_spans_fit_the_texts(capsys):
    answer = json.loads(told(capsys, BEFORE, AFTER, "--json"))

    assert answer["question"] == "years"
    assert answer["counts"] == {"carried": 3, "changed": 9, "dropped": 3, "new": 3}
    first = answer["lines"][0]
    start, end = first["spans"]["theirs"][0]
    assert first["theirs"]["text"][start:end].startswith("Ban hành Kế hoạch kiểm tra")
    assert first["outcome"] == "carried"


def test_what_is_no_plan_is_refused_in_one_line(capsys, tmp_path):
    empty = tmp_path / "trong.txt"
    empty.write_text("", encoding="utf-8")

    assert main([str(empty), str(OURS)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_question_that_is_unknown_is_not_understood(capsys):
    with pytest.raises(SystemExit) as refusal:
        main([str(ABOVE), str(OURS), "--question", "why"])
    assert refusal.value.code == 2


def test_comparing_files_loads_no_django_and_gives_the_same_answer_in_every_process():
    code = (
        "import sys\n"
        "from cchc.__main__ import main\n"
        "sys.argv = ['cchc', 'compare', *sys.argv[1:], '--json']\n"
        "status = main()\n"
        "print(status, sorted(n for n in sys.modules if n.split('.')[0] == 'django'), file=sys.stderr)\n"
    )
    answers = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(ABOVE), str(OURS)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr.strip().splitlines()[-1] == "0 []", done.stderr
        answers.add(done.stdout)
    assert len(answers) == 1
