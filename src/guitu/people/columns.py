"""What the list of people shows and filters by that lies in tables above: relations, declared by the packages that keep
them, each with columns fixed here. They may name `county`, `today` and `kinds`.

- `state`: `person_id`, `state`: the state of a person on the day
- `late`: `person_id`: a row for each thing of a person that is past its day
"""

from __future__ import annotations

from guitu.kit.registry import Registry

COLUMNS: Registry[str] = Registry("columns of the list of people")
