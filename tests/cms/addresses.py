"""All addresses of Wagtail's editor, read from the resolver, and those that are closed on purpose."""

from collections.abc import Iterator

from django.urls import get_resolver

# By prefix, so that a line can be read.
_CLOSED = {
    "": (
        "wagtail_bulk_action wagtailadmin_error_test wagtailadmin_login wagtailadmin_logout "
        "wagtailadmin_password_reset wagtailadmin_password_reset_complete wagtailadmin_password_reset_confirm "
        "wagtailadmin_password_reset_done wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete"
    ),
    "wagtailadmin_api:documents": ("detail find listing"),
    "wagtailadmin_api:images": ("detail find listing"),
    "wagtailadmin_api:pages": ("action find"),
    "wagtailadmin_collections": ("add delete edit index set_privacy"),
    "wagtailadmin_pages": (
        "choose_parent convert_alias copy lock move move_confirm revisions_index set_page_position "
        "set_privacy type_use type_use_results unpublish usage"
    ),
    "wagtailadmin_reports": (
        "aging_pages aging_pages_results locked_pages locked_pages_results page_types_usage "
        "page_types_usage_results workflow workflow_results workflow_tasks workflow_tasks_results"
    ),
    "wagtailadmin_workflows": (
        "add add_task disable disable_task edit edit_task enable enable_task index index_results remove "
        "select_task_type task_chooser task_chooser_create task_chooser_results task_chosen task_index "
        "task_index_results usage usage_results"
    ),
    "wagtaildocs": ("delete delete_multiple document_usage"),
    "wagtailimages": ("delete delete_multiple image_usage url_generator url_generator_output"),
    "wagtailusers_groups": ("add delete edit history history_results index index_results usage"),
    "wagtailusers_users": ("add copy delete edit history history_results index index_results usage"),
}
CLOSED = frozenset(f"{space}:{name}" if space else name for space, names in _CLOSED.items() for name in names.split())


def addresses() -> dict[str, set[tuple[str, ...]]]:
    """The parameters of each named address below /cms/."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for include in get_resolver().url_patterns:
        if str(include.pattern) == "cms/":
            for name, parameters in _walk(include.url_patterns, (), ()):
                found.setdefault(name, set()).add(parameters)
    return found


def _walk(patterns, spaces, parameters) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        known = (*parameters, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from _walk(pattern.url_patterns, (*spaces, *space), known)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), known
