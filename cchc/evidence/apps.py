from datetime import time

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "cchc.evidence"
    label = "evidence"

    def ready(self) -> None:
        from cchc.core import jobs, navigation, schedule
        from cchc.evidence import jobs as work
        from cchc.evidence import presenters
        from cchc.evidence.services import disposing, examining, pictures
        from cchc.orgs.rules import Permission

        jobs.register(examining.EXAMINE, work.examine)
        jobs.register(examining.RECHECK, work.recheck)
        jobs.register(examining.EXAMINE_WAITING, work.examine_waiting)
        jobs.register(disposing.DISPOSE, work.dispose)
        jobs.register(pictures.DRAW_PAGES, work.draw_pages)
        schedule.daily(examining.EXAMINE_WAITING, at=time(2, 15))
        navigation.add(
            navigation.Entry(
                84,
                "Chứng thư tin cậy",
                "trust_list",
                "certificate",
                "/files/trust/",
                Permission.USER_MANAGE.value,
            )
        )
        presenters.register_all()
