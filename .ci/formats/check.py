#!/usr/bin/env python3
"""What `gapcheck check` writes fits the schemas of its readers, and each schema refuses a broken copy."""
import copy
import json
import pathlib
import re
import sys

import xmlschema
from jsonschema import Draft7Validator

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SARIF = ROOT / ".ci/formats/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"

# No registry carries GitLab's schema. Source: GitLab, "Code Quality", section "Code Quality report format".
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    # Relative to the repository, without `./` at its beginning.
                    "path": {"type": "string", "pattern": r"^(?!\./|/).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Json:
    """A kind of JSON file, its schema, and how a copy is broken."""

    def __init__(self, pattern, schema, break_it):
        self.pattern, self.break_it = pattern, break_it
        Draft7Validator.check_schema(schema)
        self.validator = Draft7Validator(schema)

    def problems(self, path):
        value = load(path)
        for error in self.validator.iter_errors(value):
            yield f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        broken = copy.deepcopy(value)
        if self.break_it(broken) is not False and self.validator.is_valid(broken):
            yield f"{path.name}: the schema takes a broken copy"


def without(key):
    return lambda value: value.pop(key)


def worse(report):
    """Breaks the first issue of a report; an empty report cannot be broken."""
    if not report:
        return False
    report[0]["severity"] = "bad"
    return True


def junit(path, schema):
    text = path.read_text(encoding="utf-8")
    for error in schema.iter_errors(text):
        yield f"{path.name}: {error.path}: {error.reason}"
    broken = text.replace("<testcase ", "<testcase forged=\"1\" ", 1)
    if schema.is_valid(broken):
        yield f"{path.name}: the schema takes a broken copy"


def tap(path):
    """Source: testanything.org, "TAP version 14 specification": version, plan, points numbered in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    points = [line for line in lines if re.match(r"(not )?ok ", line)]
    if lines[0] != "TAP version 14" or lines[1] != f"1..{len(points)}":
        yield f"{path.name}: version or plan"
    for number, point in enumerate(points, 1):
        if not re.match(rf"(not )?ok {number} - ", point):
            yield f"{path.name}: {point}"


def main():
    out, xsd = pathlib.Path(sys.argv[1]), sys.argv[2]
    schema = xmlschema.XMLSchema(xsd)
    kinds = [
        Json("*.sarif", load(SARIF), without("version")),
        Json("*.gitlab.json", GITLAB, worse),
        Json("*.check.json", load(ROOT / "schemas/check.schema.json"), without("verdict")),
    ]
    checks = [(kind.pattern, kind.problems) for kind in kinds]
    checks += [("*.xml", lambda path: junit(path, schema)), ("*.tap", tap)]
    count, problems = 0, []
    for pattern, check in checks:
        paths = sorted(out.glob(pattern))
        if not paths:
            problems.append(f"{pattern}: nothing was written")
        for path in paths:
            count += 1
            problems.extend(check(path))
    print(f"{count} files of `check` against the schemas of their readers, {len(problems)} problems")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
