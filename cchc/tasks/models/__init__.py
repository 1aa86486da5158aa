"""Tables of tasks: the programme, its conduct, and what draws attention to it."""

from cchc.tasks.models.amendments import OccurrenceAmendment, TaskAmendment
from cchc.tasks.models.attention import CalendarFeed, ReminderPolicy, ReminderRule, SavedView
from cchc.tasks.models.charges import AreaCharge
from cchc.tasks.models.conduct import (
    Extension,
    GuidanceWait,
    Obstacle,
    ProgressReport,
    ResultEvidence,
)
from cchc.tasks.models.discussion import Remark, Watch
from cchc.tasks.models.instructions import Instruction
from cchc.tasks.models.programme import Assignment, Deliverable, Milestone, Occurrence, Task
from cchc.tasks.models.sheets import SheetLine, SheetUpload
from cchc.tasks.models.sums import TaskSum
from cchc.tasks.models.work_files import FiledTask, WorkFile

__all__ = [
    "AreaCharge",
    "Assignment",
    "CalendarFeed",
    "Deliverable",
    "Extension",
    "FiledTask",
    "GuidanceWait",
    "Instruction",
    "Milestone",
    "Obstacle",
    "Occurrence",
    "OccurrenceAmendment",
    "ProgressReport",
    "Remark",
    "ReminderPolicy",
    "ReminderRule",
    "ResultEvidence",
    "SavedView",
    "SheetLine",
    "SheetUpload",
    "Task",
    "TaskAmendment",
    "TaskSum",
    "Watch",
    "WorkFile",
]
