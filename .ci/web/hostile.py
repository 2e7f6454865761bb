#!/usr/bin/env python3
"""Writes an assessment whose every text tries to act on its surroundings, and its harmless twin.

Usage: hostile.py EXAMPLE OUT BYTES  (writes OUT/hostile/assessment.yaml and OUT/harmless/assessment.yaml)
One hostile note is about BYTES long.
Both answer the same questions with the same choices, dates and kinds of evidence; only the words differ.
What the reports show of them has to have the same structure.
"""
import itertools
import json
import pathlib
import re
import sys

import yaml

TEXTS = {
    "name", "scope", "by", "role", "note", "owner", "file", "link", "reference", "reviewed_by", "do",
    "approved_by", "reason", "source",
}
HOSTILE = [
    '<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 1">',
    "{{title}} {{{title}}} {{> style}} {{#each gaps}} {{/if}} {{!--",
    "\u202egnp.exe\u2066 \u200f\ufeff \u0007\u001b[31m red",
    '=HYPERLINK("https://evil.example","x")',
    "]]> --> <!-- </style></title></svg></table></textarea><plaintext>",
    "`code` ``` | a || b \\| [x](javascript:alert(1)) ![i](https://evil.example/p.png)",
    "<https://evil.example> https://evil.example www.evil.example me@evil.example",
    "\"' onmouseover=\"window.hacked = 1\" style='display:none' x=\"",
    "# heading\n\n- list\n1. one\n> quote\n```\ncode\n---\n| a | b |\n| --- | --- |\n***\n[x]: https://evil.example",
    "&lt;b&gt; &#x3c; &amp; $x^2$ $$y$$ ~~s~~ **b** __b__ :smile: #1 @someone [^1] - [ ] task",
    "+1 @SUM(A1:A9) -2+3",
    "javascript:window.hacked=1",
    "\\\\ \\\" \\n %s %0a ${x} $(x) \u2028next\u2029",
    "<details open><summary>x</summary><b>bold</b> <!-- note -->",
    "- - - \n===\n    indented\n\ttab",
]
LONG = "A<b> |` {{x}} "


def words(texts):
    """The next text for a key; people stay apart, so that who reviewed is not who owns."""
    return lambda key: f"{next(texts)} {key}"


def rewritten(value, text, key=""):
    if isinstance(value, dict):
        return {name: rewritten(inner, text, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [rewritten(inner, text, key) for inner in value]
    if key in TEXTS and isinstance(value, str):
        return text(key)
    return value


def unlinked(value):
    """Evidence behind links and in files becomes a reference: its place may then be any text."""
    if isinstance(value, dict):
        place = {"file": "reference", "link": "reference"}
        return {place.get(name, name): unlinked(inner) for name, inner in value.items()}
    return [unlinked(inner) for inner in value] if isinstance(value, list) else value


def main(example, out, size):
    long_note = LONG * (int(size) // len(LONG))
    # Only texts and numbers: dates, yes and no stay as they are written.
    text = pathlib.Path(example).read_text(encoding="utf-8")
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {}
    loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[0-9]+$"), list("0123456789"))
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    assessment = yaml.load(text, loader)
    assessment = {**assessment, "answers": unlinked(assessment["answers"])}
    harmless = itertools.cycle(["word"])
    for name, texts, long in (("hostile", itertools.cycle(HOSTILE), long_note), ("harmless", harmless, "word")):
        made = rewritten(assessment, words(texts))
        noted = next(a for a in made["answers"].values() if isinstance(a, dict) and "note" in a)
        noted["note"] = long
        folder = pathlib.Path(out) / name
        folder.mkdir(parents=True, exist_ok=True)
        # JSON is YAML; every character outside ASCII is written as an escape.
        (folder / "assessment.yaml").write_text(json.dumps(made, indent=1), encoding="utf-8")


main(*sys.argv[1:])
