#!/usr/bin/env python3
"""The committed schemas accept every shipped file and refuse files broken for each of them."""
import copy
import json
import pathlib
import sys

import yaml
from jsonschema import Draft7Validator

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Loader(yaml.SafeLoader):
    """YAML 1.2's core: yes and no are words, dates are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith((":bool", ":timestamp"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", __import__("re").compile("^(?:true|false)$"), list("tf")
)


def text_keys(value):
    """JSON has only text as keys."""
    if isinstance(value, dict):
        return {str(key): text_keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [text_keys(inner) for inner in value]
    return value


def load(path):
    return text_keys(yaml.load(path.read_text(encoding="utf-8"), Loader))


def validator(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def shipped():
    folder = ROOT / "checklists" / "paris-call"
    yield "checklist", [folder / "checklist.yaml"]
    yield "checklist-part", sorted(p for p in folder.glob("*.yaml") if p.name != "checklist.yaml")
    yield "texts", sorted((folder / "lang").glob("*.yaml"))
    yield "assessment", sorted((ROOT / "examples").glob("*/assessment*.yaml"))
    yield "policy", sorted((ROOT / "policies").glob("*.yaml"))
    yield "brand", sorted((ROOT / "examples").glob("*/brand.yaml"))


def main():
    problems = []
    count = 0
    for name, paths in shipped():
        check = validator(name)
        if not paths:
            problems.append(f"{name}: no shipped file found")
        for path in paths:
            count += 1
            value = load(path)
            for error in check.iter_errors(value):
                place = "/".join(map(str, error.absolute_path))
                problems.append(f"{path.relative_to(ROOT)}: {place}: {error.message[:200]}")
            broken = copy.deepcopy(value)
            broken["no_such_key"] = 1
            if check.is_valid(broken):
                problems.append(f"{name}: the schema takes an unknown key")
            broken = copy.deepcopy(value)
            del broken["format"]
            if check.is_valid(broken):
                problems.append(f"{name}: the schema does not ask for `format`")
    for path in sorted((ROOT / "schemas").glob("*.json")):
        Draft7Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    print(f"{count} shipped files against the schemas, {len(problems)} problems")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
