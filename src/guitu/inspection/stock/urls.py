from django.urls import path

from guitu.inspection.stock import views

urlpatterns = [
    path("goods/", views.goods, name="goods"),
    path("<uuid:venue_id>/book/", views.book, name="stock-book"),
    path("<uuid:venue_id>/book/goods/", views.hold, name="record-goods"),
    path("<uuid:venue_id>/book/licence/", views.licence, name="record-licence"),
    path("<uuid:venue_id>/book/enter/", views.enter, name="enter-stock"),
    path("<uuid:venue_id>/book/count/", views.count, name="count-stock"),
]
