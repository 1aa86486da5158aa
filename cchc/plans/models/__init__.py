"""Tables of plans: from the dropped file to the plan in force, and what changes it afterwards."""

from cchc.plans.models.amendments import Amendment, AmendmentChange
from cchc.plans.models.programme import (
    AreaHeading,
    Draft,
    DraftEdit,
    DraftFile,
    DraftUnit,
    LegalBasis,
    PairingDecision,
    Plan,
    PlanSection,
    ReadingCorrection,
    ReformArea,
    Target,
)

__all__ = [
    "Amendment",
    "AmendmentChange",
    "AreaHeading",
    "Draft",
    "DraftEdit",
    "DraftFile",
    "DraftUnit",
    "LegalBasis",
    "PairingDecision",
    "Plan",
    "PlanSection",
    "ReadingCorrection",
    "ReformArea",
    "Target",
]
