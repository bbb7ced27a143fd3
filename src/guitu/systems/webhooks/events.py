"""What a system can be told of, by the class of fields that the kind tells about; handed down by whoever has the kinds."""

from __future__ import annotations

from guitu.kit.registry import Registry

EVENTS: Registry[str] = Registry("kinds of events for systems")  # by kind: the class that a key needs
