"""The SQL statements of Sources/Store, found in its Swift files, and how they look to PostgreSQL."""

import re
from pathlib import Path

STORE = Path("Sources/Store")
# What only SQLite understands may stand here.
OWN_PLACE = STORE / "SQLite"
VERBS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|VALUES|CREATE|ALTER|DROP|REPLACE|PRAGMA)\b")
TYPES = {"bigint": "bigint", "text": "text", "bytes": "bytea"}


class Statement:
    def __init__(self, place, text):
        self.place = place
        self.text = text

    @property
    def creates(self):
        return self.text.lstrip().startswith("CREATE")

    def parts(self):
        """Several statements where a literal has several."""
        return [part.strip() for part in self.text.split(";") if part.strip()]


class Source:
    """A Swift file: its string literals, and its code with `"0"`, `"1"` … in their place, without comments."""

    def __init__(self, path):
        self.path = path
        self.swift = path.read_text(encoding="utf-8")
        self.literals = []
        self.code = self._code(0, None)[0]

    def line(self, offset):
        return self.swift.count("\n", 0, offset) + 1

    def _code(self, at, end):
        """Code up to `end` (a closing bracket that nothing in it has opened), and where that stands."""
        code, depth, swift = [], 0, self.swift
        while at < len(swift):
            if swift.startswith("//", at):
                at = swift.find("\n", at)
                at = len(swift) if at < 0 else at
            elif swift.startswith("/*", at):
                at = swift.index("*/", at) + 2
            elif swift.startswith('#"', at):
                raise SystemExit(f"{self.path}:{self.line(at)}: raw strings are not understood here")
            elif swift[at] == '"':
                number = len(self.literals)
                self.literals.append(None)
                self.literals[number], at = self._literal(at)
                code.append(f'"{number}"')
            else:
                if end == ")" and swift[at] == "(":
                    depth += 1
                if swift[at] == end:
                    if depth == 0:
                        return "".join(code), at
                    depth -= 1
                code.append(swift[at])
                at += 1
        return "".join(code), at

    def _literal(self, start):
        """A string literal: (line, text, whether anything is put into it), and what stands behind it."""
        swift = self.swift
        quote = '"""' if swift.startswith('"""', start) else '"'
        at, text, is_filled = start + len(quote), [], False
        while not swift.startswith(quote, at):
            if swift.startswith("\\(", at):
                is_filled = True
                at = self._code(at + 2, ")")[1] + 1
            elif swift[at] == "\\":
                text.append(swift[at + 1])
                at += 2
            else:
                text.append(swift[at])
                at += 1
        return (self.line(start), "".join(text), is_filled), at + len(quote)


def gather():
    """All statements, and a line for everything that may be one and is not understood."""
    sources = [Source(path) for path in sorted(STORE.rglob("*.swift")) if OWN_PLACE not in path.parents]
    statements, complaints = [], []
    # Whatever takes a StaticString, unless it is the name of a table.
    takers = set()
    for source in sources:
        takers.update(re.findall(r"func (\w+)(?:<\w+>)?\(\s*(?:\w+ )?(?!table:)\w+: StaticString", source.code))
    call = re.compile(r"\.(%s)\(\s*((?:\"\d+\")|[^,\s)]+)" % "|".join(sorted(takers)))
    for source in sources:
        found = set()
        for number, (line, text, is_filled) in enumerate(source.literals):
            if VERBS.match(text) is None:
                continue
            found.add(number)
            if is_filled:
                complaints.append(f"{source.path}:{line}: a statement into which something is put")
            else:
                statements.append(Statement(f"{source.path}:{line}", text))
        # Whatever is a StaticString comes from a literal: at a call, or where one is declared.
        used = re.findall(r": StaticString =\s*\"(\d+)\"", source.code)
        for block in re.findall(r": \[StaticString\] = \[(.*?)\]", source.code, re.S):
            used += re.findall(r"\"(\d+)\"", block)
        for match in call.finditer(source.code):
            argument = match[2]
            if argument.startswith('"'):
                used.append(argument.strip('"'))
            elif re.search(r"connection\s*$", source.code[: match.start()]) and not is_declared(argument, sources):
                complaints.append(f"{source.path}: .{match[1]}({argument} …): which statement this is cannot be seen")
        for number in used:
            line, text, _ = source.literals[int(number)]
            if int(number) not in found:
                complaints.append(f"{source.path}:{line}: no statement that is known here: {text.strip()[:60]}")
    return statements, complaints


def is_declared(argument, sources):
    """Whether a name stands for literals that were found, or for what another function was given."""
    name = argument.split(".")[-1]
    pattern = re.compile(r"\b%s: \[?StaticString\b" % re.escape(name))
    loops = re.compile(r"for %s in \S*?(\w+) \{" % re.escape(name))
    for source in sources:
        if pattern.search(source.code):
            return True
        if any(is_declared(listed, sources) for listed in loops.findall(source.code)):
            return True
    return False


def postgres_table(text):
    text = re.sub(r"\bBYTES\b", "bytea", text)
    return re.sub(r"\bTEXT\b", 'text COLLATE "C"', text)


def postgres(text):
    """The statement with PostgreSQL's placeholders: bound rows take one for each column."""
    wide = {int(number): types.split() for number, types in re.findall(r"\brows\(\?(\d+), '([^']*)'\)", text)}
    numbers = sorted({int(number) for number in re.findall(r"\?(\d+)", text)})
    first, following = {}, 1
    for number in numbers:
        first[number] = following
        following += len(wide.get(number, [None]))

    def rows(match):
        number, alias = int(match[1]), match[3]
        types = match[2].split()
        arrays = ", ".join(f"${first[number] + i}::{TYPES[kind]}[]" for i, kind in enumerate(types))
        names = ", ".join(f"c{i + 1}" for i in range(len(types)))
        return f"unnest({arrays}) AS {alias}({names})"

    text = re.sub(r"\brows\(\?(\d+), '([^']*)'\) AS (\w+)", rows, text)
    return re.sub(r"\?(\d+)", lambda match: f"${first[int(match[1])]}", text)
