"""Matters declare themselves here: a file follows its place, last of all, when the posts are where they go."""

from __future__ import annotations

from guitu.kit.declarations import Declaration

DECLARATION = Declaration(package="matters", follows="SELECT matters_follow_areas(%(change)s, %(on)s, %(receiver)s)")
