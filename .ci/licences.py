#!/usr/bin/env python3
"""Checks every crate of the lock file against deny.toml (licences, bans, sources) and advisories.toml.

Needs no network.
"""

import json
import re
import subprocess
import sys
import tomllib

PLATFORM = "x86_64-unknown-linux-gnu"


def allowed(expression: str, allow: set[str]) -> bool:
    """Whether an SPDX expression can be met with allowed licences only."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    position = 0

    def peek() -> str | None:
        return tokens[position] if position < len(tokens) else None

    def either() -> bool:
        nonlocal position
        met = both()
        while peek() == "OR":
            position += 1
            right = both()
            met = met or right
        return met

    def both() -> bool:
        nonlocal position
        met = single()
        while peek() == "AND":
            position += 1
            right = single()
            met = met and right
        return met

    def single() -> bool:
        nonlocal position
        token = peek()
        position += 1
        if token == "(":
            met = either()
            position += 1
            return met
        if peek() == "WITH":
            token = f"{token} WITH {tokens[position + 1]}"
            position += 2
        return token in allow

    met = either()
    return met and position >= len(tokens)


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version, for comparing; a pre-release counts as its release."""
    return tuple(int(part) for part in re.match(r"[0-9.]+", version).group().strip(".").split("."))


def is_hit(version: str, advisory: dict) -> bool:
    """Whether an advisory is about a version: one below the fix, or any where there is no fix."""
    return "fixed" not in advisory or release(version) < release(advisory["fixed"])


def main() -> int:
    with open("deny.toml", "rb") as file:
        rules = tomllib.load(file)
    with open(".ci/advisories.toml", "rb") as file:
        advisories = tomllib.load(file)["advisory"]
    allow = set(rules["licenses"]["allow"])
    banned = {entry["crate"]: entry["reason"] for entry in rules["bans"]["deny"]}
    registries = {f"registry+{url}" for url in rules["sources"]["allow-registry"]}

    # The check itself must be able to fail.
    assert allowed("(MIT OR GPL-3.0) AND Zlib", {"MIT", "Zlib"})
    assert not allowed("MIT AND GPL-3.0", {"MIT"})
    assert not allowed("AGPL-3.0-only", allow)
    assert is_hit("0.4.9", {"fixed": "0.4.20"}) and not is_hit("0.4.20", {"fixed": "0.4.20"})
    assert is_hit("9.0.0", {})

    command = ["cargo", "metadata", "--format-version=1", "--locked", f"--filter-platform={PLATFORM}"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    used = {node["id"] for node in metadata["resolve"]["nodes"]}
    problems, checked = [], 0
    for package in metadata["packages"]:
        if package["id"] not in used or package["source"] is None:
            continue
        checked += 1
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or ""
        if not licence or not allowed(licence, allow):
            problems.append(f"{name}: licence {licence or 'not stated'} is not on the list of deny.toml")
        if package["name"] in banned:
            problems.append(f"{name}: {banned[package['name']]}")
        for advisory in advisories:
            if advisory["crate"] == package["name"] and is_hit(package["version"], advisory):
                problems.append(f"{name}: {advisory['id']}")
        if package["source"] not in registries:
            problems.append(f"{name}: comes from {package['source']}")
    print("\n".join(problems) or f"{checked} crates: licences, bans and sources as deny.toml wants them, no known advisory")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
