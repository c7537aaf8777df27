"""The fixtures of the live tests serve the fault tests too."""

from tests.live.conftest import general, server, server_thread

__all__ = ["general", "server", "server_thread"]
