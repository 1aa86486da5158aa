"""Permissions as one enum, roles as sets of it; docs/permissions.md is tested against both. Plain Python."""

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do; stable codes, stored nowhere but compared everywhere."""

    PLAN_READ = "plan.read"  # issued plans, tasks, their state
    DRAFT_READ = "draft.read"  # drafts of plans
    PLAN_IMPORT = "plan.import"  # upload, edit and discard a draft
    PLAN_ISSUE = "plan.issue"  # put in force, correct the reading
    DOCUMENT_NUMBER = "document.number"  # enter number, date and signed file
    FACT_RECORD = "fact.record"  # record submitted / delivered for one's own unit
    FACT_RECORD_ANY = "fact.record_any"  # the same on behalf of any unit of the agency
    WORK_ENTRUST = "work.entrust"  # name who in a unit does its part of a task
    RESULT_CONFIRM = (
        "result.confirm"  # confirm or give back: others' results, a head his own office's
    )
    RESULT_CONFIRM_ANY = "result.confirm_any"  # the same for any unit of the agency
    DIRECTION_GIVE = "direction.give"  # decide as a leader: later due days, obstacles
    DIRECTION_RECORD = "direction.record"  # decide, or record a leader's or a document's word
    INSTRUCTION_MANAGE = "instruction.manage"  # the register of work assigned outside plans
    UNIT_MANAGE = "unit.manage"  # units, names, groups, aliases
    USER_MANAGE = "user.manage"  # people and their roles
    CALENDAR_MANAGE = "calendar.manage"  # holidays and swapped days
    REMINDER_MANAGE = (
        "reminder.manage"  # reminder rules, hours of mail, urging papers, what was sent
    )
    FIGURE_READ = "figure.read"  # what every unit of the agency reported, and the sums
    FIGURE_MANAGE = "figure.manage"  # which indicators are asked for, and whom
    REPORT_READ = "report.read"  # reports of the agency while they are made, what units gave
    REPORT_WRITE = "report.write"  # open, consolidate, submit; take or give back what units gave
    REPORT_PART = "report.part"  # the part of one's own unit
    REPORT_DECIDE = "report.decide"  # give a submitted report back, or record that the leader did
    AUDIT_READ = "audit.read"  # the log of the agency
    FEEDBACK_APPRAISE = "appraisal.write"
    FINDING_WRITE = "inspection.write"


class Role(StrEnum):
    SPECIALIST = "specialist"
    UNIT_HEAD = "unit_head"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    APPRAISER = "appraiser"
    INSPECTOR = "inspector"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.SPECIALIST: "Chuyên viên",
    Role.UNIT_HEAD: "Trưởng phòng, đơn vị",
    Role.COORDINATOR: "Đầu mối CCHC",
    Role.LEADER: "Lãnh đạo cơ quan",
    Role.APPRAISER: "Người thẩm định",
    Role.INSPECTOR: "Đoàn kiểm tra",
    Role.CLERK: "Văn thư",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}

_READ = {Permission.PLAN_READ}
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SPECIALIST: frozenset(_READ | {Permission.FACT_RECORD, Permission.REPORT_PART}),
    Role.UNIT_HEAD: frozenset(
        _READ
        | {
            Permission.FACT_RECORD,
            Permission.WORK_ENTRUST,
            Permission.RESULT_CONFIRM,
            Permission.REPORT_PART,
        }
    ),
    Role.COORDINATOR: frozenset(
        _READ
        | {
            Permission.DRAFT_READ,
            Permission.PLAN_IMPORT,
            Permission.PLAN_ISSUE,
            Permission.DOCUMENT_NUMBER,
            Permission.FACT_RECORD,
            Permission.FACT_RECORD_ANY,
            Permission.WORK_ENTRUST,
            Permission.RESULT_CONFIRM,
            Permission.DIRECTION_RECORD,
            Permission.INSTRUCTION_MANAGE,
            Permission.UNIT_MANAGE,
            Permission.CALENDAR_MANAGE,
            Permission.REMINDER_MANAGE,
            Permission.FIGURE_READ,
            Permission.FIGURE_MANAGE,
            Permission.REPORT_READ,
            Permission.REPORT_WRITE,
            Permission.REPORT_PART,
            Permission.REPORT_DECIDE,
            Permission.AUDIT_READ,
        }
    ),
    Role.LEADER: frozenset(
        _READ
        | {
            Permission.DRAFT_READ,
            Permission.RESULT_CONFIRM,
            Permission.RESULT_CONFIRM_ANY,
            Permission.DIRECTION_GIVE,
            Permission.DIRECTION_RECORD,
            Permission.INSTRUCTION_MANAGE,
            Permission.FIGURE_READ,
            Permission.REPORT_READ,
            Permission.REPORT_DECIDE,
            Permission.AUDIT_READ,
        }
    ),
    Role.APPRAISER: frozenset(_READ | {Permission.FEEDBACK_APPRAISE}),
    Role.INSPECTOR: frozenset(_READ | {Permission.FINDING_WRITE}),
    Role.CLERK: frozenset(
        _READ | {Permission.DRAFT_READ, Permission.DOCUMENT_NUMBER, Permission.REPORT_READ}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.UNIT_MANAGE,
            Permission.USER_MANAGE,
            Permission.CALENDAR_MANAGE,
            Permission.AUDIT_READ,
        }
    ),
}
# Roles that reach the whole agency although they sit in one of its units.
AGENCY_WIDE = frozenset(
    {Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.APPRAISER, Role.INSPECTOR, Role.ADMINISTRATOR}
)

# Who issues, accepts, approves or administers signs in with a second factor.
NEEDS_SECOND_FACTOR = frozenset(
    {
        Permission.PLAN_ISSUE,
        Permission.RESULT_CONFIRM,
        Permission.RESULT_CONFIRM_ANY,
        Permission.DIRECTION_GIVE,
        Permission.DIRECTION_RECORD,
        Permission.UNIT_MANAGE,
        Permission.USER_MANAGE,
        Permission.FEEDBACK_APPRAISE,
    }
)


def carries_content(role: Role) -> bool:
    """Whether a role carries more than what an administrator has: a right over plans, tasks or figures."""
    return bool(ROLE_PERMISSIONS[role] - ROLE_PERMISSIONS[Role.ADMINISTRATOR])


def permissions_of(role: Role) -> frozenset[Permission]:
    """The permissions that a role carries; every role has an entry."""
    return ROLE_PERMISSIONS[role]
