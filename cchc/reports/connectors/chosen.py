"""The connector that the settings name."""

from django.conf import settings

from cchc.reports.connectors import NotDelivered
from cchc.reports.connectors.web import WebConnector


def the_connector() -> WebConnector | None:
    """The web address of the level above; None while no address is set, and reports leave as files only.

    Raises NotDelivered for an address that is not safe.
    """
    if not settings.REPORTS_URL:
        return None
    try:
        return WebConnector(settings.REPORTS_URL, settings.REPORTS_TOKEN)
    except ValueError as error:
        raise NotDelivered(
            "Địa chỉ hệ thống nhận báo cáo đã khai báo không dùng được. Hãy báo quản trị sửa địa chỉ."
        ) from error
