"""A small cast known to every test: one department with its units, a neighbour, and a person for each role.

Lan works in the unit that leads, Minh in another unit, Hoa appraises; the public is anonymous.
"""

from dataclasses import dataclass
from datetime import date

from cchc.orgs.models import Membership, Unit, UnitGroup, User
from cchc.orgs.rules import Role
from cchc.orgs.services import create_unit

START = date(2020, 1, 1)


@dataclass
class Cast:
    province: Unit
    agency: Unit  # Sở Khoa học và Công nghệ
    office: Unit  # Văn phòng Sở
    division: Unit  # Phòng Nghiệp vụ
    sub_department: Unit  # Chi cục, with a seal
    centre: Unit  # Trung tâm, with a seal
    other_agency: Unit  # Sở Nội vụ
    other_division: Unit
    all_units: UnitGroup  # Các phòng, đơn vị thuộc Sở
    divisions: UnitGroup  # Các phòng chuyên môn
    lan: User  # specialist of the office
    minh: User  # specialist of the division
    head: User  # head of the division
    coordinator: User
    leader: User
    clerk: User
    administrator: User
    hoa: User  # appraiser, at the province's home-affairs department
    stranger: User  # specialist of the other agency
    outsider: User  # coordinator of the other agency


def person(username: str, full_name: str, unit: Unit, role: Role) -> User:
    user = User.objects.create_user(
        username=username, full_name=full_name, password="mat-khau-thu-nghiem"
    )
    Membership.objects.create(user=user, unit=unit, role=role, valid_from=START)
    return user


def make_cast() -> Cast:
    kind = Unit.Kind
    province = create_unit(
        parent=None,
        kind=kind.PROVINCE,
        name="UBND tỉnh Lam Sơn",
        is_agency=True,
        has_seal=True,
        place="Lam Sơn",
        valid_from=START,
    )
    agency = create_unit(
        parent=province,
        kind=kind.DEPARTMENT,
        name="Sở Khoa học và Công nghệ",
        short_name="Sở KH&CN",
        symbol="SKHCN",
        is_agency=True,
        has_seal=True,
        place="Lam Sơn",
        valid_from=START,
    )
    office = create_unit(
        parent=agency, kind=kind.OFFICE, name="Văn phòng Sở", short_name="VP", valid_from=START
    )
    division = create_unit(
        parent=agency,
        kind=kind.DIVISION,
        name="Phòng Nghiệp vụ",
        short_name="P.NV",
        valid_from=START,
    )
    sub_department = create_unit(
        parent=agency,
        kind=kind.SUB_DEPARTMENT,
        name="Chi cục Tiêu chuẩn Đo lường Chất lượng",
        short_name="CC TĐC",
        has_seal=True,
        valid_from=START,
    )
    centre = create_unit(
        parent=agency,
        kind=kind.CENTRE,
        name="Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ",
        short_name="TT ƯD",
        has_seal=True,
        valid_from=START,
    )
    other_agency = create_unit(
        parent=province,
        kind=kind.DEPARTMENT,
        name="Sở Nội vụ",
        short_name="SNV",
        symbol="SNV",
        is_agency=True,
        has_seal=True,
        place="Lam Sơn",
        valid_from=START,
    )
    other_division = create_unit(
        parent=other_agency,
        kind=kind.DIVISION,
        name="Phòng Cải cách hành chính",
        short_name="P.CCHC",
        valid_from=START,
    )
    all_units = UnitGroup.objects.create(
        agency=agency, name="Các phòng, đơn vị thuộc Sở", rule={"kinds": []}
    )
    divisions = UnitGroup.objects.create(
        agency=agency, name="Các phòng chuyên môn", rule={"kinds": ["division"]}
    )
    return Cast(
        province=province,
        agency=agency,
        office=office,
        division=division,
        sub_department=sub_department,
        centre=centre,
        other_agency=other_agency,
        other_division=other_division,
        all_units=all_units,
        divisions=divisions,
        lan=person("lan", "Trần Thị Lan", office, Role.SPECIALIST),
        minh=person("minh", "Lê Văn Minh", division, Role.SPECIALIST),
        head=person("hung", "Phạm Quốc Hùng", division, Role.UNIT_HEAD),
        coordinator=person("dung", "Nguyễn Tiến Dũng", office, Role.COORDINATOR),
        leader=person("thanh", "Đỗ Thị Thanh", agency, Role.LEADER),
        clerk=person("tuyet", "Vũ Ánh Tuyết", office, Role.CLERK),
        administrator=person("quan", "Hoàng Minh Quân", agency, Role.ADMINISTRATOR),
        hoa=person("hoa", "Bùi Thị Hoa", province, Role.APPRAISER),
        stranger=person("son", "Mai Hồng Sơn", other_division, Role.SPECIALIST),
        outsider=person("nga", "Lý Thúy Nga", other_division, Role.COORDINATOR),
    )
