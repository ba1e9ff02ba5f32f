"""Reads sample.* in a folder with pandas and says what is not as it was written."""
import math
import pathlib
import sys

import openpyxl
import pandas as pd
from pandas.io.stata import StataReader

here = pathlib.Path(sys.argv[1])
ORGANS = ["安泰街道办事处", '𬭚 "清河", 区', "=1+1", "<b>&", "two\nlines", "x"]
DIVISIONS = ["011000", "350102001000", None, "350102", "350102", "350102"]
VALUES = [0, 851.776247, None, -4, 123456789012345678.0, None]


def check(what, got, want):
    got = [float(g) if type(g) is int and abs(g) > 2**53 else g for g in got]
    got = [None if g is None or isinstance(g, float) and math.isnan(g) or g == "" else g for g in got]
    if got != want:
        sys.exit(f"{what}: {got}, want {want}")


text = {"organ": str, "division": str, "raw": str}
for name, options in {"sample.csv": {"encoding": "utf-8"}, "sample-excel.csv": {"encoding": "utf-8-sig"}, "sample-gb.csv": {"encoding": "gb18030"}}.items():
    f = pd.read_csv(here / name, dtype=text, **options)
    check(name, list(f["organ"]), ORGANS)
    check(name, list(f["division"]), DIVISIONS)
    check(name, list(f["value"]), VALUES)
    check(name, list(f["year"]), [2023, 2023, 2019, 2019, 2019, 2019])
    assert f["value"].dtype == "float64" and f["year"].dtype == "int64", f.dtypes

# pandas takes text that looks like a number for one, so it is told; the cells themselves are text
f = pd.read_excel(here / "sample.xlsx", sheet_name="facts", dtype=text)
sheet = openpyxl.load_workbook(here / "sample.xlsx")["facts"]
assert sheet["B2"].value == "011000" and sheet["B2"].data_type == "s", sheet["B2"].data_type
assert sheet["D2"].data_type == "n" and sheet["A4"].data_type == "s", sheet["A4"].data_type
check("xlsx", list(f["organ"]), ORGANS)
check("xlsx", list(f["division"]), DIVISIONS)
check("xlsx", list(f["value"]), VALUES)
assert f["year"].dtype == "int64", f.dtypes
book = pd.read_excel(here / "sample.xlsx", sheet_name="codebook")
assert list(book["中文"])[1] == "行政区划代码", book

f = pd.read_json(here / "sample.jsonl", lines=True, dtype={"division": str, "organ": str}, convert_dates=False)
check("jsonl", list(f["organ"]), ORGANS)
check("jsonl", [None if d in (None, "None") else d for d in f["division"]], DIVISIONS)
check("jsonl", list(f["value"]), VALUES)

with StataReader(here / "sample.dta", convert_missing=True, convert_categoricals=False, convert_dates=False) as r:
    f = r.read()
    check("dta", list(f["organ"]), ORGANS)
    check("dta", list(f["division"]), DIVISIONS)
    check("dta", [str(v) if type(v).__name__ == "StataMissingValue" else float(v) for v in f["value"]],
          [0.0, 851.776247, ".b", -4.0, 123456789012345678.0, ".f"])
    assert list(f["state"]) == [1, 2, 4, 1, 1, 8], list(f["state"])
    labels = r.value_labels()
    assert labels["state"][4].startswith("blank: "), labels
    assert r.variable_labels()["division"] == "行政区划代码 / code of the division", r.variable_labels()
f = pd.read_stata(here / "sample.dta", convert_categoricals=False)
assert str(f["signed"][0])[:10] == "2024-01-04" and str(f["signed"][5])[:10] == "1959-12-31", f["signed"]
f = pd.read_stata(here / "sample-long.dta")
assert list(f["raw"]) == ["长" * 1000, "", "b" * 3000], f["raw"].str.len()
print("pandas", pd.__version__, "reads what was written")
