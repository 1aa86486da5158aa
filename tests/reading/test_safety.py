"""Whatever the text, the reader answers soon, loses nothing of a draft in JSON, and raises only its own refusal."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.reading import as_json, from_json, read_blocks, read_file
from cchc.reading.draft import (
    DocumentHead,
    Finding,
    LegalBasis,
    Period,
    PlanDraft,
    ReportDeadline,
    ScheduleEntry,
    Section,
    Signer,
    Source,
    Target,
    TaskDraft,
)
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.text import read_text
from cchc.reading.meaning.products import read_products
from cchc.reading.meaning.times import read_time
from cchc.reading.meaning.units import split_units
from tests.reading.cases import CORPUS

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PIECES = st.sampled_from(
    [
        "KẾ HOẠCH",
        "I. ",
        "II. NHIỆM VỤ",
        "1. ",
        "1.1. ",
        "a) ",
        "đ) ",
        "- ",
        "+ ",
        "\n",
        "\n\n",
        "\t",
        "|",
        "<p>",
        "</p>",
        "**",
        "Đơn vị chủ trì: ",
        "Sản phẩm:",
        "Thời gian: ",
        "Quý I",
        "31/02/2025",
        "năm 9999",
        "tháng 13",
        "100%",
        "Phụ lục",
        "PHỤ LỤC",
        "Nơi nhận:",
        "./.",
        ";",
        "STT\tNhiệm vụ\tChủ trì",
        "Căn cứ Luật số ",
        "ngày 0/0/0000",
        "“",
        "(",
        "Số: /KH-",
        "GIÁM ĐỐC",
        "xã",
    ]
)
SENTENCES = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
WORDS = st.text(max_size=8)
MAYBE = st.none() | WORDS
SOURCES = st.builds(
    Source,
    file=st.integers(0, 3),
    page=st.none() | st.integers(1, 9),
    span=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    box=st.none() | st.tuples(st.integers(1, 9), *[st.floats(0, 900)] * 4),
)
SCHEDULES = st.builds(
    ScheduleEntry,
    what=MAYBE,
    product=st.none() | st.integers(0, 5),
    due=DAYS,
    start=DAYS,
    before=st.booleans(),
    on=st.none() | st.lists(WORDS),
)
TASKS = st.builds(
    TaskDraft,
    path=WORDS,
    key=WORDS,
    marks=st.dictionaries(WORDS, st.lists(WORDS)),
    section=WORDS,
    area=WORDS,
    text=WORDS,
    lead=st.lists(WORDS),
    coordinating=st.lists(WORDS),
    products=st.lists(WORDS),
    products_rule=WORDS,
    conditional=st.booleans(),
    issued_by=MAYBE,
    funding=MAYBE,
    time=MAYBE,
    schedule=st.lists(SCHEDULES, max_size=3),
    source=SOURCES,
)
PLANS = st.builds(
    PlanDraft,
    document=st.builds(
        DocumentHead,
        date=DAYS,
        year=st.none() | st.integers(1990, 2100),
        signer=st.builds(Signer, name=MAYBE),
    ),
    period=st.builds(Period, start=DAYS, end=DAYS),
    legal_bases=st.lists(
        st.builds(LegalBasis, MAYBE, MAYBE, DAYS, MAYBE, MAYBE, WORDS, SOURCES), max_size=2
    ),
    sections=st.lists(st.builds(Section, WORDS, WORDS, WORDS, SOURCES), max_size=2),
    targets=st.lists(
        st.builds(
            Target,
            WORDS,
            WORDS,
            WORDS,
            MAYBE,
            st.none() | st.floats(0, 100),
            MAYBE,
            MAYBE,
            MAYBE,
            SOURCES,
        ),
        max_size=2,
    ),
    tasks=st.lists(TASKS, max_size=2),
    report_deadlines=st.lists(
        st.builds(
            ReportDeadline, WORDS, MAYBE, DAYS, DAYS, DAYS, st.booleans(), st.none() | SOURCES
        ),
        max_size=2,
    ),
    findings=st.lists(
        st.builds(
            Finding,
            WORDS,
            WORDS,
            WORDS,
            WORDS,
            st.none() | SOURCES,
            st.none() | st.dictionaries(WORDS, WORDS),
        ),
        max_size=2,
    ),
)


@QUICK
@given(PLANS)
def test_a_draft_written_as_json_and_read_back_is_the_same(plan: PlanDraft) -> None:
    assert from_json(as_json(plan)) == plan


@QUICK
@given(SENTENCES)
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        plan = read_blocks([read_text(content)])
    except UnreadableFile:
        return
    keys = [task.key for task in plan.tasks]
    assert len(keys) == len(set(keys))
    assert from_json(as_json(plan)) == plan


@QUICK
@given(SENTENCES)
def test_any_wording_of_a_field_is_read(content: str) -> None:
    read_time(content, 2026)
    read_products([content])
    split_units(content)


HOSTILE = [
    "Đơn vị chủ trì/ Nội dung, " * 4_000,
    "Rà soát (Phòng A chủ trì; Phòng B phối hợp; quý II" + "; quý II" * 8_000 + ")",
    "a" * 200_000,
    "Quý I - " * 20_000,
    "- + " * 30_000,
    "(" * 50_000,
    "1." * 50_000,
    "ngày 1/1/2025 " * 10_000,
    "Căn cứ Luật " * 10_000,
    "Phòng A và " * 10_000,
    "100% " * 20_000,
    "“Tỷ lệ” " * 10_000,
    "<p " * 30_000,
    " ; " * 50_000,
    "Đơn vị chủ trì " * 10_000,
    "\t".join(["1. a"] * 3_000),
    "Văn phòng Sở phối hợp, " * 10_000,
    "(Văn phòng Sở; " * 10_000,
    "Trung tâm A (sau đây gọi tắt là B) " * 5_000,
    "Phòng A/" * 20_000,
    "Giao Phòng A chủ trì là " * 10_000,
    "nhiệm vụ 1: " * 10_000,
    "Báo cáo quý I, II, III trước ngày 15/3, " * 3_000,
    "Báo cáo ngày 05 các tháng " + "3, " * 20_000,
    "ít nhất từ một trở lên " * 5_000,
    "xếp từ vị trí thứ 1, nhóm 10 tỉnh, " * 4_000,
    "theo chỉ tiêu UBND tỉnh " * 5_000,
    "Nghị quyết số 76/NQ-CP và số " * 5_000,
    "sau 15 ngày kể từ ngày 01/4, tháng cuối quý " * 3_000,
    "Rà soát – " + "Phòng Văn hóa - Xã hội – " * 800,
    "Rà soát (" + "Văn phòng Sở, quý II; " * 800 + ")",
    "40% sở, và 30% xã, " * 1000,
    "công khai hằng tháng ngay khi phát sinh " * 500,
    "Các phòng báo cáo ngày 25/11 (báo cáo năm " * 500,
]


@contextmanager
def cpu_seconds_at_most(seconds: int) -> Iterator[None]:
    """End what runs inside once it has used so much processor time: for a hang, however busy the machine is."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"still reading after {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:12])
def test_no_line_can_keep_the_reader_busy(line: str) -> None:
    with cpu_seconds_at_most(60):  # all take well under one; a runaway pattern would take days
        for content in (
            line,
            f"II. NHIỆM VỤ\n1. Thể chế\na) {line}\n- Thời gian: {line}\n- Sản phẩm: {line}\n- Đơn vị chủ trì: {line}",
        ):
            read_blocks([read_text(content)])


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_text("x\n" * 250_000)
    assert refusal.value.code == "too-large"


def test_progress_is_told_per_stage() -> None:
    told: list[tuple[str, int, int]] = []
    folder = CORPUS / "annex-markdown"
    read_file(folder / "plan.md", folder / "phu-luc.md", progress=lambda *stage: told.append(stage))
    assert told == [
        ("load", 0, 2),
        ("load", 1, 2),
        ("load", 2, 2),
        ("structure", 0, 2),
        ("meaning", 1, 2),
        ("meaning", 2, 2),
    ]


LONG = {
    "items": "1. Rà soát việc này.\n",
    "headings": "1. Cải cách thể chế\n\n- Rà soát việc này.\n",
    "paragraphs": "Rà soát việc này.\n\n",
    "bullets": "- Rà soát việc này;\n",
    "cells": "1\nRà soát việc này\nVăn phòng Sở\nQuý I\nBáo cáo\n",
    "headers": "STT\nNhiệm vụ\nChủ trì\nThời gian\n",
    "duties": "1. Văn phòng Sở\na) Giao Phòng A chủ trì rà soát, các phòng phối hợp, xong trước ngày 30/6/2026.\n",
    "names": "Giao Phòng Đào tạo (PĐT) rà soát việc này.\n\n",
    "reports": "- Báo cáo quý I: trước ngày 10/3, theo Quyết định số 5/QĐ-UBND.\n",
    "targets": "- Tỷ lệ hồ sơ đúng hạn đạt từ 98% trở lên.\n",
    "rows": "1\tRà soát việc này\tVăn phòng Sở\tQuý I\n",
}


def calls_of(act: Callable[[], object]) -> int:
    """How many functions run during `act`, Python's and C's: the same figure on any machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("kind", LONG)
def test_reading_grows_in_step_with_the_length(kind: str) -> None:
    head = "KẾ HOẠCH\nCông tác năm 2026\n\nII. NHIỆM VỤ\n\n1. Thể chế\n\n"
    if kind == "cells":
        head += "STT\nNhiệm vụ\nChủ trì\nThời gian\nSản phẩm\n"
    if kind == "rows":
        head += "TT\tNội dung\tChủ trì\tThời gian\n"

    def steps(count: int) -> int:
        return calls_of(lambda: read_blocks([read_text(head + LONG[kind] * count)]))

    steps(100)
    assert steps(2400) < 8 * 1.5 * steps(300)
