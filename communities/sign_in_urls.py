"""Addresses of sign-in under the names that allauth asks for. What this site does not have is closed, not missing."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from .views import sign_in

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/change/", login_required(sign_in.ChangePassword.as_view()), name="account_change_password"),
    path("password/reset/", sign_in.ResetPassword.as_view(), name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/set/", sign_in.closed, name="account_set_password"),
    path("signup/", sign_in.closed, name="account_signup"),
    path("reauthenticate/", sign_in.closed, name="account_reauthenticate"),
    path("email/", sign_in.closed, name="account_email"),
    path("confirm-email/", sign_in.closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", sign_in.closed, name="account_confirm_email"),
    path("login/code/confirm/", sign_in.closed, name="account_confirm_login_code"),
]
