"""What the fan-out is measured beside: `python -m tests.bench.rivals tutorial|bare PORT`.

`tutorial` is the chat of Channels' own tutorial under daphne: a consumer for each socket in a group of the channel
layer, and the message made into JSON anew for each. `bare` is a broadcast server of the `websockets` package and
nothing else: no database, no rights, no order to keep. Both send on what they are sent.
"""

import asyncio
import json
import os
import sys


def tutorial(port: int) -> None:
    from daphne.server import Server
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["channels"],
        CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
    )
    import django

    django.setup()
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.routing import ProtocolTypeRouter

    class ChatConsumer(AsyncWebsocketConsumer):
        async def connect(self):
            await self.channel_layer.group_add("room", self.channel_name)
            await self.accept()
            await self.send(text_data=json.dumps({"ev": "hello"}))

        async def disconnect(self, close_code):
            await self.channel_layer.group_discard("room", self.channel_name)

        async def receive(self, text_data):
            message = json.loads(text_data)
            await self.channel_layer.group_send("room", {"type": "chat.message", "message": message})

        async def chat_message(self, event):
            await self.send(text_data=json.dumps(event["message"]))

    Server(
        application=ProtocolTypeRouter({"websocket": ChatConsumer.as_asgi()}),
        endpoints=[f"tcp:port={port}:interface=127.0.0.1"],
        ready_callable=lambda: print(os.getpid(), flush=True),
    ).run()


async def bare(port: int) -> None:
    from websockets.asyncio.server import broadcast, serve

    here = set()

    async def talk(line):
        here.add(line)
        await line.send(json.dumps({"ev": "hello"}))
        async for text in line:
            broadcast(here, text)

    async with serve(talk, "127.0.0.1", port, compression=None, ping_interval=None):
        print(os.getpid(), flush=True)
        await asyncio.Future()


if __name__ == "__main__":
    if sys.argv[1] == "tutorial":
        tutorial(int(sys.argv[2]))
    else:
        asyncio.run(bare(int(sys.argv[2])))
