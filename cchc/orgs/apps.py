from datetime import time

from django.apps import AppConfig

from cchc.core import navigation


class OrgsConfig(AppConfig):
    name = "cchc.orgs"
    label = "orgs"

    def ready(self) -> None:
        from cchc.audit import access as audit_access
        from cchc.core import jobs, schedule
        from cchc.orgs import movers, presenters, sign_in_log
        from cchc.orgs.access import chain_names, readable_logs
        from cchc.orgs.services import factor_reset, idle, moving_roles
        from cchc.orgs.services.invitations import send_link
        from cchc.orgs.services.moving_groups import movers_of_groups
        from cchc.orgs.services.people_sheets import register_unwritten, write_people

        jobs.register("orgs.send_link", send_link)
        jobs.register("orgs.write_people", write_people)
        register_unwritten()
        jobs.register("orgs.idle_round", idle.idle_round)
        jobs.register("orgs.warn_idle", idle.warn_idle)
        jobs.register("orgs.send_reopening", idle.send_reopening)
        jobs.register("orgs.tell_reset", factor_reset.tell_reset)
        jobs.register("orgs.tell_reset_done", factor_reset.tell_reset_done)
        schedule.daily("orgs.idle_round", at=time(5, 30))
        presenters.register_all()
        sign_in_log.connect()
        movers.register(moving_roles.mover())
        for each in movers_of_groups():
            movers.register(each)
        audit_access.register(readable_logs, chain_names)
        navigation.add(
            navigation.Entry(
                order=80,
                label="Cơ cấu tổ chức",
                url_name="units",
                icon="sitemap",
                prefix="/units/",
            )
        )
        navigation.add(
            navigation.Entry(
                order=82,
                label="Người dùng",
                url_name="people",
                icon="users",
                prefix="/people/",
                permission="user.manage",
            )
        )
