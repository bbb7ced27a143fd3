class Stop(Exception):
    """A command cannot go on: one plain sentence, in both languages, and exit code 1."""

    def __init__(self, chinese: str, english: str = "") -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.chinese, self.english)))
