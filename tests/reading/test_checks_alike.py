"""Which tasks are nearly the same, and how much work it is to find them in a long list."""

import random

import pytest

from cchc.reading.checks.alike import pairs_alike

LONG = "Rà soát, đơn giản hóa thủ tục hành chính nội bộ giữa các phòng thuộc Sở"
WORDS = [
    "rà soát",
    "công bố",
    "niêm yết",
    "đánh giá",
    "số hóa",
    "kiểm tra",
    "tập huấn",
    "hồ sơ",
    "thủ tục",
]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (LONG, True),
        (LONG.upper(), True),
        (LONG.replace("các phòng", "các phòng, ban"), True),
        (f"{LONG} quý I", False),
        (f"{LONG} năm 2027", False),
        (LONG.replace("nội bộ giữa các phòng thuộc Sở", "liên thông với các xã, phường"), False),
    ],
)
def test_a_repetition_is_found_and_another_number_or_object_is_none(
    other: str, alike: bool
) -> None:
    assert pairs_alike([LONG, other]) == ([(1, 0)] if alike else [])


def test_short_texts_are_never_alike() -> None:
    assert pairs_alike(["Rà soát văn bản", "Rà soát văn bản"]) == []


def test_every_repetition_names_the_first_of_its_kind() -> None:
    assert pairs_alike([LONG, "Niêm yết công khai thủ tục", LONG, LONG]) == [(2, 0), (3, 0)]


def test_comparisons_grow_with_the_list_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []
    monkeypatch.setattr(
        "cchc.reading.checks.alike._share", lambda one, other: compared.append(1) or 0.0
    )

    def steps(count: int) -> int:
        source = random.Random(7)
        compared.clear()
        pairs_alike([" ".join(source.choices(WORDS, k=12)) for _ in range(count)])
        return len(compared)

    assert steps(2000) < 2.5 * steps(1000)
