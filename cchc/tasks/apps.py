from datetime import time

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "cchc.tasks"
    label = "tasks"

    def ready(self) -> None:
        from cchc.core import jobs, schedule
        from cchc.evidence import access as evidence_access
        from cchc.evidence import keeping
        from cchc.orgs import guards, handing, movers
        from cchc.periods import made
        from cchc.plans import issuing
        from cchc.tasks import access, notices, presenters
        from cchc.tasks.jobs import apply_sheet, merge_sums, recount_sums, remind_everybody
        from cchc.tasks.models import ResultEvidence
        from cchc.tasks.selectors.closing import open_work_of
        from cchc.tasks.selectors.existing import existing_tasks
        from cchc.tasks.selectors.in_hand import pieces_of
        from cchc.tasks.selectors.plans import past_lines, task_lines
        from cchc.tasks.selectors.work_files import keeping_bases, past_keeping
        from cchc.tasks.services import moving_rules
        from cchc.tasks.services.amending import amend_tasks, foresee
        from cchc.tasks.services.entrusting import pass_on
        from cchc.tasks.services.moving import register_movers
        from cchc.tasks.services.rewriting import rewrite_task
        from cchc.tasks.services.sheets import register_unwritten
        from cchc.tasks.services.sums import follow_the_tree
        from cchc.tasks.services.writing import place_reports_of, write_tasks

        issuing.register_writer(write_tasks)
        made.register(place_reports_of)
        issuing.register_rewriter(rewrite_task)
        issuing.register_amending(amend_tasks, foresee)
        issuing.register_past(past_lines)
        issuing.register_lines(task_lines)
        issuing.register_existing(existing_tasks)
        _add_to_navigation()
        notices.register_kinds()
        jobs.register("tasks.remind", remind_everybody)
        jobs.register("tasks.apply_sheet", apply_sheet)
        register_unwritten()
        jobs.register("tasks.merge_sums", merge_sums)
        jobs.register("tasks.recount", recount_sums)
        schedule.daily("tasks.remind", at=time(6, 30))
        schedule.every("tasks.merge_sums", minutes=30)
        schedule.daily("tasks.recount", at=time(2, 30))
        guards.register(open_work_of)
        register_movers()
        movers.register_teller(follow_the_tree)
        moving_rules.register_mover()
        handing.register(pieces_of)
        handing.register_pass_on(pass_on)
        evidence_access.register("result", access.proof_file)
        keeping.register(
            ResultEvidence,
            keeping.Rule(past_keeping, "occurrence__task__agency", keeping_bases),
        )
        evidence_access.register("slip", access.slip_file)
        evidence_access.register("instruction", access.instruction_file)
        presenters.register_all()


def _add_to_navigation() -> None:
    """What stands in the menu of the room."""
    from cchc.core import navigation
    from cchc.core.navigation import Entry
    from cchc.orgs.rules import Permission

    navigation.add(
        Entry(
            7,
            "Việc của tôi",
            "my_work",
            "user-check",
            "/tasks/mine/",
            Permission.PLAN_READ.value,
        )
    )
    navigation.add(
        Entry(20, "Nhiệm vụ", "tasks", "checklist", "/tasks/", Permission.PLAN_READ.value)
    )
    navigation.add(
        Entry(
            25,
            "Điều hành",
            "task_board",
            "steering-wheel",
            "/tasks/board/",
            Permission.DIRECTION_RECORD.value,
        )
    )
    navigation.add(
        Entry(
            30,
            "Đôn đốc",
            "urging",
            "speakerphone",
            "/tasks/urging/",
            Permission.REMINDER_MANAGE.value,
        )
    )
