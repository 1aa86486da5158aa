"""Targets that were misread."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext as _

from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.plans.issuing import Correctable, CorrectableField, TrueValue
from cchc.plans.models import Plan, Target

_COMPARATORS = {"", ">=", "<=", "=", ">", "<"}


class TargetCorrector:
    """Corrects text, comparator, value, unit of measure and reference of a target."""

    def find(self, plan: Plan, uid: UUID) -> Correctable | None:
        """The target as it stands; None when the plan has none with this uid."""
        target = Target.objects.filter(plan=plan, uid=uid).first()
        if target is None:
            return None
        value = "" if target.value is None else f"{target.value.normalize():f}".replace(".", ",")
        fields = (
            CorrectableField("text", _("Nội dung"), target.text),
            CorrectableField("comparator", _("So sánh (>=, <=, =, >, <)"), target.comparator),
            CorrectableField("value", _("Giá trị"), value),
            CorrectableField("unit", _("Đơn vị tính"), target.unit_of_measure),
            CorrectableField("reference", _("Theo văn bản"), target.reference),
        )
        label = _("Chỉ tiêu “%(text)s”") % {"text": target.text[:80]}
        address = f"{plan.get_absolute_url()}#target-{target.uid}"
        return Correctable(str(target.position), label, target.text, fields, address)

    def write(
        self, *, plan: Plan, uid: UUID, field: str, new: TrueValue, by: User, at: datetime
    ) -> None:
        """Give the target's field its true value. Raises DomainError for a value that is no number."""
        target = Target.objects.select_for_update().get(plan=plan, uid=uid)
        if field == "value":
            target.value = _number(new.text)
        elif field == "comparator":
            if new.text not in _COMPARATORS:
                raise DomainError(_("Phép so sánh chỉ nhận một trong: >=, <=, =, >, <."))
            target.comparator = new.text
        elif field == "unit":
            target.unit_of_measure = new.text[:60]
        elif field == "reference":
            target.reference = new.text[:300]
        else:
            if not new.text:
                raise DomainError(_("Nội dung chỉ tiêu không được để trống."))
            target.text = new.text
        target.save()


def _number(text: str) -> Decimal | None:
    """1.234,5 as people write it; None for nothing."""
    if not text:
        return None
    try:
        value = Decimal(text.replace(".", "").replace(",", ".").replace("%", "").strip())
    except InvalidOperation as error:
        raise DomainError(_("Giá trị phải là số, viết như 95 hoặc 1.234,5.")) from error
    return value
