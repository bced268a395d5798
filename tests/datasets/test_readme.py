"""The data dictionary for people."""

import copy
import json
import re
from pathlib import Path

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.datasets import Catalog, DatasetError
from seoul_dilemma.datasets.readme import render

FOLDER = Path(datasets.__file__).parent


def test_the_readme_is_what_the_description_gives():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == render()


def test_it_speaks_of_every_table_and_field():
    text = render()
    for resource in Catalog(FOLDER).package["resources"]:
        section = text.split(f"\n### {resource['name']}\n")[1].split("\n### ")[0]
        assert resource["citation"] in section
        assert resource["cannot"] in section
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` |" in section
    for word in ("confidence", "correction", "relicensed", "tables are the source"):
        assert word in text


def test_the_list_of_tables_names_each_theme_once():
    top = render().split("\n## The tables\n")[1].split("\n### ")[0]
    themes = re.findall(r"^\*\*(.+)\*\*$", top, flags=re.MULTILINE)
    assert len(themes) == len(set(themes)) > 5
    assert re.findall(r"^\| \[(\w+)\]", top, flags=re.MULTILINE) == [
        resource["name"] for resource in Catalog(FOLDER).package["resources"]
    ]


def test_inner_links_lead_to_a_heading():
    text = render()
    headings = {line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")}
    targets = set(re.findall(r"\]\(#([^)]*)\)", text))
    assert targets
    assert targets <= headings


def test_the_sipri_extract_stays_under_a_tenth_and_the_readme_says_how_it_was_counted():
    extract = Catalog(FOLDER).package["sipriExtract"]
    counts = {name: len(datasets.load(name)) for name in [*extract["tables"], *extract["derivedTables"]]}
    taken = sum(counts[name] for name in extract["tables"])
    assert sum(counts.values()) < extract["dataSetValuesAtLeast"] / 10
    by = extract["bySupplier"]
    assert counts[by["table"]] < by["suppliersAtLeast"] * by["years"] / 10
    # every table whose terms are SIPRI's is counted
    terms = {r["name"] for r in Catalog(FOLDER).package["resources"] if r["terms"].startswith("© SIPRI")}
    assert terms == set(counts)
    text = render()
    assert f"{taken} in all" in text
    assert extract["how"] in text


def test_everything_that_a_new_table_lacks_is_said_at_once(tmp_path: Path):
    package = copy.deepcopy(Catalog(FOLDER).package)
    named = [
        {"name": "id", "type": "string", "description": "A year."},
        {"name": "area", "type": "number", "description": "Floor area"},
    ]
    new = {"name": "plants", "path": "plants.csv", "citation": "A paper.", "schema": {"fields": named}}
    package["resources"] += [new | {"theme": "Arms exports"}, new | {"name": "yards"}]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DatasetError) as error:
        render(tmp_path)
    lines = str(error.value).splitlines()
    for table, wanted in (
        ("plants", "lacks `title`, `row`, `description`, `shows`, `cannot`, `terms`"),
        ("plants", "`confidence`"),
        ("plants", "`licenses`"),
        ("plants", "stand together"),
        ("plants", "`row_sources`"),
        ("plants", "field 'id': give it `constraints`"),
        ("plants", "field 'area': its `description` should end with a full stop"),
        ("plants", "field 'area': a number needs a `unit`"),
        ("yards", "lacks `title`, `theme`"),
    ):
        (found,) = (line for line in lines if f"table '{table}'" in line and wanted in line)
        assert found.startswith("datapackage.json: ")
