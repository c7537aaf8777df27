"""The app `chat` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "forum.chat"
    label = "chat"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import frame, outbox, topics, viewer  # noqa: PLC0415

        from . import actions, names, room_topic, search_sources, sinks, tabs, topic, unread  # noqa: PLC0415

        viewer.register_names(names.names_of)
        topics.register_topic(topic.ChannelTopic())
        topics.register_topic(room_topic.RoomTopic())
        outbox.register_sink(sinks.ChatSink())
        # For communities that came into being without an activity: imports, load, a restored copy.
        outbox.register_clock("first-chat-channels", timedelta(minutes=1), actions.open_first_channels)
        outbox.register_clock("urgent-messages", timedelta(minutes=1), actions.ring_again)
        outbox.register_clock("unused-chat-files", timedelta(hours=6), actions.forget_unused_files)
        frame.register_frame("my_channels", unread.my_channels)
        frame.register_frame("channels", unread.side_channels, of="my_channels")
        frame.register_frame("in_channels", unread.in_channels, of="my_channels")
        frame.register_frame("unread_chat", unread.unread_chat, of="my_channels")
        frame.register_frame("named_chat", unread.named_chat, of="my_channels")
        tabs.register()
        search_sources.register()
