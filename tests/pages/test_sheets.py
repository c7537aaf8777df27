"""The style sheets: one a component while one works on them, one for the browser."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from forum.assets import IMPORT, SHEET, AssetStorage

pytestmark = pytest.mark.plain

SOURCES = Path(__file__).resolve().parents[2] / "forum" / "static"


def test_the_browser_gets_one_sheet_with_all_of_them_in_their_order(tmp_path):
    names = IMPORT.findall((SOURCES / SHEET).read_text())
    folder = (SOURCES / SHEET).parent
    assert {"tokens.css", "button.css", "thread.css", "chat.css"} < set(names)
    source = FileSystemStorage(location=SOURCES)
    files = [file.relative_to(SOURCES).as_posix() for file in (SOURCES / "forum").rglob("*.*") if file.suffix != ".js"]
    storage = AssetStorage(location=tmp_path, base_url="/static/")
    for name in files:
        storage.save(name, source.open(name))
    made = [result for result in storage.post_process({name: (source, name) for name in files}) if result[2]]
    assert [result for result in made if isinstance(result[2], Exception)] == []
    whole = (tmp_path / SHEET).read_text()
    assert "@import" not in whole
    places = [whole.index((folder / name).read_text()) for name in names]
    assert places == sorted(places)
