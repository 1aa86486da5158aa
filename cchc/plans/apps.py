from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "cchc.plans"
    label = "plans"

    def ready(self) -> None:
        from cchc.core import jobs, navigation
        from cchc.evidence import access as files
        from cchc.orgs import guards
        from cchc.plans import access, presenters
        from cchc.plans.jobs import read_upload
        from cchc.plans.selectors.closing import open_drafts_of
        from cchc.plans.services.moving import register_movers

        jobs.register("plans.read_upload", read_upload)
        presenters.register_all()
        guards.register(open_drafts_of)
        register_movers()
        files.register("draft", access.draft_file)
        navigation.add(
            navigation.Entry(
                order=10,
                label="Kế hoạch",
                url_name="plans",
                icon="file-text",
                prefix="/plans/",
                permission="plan.read",
            )
        )
