"""Loading, describing and citing, and what happens when a file is damaged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.datasets import Catalog, DatasetError, UnknownRowError, UnknownTableError

FOLDER = Path(datasets.__file__).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tables that a test may damage."""
    for path in [*FOLDER.glob("*.csv"), FOLDER / "datapackage.json"]:
        shutil.copy(path, tmp_path)
    return tmp_path


def damage(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_table_that_the_course_needs_is_there():
    wanted = (
        "claims argument events exporters exporter_shares korea_customers korea_releases contracts deals deliveries "
        "trade energy ammunition capacity losses threats base_rates thaad polls aid votes forecasts disagreements "
        "row_sources sources objections pins"
    )
    assert set(wanted.split(" ")) <= set(datasets.names())
    assert datasets.names() == sorted(datasets.names())


@pytest.mark.parametrize("name", datasets.names())
def test_types_follow_the_schema(name: str):
    frame = datasets.load(name)
    fields = {field["name"]: field for field in Catalog(FOLDER).resource(name)["schema"]["fields"]}
    assert list(frame.columns) == list(fields)
    assert frame["id"].is_unique
    for column, field in fields.items():
        kind = frame[column].dtype
        constraints = field.get("constraints", {})
        required = constraints.get("required", False)
        if field["type"] == "string" and "enum" in constraints:
            assert isinstance(kind, pd.CategoricalDtype)
            assert list(kind.categories) == constraints["enum"]
            assert kind.ordered == field["categoriesOrdered"]
        elif field["type"] == "string":
            assert pd.api.types.is_string_dtype(kind)
        elif field["type"] == "date":
            assert pd.api.types.is_datetime64_dtype(kind)
        else:
            expected = {
                "integer": "int64" if required else "Int64",
                "number": "float64",
                "boolean": "bool" if required else "boolean",
            }
            assert str(kind) == expected[field["type"]]


def test_a_partial_date_keeps_its_precision():
    events = datasets.load("events").set_index("id")
    threat, krab = events.loc["2023-04-19-medvedev-threat"], events.loc["2022-05-poland-sends-krab"]
    assert (threat["date"], threat["date_precision"]) == (pd.Timestamp(2023, 4, 19), "day")
    assert (krab["date"], krab["date_precision"]) == (pd.Timestamp(2022, 5, 1), "month")
    assert events["date_precision"].min() == "year"


def test_a_loaded_table_is_your_own_copy():
    first = datasets.load("contracts")
    first.loc[:, "value_usd_bn"] = 0.0
    first["note"] = "mine"
    assert datasets.load("contracts").set_index("id").loc["2022", "value_usd_bn"] == 17.3
    assert not (datasets.load("contracts")["note"] == "mine").any()


@pytest.mark.parametrize("wrong", ["exporter", "Exporters", "export_shares"])
def test_a_wrong_name_lists_the_tables_nearest_first(wrong: str):
    with pytest.raises(UnknownTableError) as caught:
        datasets.load(wrong)
    message = str(caught.value)
    assert wrong in message
    assert "Did you mean 'exporter" in message
    assert "votes" in message.split("There are:")[1]


@pytest.mark.parametrize("nonsense", ["qqqq", "", None, 3])
def test_a_name_like_none_of_them_still_lists_them(nonsense: object):
    with pytest.raises(UnknownTableError, match="There are: aid, ammunition"):
        datasets.load(nonsense)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call", [datasets.describe, datasets.cite, lambda name: datasets.trace(name, "2022")]
)
def test_the_other_functions_know_a_wrong_name_too(call):
    with pytest.raises(UnknownTableError, match="Did you mean 'contracts'"):
        call("contract")


def test_a_wrong_row_names_the_nearest():
    with pytest.raises(UnknownRowError, match="Nearest: south-korea-20"):
        datasets.trace("exporters", "south-korea-22")
    with pytest.raises(UnknownRowError, match="2021"):
        datasets.cite("contracts", ["2022", "1066"])


def test_the_dictionary_is_shown_whole_in_a_notebook():
    table = datasets.describe("exporter_shares")
    assert list(table["field"][:3]) == ["id", "supplier", "start"]
    assert table.set_index("field").loc["tiv_mn", "unit"] == "million SIPRI TIV"
    shown = table._repr_html_()
    for text in table["meaning"]:
        assert text.split("`")[0] in shown.replace("&#x27;", "'")
    assert "Five-year shares" in shown
    assert "`" not in datasets.describe("row_sources")._repr_html_(), "code marks above the table"
    everything = datasets.describe()
    assert list(everything["table"]) == datasets.names()
    assert everything.set_index("table").loc["claims", "rows"] == 45


def test_citations_and_sources_of_a_row():
    assert "SIPRI" in datasets.cite("exporters")
    line = datasets.cite("deals", "poland-k2-2025")
    assert (
        line == "The Korea Herald, 1 August 2025; LIGA.net on the Polish Armament Agency, 1 August 2025; "
        "Opsintels, August 2025; Virtualnewss360, August 2025; Korea JoongAng Daily, 2 August 2025."
    )
    sources = datasets.trace("contracts", ["2021", "2022"])
    assert sources["id"].is_unique
    assert sources["date"].is_monotonic_increasing
    assert sources["url"].str.startswith("http").all()


def test_rows_that_are_no_list_of_ids_are_explained():
    for call in (datasets.cite, datasets.trace):
        with pytest.raises(ValueError, match="Give the id of one row at least"):
            call("contracts", [])
        with pytest.raises(UnknownRowError, match=r"called 2022. Did you mean '2022'"):
            call("contracts", 2022)  # type: ignore[arg-type]


def test_a_source_is_its_own_source():
    assert list(datasets.trace("sources", "kbs-world-2023-04-12")["id"]) == ["kbs-world-2023-04-12"]
    assert datasets.cite("sources", "kbs-world-2023-04-12") == "KBS World, 12 April 2023."
    link = datasets.load("row_sources").iloc[0]
    assert list(datasets.trace("row_sources", link["id"])["id"]) == [link["source"]]


def test_a_table_saved_by_a_spreadsheet_still_loads(copy: Path):
    path = copy / "contracts.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(Catalog(copy).load("contracts"), datasets.load("contracts"))


def test_importing_is_light():
    code = (
        "import sys, seoul_dilemma.datasets as d; d.names(); "
        "print(sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert out.stdout.strip() == "[]"
    code = "import sys, seoul_dilemma.datasets as d; d.load('events'); print('matplotlib' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert out.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "contracts",
            "2022,2022,2022,17.3",
            "2022,2022,2022,17.3x",
            ["'2022'", "'value_usd_bn'", "a number", "'17.3x'"],
        ),
        (
            "contracts",
            "2021,2021,2021,7.25",
            "2021,2021.5,2021,7.25",
            ["'2021'", "'year'", "a whole number", "'2021.5'"],
        ),
        (
            "contracts",
            "2021,2021,2021,7.25",
            "2021,2021,2021,",
            ["'2021'", "'value_usd_bn'", "a value", "nothing"],
        ),
        (
            "contracts",
            "2021,2021,2021,7.25,,,true",
            "2021,2021,2021,7.25,,,yes",
            ["'preferred'", "true or false", "'yes'"],
        ),
        (
            "deliveries",
            "k2-2024-11-18,2024-11-18",
            "k2-2024-11-18,2024-13-18",
            ["'date'", "a date such as", "'2024-13-18'"],
        ),
        (
            "deliveries",
            "k2-2024-11-18,2024-11-18,day",
            "k2-2024-11-18,2024-11-18,hour",
            ["'date_precision'", "one of year", "'hour'"],
        ),
        ("contracts", "\n2021,2021,2021", "\n2022,2021,2021", ["'2022'", "'id'", "an id used once"]),
        (
            "contracts",
            "2021,2021,2021,7.25",
            "2021,2021,2021,-7.25",
            ["'2021'", "'value_usd_bn'", "a number, at least 0", "'-7.25'"],
        ),
        (
            "contracts",
            "2021,2021,2021,7.25",
            "2021,2021,2021,1e999",
            ["'2021'", "'value_usd_bn'", "a number", "'1e999'"],
        ),
        (
            "losses",
            "all-2022-03,2022-03-31,2022-03-01,all,1085",
            "all-2022-03,2022-03-31,2022-03-01,all,10850000000000000000",
            ["'all-2022-03'", "'destroyed'", "a whole number", "'10850000000000000000'"],
        ),
        (
            "votes",
            "crimea-rights-2022,,2022-12-15,human rights in occupied Crimea,82",
            "crimea-rights-2022,,2022-12-15,human rights in occupied Crimea,820",
            ["'crimea-rights-2022'", "'yes'", "a whole number, 0 to 193", "'820'"],
        ),
    ],
)
def test_a_damaged_table_names_table_row_and_field(
    copy: Path, name: str, old: str, new: str, said: list[str]
):
    damage(copy, name, old, new)
    with pytest.raises(DatasetError) as caught:
        Catalog(copy).load(name)
    for part in [f"Table '{name}' (", f"{name}.csv, line ", *said]:
        assert part in str(caught.value)


def test_the_line_in_the_message_is_the_line_of_the_file(copy: Path):
    lines = (copy / "contracts.csv").read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, start=1) if text.startswith("2022,"))
    damage(copy, "contracts", "2022,2022,2022,17.3", "2022,2022,2022,seventeen")
    with pytest.raises(DatasetError, match=rf"line {line}\)"):
        Catalog(copy).load("contracts")


def test_other_columns_than_the_schema(copy: Path):
    damage(copy, "contracts", "value_usd_bn", "value")
    with pytest.raises(DatasetError, match=r"Table 'contracts'.*Missing: value_usd_bn\. Not expected: value"):
        Catalog(copy).load("contracts")


def test_a_missing_an_empty_and_a_binary_table(copy: Path):
    (copy / "contracts.csv").unlink()
    with pytest.raises(DatasetError, match=r"Table 'contracts': .* is missing"):
        Catalog(copy).load("contracts")
    (copy / "contracts.csv").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"Table 'contracts': .*Missing: id, year, .*Not expected: none"):
        Catalog(copy).load("contracts")
    (copy / "contracts.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(DatasetError, match=r"Table 'contracts': .* not a valid CSV"):
        Catalog(copy).load("contracts")


def edit(folder: Path, change) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


def contracts(package: dict) -> dict:
    return next(r for r in package["resources"] if r["name"] == "contracts")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: contracts(p).pop("path"), "table 'contracts' has no `path`"),
        (lambda p: contracts(p).pop("schema"), "table 'contracts' has no fields"),
        (
            lambda p: contracts(p)["schema"]["fields"][3].pop("name"),
            "table 'contracts', field number 4 has no `name`",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][3].update(type="money"),
            "table 'contracts', field 'value_usd_bn': unknown type 'money'",
        ),
        (lambda p: p.pop("resources"), "expected an object with a list `resources`"),
        (lambda p: contracts(p).update(name=["contracts"]), "has no `name`"),
        (lambda p: contracts(p).update(path=3), "table 'contracts' has no `path`"),
        (lambda p: contracts(p).pop("citation"), "table 'contracts' has no `citation`"),
        (lambda p: p["resources"].append(contracts(p)), "table 'contracts' stands there twice"),
        (lambda p: contracts(p).update(schema=[]), "table 'contracts' has no fields"),
        (lambda p: contracts(p)["schema"].update(fields={"id": 1}), "table 'contracts' has no fields"),
        (
            lambda p: contracts(p)["schema"]["fields"].insert(3, 7),
            "table 'contracts', field number 4 has no `name`",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][3].update(type=["number"]),
            "table 'contracts', field 'value_usd_bn': unknown type ['number']",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][3].update(constraints=None),
            "table 'contracts', field 'value_usd_bn': expected `constraints` to be an object, found null",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][3]["constraints"].update(minimum="0"),
            "table 'contracts', field 'value_usd_bn': expected `minimum` to be a number, found \"0\"",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][-1]["constraints"].update(enum=["low", None]),
            "table 'contracts', field 'confidence': expected `enum` to be a list of texts, found",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][-1].update(categoriesOrdered="yes"),
            "table 'contracts', field 'confidence': expected `categoriesOrdered` to be true or false",
        ),
        (
            lambda p: contracts(p)["schema"]["fields"][3].update(description=None),
            "table 'contracts', field 'value_usd_bn': expected `description` to be a text, found null",
        ),
    ],
)
def test_a_damaged_description_names_table_and_field(copy: Path, change, said: str):
    edit(copy, change)
    with pytest.raises(DatasetError) as caught:
        Catalog(copy).names()
    assert said in str(caught.value)
    assert "datapackage.json" in str(caught.value)


def test_a_description_that_is_no_json_or_gone(copy: Path):
    (copy / "datapackage.json").write_text('{"resources": [', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"datapackage.json is not valid JSON \(.*line 1"):
        Catalog(copy).load("contracts")
    (copy / "datapackage.json").unlink()
    with pytest.raises(DatasetError, match=r"datapackage.json is missing"):
        Catalog(copy).load("contracts")
