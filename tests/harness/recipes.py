"""The recipes of CONTRIBUTING.md: the diffs that stand there, and what it takes to apply them."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
DIFF = re.compile(r"^```diff\n(?P<diff>.*?)^```", re.MULTILINE | re.DOTALL)
NOTHING = "/dev/null"
NOT_COPIED = shutil.ignore_patterns("__pycache__", "pictures")
TREES = ("app", "engine", "static", "templates", "tests")


@dataclass(frozen=True)
class Change:
    """Lines of one file that give way to others; both hold the lines around them."""

    path: str
    old: str
    new: str
    makes_file: bool

    def apply(self, root: Path) -> None:
        """Makes the change; raises AssertionError where the old lines are not to be found exactly once."""
        place = root / self.path
        if self.makes_file:
            assert not place.exists(), f"{self.path} is there already"
            place.write_text(self.new, encoding="utf-8")
            return
        text = place.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.path}: not there exactly once:\n{self.old}"
        place.write_text(text.replace(self.old, self.new), encoding="utf-8")


def recipes(text: str) -> dict[str, list[Change]]:
    """The changes of every section that has a diff, by its title."""
    found = {}
    for section in SECTION.finditer(text):
        if diff := DIFF.search(section["text"]):
            found[section["title"]] = changes(diff["diff"])
    return found


def changes(diff: str) -> list[Change]:
    """The changes of a unified diff without line numbers: what lies between the lines that begin with @@."""
    found: list[Change] = []
    for part in re.split(r"^--- ", diff, flags=re.MULTILINE)[1:]:
        heading, *hunks = re.split(r"^@@.*\n", part, flags=re.MULTILINE)
        origin, target = (line.split()[-1] for line in heading.strip().split("\n"))
        for hunk in hunks:
            assert all(line[0] in " +-" for line in hunk.splitlines() if line), f"not a diff: {hunk}"
            old = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if not line.startswith("+"))
            new = "".join(f"{line[1:]}\n" for line in hunk.splitlines() if not line.startswith("-"))
            found.append(Change(target.removeprefix("b/"), old, new, origin == NOTHING))
    return found


def copy_tree(root: Path, place: Path) -> None:
    """Copies what the server and the tests need."""
    for name in TREES:
        shutil.copytree(root / name, place / name, ignore=NOT_COPIED)
    for name in ("pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(root / name, place / name)
