"""A small Django site of odd views behind the real bridge and the real server: `python -m tests.wiring.odd_site`.

It prints its port when it listens. Django is real, so are its handler and its responses; only the views are made up.
"""

import json
import os
import sys
import tempfile
import threading
import time
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

# First of all, as forum/server.py does: it installs the reactor.
from forum.server import Server  # isort: skip

import django
from django.conf import settings
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone, translation

MAX_BODY = 5 * 1024 * 1024
THREADS, QUEUE = 4, 4
BIG_FILE_BYTES = 50 * 1024 * 1024

left_over: ContextVar[str] = ContextVar("left_over", default="nothing")
closed: list[str] = []


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


def echo(request: HttpRequest) -> JsonResponse:
    """What arrived, as Django understood it."""
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "query": request.GET.dict(),
            "length": len(request.body),
            "sum": sum(request.body),
            "post": request.POST.dict(),
            "files": {name: file.size for name, file in request.FILES.items()},
            "cookies": request.COOKIES,
            "headers": dict(request.headers),
            "thread": threading.current_thread().name,
        }
    )


def cookies(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("two")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


def large_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * 200_000)


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(float(request.GET["seconds"]))
    return HttpResponse("done")


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("on purpose")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """As many parts of 64 KiB as asked; breaks at one of them when told so."""
    count, break_at = int(request.GET.get("parts", "3")), int(request.GET.get("break", "-1"))

    def parts():
        try:
            for number in range(count):
                if number == break_at:
                    raise ValueError("on purpose")
                yield b"%d" % (number % 10) * 65536
        finally:
            closed.append("stream")

    return StreamingHttpResponse(parts())


def big_file(request: HttpRequest) -> FileResponse:
    response = FileResponse(Path(settings.BIG_FILE).open("rb"))  # noqa: SIM115 (the response closes it)
    response._resource_closers.append(lambda: closed.append("file"))
    return response


def small_file(request: HttpRequest) -> FileResponse:
    return FileResponse(BytesIO(b"small"), content_type="text/plain")


def leave_things(request: HttpRequest) -> HttpResponse:
    """A view without manners: sets language, time zone and a context variable, and cleans nothing up."""
    translation.activate("es")
    timezone.activate("Asia/Tokyo")
    left_over.set("something")
    return HttpResponse("left")


def find_things(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "language": translation.get_language(),
            "zone": timezone.get_current_timezone_name(),
            "variable": left_over.get(),
            "cache": id(cache._connections["default"]) if hasattr(cache, "_connections") else id(cache.add.__self__),
            "thread": threading.current_thread().name,
        }
    )


def state(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"closed": closed, "connections": len(server.connections)})


urlpatterns = [
    path("", hello),
    path("echo/<path:rest>", lambda request, rest: echo(request)),
    path("echo/", echo),
    path("cookies/", cookies),
    path("large/", large_page),
    path("slow/", slow),
    path("broken/", broken),
    path("stream/", stream),
    path("file/", big_file),
    path("small-file/", small_file),
    path("leave/", leave_things),
    path("find/", find_things),
    path("state/", state),
]


def configure(big_file: str) -> None:
    settings.configure(
        SECRET_KEY="odd" * 20,
        ROOT_URLCONF="tests.wiring.odd_site",
        ALLOWED_HOSTS=["127.0.0.1"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        DATA_UPLOAD_MAX_MEMORY_SIZE=MAX_BODY,
        DATABASES={},
        LANGUAGE_CODE="en",
        TIME_ZONE="America/New_York",
        USE_TZ=True,
        BIG_FILE=big_file,
    )
    django.setup()


async def greet_sockets(scope: dict, receive, send) -> None:
    """Accept, echo, and end when the client or the server says so."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


def main() -> None:
    global server
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(BIG_FILE_BYTES)
        configure(file.name)
        from channels.routing import ProtocolTypeRouter

        from forum.http import Bridge

        bridge = Bridge(get_wsgi_application(), max_body=MAX_BODY, threads=THREADS, queue=QUEUE)
        server = Server(
            ProtocolTypeRouter({"http": bridge, "websocket": greet_sockets}),
            host="127.0.0.1",
            port=0,
            max_body=MAX_BODY,
            ready=lambda host, port: print(json.dumps({"port": port, "pid": os.getpid()}), flush=True),
            stopping=lambda: print("stopping", flush=True),
        )
        server.run()
        print("stopped", flush=True)


if __name__ == "__main__":
    sys.modules["tests.wiring.odd_site"] = sys.modules["__main__"]
    main()
