#!/usr/bin/env python3
"""Checks the golden vectors against the text of docs/wire.md, without the product's code.

It is also the shortest complete reading of the format: canonical CBOR, ids, credentials, changes,
rights and merge rules. It needs Python 3.9 and the package `cryptography` (Ed25519 only).

    python3 docs/examples/verify_vectors.py [folder of the vectors]
"""

import hashlib
import json
import pathlib
import sys
import unicodedata

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = 1  # of the tree of the examples
DEPTH_MAX, CREDENTIAL_MAX, BODY_MAX, SIGNATURE_MAX = 32, 1024, 512 * 1024, 128
ROSTER, DIRECTIVES, REPORTS, RECEIPTS, HOUSE, CASE = 1, 2, 3, 4, 5, 6
STATEMENT, CONFIRMATION, FOLD, ALARM = 1, 2, 3, 4


class Refused(Exception):
    """Bytes or a change that are not accepted; the argument is the reason."""


def need(condition, reason):
    if not condition:
        raise Refused(reason)


# --- CBOR ---------------------------------------------------------------------------------------


class Tagged(tuple):
    """A decimal: (exponent, significand)."""


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << 8 * size:
            return bytes([major << 5 | info]) + value.to_bytes(size, "big")
    raise ValueError(value)


def encode(item):
    if isinstance(item, bool):
        return b"\xf5" if item else b"\xf4"
    if item is None:
        return b"\xf6"
    if isinstance(item, int):
        return head(0, item) if item >= 0 else head(1, -1 - item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    if isinstance(item, str):
        text = item.encode()
        return head(3, len(text)) + text
    if isinstance(item, Tagged):
        return head(6, 4) + encode(list(item))
    if isinstance(item, (list, tuple)):
        return head(4, len(item)) + b"".join(map(encode, item))
    return head(5, len(item)) + b"".join(encode(k) + encode(item[k]) for k in sorted(item))


class Decoder:
    """Reads the profile and refuses whatever would not be written again as the same bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        need(count <= len(self.data) - self.at, "truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def item(self, depth=0):
        initial = self.take(1)[0]
        major, value = initial >> 5, initial & 31
        if major == 7:
            need(value not in (25, 26, 27), "floatingPoint")
            need(value in (20, 21, 22), "unsupportedItem")
            return {20: False, 21: True, 22: None}[value]
        need(value != 31, "indefiniteLength")
        need(value < 28, "unsupportedItem")
        if value >= 24:
            size = 1 << (value - 24)
            value = int.from_bytes(self.take(size), "big")
            least = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[size]
            need(value >= least, "notShortestForm")
        if major < 2:
            return value if major == 0 else -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            try:
                text = self.take(value).decode()
            except UnicodeDecodeError:
                raise Refused("invalidUTF8") from None
            need(unicodedata.is_normalized("NFC", text), "notNormalized")
            return text
        need(depth < DEPTH_MAX, "tooDeep")
        if major == 4:
            need(value <= len(self.data) - self.at, "truncated")
            return [self.item(depth + 1) for _ in range(value)]
        if major == 6:
            content = self.item(depth + 1)
            return Tagged(content) if value == 4 and isinstance(content, list) else (value, content)
        need(2 * value <= len(self.data) - self.at, "truncated")
        result, last = {}, -1
        for _ in range(value):
            key = self.item(depth + 1)
            need(type(key) is int and key >= 0, "unexpectedType")
            need(key > last, "keysNotAscending")
            last, result[key] = key, self.item(depth + 1)
        return result


def decode(data):
    decoder = Decoder(data)
    item = decoder.item()
    need(decoder.at == len(data), "trailingBytes")
    return item


# --- Hashes, ids, keys --------------------------------------------------------------------------


def pae(kind, body):
    return b"DSSEv1 %d %s %d " % (len(kind), kind.encode(), len(body)) + body


def sha256(data):
    return hashlib.sha256(data).digest()


def author_id(public_key, suite=1):
    return sha256(bytes([suite]) + public_key)[:16]


def tree_id(public_key, suite=1):
    return sha256(pae("cast-sync/tree/1", bytes([suite]) + public_key))[:16]


def change_digest(body):
    return sha256(pae("cast-sync/change/1", body))


def is_signed(public_key, signature, kind, body):
    try:
        key = ed25519.Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, pae(kind, body))
        return True
    except (InvalidSignature, ValueError):
        return False


def set_digest(digests):
    total = sum(int.from_bytes(digest, "big") for digest in digests) % (1 << 256)
    words = [total >> 64 * index & (1 << 64) - 1 for index in range(4)]
    return sha256(encode([len(digests), *words]))


def part_digest(digests, hellos):
    """The short digest of a part of a scope; `hellos` are both digests, the lower office's first."""
    total = sum(int.from_bytes(digest, "big") for digest in digests) % (1 << 256)
    words = [total >> 64 * index & (1 << 64) - 1 for index in range(4)]
    return sha256(encode([len(digests), *words, *hellos]))[:6]


# --- Credentials and changes --------------------------------------------------------------------


def leaf_of(chain, tree):
    """Checks a chain of credentials and returns the (key, path) of its last one."""
    need(1 <= len(chain) <= 8, "malformed-change")
    issuer_key = issuer_path = None
    for body, signature in chain:
        need(len(body) <= CREDENTIAL_MAX, "malformed-change")
        credential = decode(body)
        key, path = credential[5], credential[4]
        if issuer_key is None:
            issuer_key = key
            need(tree_id(key) == tree and len(path) == 1, "bad-credential")
        else:
            need(path[:-1] == issuer_path, "bad-credential")
        need(credential[1] == 1 and credential[2] == 1, "malformed-change")
        need(credential[3] == tree, "bad-credential")
        need(credential[6] == author_id(issuer_key), "bad-credential")
        signed = is_signed(issuer_key, signature, "cast-sync/credential/1", body)
        need(signed, "bad-credential")
        issuer_key, issuer_path = key, path
    return issuer_key, issuer_path


def is_kind(kind):
    """What a space is for; kinds of later versions go down (32-63), up (64-95) or both ways."""
    return 1 <= kind <= 6 or 32 <= kind <= 127


def is_space(space):
    """A case, and nothing else, has an id of sixteen bytes."""
    return is_kind(space[0]) and list(map(len, space[2:])) == ([16] if space[0] == CASE else [])


def check_charter(charter, space, tree, path):
    """In an opening of a case: its owner has signed the charter, and an office that it admits writes."""
    body, signature, chain = charter
    key, owner = leaf_of(chain, tree)
    content = decode(body)
    signed = is_signed(key, signature, "cast-sync/charter/1", body)
    need(signed and owner == space[1] and content[2] == tree, "bad-credential")
    need(content[1] == 1 and content[3] == space, "bad-credential")
    parties, off = content[4]
    is_party = path in parties and path not in [office for office, _ in off]
    return path == space[1] or is_party


def may_write(space, path):
    kind, owner = space[:2]
    goes_up = kind == REPORTS or 64 <= kind <= 95
    return owner[: len(path)] == path if goes_up else owner == path


def check_edits(edits):
    for _, key, fields in edits:
        need(1 <= len(key) <= 64, "malformed-operations")
        for field in fields:
            number, opcode = field[:2]
            arguments = {2: 2, 6: 2, 7: 2}.get(opcode, 1)
            need(len(field) == 2 + arguments and number < 1 << 16, "malformed-operations")
            if opcode == 7:
                need(len(field[2]) in (0, 4) and field[3] != "", "malformed-operations")


def verify(body, signature, tree, keys):
    """Accepts a change and returns (change, edits), or raises Refused with its reason."""
    need(len(body) <= BODY_MAX and len(signature) <= SIGNATURE_MAX, "too-large")
    try:
        change = decode(body)
        missing = {1, 2, 3, 4, 5, 6, 7, 9, 15} - change.keys()
        need(not missing and change[1] == 1 and change[2] in range(1, 256), "malformed-change")
        need((change[7] == 1) == (13 in change) == (8 not in change), "malformed-change")
        is_case_opening = change[7] == 1 and change[4][0] == CASE
        need((12 in change) == is_case_opening, "malformed-change")
        need(is_space(change[4]), "malformed-change")
    except Refused:
        raise Refused("malformed-change") from None
    need(change[3] == tree, "wrong-tree")
    need(change[2] == SUITE, "wrong-suite")
    feed = encode([change[4], change[5], change[6]])
    if 13 in change:
        key, path = leaf_of(change[13], tree)
        need(author_id(key) == change[5], "bad-credential")
    else:
        need(feed in keys, "opening-missing")
        key, path = keys[feed]
    may = change[4][0] == CASE or may_write(change[4], path)
    if 12 in change:
        may = check_charter(change[12], change[4], tree, path)
        # Only the owner's charters come in feeds of odd incarnations.
        may = may and (path == change[4][1] or change[6] % 2 == 0)
    need(is_signed(key, signature, "cast-sync/change/1", body), "bad-signature")
    need(may, "not-authorised")
    keys[feed] = (key, path)
    try:
        edits = decode(change[15])
        check_edits(edits)
    except (Refused, TypeError, ValueError):
        raise Refused("malformed-operations") from None
    return change, edits


# --- Merging ------------------------------------------------------------------------------------


def merged(steps):
    """The state of one record, from the whole set of operations: {number: {type: what it holds}}."""
    operations = []
    for step in steps:
        stamp = step["stamp"]["milliseconds"] << 16 | step["stamp"]["counter"]
        for index, field in enumerate(step["fields"], step["firstIndex"]):
            operations.append((stamp, (step["change"], index), step, field_items(field)))
    result = {}
    for number in sorted({items[0] for *_, items in operations}):
        of = {}
        for operation in operations:
            if operation[3][0] == number:
                of.setdefault(operation[3][1], []).append(operation)
        state = {}
        if 1 in of:
            state["register"] = max(of[1], key=lambda o: o[:2])[3][2]
        if 2 in of:
            gone = {dot for o in of[2] for dot in dots(o[3][3])}
            live = sorted((o for o in of[2] if o[1] not in gone), key=lambda o: o[:2])
            state["choice"] = [o[3][2] for o in reversed(live)]
        if 3 in of:
            parts = {}
            for stamp, _, step, items in of[3]:
                key = (step["author"], step["incarnation"])
                parts[key] = max(parts.get(key, (stamp, items[2])), (stamp, items[2]))
            state["counter"] = sum(total for _, total in parts.values())
        if 4 in of or 5 in of:
            gone = {dot for o in of.get(5, []) for dot in dots(o[3][2])}
            live = {encode(o[3][2]): o[3][2] for o in of.get(4, []) if o[1] not in gone}
            state["set"] = [live[key] for key in sorted(live)]
        if 6 in of:
            state["stage"] = list(max((o[3][2], o[3][3]) for o in of[6]))
        if 7 in of or 8 in of:
            state["text"] = text_of(
                {o[1]: o[3][2:] for o in of.get(7, [])}, [s for o in of.get(8, []) for s in o[3][2]]
            )
        result[number] = state
    return result


def text_of(insertions, spans):
    """A text from its insertions, {dot: [anchor, text]}, and the spans that were erased."""
    gone = {}
    for change, index, first, count in spans:
        gone.setdefault((change.hex(), index), []).append(range(first, first + count))
    # What hangs on the (left, right) of each element; None is the text's beginning.
    hanging, late = {None: ([], [])}, []
    for dot, (_, text) in insertions.items():
        hanging.update({(dot, place): ([], []) for place in range(len(text))})
    for dot, (anchor, text) in sorted(insertions.items()):
        for place in range(1, len(text)):
            hanging[dot, place - 1][1].append((dot, place))
        if not anchor:
            hanging[None][1].append((dot, 0))
        elif (other := (anchor[0].hex(), anchor[1])) in insertions:
            last = len(insertions[other][1]) - 1
            hanging[other, min(anchor[2], last)][1 if anchor[3] else 0].append((dot, 0))
        else:
            late.append((dot, 0))
    # From left to right, without recursion: a text may be as deep as it is long.
    waiting, found = [*reversed(sorted(hanging[None][1]) + late)], []
    while waiting:
        element = waiting.pop()
        if isinstance(element[0], str):  # all on its left has been read
            dot, place = element[1]
            if not any(place in erased for erased in gone.get(dot, [])):
                found.append(insertions[dot][1][place])
            continue
        left, right = hanging[element]
        waiting += [*reversed(sorted(right)), ("read", element), *reversed(sorted(left))]
    return "".join(found)


def dots(items):
    return [(change.hex(), index) for change, index in items]


# --- The JSON of the vectors --------------------------------------------------------------------


def value(json_value):
    (kind, content), = json_value.items()
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "list":
        return [value(element) for element in content]
    if kind == "decimal":
        whole, _, fraction = content.partition(".")
        return Tagged((-len(fraction), int(whole + fraction)))
    return content


def field_items(field):
    """The CBOR array of one operation."""
    kind, number = field["operation"], field["number"]
    superseding = sorted(
        [bytes.fromhex(dot["change"]), dot["index"]] for dot in field.get("superseding", [])
    )
    if kind == "register":
        return [number, 1, value(field["value"])]
    if kind == "choice":
        return [number, 2, value(field["value"]), superseding]
    if kind == "counter":
        return [number, 3, field["total"]]
    if kind == "add":
        return [number, 4, value(field["value"])]
    if kind == "remove":
        return [number, 5, superseding]
    if kind == "stage":
        return [number, 6, field["reopening"], field["step"]]
    if kind == "erase":
        spans = [[bytes.fromhex(s["change"]), s["index"], s["offset"], s["count"]] for s in field["spans"]]
        return [number, 8, spans]
    side = field.get("after") or field.get("before")
    anchor = side and [bytes.fromhex(side["change"]), side["index"], side["offset"], "after" in field]
    return [number, 7, anchor or [], field["text"]]


def space_items(space):
    names = {
        "roster": ROSTER,
        "directives": DIRECTIVES,
        "reports": REPORTS,
        "receipts": RECEIPTS,
        "house": HOUSE,
        "case": CASE,
    }
    name = space["kind"]
    kind = names[name] if name in names else int(name.removeprefix("kind-"))
    local = [bytes.fromhex(space["local"])] if "local" in space else []
    return [kind, space["owner"].split("/"), *local]


def same(name, found, expected):
    if found != expected:
        raise SystemExit(f"{name}: found {found!r}, the vector says {expected!r}")


# --- The checks ---------------------------------------------------------------------------------


def check_encoding(vectors):
    for text in vectors["accepted"]:
        data = bytes.fromhex(text)
        decode(data)
    for vector in vectors["refused"]:
        try:
            decode(bytes.fromhex(vector["bytes"]))
        except Refused as reason:
            same(vector["bytes"], str(reason), vector["reason"])
        else:
            raise SystemExit(f"{vector['bytes']}: should be refused")
    for vector in vectors["values"]:
        data = encode(value(vector["value"]))
        same("value", data.hex(), vector["bytes"])
        same("value", decode(data), value(vector["value"]))


def check_identity(vectors):
    for vector in vectors["preAuthentication"]:
        data = pae(vector["type"], bytes.fromhex(vector["body"]))
        same(vector["type"], data.hex(), vector["bytes"])
    tree = bytes.fromhex(vectors["tree"])
    offices = {}
    for vector in vectors["offices"]:
        path = vector["path"].split("/")
        signer = ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["seed"]))
        key = signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        parent = offices.get("/".join(path[:-1]))
        issuer, chain = (parent["signer"], parent["chain"]) if parent else (signer, [])
        issuer_id = parent["author"] if parent else author_id(key)
        body = encode({1: 1, 2: 1, 3: tree, 4: path, 5: key, 6: issuer_id, 7: vector["serial"]})
        signature = issuer.sign(pae("cast-sync/credential/1", body))
        same(vector["path"], key.hex(), vector["publicKey"])
        same(vector["path"], author_id(key).hex(), vector["author"])
        same(vector["path"], body.hex(), vector["credential"]["body"])
        same(vector["path"], signature.hex(), vector["credential"]["signature"])
        chain = chain + [[body, signature]]
        leaf_of(chain, tree)
        offices[vector["path"]] = {"signer": signer, "author": author_id(key), "chain": chain}
    same("tree", tree_id(bytes.fromhex(vectors["offices"][0]["publicKey"])).hex(), tree.hex())
    return tree, offices


def change_body(vector, office, tree, previous):
    stamp = vector["stamp"]["milliseconds"] << 16 | vector["stamp"]["counter"]
    edits = [
        [edit["kind"], bytes.fromhex(edit["key"]), [field_items(f) for f in edit["fields"]]]
        for edit in vector["edits"]
    ]
    change = {1: 1, 2: 1, 3: tree, 4: space_items(vector["space"]), 5: office["author"]}
    change.update({6: vector["incarnation"], 7: vector["number"], 9: stamp, 15: encode(edits)})
    if previous:
        change[8] = previous
    else:
        change[13] = office["chain"]
    if vector.get("user"):
        change[10] = vector["user"]
    if vector.get("charter"):
        change[12] = decode(bytes.fromhex(vector["charter"]))
    if vector.get("act"):
        change[14] = bytes.fromhex(vector["act"])
    return encode(change)


def check_changes(vectors, tree, offices):
    keys, previous = {}, {}
    for vector in vectors["accepted"]:
        office = offices[vector["office"]]
        feed = encode([space_items(vector["space"]), office["author"], vector["incarnation"]])
        body = change_body(vector, office, tree, previous.get(feed))
        same(vector["name"], body.hex(), vector["body"])
        signature = office["signer"].sign(pae("cast-sync/change/1", body))
        same(vector["name"], signature.hex(), vector["signature"])
        same(vector["name"], change_digest(body).hex(), vector["digest"])
        same(vector["name"], change_digest(body)[:16].hex(), vector["id"])
        verify(body, signature, tree, keys)
        previous[feed] = change_digest(body)[:16]
    for vector in vectors["refused"]:
        body, signature = bytes.fromhex(vector["body"]), bytes.fromhex(vector["signature"])
        try:
            verify(body, signature, tree, dict(keys))
        except Refused as reason:
            same(vector["name"], str(reason), vector["reason"])
        else:
            raise SystemExit(f"{vector['name']}: should be refused")


def check_merge(vectors):
    for case in vectors["cases"]:
        for steps in (case["steps"], case["steps"][::-1]):
            found = merged(steps)
            expected = {}
            for number, state in case["state"].items():
                expected[int(number)] = {
                    kind: value(held) if kind == "register"
                    else [value(element) for element in held] if kind in ("choice", "set")
                    else held
                    for kind, held in state.items()
                }
            same(case["name"], found, expected)


def position_items(position, author):
    feed = [space_items(position["space"]), author, position["incarnation"]]
    if "branch" in position:  # one strand of a forked feed, named by its first change
        feed += [position["branch"]["number"], bytes.fromhex(position["branch"]["change"])]
    return [feed, [position["number"], bytes.fromhex(position["digest"])]]


def is_equality_signed(statement, tree):
    """Whether the office that a statement of equality names has signed it."""
    body, signature, chain = statement
    claim = decode(body)
    key, path = leaf_of(chain, tree)
    return (
        claim[2] == tree
        and claim[3] == path
        and is_signed(key, signature, "cast-sync/equality/1", body)
    )


def check_frames(vectors, tree, offices):
    digests, keys = [], []
    for position in vectors["positions"]:
        items = position_items(position, offices[position["office"]]["author"])
        same("position", encode(items).hex(), position["bytes"])
        digests.append(sha256(encode(items)))
        same("position", digests[-1].hex(), position["positionDigest"])
        keys.append(sha256(encode(items[0]))[:8])
        same("key", keys[-1].hex(), position["key"])
    same("empty scope", set_digest([]).hex(), vectors["emptyScopeDigest"])
    same("scope", set_digest(digests).hex(), vectors["scopeDigest"])
    parts, found = vectors["parts"], b""
    hellos = [bytes.fromhex(parts["lowerHello"]), bytes.fromhex(parts["upperHello"])]
    for number in range(1 << parts["partBits"]):
        within = [d for d, k in zip(digests, keys) if k[0] >> 8 - parts["partBits"] == number]
        found += part_digest(within, hellos)
    same("parts", found.hex(), parts["digests"])
    for vector in vectors["frames"]:
        data = bytes.fromhex(vector["bytes"])
        kind, content = decode(data)
        same(vector["name"], encode([kind, content]).hex(), vector["bytes"])
        same(vector["name"], kind, vector["kind"])
        same(vector["name"], (len(data).to_bytes(4, "big") + data).hex(), vector["onTheLink"])
        if vector["name"] == "equality":
            need(is_equality_signed(content, tree), "bad-signature")


# --- Offices that moved (organisation.md) ---------------------------------------------------------


def is_above(one, other):
    """Whether an office is the other one or stands above it; paths are lists of ids."""
    return other[: len(one)] == one


def is_sound(word):
    """Whether an office has a say over what it says."""
    by, old, new = word["declaredBy"], word["from"], word["to"]
    above = by != old and all(is_above(by, path) for path in [old, *new])
    return above and 1 <= len(new) <= 32 and not any(is_above(old, path) for path in new)


def in_force(words):
    """What counts, by the old path: the highest office's latest word, unless its path lives again."""
    chosen = {}
    for word in sorted(words, key=lambda w: (-len(w["declaredBy"]), w["since"], w["to"])):
        chosen[tuple(word["from"])] = word
    result, revived = {}, []
    latest_first = sorted(chosen.values(), key=lambda w: (-w["since"], w["from"], w["declaredBy"]))
    for word in latest_first:
        if word["from"] not in revived:
            result[tuple(word["from"])] = word
            revived += word["to"]
    return result


def successors(words, path):
    """Where what stood at a path goes on, directly and through others."""
    rules, waiting, found = in_force(words), [path], []
    while waiting:
        place = waiting.pop(0)
        depths = [d for d in range(len(place), 0, -1) if tuple(place[:d]) in rules]
        if not depths:
            continue
        for target in rules[tuple(place[: depths[0]])]["to"]:
            new = target + place[depths[0] :]
            if len(new) <= 8 and new != path and new not in found:
                found.append(new)
                waiting.append(new)
    return sorted(found)


def link_words(words, ends):
    """What a link goes by: words that both ends read and that have effect, in groups that concern
    both. Words hang together when one speaks of a place in one line with where another begins."""
    in_line = lambda one, other: is_above(one, other) or is_above(other, one)
    shared = [w for w in words if all(in_line(w["declaredBy"], end) for end in ends)]
    groups = [[word] for word in in_force(shared).values()]
    speaks = lambda word: [word["from"], *word["to"]]
    leads = lambda one, other: any(in_line(path, other["from"]) for path in speaks(one))
    joined = True
    while joined:
        joined = False
        for one in groups:
            for other in [g for g in groups if g is not one]:
                if any(leads(v, w) or leads(w, v) for v in one for w in other):
                    one += other
                    groups = [g for g in groups if g is not other]
                    joined = True
                    break
            if joined:
                break
    places = lambda group: [path for word in group for path in speaks(word)]
    concerns = lambda group, end: any(in_line(path, end) for path in places(group))
    return [w for group in groups if all(concerns(group, end) for end in ends) for w in group]


def successions_digest(words):
    """The eight bytes of a hello's key 7; nothing when there are no words."""
    words = sorted(words, key=lambda w: (w["from"], w["declaredBy"], w["since"], w["to"]))
    items = [[w["from"], w["to"], w["declaredBy"], w["since"]] for w in words]
    return sha256(encode(items))[:8] if items else b""


def check_successions(vectors):
    split = lambda text: text.split("/")
    words = [
        {
            "from": split(word["from"]),
            "to": sorted(split(path) for path in word["to"]),
            "declaredBy": split(word["declaredBy"]),
            "since": word["since"],
        }
        for word in vectors["words"]
    ]
    for word in vectors["unsound"]:
        fields = {k: split(word[k]) for k in ["from", "declaredBy"]}
        sound = is_sound({**fields, "to": [split(path) for path in word["to"]]})
        same("unsound", sound, False)
    same("sound", all(is_sound(word) for word in words), True)
    same("digest", successions_digest(words).hex(), vectors["digest"])
    for vector in vectors["successors"]:
        found = ["/".join(path) for path in successors(words, split(vector["path"]))]
        same(vector["path"], found, vector["successors"])
    for vector in vectors["links"]:
        ends = [split(vector["one"]), split(vector["other"])]
        found = link_words(words, ends)
        same("link", successions_digest(found).hex(), vector["digest"])
    for vector in vectors["keys"]:
        same("key", sha256(encode(split(vector["path"])))[:16].hex(), vector["key"])
    kind, hello = decode(bytes.fromhex(vectors["hello"]))
    same("hello", encode([kind, hello]).hex(), vectors["hello"])
    same("hello", hello[7].hex(), vectors["digest"])


# --- Notes (docs/notes.md) ----------------------------------------------------------------------


def note_signed_part(kind, body, tree, signer):
    """What PAE("cast-sync/note/1", ...) is made over: kind and context, then the body."""
    return encode([tree, signer.split("/"), kind]) + body


def note_body(note, offices):
    kind, given = note["kind"], note["content"]
    if kind == STATEMENT:
        return encode(
            {
                1: given["number"],
                2: given["at"],
                3: bytes.fromhex(given["headsDigest"]),
                4: given["version"],
                5: given["backlog"],
                6: given["quarantined"],
                7: given["held"],
                8: given["diskFreeBytes"],
                9: given["offline"],
                10: given["behind"],
            }
        )
    if kind == CONFIRMATION:
        positions = [
            [
                position["space"],
                offices[position["office"]]["author"],
                position["incarnation"],
                [position["number"], bytes.fromhex(position["digest"])],
            ]
            for position in given["positions"]
        ]
        depth = len(note["signer"].split("/"))
        return encode([given["owner"].split("/"), depth, given["at"], positions])
    if kind == FOLD:
        counts = [given["addressed"] - given[fact] for fact in FACTS]
        exceptions = [
            [exception["facts"], exception["at"], *exception["path"].split("/")]
            for exception in given["exceptions"]
        ]
        marks = given["floor"] | given["goal"] << 2
        since = given["at"] - given["latest"]
        directive = bytes.fromhex(given["directive"])
        addressed = given["addressed"]
        return encode([directive, given["at"], since, marks, addressed, *counts, exceptions])
    return encode([given["reason"], given["at"], given["silentMilliseconds"]])


FACTS = ["received", "verified", "opened", "signed", "answered"]


def check_notes(vectors, tree, offices):
    for note in vectors["notes"]:
        body, office = note_body(note, offices), offices[note["signer"]]
        same(note["name"], body.hex(), note["body"])
        signature = bytes.fromhex(note["signature"])
        signed = note_signed_part(note["kind"], body, tree, note["signer"])
        key = leaf_of(office["chain"], tree)[0]
        same(note["name"], is_signed(key, signature, "cast-sync/note/1", signed), True)
        for other in range(1, 5):
            elsewhere = note_signed_part(other, body, tree, note["signer"])
            is_good = is_signed(key, signature, "cast-sync/note/1", elsewhere)
            same(note["name"], is_good, other == note["kind"])
        fields = [note["kind"], body, office["author"], signature]
        same(note["name"], sha256(encode(fields))[:16].hex(), note["id"])
        chain = [office["chain"]] if note["withChain"] else []
        same(note["name"], encode([12, fields + chain]).hex(), note["frame"])
    settled = vectors["settled"]
    same("settled", encode([12, bytes.fromhex(settled["id"])]).hex(), settled["frame"])


def manifest_of(data, chunk=65536):
    digests = b"".join(sha256(data[at : at + chunk]) for at in range(0, len(data), chunk))
    return [len(data), chunk, digests]


def check_content(vectors):
    for vector in vectors["files"]:
        data = bytes(at % vector["modulus"] for at in range(vector["byteCount"]))
        manifest = encode(manifest_of(data))
        same("manifest", manifest.hex(), vector["manifest"])
        content = sha256(pae("cast-sync/content/1", manifest))
        same("content", content.hex(), vector["content"])
    for vector in vectors["frames"]:
        kind, content = decode(bytes.fromhex(vector["bytes"]))
        same(vector["name"], encode([kind, content]).hex(), vector["bytes"])
        same(vector["name"], kind, vector["kind"])


def main():
    here = pathlib.Path(__file__).resolve().parent
    default = here.parent.parent / "Tests" / "SyncProtocolTests" / "Vectors"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    load = lambda name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    check_encoding(load("encoding"))
    tree, offices = check_identity(load("identity"))
    check_changes(load("changes"), tree, offices)
    check_merge(load("merge"))
    check_frames(load("frames"), tree, offices)
    check_successions(load("successions"))
    check_notes(load("notes"), tree, offices)
    check_content(load("content"))
    print("all vectors hold")


if __name__ == "__main__":
    main()
