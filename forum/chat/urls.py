"""Addresses of chat. The word `new` is no channel's."""

from django.urls import path

from .views import (
    channels,
    conversations,
    files,
    finding,
    habits,
    hooks,
    members,
    messages,
    reactions,
    reading,
    record,
    transcripts,
    urgent,
)

app_name = "chat"
_IN = "communities/<slug:slug>/chat/"
_CHANNEL = f"{_IN}<slug:channel>/"
urlpatterns = [
    path("chat/settings/", habits.habits, name="habits"),
    path("hooks/chat/<str:secret>/", hooks.hook, name="hook"),
    path(_IN, reading.index, name="index"),
    path(f"{_IN}new/", channels.create, name="create"),
    path(_CHANNEL, reading.channel, name="channel"),
    path(f"{_CHANNEL}history/", reading.history, name="history"),
    path(f"{_CHANNEL}select/", transcripts.transcript, name="transcript"),
    path(f"{_CHANNEL}settings/", channels.settings, name="settings"),
    path(f"{_CHANNEL}members/", members.members, name="members"),
    path(f"{_CHANNEL}search/", finding.search, name="search"),
    path(f"{_CHANNEL}day/", finding.day, name="day"),
    path(f"{_CHANNEL}hooks/", hooks.hooks, name="hooks"),
    path(f"{_CHANNEL}record/", record.record, name="record"),
    path(f"{_CHANNEL}files/", files.attach, name="attach"),
    path(f"{_CHANNEL}files/<int:pk>/<str:name>", files.file, name="file"),
    path(f"{_CHANNEL}urgent/", urgent.urgent, name="urgent"),
    path(f"{_CHANNEL}messages/<int:pk>/acknowledge/", urgent.acknowledge, name="acknowledge"),
    path(f"{_CHANNEL}level/", members.level, name="level"),
    path(f"{_CHANNEL}archive/", channels.archive, name="archive"),
    path(f"{_CHANNEL}messages/<int:pk>/", messages.message, name="message"),
    path(f"{_CHANNEL}messages/<int:pk>/edit/", messages.edit, name="edit"),
    path(f"{_CHANNEL}messages/<int:pk>/react/", reactions.react, name="react"),
    path(f"{_CHANNEL}messages/<int:pk>/conversation/", conversations.begin, name="begin"),
    path(f"{_CHANNEL}conversations/<int:pk>/", conversations.conversation, name="conversation"),
    path(f"{_CHANNEL}messages/<int:pk>/unread/", messages.unread, name="unread"),
    path(f"{_CHANNEL}messages/<int:pk>/remove/", messages.remove, name="remove"),
]
