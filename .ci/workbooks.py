#!/usr/bin/env python3
"""The workbooks open in another program's hands: sheets, filters, panes, and the values of the CSV, where
workbooks have the words that the report has for a code."""
import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "gapcheck"
TODAY = "2026-11-22"
NAMED = ["measure", "kind", "findings"]
TABLES = ["gaps", "worklist", "answers", "register", "scores"]


def gapcheck(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout


def same(cell, text):
    """Whether a cell of a workbook holds what a cell of a CSV says."""
    if cell is None:
        return text == ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() == text
    if isinstance(cell, (int, float)):
        return float(text) == float(cell)
    # CSV has an apostrophe where a spreadsheet would calculate; the line ends of a cell are the reader's.
    plain = lambda value: value.replace("'", "").replace("\r\n", "\n")
    return plain(cell) == plain(text)


def words(view, found):
    """The words of every code that a report names, each as it may stand in a cell."""
    if isinstance(view, dict):
        for code, text in [(view.get("code"), view.get("text")), (view.get("id"), view.get("title"))]:
            if isinstance(code, str) and isinstance(text, str):
                found.setdefault(code, set()).update([text, f"{code} {text}"])
        view = list(view.values())
    if isinstance(view, list):
        for part in view:
            words(part, found)
    return found


def in_words(cell, text, said):
    """Whether a cell says in words what a CSV says in codes, piece by piece where it is a list."""
    if not isinstance(cell, str):
        return False
    pieces = [re.split("[,;\n] ?", part.replace("\r\n", "\n")) for part in (cell, text)]
    piecewise = len(pieces[0]) == len(pieces[1]) and all(
        same(one, other) or one in said.get(other, ()) for one, other in zip(*pieces)
    )
    return cell in said.get(text, ()) or piecewise


def check(example, language, folder):
    path = folder / f"{example.parent.name}.{language}.xlsx"
    common = ["report", example, "--today", TODAY, "--lang", language]
    gapcheck(*common, "-o", path)
    book = openpyxl.load_workbook(path)
    said = words(json.loads(gapcheck(*common, "--format", "json", "-o", "-")), {})
    problems = []
    if len(book.worksheets) != len(TABLES) + 1:
        problems.append(f"{path.name}: {book.sheetnames}")
    if book.properties.created != datetime.datetime.fromisoformat(TODAY):
        problems.append(f"{path.name}: created {book.properties.created}")
    cells, titles = 0, {}
    for table, sheet in zip(TABLES, book.worksheets):
        where = f"{path.name}, {sheet.title}"
        text = gapcheck(*common, "--table", table, "--format", "csv").decode("utf-8")
        rows = list(csv.reader(text.splitlines(keepends=True)))
        found = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if sheet.auto_filter.ref != sheet.dimensions:
            problems.append(f"{where}: filter over {sheet.auto_filter.ref}, cells in {sheet.dimensions}")
        if sheet.freeze_panes is None or not sheet.freeze_panes.endswith("2"):
            problems.append(f"{where}: frozen at {sheet.freeze_panes}")
        if len(found) != len(rows):
            problems.append(f"{where}: {len(found)} rows, {len(rows)} in CSV")
        if any(not isinstance(name, str) or not name for name in found[0]):
            problems.append(f"{where}: head {found[0]}")
        for number, (cells_found, cells_wanted) in enumerate(zip(found[1:], rows[1:]), start=2):
            cells += len(cells_wanted)
            for column, cell, wanted in zip(rows[0], cells_found, cells_wanted, strict=True):
                # What no report names all words of: each code is one word everywhere.
                titled = column in NAMED and cell and titles.setdefault((table, column, wanted), cell) == cell
                if not (titled or same(cell, wanted) or in_words(cell, wanted, said)):
                    problems.append(f"{where}, row {number}: {cell!r} is not {wanted!r}")
        if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
            problems.append(f"{where}: a formula")
    return cells, problems


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    cells, problems = 0, []
    for example in sorted((ROOT / "examples").glob("*/assessment.yaml")):
        for language in ["en", "fr"]:
            seen, found = check(example, language, folder)
            cells += seen
            problems += found
    print(f"{cells} cells of workbooks against CSV, {len(problems)} problems")
    for problem in problems[:50]:
        print(problem, file=sys.stderr)
    return 1 if problems or cells == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
