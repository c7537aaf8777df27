"""Addresses of the directory, of people and agencies, of one's own settings, and of the files of the CMS."""

from django.urls import path

from .cms import views as cms_views
from .views import agencies, directory, founding, invitations, joining, members, own, people

app_name = "communities"
urlpatterns = [
    path("communities/", directory.directory, name="directory"),
    path("communities/new/", founding.found, name="found"),
    path("communities/<slug:slug>/settings/", founding.settings, name="settings"),
    path("communities/<slug:slug>/rename/", founding.rename, name="rename"),
    path("communities/<slug:slug>/join/", joining.join, name="join"),
    path("communities/<slug:slug>/leave/", joining.leave, name="leave"),
    path("communities/<slug:slug>/ask/", joining.ask, name="ask"),
    path("communities/<slug:slug>/withdraw/", joining.withdraw, name="withdraw"),
    path("communities/<slug:slug>/level/", joining.level, name="level"),
    path("communities/<slug:slug>/members/", members.members, name="members"),
    path("communities/<slug:slug>/members/people.csv", members.table, name="members_table"),
    path("communities/<slug:slug>/members/requests/<int:pk>/", members.decide, name="decide"),
    path("communities/<slug:slug>/members/<int:pk>/role/", members.role, name="role"),
    path("communities/<slug:slug>/members/<int:pk>/remove/", members.remove, name="remove"),
    path("communities/<slug:slug>/invitations/", invitations.invitations, name="invitations"),
    path("communities/<slug:slug>/invitations/<int:pk>/send/", invitations.send, name="send_invitation"),
    path("communities/<slug:slug>/invitations/<int:pk>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("invitations/<str:token>/", invitations.take_up, name="invitation"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/deactivate/", people.deactivate, name="deactivate"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/<slug:slug>/staff/", agencies.staff, name="staff"),
    path("agencies/<slug:slug>/", people.agency, name="agency"),
    path("account/profile/", own.profile, name="profile"),
    path("account/display/", own.display, name="display"),
    path("account/keyboard/", own.keyboard, name="keyboard"),
    path("account/ground-rules/", own.ground_rules, name="ground_rules"),
    path("pictures/<int:pk>/<str:name>", cms_views.picture, name="picture"),
    path("files/<int:pk>/<str:name>", cms_views.file, name="file"),
]
