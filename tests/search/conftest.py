"""An index of its own for each test: the tests' database is rolled back, the index is not."""

import pytest

from search import index as search_index
from search.engines import engine, engines


@pytest.fixture(autouse=True)
def index(db):
    """The engine of the site that answers, with everything indexed that the database holds."""
    for one in engines():
        one.renew()
    search_index.rebuild()
    return engine()
