"""Pages of a PDF as pictures: drawn by the job, kept, shown only to who may read the draft."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from PIL import Image

from cchc.evidence.services import pictures, store
from cchc.plans.models import DraftFile
from tests.factories.plans import make_draft


@pytest.fixture
def file(cast, at) -> DraftFile:
    document = pypdfium2.PdfDocument.new()
    for _page in range(8):
        document.new_page(595, 842)
    made = io.BytesIO()
    document.save(made)
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at)
    file = draft.files.get()
    file.stored = store(chunks=[made.getvalue()], media_type="application/pdf", at=at)
    file.kind, file.pages = "pdf", 8
    file.save()
    return file


def address(file, number):
    return reverse("draft_page", args=[file.draft.uid, file.position, number])


def test_a_page_that_is_not_drawn_yet_is_asked_for_and_then_served(
    client, file, cast, django_capture_on_commit_callbacks
):
    client.force_login(cast.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.get(address(file, 1))
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "1")
    shown = client.get(address(file, 1))
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")


def test_the_next_pages_are_drawn_along_and_drawing_twice_is_harmless(file):
    pictures.draw_pages(file.stored_id, 1)
    pictures.draw_pages(file.stored_id, 1)
    drawn = [pictures.picture_of(file.stored, number) is not None for number in (1, 6)]
    assert drawn == [True, True]


@pytest.mark.parametrize("number", [0, 9, 5000])
def test_a_page_that_does_not_exist_is_not_found(client, file, cast, number):
    client.force_login(cast.coordinator)
    assert client.get(address(file, number)).status_code == 404


def test_pictures_are_only_for_readers_of_the_draft(client, file, cast):
    pictures.draw_pages(file.stored_id, 1)
    for person in (cast.lan, cast.outsider, cast.administrator):
        client.force_login(person)
        assert client.get(address(file, 1)).status_code == 404


def test_a_draft_with_pages_offers_both_views(client, file, cast):
    client.force_login(cast.coordinator)
    page = client.get(reverse("draft_review", args=[file.draft.uid])).content.decode()
    assert page.count("data-src=") == 8
    assert "Bản gốc" in page


def test_the_frames_of_a_scan_are_drawn_as_large_as_their_places_are_told(client, file, cast, at):
    """A4 at 300 dots per inch becomes 595 x 842 points, at the 1.75 dots a point that the screen counts with."""
    made = io.BytesIO()
    frames = [Image.new("L", (2480, 3508), 255), Image.new("L", (3508, 2480), 255)]
    frames[0].save(made, "TIFF", dpi=(300, 300), save_all=True, append_images=frames[1:])
    file.stored = store(chunks=[made.getvalue()], media_type="image/tiff", at=at)
    file.kind, file.pages = "tiff", 2
    file.save()
    pictures.draw_pages(file.stored_id, 1)
    client.force_login(cast.coordinator)
    sizes = []
    for number in (1, 2):
        shown = client.get(address(file, number))
        with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as picture:
            sizes.append(picture.size)
    assert sizes == [(1042, 1473), (1473, 1042)]
