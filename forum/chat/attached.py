"""How files look below the words of a message: part of its stored HTML, the same on pages, live and in records."""

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from communities.templatetags.interface import icon

from .models import MessageFile

_FILE = '<a class="file" href="{}">{}<span>{}<br><span class="quiet small">{}</span></span></a>'
_PICTURE = '<a class="picture" href="{0}"><img src="{0}" alt="{1}" width="{2}" height="{3}" loading="lazy"></a>'


def attached(files: Iterable[MessageFile]) -> SafeString:
    """Pictures in view, other files by name and size."""
    return format_html_join("", "<p>{}</p>", ((_one(file),) for file in files))


def _one(file: MessageFile) -> SafeString:
    url = file.get_absolute_url()
    if file.is_picture:
        return format_html(_PICTURE, url, file.name, file.width, file.height)
    return format_html(_FILE, url, icon("clip"), file.name, filesizeformat(file.size))
