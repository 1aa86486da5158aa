"""Why a draft, a plan or an amendment is not this person's to change, and who can open it. No statement of its own."""

from django.utils.translation import gettext as _

from cchc.core.locks import Lock
from cchc.plans.models import Amendment, Draft, Plan
from cchc.plans.states import AmendmentState, DraftState, PlanState


def lock_on_draft(draft: Draft, *, may_edit: bool) -> Lock | None:
    """Why the draft cannot be edited; None when it can."""
    if may_edit:
        return None
    agency = {"agency": draft.agency.name}
    if draft.state == DraftState.SIGNING:
        return Lock(
            _("Bản nháp đang trình ký nên đã khóa."),
            _("Đầu mối CCHC của %(agency)s trả lại để sửa, ở bước Đưa vào theo dõi.") % agency,
        )
    if draft.state == DraftState.ISSUED:
        return Lock(
            _("Kế hoạch đã đưa vào theo dõi nên bản rà soát đã khóa."),
            _(
                "Ở trang kế hoạch, đầu mối CCHC của %(agency)s đính chính chỗ đọc sai hoặc điều chỉnh theo văn bản."
            )
            % agency,
        )
    return Lock(
        _("Bạn xem được nhưng không sửa được bản nháp này."),
        _("Đầu mối CCHC của %(agency)s sửa và đưa vào theo dõi.") % agency,
    )


def lock_on_plan(plan: Plan, *, may_issue: bool) -> Lock:
    """Why the plan's content cannot be edited in place: nobody's can."""
    agency = {"agency": plan.agency.name}
    if plan.state == PlanState.CLOSED:
        day = {"day": f"{plan.closed_on:%d/%m/%Y}"} if plan.closed_on else {"day": "–"}
        return Lock(
            _("Kế hoạch đã kết thúc từ %(day)s nên không thay đổi được.") % day,
            _("Thay đổi được làm ở kế hoạch thay thế, do đầu mối CCHC của %(agency)s.") % agency,
        )
    why = _("Nội dung kế hoạch đã khóa từ khi đưa vào theo dõi.")
    if may_issue:
        return Lock(
            why, _("Bạn đính chính được chỗ đọc sai, hoặc điều chỉnh kế hoạch theo văn bản.")
        )
    return Lock(
        why,
        _("Đầu mối CCHC của %(agency)s đính chính chỗ đọc sai, hoặc điều chỉnh theo văn bản.")
        % agency,
    )


def lock_on_amendment(amendment: Amendment, *, may_edit: bool) -> Lock | None:
    """Why the amendment cannot be gathered any further; None when it can."""
    if may_edit:
        return None
    agency = {"agency": amendment.agency.name}
    if amendment.state == AmendmentState.IN_FORCE:
        return Lock(
            _("Điều chỉnh đã có hiệu lực nên không sửa, không hoàn tác được."),
            _("Muốn đổi lại, đầu mối CCHC của %(agency)s soạn một điều chỉnh khác.") % agency,
        )
    if amendment.state == AmendmentState.DISCARDED:
        return Lock(
            _("Bản soạn này đã bỏ."), _("Đầu mối CCHC của %(agency)s soạn bản khác.") % agency
        )
    return Lock(
        _("Bạn xem được nhưng không sửa được bản soạn này."),
        _("Đầu mối CCHC của %(agency)s soạn và đưa vào thực hiện.") % agency,
    )
