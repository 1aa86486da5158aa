from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "cchc.orgs"
    label = "orgs"

    def ready(self) -> None:
        from cchc.audit import access as audit_access
        from cchc.orgs import presenters, sign_in_log
        from cchc.orgs.access import readable_logs

        presenters.register_all()
        sign_in_log.connect()
        audit_access.register(readable_logs)
