"""Static files: collected when they changed, named by their content, compressed, cached as long as browsers like.

Other places ask `{% static %}` for an address and know nothing of this.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

MARK = ".collected"
SHEET = "forum/css/interlocal.css"
IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\);')


class AssetStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also follows the imports of our own modules.

    Not those of other packages: some name files that they do not ship."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "forum/js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """The sheets of the components are written into the one that imports them: one request instead of thirty."""
        if SHEET in paths and not dry_run:
            sheet = Path(paths[SHEET][0].path(paths[SHEET][1]))
            whole = IMPORT.sub(lambda found: (sheet.parent / found[1]).read_text("utf-8"), sheet.read_text("utf-8"))
            Path(self.path(SHEET)).write_text(whole, "utf-8")
            paths = paths | {SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def collect_if_changed() -> bool:
    """Bring the folder of static files up to date. True when there was something to do."""
    mark, state = Path(settings.STATIC_ROOT) / MARK, _state_of_sources()
    if mark.is_file() and mark.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state)
    return True


def _state_of_sources() -> str:
    """A hash of which files there are, how large and how old: it is asked at every start, so nothing is read."""
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            file = Path(storage.path(name)).stat()
            state.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return state.hexdigest()
