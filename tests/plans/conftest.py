"""What tests of plans share: files as people upload them, and pages that are looked at."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.core.clock import vietnam_date
from cchc.core.tokens import new_token
from cchc.plans.models import Draft, Plan
from cchc.plans.services.issue import Signing, put_in_force
from cchc.plans.services.matching import propose_matches
from tests.factories.plans import TEXT, make_draft


def upload(name: str, content: bytes | str = TEXT) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data)


@pytest.fixture
def send(client, cast, django_capture_on_commit_callbacks) -> Callable[..., Any]:
    """Post files to the upload page as the coordinator, and let the background job run."""

    def post(body: SimpleUploadedFile | None = None, **fields: Any) -> Any:
        client.force_login(fields.pop("by", cast.coordinator))
        data: dict[str, Any] = {"submit_token": new_token(), "whole": "1"} | fields
        if body is not None:
            data["body"] = body
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/plans/new/", data)

    return post


@pytest.fixture
def draft(cast, at) -> Draft:
    """A draft under review whose units stand matched by name."""
    made = make_draft(agency=cast.agency, by=cast.coordinator, at=at)
    propose_matches(draft=made, on=vietnam_date(at))
    return made


@pytest.fixture
def in_force(cast, at) -> Callable[..., Plan]:
    """Put a reading in force as the coordinator; number and date are open."""

    def issue(value: dict[str, Any] | None = None) -> Plan:
        made = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
        propose_matches(draft=made, on=vietnam_date(at))
        return put_in_force(
            draft=made,
            seen_revision=0,
            signing=Signing(),
            in_force_on=date(2026, 1, 1),
            signed_file=None,
            by=cast.coordinator,
            at=at,
        )

    return issue


def nothing_was_kept() -> bool:
    """No draft and no plan."""
    return not Draft.objects.exists() and not Plan.objects.exists()
