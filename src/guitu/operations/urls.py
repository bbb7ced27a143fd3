from django.urls import path

from guitu.operations import health, safety, views
from guitu.operations.guide import views as guide
from guitu.operations.rearranging import views as rearranging

urlpatterns = [
    path("looks/", views.looks, name="looks"),
    path("looks/find/", views.find_looks, name="find-looks"),
    path("looks/<slug:day>/<uuid:post_id>/", views.single_looks, name="single-looks"),
    path("ledger/", views.ledger, name="ledger"),
    path("help/", guide.guide, name="help"),
    path("help/<slug:name>/", guide.guide, name="help-page"),
    path("help/about/<slug:key>/", guide.topic, name="help-topic"),
    path("help/pictures/<slug:name>/", guide.picture, name="help-picture"),
    path("health/", health.health, name="health"),
    path("areas/<slug:kind>/<slug:path>/", rearranging.rearrange, name="rearrange"),
    path("safety/", safety.safety, name="safety"),
    path("safety/<uuid:post_id>/sight/", safety.sight, name="sight"),
]
