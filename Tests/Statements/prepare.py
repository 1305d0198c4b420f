"""Prepares every statement of Sources/Store with PostgreSQL, and says which one fails and why.

usage: prepare.py --list              only finds the statements, and what cannot be one
       prepare.py PSQL SOCKET-FOLDER  the same, and prepares them in an empty database there
"""

import re
import subprocess
import sys

from swift_statements import gather, postgres, postgres_table

# What a column of an answer may be: the types that a row gives out.
ANSWERS = {"bigint", "text", "bytea"}


def ask(psql, folder, text):
    """What psql says, and whether it took the text."""
    command = [psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "cast", "-d", "postgres"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    error = re.sub(r"^psql:<stdin>:\d+: ", "", done.stderr.strip())
    return done.stdout, (error or f"psql ended with {done.returncode}") if done.returncode else None


def prepare(psql, folder, statements):
    failures = []
    for statement in statements:
        for part in statement.parts():
            if statement.creates:
                text = postgres_table(part)
                answer, error = ask(psql, folder, text + ";\n")
            else:
                text = postgres(part)
                answer, error = ask(psql, folder, text + " \\gdesc\n")
            if error is None and not statement.creates:
                others = [column for column in re.findall(r"^.*\|(.*)$", answer, re.M) if column not in ANSWERS]
                if others:
                    error = f"gives {', '.join(others)}: cast it to what the row reads (BIGINT, TEXT)"
            if error is not None:
                failures.append(f"{statement.place}: {error}\n{text}\n")
    return failures


def main(words):
    if not (words == ["--list"] or len(words) == 2):
        sys.exit(__doc__)
    statements, failures = gather()
    # Tables first.
    statements.sort(key=lambda statement: not statement.creates)
    count = sum(len(statement.parts()) for statement in statements)
    if count < 100:
        failures.append(f"only {count} statements were found: has the way they are written changed?")
    if len(words) == 2:
        failures += prepare(*words, statements)
    for failure in failures:
        print(failure, file=sys.stderr)
    done = "found" if words == ["--list"] else "prepared"
    print(f"{count} statements {done}, {len(failures)} faults")
    sys.exit(1 if failures else 0)


main(sys.argv[1:])
