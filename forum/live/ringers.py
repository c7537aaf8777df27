"""How a ring reaches the hub of this process: straight into its loop. `redis_ringer.py` reaches all others."""

from .hub import open_hubs


def ring_here(topic: str, head: int) -> None:
    """Ring in the hub of this process, from any thread."""
    for hub in open_hubs():
        hub.loop.call_soon_threadsafe(hub.ring, topic, head)
