"""活动照片: who sees a photograph of an activity, and when a face may still be covered. Nobody sees one before somebody said that no
minor's face is on it."""

from __future__ import annotations

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "photos.too_many": "一场活动最多 {most} 张，先拿掉一张再传。",
    "photos.not_held": "活动还没有开，开过再传照片。",
    "photos.outside": "请点在照片上。",
    "photos.is_shown": "这张已经确认过、大家看得到，不能再遮。要再遮的，拿掉重新传。",
    "photos.say_so": "看过没有未成年人的脸露着，才能勾。请勾上再确认。",
    "photos.only_pictures": "照片请用 JPG、PNG、WebP。",
}

MOST = 9  # of one activity: enough to show it, too few for a gallery of faces
SIZES = {"small": 60, "middle": 110, "large": 200}  # how wide a cover is, of a thousand parts of the longer side
WHOLE = 1000  # a place on a photograph is so many parts of a thousand, from the left and from above


def may_add(state: str, n: int) -> Verdict:
    """Whether a photograph may be put to an activity that has so many: it was held, and there are not too many. Clause: guitu.default."""
    if state != "held":
        return refused(Reason("photos.not_held"))
    return ALLOWED if n < MOST else refused(Reason("photos.too_many", {"most": MOST}, "guitu.default"))


def may_cover(left: int, top: int, is_shown: bool) -> Verdict:
    """Whether a face may be covered at a place: on the photograph, and before it is shown. What is covered is gone: the photograph
    without the cover is not kept."""
    if is_shown:
        return refused(Reason("photos.is_shown"))
    return ALLOWED if 0 <= left <= WHOLE and 0 <= top <= WHOLE else refused(Reason("photos.outside"))
