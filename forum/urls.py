"""Every address of the site. Plain Django URLs stand before Wagtail's catch-all."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from communities.cms import views as cms_views

from . import views

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("account/", include("communities.sign_in_urls")),
    path("cms/", include("communities.cms.doors")),
    path("cms/", include(wagtailadmin_urls)),
    path("favicon.ico", RedirectView.as_view(url="/static/forum/icon.svg")),
    path("", include("forum.live.urls")),
    path("", include("forum.notices.urls")),
    path("", include("forum.moderation.urls")),
    path("", include("forum.chat.urls")),
    path("", include("search.urls")),
    path("", include("forum.threads.urls")),
    path("", include("communities.urls")),
    path("", include("home.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", cms_views.page, name="wagtail_serve"),
]

handler400 = "communities.views.errors.bad_request"
handler403 = "communities.views.errors.forbidden"
handler404 = "communities.views.errors.not_found"
handler500 = "communities.views.errors.broken"
