"""Which tasks of the plan above are ours: named, or in a collective that contains us."""

import pytest

from cchc.plans.rules.comparing.concerns import Us, concern, kind_of, means, same_issuer
from tests.plans.comparing.tasks import task

SO = Us(("Sở Khoa học và Công nghệ", "Sở KH&CN"), "department")
CHI_CUC = Us(("Chi cục Tiêu chuẩn Đo lường Chất lượng",), "sub_department")
UNKNOWN = Us(("Hội Khoa học",), "")
XA = Us(("UBND xã Mường Lam",), "commune")


@pytest.mark.parametrize(
    ("wording", "us", "expected"),
    [
        ("Sở Khoa học và Công nghệ", SO, True),
        ("Sở KHCN", SO, True),
        ("Trung tâm Ứng dụng thuộc Sở Khoa học và Công nghệ", SO, True),
        ("Các sở, ban, ngành", SO, True),
        ("Các cơ quan chuyên môn thuộc UBND tỉnh", SO, True),
        ("các cơ quan, đơn vị liên quan", SO, True),
        ("Sở Nội vụ", SO, False),
        ("UBND các xã, phường", SO, False),
        ("Văn phòng UBND tỉnh", SO, False),
        ("UBND các xã, phường", XA, True),
        ("Ủy ban nhân dân xã Mường Lam", XA, True),
        ("UBND xã Suối Ngà", XA, False),
        ("Các sở, ban, ngành", XA, False),
        ("Các sở, ban, ngành; UBND các xã", XA, True),
        ("Các phòng, đơn vị thuộc Sở", CHI_CUC, True),
        ("Các phòng chuyên môn", CHI_CUC, False),
        ("Các cơ quan, đơn vị", UNKNOWN, True),
        ("Các sở, ban, ngành", UNKNOWN, False),
    ],
)
def test_a_wording_means_us_when_it_names_us_or_those_like_us(wording, us, expected):
    assert means(wording, us) is expected


@pytest.mark.parametrize(
    ("lead", "coordinating", "part"),
    [
        (["Sở Nội vụ", "Các sở, ban, ngành"], [], "lead"),
        (["Sở Nội vụ"], ["Các sở, ban, ngành"], "coordinating"),
        (["Sở Nội vụ"], ["UBND các xã, phường"], None),
        (["Sở Nội vụ"], [], None),
        ([], [], "unnamed"),
    ],
)
def test_the_part_is_the_greatest_that_is_given(lead, coordinating, part):
    assert concern(task("1", "Rà soát", lead=lead, coordinating=coordinating), SO) == part


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Y tế", "department"),
        ("Ban Quản lý các khu công nghiệp", "department"),
        ("UBND xã Suối Ngà", "commune"),
        ("Ủy ban nhân dân tỉnh Lam Sơn", "province"),
        ("Bộ Nội vụ", "ministry"),
        ("Phòng Nghiệp vụ", ""),
        ("", ""),
    ],
)
def test_the_kind_is_what_a_name_begins_like(name, kind):
    assert kind_of(name) == kind


def test_one_agency_is_known_under_its_spellings():
    assert same_issuer(["Sở KH&CN"], ["Sở Khoa học và Công nghệ"])
    assert not same_issuer(["Sở Nội vụ"], ["Sở Y tế"])
    assert not same_issuer([""], [""])
