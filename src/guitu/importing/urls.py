from django.urls import path

from guitu.importing import batch_actions, downloads, views

urlpatterns = [
    path("<slug:sheet>/", views.home, name="sheet"),
    path("<slug:sheet>/template.xlsx", downloads.template, name="sheet-template"),
    path("<slug:sheet>/now.xlsx", downloads.now, name="sheet-now"),
    path("<slug:sheet>/forget/", batch_actions.forget, name="sheet-forget"),
    path("<slug:sheet>/<uuid:batch_id>/", views.batch, name="sheet-batch"),
    path("<slug:sheet>/<uuid:batch_id>/columns/", views.columns, name="sheet-columns"),
    path("<slug:sheet>/<uuid:batch_id>/answers/", views.answers, name="sheet-answers"),
    path("<slug:sheet>/<uuid:batch_id>/progress/", views.progress, name="sheet-progress"),
    path("<slug:sheet>/<uuid:batch_id>/errors.xlsx", downloads.errors, name="sheet-errors"),
    path("<slug:sheet>/<uuid:batch_id>/start/", batch_actions.start, name="sheet-start"),
    path("<slug:sheet>/<uuid:batch_id>/stop/", batch_actions.stop, name="sheet-stop"),
    path("<slug:sheet>/<uuid:batch_id>/take/", batch_actions.take, name="sheet-take"),
    path("<slug:sheet>/<uuid:batch_id>/undo/", batch_actions.undo, name="sheet-undo"),
]
