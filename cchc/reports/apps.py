from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "cchc.reports"
    label = "reports"

    def ready(self) -> None:
        from datetime import time

        from cchc.core import jobs, navigation, schedule
        from cchc.evidence import access as evidence_access
        from cchc.indicators import closing, given
        from cchc.orgs.rules import Permission
        from cchc.reports import access, notices, presenters
        from cchc.reports.jobs import open_reports, transmit

        jobs.register("reports.open", open_reports)
        schedule.daily("reports.open", at=time(6, 0))
        from cchc.reports.selectors.closing import closed_by_reports
        from cchc.reports.selectors.reports import why_figures_are_given

        given.register(why_figures_are_given)
        closing.register(closed_by_reports)
        presenters.register_all()
        jobs.register("reports.transmit", transmit)
        notices.register_kinds()
        evidence_access.register("report_part", access.part_file)
        evidence_access.register("slip", access.slip_file)
        evidence_access.register("report_copy", access.copy_proof)
        navigation.add(
            navigation.Entry(
                38, "Báo cáo", "reports", "report", "/reports/", Permission.PLAN_READ.value
            )
        )
