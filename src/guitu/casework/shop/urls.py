from django.urls import path

from guitu.casework.shop import views

urlpatterns = [
    path("shop/", views.shop, name="shop"),
    path("shop/hand-out/", views.hand_out, name="hand-out"),
    path("shop/goods/new/", views.add_good, name="add-good"),
    path("shop/goods/<uuid:good_id>/price/", views.set_price, name="set-price"),
    path("shop/goods/<uuid:good_id>/stock/", views.stock_good, name="stock-good"),
    path("shop/goods/<uuid:good_id>/count/", views.count_shelf, name="count-shelf"),
    path("shop/counts/<uuid:count_id>/agree/", views.agree_shelf_count, name="agree-shelf-count"),
    path("shop/counts/<uuid:count_id>/drop/", views.drop_shelf_count, name="drop-shelf-count"),
    path("shop/budget/", views.allot_budget, name="allot-budget"),
    path("people/<uuid:person_id>/exchange/", views.reserve, name="exchange-points"),
    path("people/<uuid:person_id>/exchange/<uuid:redemption_id>/code/", views.renew, name="renew-code"),
    path("people/<uuid:person_id>/exchange/<uuid:redemption_id>/cancel/", views.cancel, name="cancel-reservation"),
]
