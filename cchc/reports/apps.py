from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "cchc.reports"
    label = "reports"

    def ready(self) -> None:
        from cchc.core import navigation
        from cchc.evidence import access as evidence_access
        from cchc.orgs.rules import Permission
        from cchc.reports import access, notices, presenters

        presenters.register_all()
        notices.register_kinds()
        evidence_access.register("report_part", access.part_file)
        evidence_access.register("report_copy", access.copy_proof)
        navigation.add(
            navigation.Entry(
                38, "Báo cáo", "reports", "report", "/reports/", Permission.PLAN_READ.value
            )
        )
