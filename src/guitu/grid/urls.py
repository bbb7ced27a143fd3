from django.urls import path

from guitu.grid import login, login_state, passwords
from guitu.grid.accounts import views as accounts
from guitu.grid.area_changes import views as area_changes
from guitu.grid.area_groups import views as area_groups
from guitu.grid.bodies import views as bodies
from guitu.grid.codes import views as codes
from guitu.grid.factors import views as factors
from guitu.grid.groups import views as groups
from guitu.grid.posts import setting_up
from guitu.grid.posts import views as posts
from guitu.grid.staff import views as staff

urlpatterns = [
    path("enter/", login.enter, name="demo-enter"),
    path("login/state/", login_state.state, name="login-state"),
    path("login/stay/", login_state.stay, name="login-stay"),
    path("drafts/key/", login_state.draft_key, name="draft-key"),
    path("password/", passwords.change, name="password"),
    path("mfa/", factors.second_factor, name="second-factor"),
    path("account/", accounts.own, name="own-account"),
    path("account/factor/", factors.move, name="own-factor"),
    path("account/number/", accounts.own_number, name="own-number"),
    path("account/logins/end/", accounts.end_logins, name="own-logins-end"),
    path("posts/choose/", login.choose_post, name="choose-post"),
    path("posts/switch/", login.switch_post, name="switch-post"),
    path("settings/", posts.posts, name="settings"),
    path("settings/accounts/<uuid:account_id>/", accounts.account, name="account"),
    path("settings/accounts/<uuid:account_id>/disable/", accounts.disable, name="account-disable"),
    path("settings/accounts/<uuid:account_id>/enable/", accounts.enable, name="account-enable"),
    path("settings/accounts/<uuid:account_id>/identify/", accounts.identify, name="account-identify"),
    path("settings/accounts/<uuid:account_id>/password/", accounts.password, name="account-password"),
    path("settings/accounts/<uuid:account_id>/factor/", accounts.factor, name="account-factor"),
    path("settings/codes/", codes.codes, name="codes"),
    path("settings/codes/<uuid:letter_id>/open/", codes.open_one, name="code-open"),
    path("settings/areas/", area_changes.areas, name="areas"),
    path("settings/areas/<slug:path>/", area_changes.area, name="area"),
    path("settings/areas/<slug:path>/make/", area_changes.make, name="area-make"),
    path("settings/areas/<slug:path>/rename/", area_changes.rename, name="area-rename"),
    path("settings/areas/<slug:path>/close/", area_changes.close, name="area-close"),
    path("settings/areas/<slug:path>/code/", area_changes.code, name="area-code"),
    path("settings/areas/<slug:path>/fact/", area_changes.fact, name="area-fact"),
    path("settings/area-groups/", area_groups.area_groups, name="area-groups"),
    path("settings/area-groups/make/", area_groups.make, name="area-group-make"),
    path("settings/area-groups/<uuid:group_id>/", area_groups.fill, name="area-group-fill"),
    path("settings/area-groups/<uuid:group_id>/close/", area_groups.close, name="area-group-close"),
    path("settings/groups/", groups.villages, name="groups"),
    path("settings/groups/<slug:village>/", groups.village, name="groups-of"),
    path("settings/groups/<slug:village>/<slug:group>/close/", groups.close, name="group-close"),
    path("settings/bodies/", bodies.bodies, name="bodies"),
    path("settings/bodies/add/", bodies.add, name="body-add"),
    path("settings/bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("settings/bodies/<uuid:body_id>/change/", bodies.change, name="body-change"),
    path("settings/bodies/<uuid:body_id>/end/", bodies.end, name="body-end"),
    path("settings/bodies/<uuid:body_id>/number/", bodies.number, name="body-number"),
    path("settings/bodies/<uuid:body_id>/posts/add/", setting_up.add, name="post-add"),
    path("settings/staff/", staff.staff, name="staff"),
    path("settings/staff/add/", staff.add, name="staff-add"),
    path("settings/staff/<uuid:staff_id>/change/", staff.change, name="staff-change"),
    path("settings/staff/<uuid:staff_id>/end/", staff.end, name="staff-end"),
    path("settings/posts/", posts.posts, name="posts"),
    path("settings/posts/<uuid:post_id>/appoint/", posts.appoint, name="post-appoint"),
    path("settings/posts/<uuid:post_id>/change/", setting_up.change, name="post-change"),
    path("settings/posts/<uuid:post_id>/close/", setting_up.close, name="post-close"),
    path("settings/posts/<uuid:post_id>/leave/", posts.leave, name="post-leave"),
]
