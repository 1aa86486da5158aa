"""Number, date, signer and signed file of a plan, when they come after it was put in force."""

from datetime import datetime

from django.db import transaction

from cchc.documents.services import set_number
from cchc.orgs.models import User
from cchc.plans.models import Plan
from cchc.plans.services.drafts import NewFile
from cchc.plans.services.issue import Signing, attach_signed


@transaction.atomic
def number_plan(
    *,
    plan: Plan,
    seen_version: int,
    signing: Signing,
    signed_file: NewFile | None,
    by: User,
    at: datetime,
) -> Plan:
    """Enter what the clerk knows of the issued document (vào số); an earlier signed file is closed, not lost.

    seen_version: the document's version on the page. Raises Stale, NumberTaken, WrongIssueDate.
    """
    document = set_number(
        document=plan.document,
        number=signing.number,
        issued_on=signing.issued_on,
        signer_authority=signing.signer_authority,
        signer_position=signing.signer_position,
        signer_name=signing.signer_name,
        version=seen_version,
        by=by,
        at=at,
    )
    if signed_file is not None:
        attach_signed(document, signed_file, by, at)
    plan.set_list_keys(plan.title, document.number, sorted_by=plan.title)
    plan.save(update_fields=["search_key", "sort_key"])
    return plan
