from django.urls import path

from guitu.casework.custody import views

urlpatterns = [
    path("people/<uuid:person_id>/record-custody/", views.record_custody, name="record-custody"),
    path(
        "people/<uuid:person_id>/release-from-custody/",
        views.release_from_custody,
        name="release-from-custody",
    ),
]
