"""Signing in, out, and a new password: allauth's views with two steps, our limits and 422 for what is to be mended."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.templatekit import get_entrance_context_data
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from .. import ground_rules, limits, sign_in
from ..models import GroundRulesAcceptance
from ..refusal import Refused
from ..sign_in_forms import AddressForm, ChangePasswordForm, NewPasswordForm, PasswordForm, ResetPasswordForm


class MendableMixin:
    """A form to mend answers 422, too many tries 429 on the same page: what was typed stays in the form."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refusal:
            return self.refused(refusal)

    def refused(self, refusal: Refused) -> HttpResponse:
        form = self.get_form_class()(**self.get_form_kwargs() | {"data": None, "files": None, "initial": self.typed()})
        response = self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=refusal.status)
        response["Retry-After"] = str(refusal.retry_after)
        return response

    def typed(self) -> dict[str, str]:
        """What goes back into the form: everything but passwords."""
        return {name: text for name, text in self.request.POST.items() if "password" not in name}


@method_decorator(never_cache, name="dispatch")
class SignIn(MendableMixin, allauth_views.LoginView):
    """One page for everything, Wagtail's admin too: first the address, then the password."""

    template_name = "account/login.html"

    def get_form_class(self) -> type[BaseForm]:
        return PasswordForm if "password" in self.request.POST else AddressForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.get_form_class() is AddressForm:
            del kwargs["request"]
        return kwargs

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if isinstance(form, PasswordForm):
            return self.after_ground_rules(super().form_valid(form))
        step = PasswordForm(initial={"login": form.cleaned_data["login"]}, request=self.request)
        return self.render_to_response(self.get_context_data(form=step))

    def after_ground_rules(self, response: HttpResponse) -> HttpResponse:
        """Lead on by the ground rules when this person has not accepted the version that holds now."""
        user = self.request.user
        if response.status_code != 302 or user.is_anonymous or GroundRulesAcceptance.holds_for(user):
            return response
        return redirect(ground_rules.address(back=response["Location"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | get_entrance_context_data(self.request)
        form = context["form"]
        return context | {"address": form["login"].value() if isinstance(form, PasswordForm) else ""}


class SignOut(allauth_views.LogoutView):
    """A question with one button, and then the front page. The link to it can stand in a frame without a token."""

    template_name = "account/logout.html"


class ChangePassword(MendableMixin, allauth_views.PasswordChangeView):
    """A new password for somebody who knows the old one; all other sessions end."""

    template_name = "account/password_change.html"
    success_url = reverse_lazy("communities:profile")

    def get_form_class(self) -> type[BaseForm]:
        return ChangePasswordForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            limits.spend(sign_in.CHANGES, str(request.user.pk))
        except Refused as refusal:
            return self.refused(refusal)
        return super().post(request, *args, **kwargs)


class ResetPassword(MendableMixin, allauth_views.PasswordResetView):
    """Sends a link for a new password; the answer is the same for an address without an account."""

    template_name = "account/password_reset.html"

    def get_form_class(self) -> type[BaseForm]:
        return ResetPasswordForm

    def form_valid(self, form: BaseForm) -> HttpResponse:
        limits.spend(sign_in.RESETS_OF_PLACE, get_adapter().get_client_ip(self.request))
        limits.spend(sign_in.RESETS_OF_ADDRESS, form.cleaned_data["email"])
        return super().form_valid(form)


class NewPassword(allauth_views.PasswordResetFromKeyView):
    """What the link of the mail opens: choose a new password."""

    template_name = "account/password_reset_from_key.html"

    def get_form_class(self) -> type[BaseForm]:
        return NewPasswordForm

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """What allauth names but this site does not have: sign-up, a second address, other ways in."""
    raise Http404
