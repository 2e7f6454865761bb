#!/usr/bin/env python3
"""Saves under attack, with the release binary: 1,000 kills, many at once, a full disk, a read-only folder,
and a session in a real terminal that is killed in the middle.

Usage: saving.py GAPCHECK [KILLS [ANSWERS]]. Needs tmux.
"""

import concurrent.futures
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
ANSWERS = int(sys.argv[3]) if len(sys.argv) > 3 else 2000
EXAMPLES = ["bakery-chain", "harbour-authority", "sensor-maker"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1795348800", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
# How many answers a session is given before it is killed.
LINES = 12

UNUSUAL = """# by hand
{"format": gapcheck/assessment/1, 'checklist': "paris-call@1.0.0",
 "profile": {group: private, size: small,   # and so on
   makes_products: false},
 "answers": {
   "PC7-IAM-01": {"answer": "3", 'note': 'it''s on', owner: j.doe, answered: 2026-10-01}, # first
   'PC7-IAM-02' : 2,
   PC1-GOV-01: {note: "two
     lines", answer: unknown},
 }} # the end
""".replace("\n", "\r\n")


def run(folder, *arguments, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, **more)


def check(is_so, what):
    if not is_so:
        sys.exit(f"saving.py: {what}")


def fresh(folder):
    done = run(folder, "init", "--profile", "sme-it-user", "--name", "X", "--no-schema")
    check(done.returncode == 0, f"code {done.returncode}: {done.stderr}")
    return (folder / "assessment.yaml").read_bytes()


def assessments():
    with tempfile.TemporaryDirectory() as folder:
        yield "new", fresh(pathlib.Path(folder))
    for name in EXAMPLES:
        yield name, (ROOT / "examples" / name / "assessment.yaml").read_bytes()
    yield "unusual", UNUSUAL.encode()


def lines(count):
    # A level, and a reason that is another in each line.
    return "".join(f"{n % 3} reason {n}\n" for n in range(count)).encode()


def states(text):
    """What the file holds after each number of answers of an undisturbed session."""
    all_states = []
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "assessment.yaml"
        for count in range(LINES + 1):
            file.write_bytes(text)
            begin = time.monotonic()
            done = run(folder, "answer", "--only", "all", input=lines(count))
            check(done.returncode == 0, f"code {done.returncode}: {done.stderr}")
            check(done.stdout.count(b"answered)") == 0, "the words of a save have changed")
            all_states.append(file.read_bytes())
    check(len(set(all_states)) == LINES + 1, "every answer changes the file")
    return all_states, time.monotonic() - begin


def kill_once(folder, expected, longest, seed):
    """One session that is killed at a random moment. Returns what it left beside the file."""
    chance = random.Random(seed)
    file = folder / "assessment.yaml"
    file.write_bytes(expected[0])
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            [PROGRAM, "answer", "--only", "all"],
            cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=output, stderr=output,
        )
        child.stdin.write(lines(LINES))
        child.stdin.flush()
        time.sleep(chance.uniform(0, longest))
        child.send_signal(signal.SIGKILL)
        child.wait()
        output.seek(0)
        # A confirmation says how many are answered at its end.
        confirmed = len(re.findall(rb"\d+ of \d+ answered\n", output.read().replace(b"answered in", b"")))
    now = file.read_bytes()
    check(now in expected, f"{folder}: the file after a kill is none that an answer makes")
    saved = expected.index(now)
    check(confirmed <= saved <= confirmed + 1, f"{folder}: {confirmed} answers confirmed, {saved} in the file")
    left = {path.name for path in folder.iterdir()} - {"assessment.yaml"}
    check(left <= {".assessment.yaml.gapcheck-lock", ".assessment.yaml.gapcheck-new"}, f"{folder}: {left}")
    return frozenset(left), saved


def kills():
    left_lock = left_new = 0
    spread = set()
    for name, text in assessments():
        expected, longest = states(text)
        rounds = KILLS // 5
        with concurrent.futures.ThreadPoolExecutor(2) as pool, tempfile.TemporaryDirectory() as below:
            folders = [pathlib.Path(below) / str(i) for i in range(2)]
            for folder in folders:
                folder.mkdir()

            def some(which):
                # What one kill leaves is there for the next one.
                return [kill_once(folders[which], expected, longest, f"{name} {n}") for n in range(which, rounds, 2)]

            results = [one for part in pool.map(some, [0, 1]) for one in part]
        left_lock += sum(".assessment.yaml.gapcheck-lock" in left for left, _ in results)
        left_new += sum(".assessment.yaml.gapcheck-new" in left for left, _ in results)
        spread |= {saved for _, saved in results}
        print(f"  {name}: {rounds} kills, a session takes {longest:.2f} s", flush=True)
    check(left_lock and left_new and len(spread) > LINES / 2, "the kills missed the saves")
    print(f"  {left_lock} kills held the lock, {left_new} had the new file beside the old one")


CHECKLIST = """format: gapcheck/checklist/1
id: many
version: 1.0.0
title: Many
scales:
  yes_no:
    choices: [{id: "no", label: "No", value: 0}, {id: "yes", label: "Yes", value: 1}]
methods:
  mean:
    title: Mean
    measures:
      score: {at: root, items: leaves, fn: mean}
sections:
  - id: A
    kind: area
    title: All
    controls:
"""


def together():
    workers = 8
    with tempfile.TemporaryDirectory() as below:
        folder = pathlib.Path(below)
        controls = [f"A-{n:04}" for n in range(ANSWERS)]
        entries = [f'      - {{id: {id}, title: T, ask: "Is it so?", scale: yes_no}}\n' for id in controls]
        (folder / "checklist.yaml").write_text(CHECKLIST + "".join(entries))
        (folder / "assessment.yaml").write_text(
            "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\nanswers:\n  # begun\n  A-0000: unknown # asked\n"
        )
        begin = time.monotonic()
        children = []
        for worker in range(workers):
            mine = controls[worker::workers]
            typed = "".join(f"{id}\nyes by {worker} for {id}\n" for id in mine)
            children.append(
                subprocess.Popen(
                    [PROGRAM, "answer", "--only", "all"], cwd=folder, env=ENVIRONMENT,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                )
            )
            children[-1].typed = typed.encode()
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            outputs = list(pool.map(lambda child: child.communicate(child.typed), children))
        took = time.monotonic() - begin
        for child, (_, errors) in zip(children, outputs):
            check(child.returncode == 0, errors.decode())
        confirmed = {id for out, _ in outputs for id in re.findall(r"(A-\d{4}): \S+ → yes", out.decode())}
        check(len(confirmed) == ANSWERS, f"{len(confirmed)} of {ANSWERS} were confirmed")
        text = (folder / "assessment.yaml").read_text()
        for worker in range(workers):
            for id in controls[worker::workers]:
                check(text.count(f"note: by {worker} for {id}\n") == 1, f"{id} is lost")
        check(text.count("  A-") == ANSWERS and "# begun" in text and "# asked" in text, "something else changed")
        check({path.name for path in folder.iterdir()} == {"checklist.yaml", "assessment.yaml"}, "something is left")
        print(f"  {workers} processes saved {ANSWERS} answers in {took:.0f} s")


def full_disk():
    with tempfile.TemporaryDirectory() as below:
        folder = pathlib.Path(below)
        text = fresh(folder)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(text) // 2, len(text) // 2))

        done = run(folder, "answer", "PC7-IAM-01", "3", preexec_fn=limit)
        check(done.returncode == 2 and b"cannot save" in done.stderr, done.stderr)
        check((folder / "assessment.yaml").read_bytes() == text, "a full disk changed the file")
        check(len(list(folder.iterdir())) == 1, "a full disk left something")


def read_only():
    with tempfile.TemporaryDirectory() as below:
        folder = pathlib.Path(below) / "read-only"
        folder.mkdir()
        text = fresh(folder)
        program = pathlib.Path(below) / "gapcheck"
        shutil.copy(PROGRAM, program)
        for path in [pathlib.Path(below), program]:
            path.chmod(0o755)
        (folder / "assessment.yaml").chmod(0o666)
        folder.chmod(0o555)

        def nobody():
            # An administrator may write everywhere.
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)

        command = [program, "answer", "PC7-IAM-01", "3"]
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, preexec_fn=nobody)
        check(done.returncode == 2 and b"permission denied" in done.stderr, done.stderr)
        # Nor is a file replaced that may not be written to.
        folder.chmod(0o777)
        (folder / "assessment.yaml").chmod(0o444)
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, preexec_fn=nobody)
        check(done.returncode == 2 and b"permission denied" in done.stderr, done.stderr)
        check((folder / "assessment.yaml").read_bytes() == text, "a read-only file was changed")


class Terminal:
    """A terminal of 80 columns in which a session runs."""

    def __init__(self, folder):
        self.tmux = ["tmux", "-L", "gapcheck-saving", "-f", "/dev/null"]
        size = ["-x", "80", "-y", "50"]
        self.call("new-session", "-d", *size, "-c", str(folder), f"exec {PROGRAM} answer --me j.doe", env=ENVIRONMENT)

    def call(self, *arguments, env=None):
        return subprocess.run([*self.tmux, *arguments], env=env, capture_output=True, text=True, check=True).stdout

    def screen(self):
        return self.call("capture-pane", "-p", "-S", "-2000")

    def shows(self, text, times=1):
        for _ in range(600):
            if self.screen().count(text) >= times:
                return
            time.sleep(0.05)
        sys.exit(f"saving.py: the terminal does not show {text!r}:\n{self.screen()}")

    def types(self, line):
        self.call("send-keys", "-l", line)
        self.call("send-keys", "Enter")

    def kill(self):
        os.kill(int(self.call("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        self.gone()

    def gone(self):
        for _ in range(600):
            if subprocess.run([*self.tmux, "has-session"], capture_output=True).returncode != 0:
                return
            time.sleep(0.05)
        sys.exit("saving.py: the session does not end")


def terminal():
    with tempfile.TemporaryDirectory() as below:
        folder = pathlib.Path(below)
        text = fresh(folder).decode()
        order = re.findall(r"^  (PC\d-[A-Z]+-\d+):$", text, re.M)[:10]
        given = {id: (n % 5, f"reason {n}") for n, id in enumerate(order)}
        session = Terminal(folder)
        for n, id in enumerate(order):
            session.shows(f"{id}>")
            if n == 6:
                # In the middle of a line.
                session.call("send-keys", "-l", "4 half a rea")
                session.shows("half a rea")
                session.kill()
                session = Terminal(folder)
                session.shows(f"{id}>")
            session.types(f"{given[id][0]} {given[id][1]}")
            session.shows(f"{id}: – → {given[id][0]}")
        session.types("q")
        session.gone()
        expected = text
        for id, (level, reason) in given.items():
            old = re.search(rf"^  {id}:\n    answer:\n    note:\n(.*?)    owner:\n    answered:\n", expected, re.M | re.S)
            new = f"  {id}:\n    answer: {level}\n    note: {reason}\n{old[1]}    owner: j.doe\n    answered: 2026-11-22\n"
            expected = expected.replace(old[0], new, 1)
        check((folder / "assessment.yaml").read_text() == expected, "the file holds something else than the ten answers")


def one_answer():
    with tempfile.TemporaryDirectory() as below:
        folder = pathlib.Path(below)
        (folder / "assessment.yaml").write_bytes((ROOT / "examples/sensor-maker/assessment.yaml").read_bytes())
        (folder / "evidence").symlink_to(ROOT / "examples/sensor-maker/evidence")
        times = []
        for n in range(20):
            begin = time.monotonic()
            done = run(folder, "answer", "PC7-IAM-02", str(n % 3))
            check(done.returncode == 0, f"code {done.returncode}: {done.stderr}")
            times.append(time.monotonic() - begin)
        print(f"  one answer in the largest example: {sorted(times)[10] * 1000:.0f} ms (median of 20)")


for attack in [one_answer, full_disk, read_only, terminal, together, kills]:
    print(f"{attack.__name__.replace('_', ' ')}:", flush=True)
    attack()
print("saving: nothing was lost")
