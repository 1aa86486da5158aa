"""Static files with a content hash in their name, compressed once at set-up."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """Source maps and files that third-party styles name but no page uses are not asked for."""

    manifest_strict = False
    support_js_module_import_aggregation = True
    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
