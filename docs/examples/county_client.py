#!/usr/bin/env python3
"""A county with a program of its own: it joins a node with an invitation, links, takes what the
offices above have for it, signs for directives, reports a figure, and waits until headquarters has
signed for that. Written from docs/joining.md, docs/wire.md, docs/records.md and docs/notes.md.

It shows the protocol, not how to keep data: everything is in memory, forked feeds are refused, no
files are fetched, and a change that cannot be read ends it. It needs Python 3.10 and the package `cryptography`.

    cast-admin invite 510104 --name 锦江区科协 --level county --json > invitation.json
    python3 docs/examples/county_client.py invitation.json --value 12 --period 2018Q2

Exit codes: 0 done, 1 not done in time or refused, 69 without the package.
"""

import argparse
import base64
import datetime
import json
import pathlib
import re
import secrets
import socket
import ssl
import sys
import tempfile
import time
import zlib

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ImportError:
    print("skipped: the package `cryptography` is not there")
    sys.exit(69)

from verify_vectors import DIRECTIVES, CONFIRMATION, RECEIPTS, REPORTS, ROSTER, FOLD
from verify_vectors import Refused, author_id, change_digest, decode, encode, is_above, is_signed
from verify_vectors import leaf_of, need, note_signed_part, pae, set_digest, sha256, verify

FRAME_MAX, ENROLMENT_FRAME_MAX, PAGE_MAX, BATCH_MAX = 4_194_304, 65_536, 4_096, 8_192
FRAGMENTED_MAX, BATCH_BYTES, CREDIT = 2_097_152, 1_048_576, 4_194_304
TOLERANCE = datetime.timedelta(minutes=10)
NOTHING = [0, bytes(32)]
HELLO, RECONCILE, CHANGES, ANSWER, PING, PONG, BYE, WRAPPED = 1, 2, 3, 4, 5, 6, 7, 8
EQUALITY, FRAGMENT, PROGRESS, NOTE, WANT, CHUNK = 9, 10, 11, 12, 13, 14
DIRECTIVE_RECORD, RECEIPT_RECORD, REPORT_RECORD, FIGURES_RECORD = 10, 20, 22, 23
REGISTER, CHOICE, STAGE = 1, 2, 6
SIGNED = 2


def milliseconds():
    return int(time.time() * 1000)


# --- Joining (docs/joining.md) ------------------------------------------------------------------


def office_uri(tree, path):
    return f"office://{tree.hex()}/{'/'.join(path)}"


def names_of(certificate):
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    found = names.get_values_for_type(x509.UniformResourceIdentifier)
    return [uri for uri in found if uri.startswith("office://")]


def subject(path, role):
    unit = NameOID.ORGANIZATIONAL_UNIT_NAME
    parts = {NameOID.ORGANIZATION_NAME: "cast-sync", unit: role, NameOID.COMMON_NAME: path[-1]}
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts.items()])


def pem(item):
    if isinstance(item, x509.Certificate):
        return item.public_bytes(forms.Encoding.PEM)
    form = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    return item.private_bytes(*form)


def check_certificate(certificate, issuer, uri, is_authority):
    need(names_of(certificate) == [uri], "wrong-office")
    need(isinstance(certificate.public_key(), ec.EllipticCurvePublicKey), "wrong-algorithm")
    need(certificate.public_key().curve.name == "secp256r1", "wrong-algorithm")
    need(isinstance(certificate.signature_hash_algorithm, hashes.SHA256), "wrong-algorithm")
    certificate.verify_directly_issued_by(issuer)
    now = datetime.datetime.now(datetime.timezone.utc)
    begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    need(begin - TOLERANCE <= now <= end + TOLERANCE, "expired-certificate")
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    need(constraints.ca == is_authority == usage.key_cert_sign, "wrong-use")
    need(is_authority or usage.digital_signature, "wrong-use")


def check_authorities(chain, tree, path, root_hash):
    """The authorities of an office, its own first, the root last."""
    need(len(chain) == len(path), "wrong-length")
    need(sha256(chain[-1].public_bytes(forms.Encoding.DER)) == root_hash, "wrong-root")
    for place, certificate in enumerate(chain):
        uri = office_uri(tree, path[: len(path) - place])
        check_certificate(certificate, chain[min(place + 1, len(chain) - 1)], uri, True)


def check_peer(connection, tree, path, root_hash):
    """What the other end of a handshake has shown: a leaf and the authorities above it."""
    # Public from Python 3.13 on.
    shown = getattr(connection, "get_unverified_chain", None)
    items = shown() if shown else connection._sslobj.get_unverified_chain()
    chain = [
        x509.load_der_x509_certificate(item)
        if isinstance(item, bytes)
        else x509.load_pem_x509_certificate(item.public_bytes().encode())
        for item in items
    ]
    need(len(chain) > 1, "wrong-length")
    check_authorities(chain[1:], tree, path, root_hash)
    check_certificate(chain[0], chain[1], office_uri(tree, path), False)


def tls(host, port, protocol, identity=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # Names of machines mean nothing here; check_peer() takes the place of the library's check.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    if identity:
        with tempfile.NamedTemporaryFile() as file:
            file.write(identity.leaf())
            file.flush()
            context.load_cert_chain(file.name)
    connection = context.wrap_socket(socket.create_connection((host, port), timeout=30))
    need(connection.selected_alpn_protocol() == protocol, "no-common-protocol")
    return connection


def receive_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        need(piece, "closed")
        data += piece
    return data


class Invitation:
    def __init__(self, text):
        text = "".join(text.split())
        need(text.startswith("cast1-") and len(text) <= 2_048, "no invitation")
        data = base64.urlsafe_b64decode(text[6:] + "=" * (-len(text[6:]) % 4))
        need(sha256(data[:-4])[:4] == data[-4:], "damaged")
        fields = decode(data[:-4])
        need(fields[1] == 1, "later version")
        self.tree, self.root_hash, self.host, self.port = (fields[key] for key in (2, 3, 4, 5))
        self.path, self.secret, self.end = fields[6], fields[7], fields[8]
        need(milliseconds() < self.end, "expired")


class Identity:
    """An office's keys, and what its parent says of them."""

    def __init__(self, invitation):
        self.tree, self.path = invitation.tree, invitation.path
        self.uri, self.root_hash = office_uri(self.tree, self.path), invitation.root_hash
        self.signer = ed25519.Ed25519PrivateKey.generate()
        self.authority = ec.generate_private_key(ec.SECP256R1())
        self.key = self.signer.public_key().public_bytes(forms.Encoding.Raw, forms.PublicFormat.Raw)
        self.author = author_id(self.key)
        self.join(invitation)

    def sign(self, kind, body):
        return self.signer.sign(pae(kind, body))

    def join(self, invitation):
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self.uri)])
        builder = x509.CertificateSigningRequestBuilder(subject(self.path, "authority"))
        request = builder.add_extension(names, False).sign(self.authority, hashes.SHA256())
        der = request.public_bytes(forms.Encoding.DER)
        fields = [self.tree, self.path, invitation.secret, 1, self.key, der]
        proof = self.sign("cast-sync/enrolment/1", encode(fields))
        data = encode({number: field for number, field in enumerate([*fields, proof], 1)})
        with tls(invitation.host, invitation.port, "cast-enroll/1") as connection:
            # Before anything secret is sent.
            check_peer(connection, self.tree, self.path[:-1], self.root_hash)
            connection.sendall(len(data).to_bytes(4, "big") + data)
            length = int.from_bytes(receive_exactly(connection, 4), "big")
            need(1 <= length <= ENROLMENT_FRAME_MAX, "malformed-frame")
            answer = decode(receive_exactly(connection, length))
        need(1 in answer, f"refused: {answer.get(2)}")
        self.chain = [x509.load_der_x509_certificate(item) for item in answer[1][1]]
        check_authorities(self.chain, self.tree, self.path, self.root_hash)
        self.credentials = decode(answer[1][2])
        need(leaf_of(self.credentials, self.tree) == (self.key, self.path), "bad-credential")

    def leaf(self):
        """A fresh key and certificate for links, with the chain up to the root."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.now(datetime.timezone.utc)
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self.uri)])
        uses = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        certificate = (
            x509.CertificateBuilder()
            .issuer_name(self.chain[0].subject)
            .subject_name(subject(self.path, "link"))
            .serial_number(x509.random_serial_number())
            .public_key(key.public_key())
            .not_valid_before(now)
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(False, None), True)
            .add_extension(x509.KeyUsage(True, *[False] * 8), True)
            .add_extension(x509.ExtendedKeyUsage(uses), False)
            .add_extension(names, False)
            .sign(self.authority, hashes.SHA256())
        )
        return pem(key) + pem(certificate) + b"".join(map(pem, self.chain))


# --- Feeds --------------------------------------------------------------------------------------


def must_have(space, office):
    kind, owner = space
    if kind == ROSTER:
        return is_above(owner, office) or is_above(office, owner)
    if kind == DIRECTIVES:
        return is_above(owner, office)
    return is_above(office, owner) if kind == REPORTS else office in (owner, owner[:-1])


class Feeds:
    """All changes that are here, by their feeds' CBOR."""

    def __init__(self, identity):
        self.identity, self.logs, self.keys, self.stamps = identity, {}, {}, {}
        # Drawn once, and again whenever the past is in doubt; the lowest bit: not urgent.
        self.incarnation = secrets.randbits(63) << 1
        self.last_stamp = 0

    def head(self, feed):
        log = self.logs.get(feed)
        return [len(log), change_digest(log[-1][0])] if log else NOTHING

    def take(self, body, signature, is_carried):
        """What becomes of a change: its feed's CBOR, and the change if it is new, or None."""
        change = decode(body)
        space, feed = change[4], encode([change[4], change[5], change[6]])
        log = self.logs.get(feed, [])
        need(is_carried(space), "out-of-scope")
        if 13 not in change and not log:
            return feed, None  # a gap: the answer names number 0
        verify(body, signature, self.identity.tree, self.keys)
        number = change[7]
        need(number > len(log) or log[number - 1][0] == body, "forked")
        if number != len(log) + 1:
            return feed, None  # a duplicate or a gap
        need(number == 1 or change[8] == self.head(feed)[1][:16], "forked")
        need(change[9] > self.stamps.get(feed, -1), "stamp-not-rising")
        self.logs.setdefault(feed, []).append((body, signature))
        self.stamps[feed] = change[9]
        return feed, change

    def write(self, kind, edits, user=None, act=None):
        """Signs a change of our own."""
        me = self.identity
        space = [kind, me.path]
        number, digest = self.head(encode([space, me.author, self.incarnation]))
        self.last_stamp = max(self.last_stamp + 1, milliseconds() << 16)
        change = {1: 1, 2: 1, 3: me.tree, 4: space, 5: me.author, 6: self.incarnation}
        change.update({7: number + 1, 9: self.last_stamp, 15: encode(edits)})
        change.update({8: digest[:16]} if number else {13: me.credentials})
        change.update({key: item for key, item in ((10, user), (14, act)) if item})
        body = encode(change)
        self.take(body, me.sign("cast-sync/change/1", body), lambda space: True)


# --- A link (docs/wire.md, docs/links.md) -------------------------------------------------------


class Link:
    """The lower office's end of a link."""

    def __init__(self, identity, feeds, host, port, on_change):
        self.me, self.feeds, self.on_change = identity, feeds, on_change
        self.peer = identity.path[:-1]
        self.connection = tls(host, port, "cast-sync/1", identity)
        check_peer(self.connection, identity.tree, self.peer, identity.root_hash)
        self.buffer, self.parts, self.fragment_bytes = b"", {}, 0
        self.theirs, self.stopped, self.under_way, self.batch = {}, set(), {}, 0
        self.certificate_digest = None
        self.notes, self.refusals, self.repeated_notes = {}, [], 0
        self.active_at = time.monotonic()
        self.greet()

    # Frames

    def send(self, kind, content):
        data = encode([kind, content])
        self.connection.sendall(len(data).to_bytes(4, "big") + data)
        self.active_at = time.monotonic()

    def receive(self, seconds):
        """The next frame, or None after a silence."""
        end = time.monotonic() + seconds
        while True:
            if len(self.buffer) >= 4:
                length = int.from_bytes(self.buffer[:4], "big")
                need(1 <= length <= FRAME_MAX, "frame-too-long")
                if len(self.buffer) >= 4 + length:
                    data, self.buffer = self.buffer[4 : 4 + length], self.buffer[4 + length :]
                    self.active_at = time.monotonic()
                    return self.unwrapped(decode(data))
            left = end - time.monotonic()
            if left <= 0:
                return None
            self.connection.settimeout(left)
            try:
                piece = self.connection.recv(65_536)
            except TimeoutError:
                return None
            need(piece, "closed")
            self.buffer += piece

    def unwrapped(self, frame):
        if frame[0] != WRAPPED:
            return frame
        length, data = frame[1]
        need(1 <= length <= FRAME_MAX, "malformed-frame")
        stream = zlib.decompressobj()
        data = stream.decompress(data, length)
        need(len(data) == length and stream.eof, "malformed-frame")
        frame = decode(data)
        need(frame[0] != WRAPPED, "malformed-frame")
        return frame

    def expect(self, kind):
        """Waits for a frame of a kind; takes in what comes before it."""
        while True:
            frame = self.receive(60)
            need(frame, f"no frame {kind}")
            if frame[0] == kind:
                return frame[1]
            self.take_in(frame)

    # Hello and search

    def carries(self, space):
        return must_have(space, self.me.path) and must_have(space, self.peer)

    def positions(self):
        feeds = [feed for feed in self.feeds.logs if self.carries(decode(feed)[0])]
        return sorted(([decode(feed), self.feeds.head(feed)] for feed in feeds), key=encode)

    def digest(self):
        return set_digest([sha256(encode(position)) for position in self.positions()])

    def greet(self):
        ours = self.digest()
        self.send(HELLO, {1: [1], 2: self.me.tree, 3: self.me.path, 5: ours, 6: CREDIT})
        hello = self.expect(HELLO)
        need(1 in hello[1] and hello[2] == self.me.tree and hello[3] == self.peer, "hello")
        self.credit = hello[6]
        self.theirs = {encode(feed): head for feed, head in self.positions()}
        if ours != hello[5]:
            self.find_differences()

    def find_differences(self):
        """We list all that we have, which is right for few feeds; the other end answers."""
        positions = self.positions()
        self.theirs = {encode(feed): head for feed, head in positions}
        need(len(positions) <= PAGE_MAX, "more feeds than this program was made for")
        self.send(RECONCILE, [0, 1, 0, True, [], [[0, 0]], positions, []])
        number, is_last = 0, False
        while not is_last:
            search, turn, page, is_last, splits, listed, found, answers = self.expect(RECONCILE)
            need([search, turn, page] == [0, 2, number], "out-of-turn-reconcile")
            # We have divided nothing, so there is nothing to ask us about.
            need(not splits and not listed and not found, "out-of-turn-reconcile")
            self.theirs.update({encode(feed): head for feed, head in answers})
            number += 1

    # The stream

    def send_missing(self):
        """One batch of what the other end lacks, as far as its credit goes."""
        in_flight = sum(size for size, _ in self.under_way.values())
        changes, size, heads = [], 0, {}
        for feed in sorted(self.feeds.logs):
            if feed in self.stopped or not self.carries(decode(feed)[0]):
                continue
            start = self.theirs.get(feed, NOTHING)[0]
            for number, (body, signature) in enumerate(self.feeds.logs[feed][start:], start + 1):
                if len(changes) == BATCH_MAX or size >= min(BATCH_BYTES, self.credit - in_flight):
                    break
                changes.append([body, signature])
                size += len(body) + len(signature)
                heads[feed] = [number, change_digest(body)]
        if changes:
            self.batch += 1
            self.under_way[self.batch] = (size, heads)
            self.theirs.update(heads)
            self.send(CHANGES, [self.batch, changes])

    def take_in(self, frame):
        kind, content = frame
        if kind == CHANGES:
            self.take_batch(*content)
        elif kind == ANSWER:
            self.take_answer(*content)
        elif kind == PING:
            self.send(PONG, [content[0], self.digest()])
        elif kind == BYE:
            raise Refused(f"bye: {content}")
        elif kind == FRAGMENT:
            self.take_fragment(*content)
        elif kind == EQUALITY:
            self.take_certificate(*content)
        elif kind == NOTE:
            self.take_note(*content)
        elif kind == WANT:
            self.send(CHUNK, [*content, None])
        else:
            need(kind in (PONG, PROGRESS, CHUNK), f"frame {kind} is not due")

    def take_batch(self, number, changes):
        touched, refusals = {}, []
        for body, signature in changes:
            try:
                feed, new = self.feeds.take(body, signature, self.carries)
            except Refused as reason:
                # A change of which not even the feed can be read would be left out here.
                change = decode(body)
                refusals.append([[change[4], change[5], change[6]], change[7], str(reason)])
                self.refusals.append(str(reason))
                continue
            touched[feed] = self.feeds.head(feed)
            self.theirs[feed] = max(self.theirs.get(feed, NOTHING), touched[feed])
            if new:
                self.on_change(new)
        # Here a real node waits for its disk.
        positions = [[decode(feed), head] for feed, head in touched.items()]
        self.send(ANSWER, [number, positions, refusals])

    def take_answer(self, number, positions, refusals):
        self.under_way.pop(number, None)
        self.theirs.update({encode(feed): head for feed, head in positions})
        self.stopped |= {encode(feed) for feed, _, _ in refusals}
        self.refusals += [reason for *_, reason in refusals]

    def take_fragment(self, lane, message, offset, byte_count, data):
        part = self.parts.get((lane, message), b"")
        is_due = len(part) == offset and offset + len(data) <= byte_count <= FRAGMENTED_MAX
        # At most one frame of each lane is under way.
        need(is_due and all(key[0] != lane or key[1] == message for key in self.parts), "fragment")
        self.fragment_bytes += len(data)
        self.send(PROGRESS, self.fragment_bytes)
        self.parts[lane, message] = part + data
        if offset + len(data) == byte_count:
            frame = decode(self.parts.pop((lane, message)))
            need(frame[0] in (CHANGES, CHUNK), "fragment")
            self.take_in(frame)

    def take_certificate(self, body, signature, chain):
        """A signed statement that both ends have the same; answered with our own when it is so."""
        claim = decode(body)
        key, path = leaf_of(chain, self.me.tree)
        is_meant = claim[2] == self.me.tree and [claim[3], claim[4]] == [self.peer, self.me.path]
        is_good = path == self.peer and is_signed(key, signature, "cast-sync/equality/1", body)
        is_new = claim[5] == self.digest() != self.certificate_digest
        if not (is_meant and is_good and is_new):
            return
        self.certificate_digest = claim[5]
        ours = {1: 1, 2: self.me.tree, 3: self.me.path, 4: self.peer, 5: claim[5]}
        answer = encode({**ours, 6: len(self.positions()), 7: milliseconds()})
        self.send(EQUALITY, [answer, self.me.sign("cast-sync/equality/1", answer), self.me.credentials])

    def take_note(self, kind, body, author, signature, chain=None):
        content = decode(body)
        signer = content[0][: content[1]] if kind == CONFIRMATION else self.peer
        known = [key for key, path in self.feeds.keys.values() if path == signer]
        key = next((key for key in known if author_id(key) == author), None)
        if key is None and chain:
            key, path = leaf_of(chain, self.me.tree)
            need(path == signer and author_id(key) == author, "bad-credential")
        if key is None:
            return  # it is offered again on the next link
        signed = note_signed_part(kind, body, self.me.tree, "/".join(signer))
        need(is_signed(key, signature, "cast-sync/note/1", signed), "bad-signature")
        note_id = sha256(encode([kind, body, author, signature]))[:16]
        self.repeated_notes += note_id in self.notes
        self.notes[note_id] = (kind, signer, content)
        if kind in (CONFIRMATION, FOLD):
            self.send(NOTE, note_id)

    def run(self, seconds, is_done):
        """Sends and takes in until something is so, or the time is over; says which."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.send_missing()
            if is_done():
                return True
            frame = self.receive(0.2)
            if frame:
                self.take_in(frame)
            elif time.monotonic() - self.active_at > 10:
                self.send(PING, [milliseconds(), self.digest()])
        return False


# --- What the county does -----------------------------------------------------------------------


class County:
    def __init__(self, arguments):
        text = pathlib.Path(arguments.invitation).read_text(encoding="utf-8")
        invitation = Invitation(re.search(r"cast1-[A-Za-z0-9_-]+", text).group())
        self.me = Identity(invitation)
        self.feeds = Feeds(self.me)
        self.arguments, self.directives = arguments, {}
        self.link = Link(self.me, self.feeds, invitation.host, invitation.port, self.changed)

    def changed(self, change):
        """A change has come. A directive that addresses us is signed for."""
        kind, issuer = change[4]
        for record, key, fields in decode(change[15]) if kind == DIRECTIVES else []:
            recipients = next((field[2] for field in fields if field[0] == 7), [])
            is_new = record == DIRECTIVE_RECORD and key not in self.directives
            if is_new and any(self.is_meant_by(word, issuer) for word in recipients):
                self.directives[key] = issuer
                self.sign_for(key, issuer)

    def is_meant_by(self, recipient, issuer):
        if recipient == "children":
            return issuer == self.me.path[:-1]
        return recipient in ("all", "level:county", "/".join(self.me.path))

    def sign_for(self, directive, issuer):
        fields = [[1, REGISTER, "/".join(issuer)], [2, REGISTER, milliseconds()]]
        fields += [[3, CHOICE, milliseconds(), []], [4, CHOICE, self.arguments.user, []]]
        fields += [[5, STAGE, 0, SIGNED]]
        self.feeds.write(RECEIPTS, [[RECEIPT_RECORD, directive, fields]], self.arguments.user)

    def report(self):
        """A report and its figures: one act, one change."""
        period, user = self.arguments.period, self.arguments.user
        values = ["外部程序的报告", period, "", None, milliseconds(), user, 1]
        fields = [[at, CHOICE, v, []] for at, v in enumerate(values, 1) if v is not None]
        figures = [[self.arguments.indicator, CHOICE, self.arguments.value, []]]
        edits = [
            [REPORT_RECORD, secrets.token_bytes(16), fields],
            [FIGURES_RECORD, period.encode(), figures],
        ]
        self.feeds.write(REPORTS, edits, user, act=secrets.token_bytes(16))

    def is_saved_at_headquarters(self):
        """Whether the root's confirmation covers all that we have written into our reports space."""
        author, incarnation = self.me.author, self.feeds.incarnation
        head = self.feeds.head(encode([[REPORTS, self.me.path], author, incarnation]))
        confirmations = [content for kind, _, content in self.link.notes.values() if kind == CONFIRMATION]
        wanted = [REPORTS, author, incarnation, head]
        return any(depth == 1 and wanted in found for _, depth, _, found in confirmations)

    def work(self):
        link, seconds = self.link, self.arguments.seconds
        arrived = link.run(seconds, lambda: len(self.directives) >= self.arguments.directives)
        self.report()
        saved = link.run(seconds, self.is_saved_at_headquarters)
        equal = link.run(seconds, lambda: link.certificate_digest == link.digest())
        outcome = {
            "directives": sorted(key.hex() for key in self.directives),
            "savedAtHeadquarters": saved,
            "equalBySignature": equal,
            "refusals": link.refusals,
            "repeatedNotes": link.repeated_notes,
        }
        print(json.dumps(outcome, ensure_ascii=False, indent=2))
        link.send(BYE, "done")
        return arrived and saved and equal and not link.refusals


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("invitation", help="a file with the invitation somewhere in it")
    parser.add_argument("--indicator", type=int, default=1)
    parser.add_argument("--value", type=int, default=12)
    parser.add_argument("--period", default="2018Q2")
    parser.add_argument("--user", default="张三")
    parser.add_argument("--directives", type=int, default=0, help="wait for so many")
    parser.add_argument("--seconds", type=int, default=60, help="for each step")
    try:
        return 0 if County(parser.parse_args()).work() else 1
    except (Refused, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
