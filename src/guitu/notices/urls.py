from django.urls import path

from guitu.notices import setting_views, views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="read-notices"),
    path("<uuid:notice_id>/open/", views.open_notice, name="open-notice"),
    path("settings/", setting_views.own_settings, name="notice-settings"),
    path("settings/<slug:way>/address/", setting_views.address, name="notice-address"),
    path("settings/<slug:way>/confirm/", setting_views.confirm, name="confirm-notice-address"),
    path("settings/<slug:way>/try/", setting_views.try_own, name="try-notice-address"),
    path("settings/<slug:way>/kinds/", setting_views.kinds, name="notice-kinds"),
    path("settings/<slug:way>/forget/", setting_views.forget, name="forget-notice-address"),
    path("channels/", setting_views.outside, name="notice-channels"),
    path("channels/<slug:way>/", setting_views.channel, name="notice-channel"),
    path("channels/<uuid:channel_id>/try/", setting_views.trial, name="try-channel"),
    path("channels/failed/<uuid:delivery_id>/again/", setting_views.again, name="try-delivery-again"),
]
