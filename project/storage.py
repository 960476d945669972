from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Names every static file after its content, also where one of the editor's modules imports another.

    An import is found when it names a relative path and ends with a semicolon.
    """

    support_js_module_import_aggregation = True
    # Django looks into every script, but libraries speak of imports in comments, and of files that they don't bring.
    _js_module_import_aggregation_patterns = (
        "editor/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
