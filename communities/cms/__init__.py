"""Wagtail's editor fitted to this house: who may enter, where, and what they may do there."""


def fit_wagtail() -> None:
    """Put our policies in the place of Wagtail's. Called once at start-up, before Wagtail's own apps are ready."""
    # Models can be imported only once all apps are there.
    from wagtail.permissions import register_permission_policy  # noqa: PLC0415

    from ..frame import register_frame  # noqa: PLC0415
    from ..models import BasePage, File, Picture  # noqa: PLC0415
    from .community_places import community_places  # noqa: PLC0415
    from .media_policy import MediaPolicy  # noqa: PLC0415
    from .places import register_places  # noqa: PLC0415
    from .policy import PlacePolicy  # noqa: PLC0415

    register_frame("cms", lambda viewer: viewer.is_editor or bool(viewer.moderated))
    register_places(community_places)
    register_permission_policy(BasePage, PlacePolicy())
    for model in (Picture, File):
        # By exact class, else what Wagtail registers afterwards for the same model takes its place.
        policy = MediaPolicy(model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
