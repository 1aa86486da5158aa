"""What every page must be, whoever fetches it in a test (used by the `client` fixture)."""

from collections import Counter

from django.http import HttpResponse
from django.test import Client
from lxml import html

NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}


class InspectingClient(Client):
    """Django's test client; every HTML answer is inspected before the test sees it."""

    def request(self, **request) -> HttpResponse:
        response = super().request(**request)
        if is_html(response):
            faults = faults_of(response.content.decode())
            assert not faults, f"{request.get('PATH_INFO')}: " + "; ".join(faults)
        return response


def is_html(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    is_readable = not response.streaming and "Content-Encoding" not in response
    return is_readable and kind.startswith("text/html") and bool(response.content)


def faults_of(text: str) -> list[str]:
    """What is wrong with a page or fragment, in words; [] when nothing is."""
    is_page = text.lstrip().lower().startswith("<!doctype")
    root = html.document_fromstring(text) if is_page else html.fragment_fromstring(text, "div")
    faults = _frame_faults(root) if is_page else []
    return (
        faults + _id_faults(root) + _label_faults(root) + _form_faults(root) + _inline_faults(root)
    )


def _frame_faults(root: html.HtmlElement) -> list[str]:
    faults = []
    if not (root.findtext(".//title") or "").strip(" –\n"):
        faults.append("no title")
    headings = root.xpath("//h1")
    if len(headings) != 1:
        faults.append(f"{len(headings)} h1 headings")
    elif not headings[0].text_content().strip():
        faults.append("an empty h1")
    if root.get("lang") != "vi":
        faults.append('html without lang="vi"')
    if not root.xpath("//main"):
        faults.append("no main")
    return faults


def _id_faults(root: html.HtmlElement) -> list[str]:
    ids = Counter(root.xpath("//@id"))
    repeated = [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    named = [
        f"{attribute}={target} points to nothing"
        for attribute in ("for", "aria-describedby", "aria-labelledby")
        for value in root.xpath(f"//@{attribute}")
        for target in value.split()
        if target not in ids
    ]
    return repeated + named


def _label_faults(root: html.HtmlElement) -> list[str]:
    labelled = set(root.xpath("//label/@for"))
    faults = []
    for field in root.xpath("//input | //select | //textarea"):
        if field.get("type", "").lower() in NEED_NO_LABEL or field.get("hidden") is not None:
            continue
        has_name = field.get("aria-label") or field.get("aria-labelledby")
        if not (has_name or field.get("id") in labelled or field.xpath("ancestor::label")):
            faults.append(f"{field.tag} {field.get('name')} without a label")
    for image in root.xpath("//img[not(@alt)]"):
        faults.append(f"img {image.get('src')} without alt")
    for button in root.xpath("//button | //a[@href]"):
        spoken = button.text_content().strip() or button.get("aria-label") or button.get("title")
        if not spoken and not button.xpath(".//*[@aria-label] | .//img[@alt!='']"):
            faults.append(f"{button.tag} without a name: {html.tostring(button)[:120]!r}")
    return faults


def _form_faults(root: html.HtmlElement) -> list[str]:
    return [
        f"form to {form.get('action', 'itself')} without csrf token"
        for form in root.xpath("//form")
        if form.get("method", "get").lower() == "post"
        and not form.xpath(".//input[@name='csrfmiddlewaretoken']")
    ]


def _inline_faults(root: html.HtmlElement) -> list[str]:
    faults = [f"inline style on {tag.tag}" for tag in root.xpath("//*[@style]")]
    faults += ["style element" for tag in root.xpath("//style[not(@nonce)]")]
    faults += [
        "inline script"
        for tag in root.xpath("//script[not(@src)]")
        if tag.get("type") not in {"application/json", "importmap"}
    ]
    faults += [f"attribute {name}" for name in _handlers(root)]
    faults += ["a javascript: address" for _ in root.xpath("//*[starts-with(@href,'javascript:')]")]
    if "{{" in root.text_content() or "{%" in root.text_content():
        faults.append("template code shows through")
    return faults


def _handlers(root: html.HtmlElement) -> list[str]:
    return [
        name for tag in root.iter() for name in getattr(tag, "attrib", {}) if name.startswith("on")
    ]
