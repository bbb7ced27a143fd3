from django.urls import path

from guitu.casework.rosters import batch_actions, downloads, views

urlpatterns = [
    path("rosters/", views.home, name="roster"),
    path("rosters/template.xlsx", downloads.template, name="roster-template"),
    path("rosters/forget/", batch_actions.forget, name="roster-forget"),
    path("rosters/without-worker/", views.without_worker, name="roster-without-worker"),
    path("rosters/<uuid:batch_id>/", views.batch, name="roster-batch"),
    path("rosters/<uuid:batch_id>/columns/", views.columns, name="roster-columns"),
    path("rosters/<uuid:batch_id>/answers/", views.answers, name="roster-answers"),
    path("rosters/<uuid:batch_id>/progress/", views.progress, name="roster-progress"),
    path("rosters/<uuid:batch_id>/errors.xlsx", downloads.errors, name="roster-errors"),
    path("rosters/<uuid:batch_id>/start/", batch_actions.start, name="roster-start"),
    path("rosters/<uuid:batch_id>/stop/", batch_actions.stop, name="roster-stop"),
    path("rosters/<uuid:batch_id>/take/", batch_actions.take, name="roster-take"),
    path("rosters/<uuid:batch_id>/undo/", batch_actions.undo, name="roster-undo"),
]
