"""The connector that the settings name."""

from django.conf import settings

from cchc.reports.connectors.web import WebConnector


def the_connector() -> WebConnector | None:
    """The web address of the level above; None while no address is set, and reports leave as files only."""
    if not settings.REPORTS_URL:
        return None
    return WebConnector(settings.REPORTS_URL, settings.REPORTS_TOKEN)
