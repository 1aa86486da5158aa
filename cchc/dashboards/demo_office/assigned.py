"""Work of the demo that comes from outside plans: a letter, a meeting, a word of the director."""

from datetime import date, timedelta

from cchc.core import clock
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.orgs.selectors import units_of
from cchc.plans.models import ReformArea
from cchc.tasks.models import Instruction
from cchc.tasks.services.instructing import Source, Work, assign_work


def load_assigned(agency: Unit, today: date) -> int:
    """Enter three instructions of the past weeks; returns how many tasks came of them, 0 where the register has any."""
    coordinator = (
        Membership.objects.filter(unit__agency=agency, role=Role.COORDINATOR, valid_from__lte=today)
        .select_related("user")
        .first()
    )
    units = [unit for unit in units_of(agency, today) if unit.parent_id == agency.pk]
    if coordinator is None or len(units) < 3 or Instruction.objects.filter(agency=agency).exists():
        return 0
    areas = {area.code: area for area in ReformArea.objects.filter(agency__isnull=True)}
    office, first, second = units[:3]
    told = [
        (
            Source(
                kind="letter", assigned_on=today - timedelta(days=24), received_number="412",
                received_on=today - timedelta(days=25), document_number="1835/UBND-NC",
                document_on=today - timedelta(days=26), issuer="UBND tỉnh Lam Sơn",
                subject="Về rà soát, xử lý hồ sơ thủ tục hành chính quá hạn",
                margin_note="VP chủ trì, phối hợp các phòng, báo cáo tôi trong tháng.",
            ),
            [Work("Rà soát hồ sơ quá hạn tại bộ phận một cửa, đề xuất cách xử lý", areas["procedures"],
                  [office], [first], ["Báo cáo rà soát"], today - timedelta(days=4))],
        ),
        (
            Source(
                kind="conclusion", assigned_on=today - timedelta(days=8), said_by="Giám đốc Sở",
                subject="Kết luận giao ban tháng", expects_document=True,
            ),
            [
                Work("Xây dựng phương án bố trí thiết bị cho bộ phận một cửa", areas["finance"],
                     [first], [], ["Phương án"], today + timedelta(days=5)),
                Work("Hướng dẫn ký số văn bản đi cho các phòng", areas["digital"], [second], [office],
                     ["Tài liệu hướng dẫn"], today + timedelta(days=12)),
            ],
        ),
        (
            Source(
                kind="word", assigned_on=today - timedelta(days=1), said_by="Phó Giám đốc phụ trách",
                subject="Chuẩn bị làm việc với đoàn kiểm tra cải cách hành chính của tỉnh",
            ),
            [Work("Chuẩn bị tài liệu, bố trí người làm việc với đoàn kiểm tra", areas["steering"],
                  [office], [first, second], [], today + timedelta(days=2))],
        ),
    ]  # fmt: skip
    for source, works in told:
        assign_work(agency=agency, source=source, works=works, by=coordinator.user, at=clock.now())
    return sum(len(works) for _source, works in told)
