class Trouble(Exception):
    """Something the person at the keyboard can mend, said plainly in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english

    def __str__(self) -> str:
        return f"{self.chinese}\n{self.english}"
