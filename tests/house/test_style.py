"""What a newcomer can rely on anywhere in the package: data with classes, and one class for a name."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNTYPED = re.compile(r"\b(?:dict|Dict|Mapping|MutableMapping)\[str, (?:Any|object)\]")
PER_THOUSAND_LINES = 3.0
#: Names for a document of JSON: in `to_dict` and `from_dict`, on a pipe, and in the codec.
ALIASES = {"Json", "Document"}


def sources(room: str) -> list[Path]:
    lessons = ROOT / "grading" / "lessons"
    return [path for path in sorted((ROOT / room).rglob("*.py")) if lessons not in path.parents]


def test_what_grading_passes_on_has_a_class():
    """A dictionary says nothing of its keys: dataclasses cross between rooms, dictionaries only a pipe or a file."""
    texts = [path.read_text(encoding="utf-8") for path in sources("grading")]
    lines = sum(text.count("\n") for text in texts)
    found = sum(len(UNTYPED.findall(text)) for text in texts)
    assert 1000 * found / lines < PER_THOUSAND_LINES, f"{found} in {lines} lines"
    aliases = {
        name for text in texts for name in re.findall(rf"^(\w+) = {UNTYPED.pattern}", text, re.MULTILINE)
    }
    assert aliases <= ALIASES, "an alias hides a dictionary, and does not type it"


def test_a_class_name_means_one_thing():
    found: dict[str, list[str]] = defaultdict(list)
    for room in ("datasets", "widgets", "grading"):
        for path in sources(room):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(path.relative_to(ROOT).as_posix())
    twice = {name: paths for name, paths in found.items() if len(paths) > 1}
    assert not twice
