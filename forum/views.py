"""What probes ask: is the process alive, is it fit to serve. They tell nothing else, so they need no sign-in."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as requests are answered at all."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when a page could be made, else 503, with the names of what is wrong."""
    findings = {finding.name: finding.is_well for finding in health.examine(health.TO_SERVE)}
    is_ready = all(findings.values())
    return JsonResponse({"ready": is_ready, "checks": findings}, status=200 if is_ready else 503)
