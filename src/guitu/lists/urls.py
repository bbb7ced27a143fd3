from django.urls import path

from guitu.lists import views
from guitu.lists.bulk import views as bulk

urlpatterns = [
    path("bulk/", bulk.bulks, name="bulks"),
    path("bulk/freeze/", bulk.freeze, name="bulk-freeze"),
    path("bulk/<uuid:bulk_id>/", bulk.bulk, name="bulk"),
    path("bulk/<uuid:bulk_id>/run/", bulk.run, name="bulk-run"),
    path("bulk/<uuid:bulk_id>/run-grave/", bulk.run_grave, name="bulk-run-grave"),
    path("<slug:listed>/columns/", views.columns, name="list-columns"),
    path("<slug:listed>/keep/", views.keep_view, name="list-keep"),
    path("<slug:listed>/drop/<slug:view>/", views.drop_view, name="list-drop"),
]
