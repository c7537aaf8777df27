"""The addresses of Wagtail's editor that exist here, by URL name, each with the kind of its ids. All others are 404.

A kind names the queryset in which the id has to lie; `?id` is the query parameter of the same name.
"""

PAGE, EDITABLE, PICTURE, FILE, UPLOAD = "page", "editable", "picture", "file", "upload"

Checks = dict[str, str]
NOTHING: Checks = {}

# Doors of ours below the same prefix: they lead to the sign-in page and answer everybody.
DOORS = frozenset({"cms_login", "cms_logout", "cms_password_reset"})


def _names(prefix: str, names: str, checks: Checks = NOTHING) -> dict[str, Checks]:
    return {f"{prefix}{name}": checks for name in names.split()}


OPEN: dict[str, Checks] = {
    # The frame of the editor.
    **_names(
        "wagtailadmin_",
        "home explore_root account dismissibles block_preview sprite javascript_catalog choose_page choose_page_search"
        " choose_page_external_link choose_page_email_link choose_page_phone_link choose_page_anchor_link",
    ),
    **_names("wagtailadmin_pages:", "search search_results"),
    **_names("wagtailadmin_api:pages:", "listing"),
    **_names("wagtailadmin_reports:", "site_history site_history_results"),
    **_names("wagtailadmin_editing_sessions:", "release"),
    **_names("wagtailembeds:", "chooser chooser_upload"),
    # Looking around in the tree.
    **_names("wagtailadmin_", "explore explore_results choose_page_child", {"parent_page_id": PAGE}),
    **_names("wagtailadmin_", "choose_page_chosen_multiple", {"?id": PAGE}),
    **_names("wagtailadmin_api:pages:", "detail", {"pk": PAGE}),
    # Writing, reviewing, looking back.
    **_names("wagtailadmin_pages:", "add preview_on_add add_subpage", {"parent_page_id": EDITABLE}),
    **_names(
        "wagtailadmin_pages:",
        "edit preview_on_edit view_draft delete unlock history history_results"
        " workflow_action collect_workflow_action_data confirm_workflow_cancellation workflow_preview"
        " workflow_history workflow_history_detail revisions_view revisions_revert revisions_unschedule",
        {"page_id": EDITABLE},
    ),
    **_names("wagtailadmin_pages:", "revisions_compare", {"pk": EDITABLE}),
    **_names("wagtailadmin_editing_sessions:", "ping", {"object_id": EDITABLE}),
    # Pictures and files. Deleting is not among them: what was published stays where it was shown.
    **_names("wagtailimages:", "index index_results add add_multiple"),
    **_names("wagtailimages:", "edit preview", {"image_id": PICTURE}),
    **_names("wagtailimages:", "edit_multiple", {"image_id": PICTURE}),
    **_names(
        "wagtailimages:", "create_multiple_from_uploaded_image delete_upload_multiple", {"uploaded_file_id": UPLOAD}
    ),
    **_names("wagtailimages_chooser:", "choose choose_results create"),
    **_names("wagtailimages_chooser:", "chosen", {"pk": PICTURE}),
    **_names("wagtailimages_chooser:", "select_format", {"image_id": PICTURE}),
    **_names("wagtailimages_chooser:", "chosen_multiple", {"?id": PICTURE}),
    **_names("wagtaildocs:", "index index_results add add_multiple"),
    **_names("wagtaildocs:", "edit", {"document_id": FILE}),
    **_names("wagtaildocs:", "edit_multiple", {"doc_id": FILE}),
    **_names(
        "wagtaildocs:", "create_multiple_from_uploaded_document delete_upload_multiple", {"uploaded_file_id": UPLOAD}
    ),
    **_names("wagtaildocs_chooser:", "choose choose_results create"),
    **_names("wagtaildocs_chooser:", "chosen", {"pk": FILE}),
    **_names("wagtaildocs_chooser:", "chosen_multiple", {"?id": FILE}),
}

# What changes a page: the view, its signals and their activities are one transaction.
CHANGING = frozenset(
    _names(
        "wagtailadmin_pages:",
        "add edit delete workflow_action confirm_workflow_cancellation revisions_revert revisions_unschedule",
    )
)

# Addresses below the same prefix that apps of ours add: pages in the forum's own frame, under its strict policy.
OURS: set[str] = set()
# Those of them that only appointed editors have, and moderators do not.
OF_EDITORS: set[str] = set()


def open_ours(prefix: str, names: str, checks: Checks = NOTHING, *, of_editors: bool = False) -> None:
    """Let an app say at start-up which addresses it adds below the editor's, each with the kind of its ids."""
    added = _names(prefix, names, checks)
    OPEN.update(added)
    OURS.update(added)
    OF_EDITORS.update(added if of_editors else ())
