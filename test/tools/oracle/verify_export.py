"""A second reader of exports of the audit log, written from docs/AUDIT.md, RFC 9162, RFC 8032 and C2SP alone.

It judges what tools/verify-audit.mjs judges, in another language and by another hand's algorithms: Ed25519 by its
formulas, the tree as a list of perfect subtrees. Standard library only; slow, and meant to be.

usage: verify_export.py POLICY < list of files, one a line; prints "CODE PATH" for each
"""

import base64
import hashlib
import json
import re
import unicodedata
import sys

NOT_VERIFIED, MALFORMED = 1, 3


class Refused(Exception):
    """Why an export is not verified."""


def refuse(code, why):
    raise Refused(code, why)


# Ed25519, RFC 8032 section 5.1 and 6.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    if len(signature) != 64:
        return False
    point, commitment = decompress(key), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or commitment is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(scalar, BASE), add(commitment, times(challenge, point))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Notes and policies: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy.
NAME = rb"[\x21-\x2a\x2c-\x7e\x80-\xff]+"
WORD = rb"[\x21-\x7e]+"


def decode(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        refuse(MALFORMED, "no base64")
    if base64.b64encode(data) != text or length not in (None, len(data)):
        refuse(MALFORMED, "no base64 of that length")
    return data


def whole(text):
    if not re.fullmatch(rb"0|[1-9][0-9]{0,14}", text):
        refuse(MALFORMED, "no number")
    return int(text)


def parse_key(vkey, kinds):
    match = re.fullmatch(rb"(%s)\+([0-9a-f]{8})\+(%s)" % (NAME, WORD), vkey) or refuse(MALFORMED, "no key")
    data = decode(match[3])
    if data[0] not in kinds or len(data) != 33:
        refuse(MALFORMED, "no such key")
    if hashlib.sha256(match[1] + b"\n" + data).hexdigest()[:8].encode() != match[2]:
        refuse(MALFORMED, "the id of another key")
    return match[1], bytes.fromhex(match[2].decode()), data[0], data[1:]


def parse_policy(text):
    """Keys of logs and of witnesses, and what the quorum asks of a set of witnesses."""
    logs, witnesses, groups, quorum = [], {}, {b"none": lambda done: True}, None
    for line in text.split(b"\n"):
        words = line.split()
        if not words or words[0].startswith(b"#"):
            continue
        if words[0] == b"log":
            logs.append(parse_key(words[1], (1,)))
        elif words[0] == b"witness":
            witnesses[words[1]] = parse_key(words[2], (4,))
            groups[words[1]] = lambda done, name=words[1]: name in done
        elif words[0] == b"group":
            members = [groups[name] for name in words[3:]]
            least = {b"any": 1, b"all": len(members)}.get(words[2]) or int(words[2])
            groups[words[1]] = lambda done, members=members, least=least: sum(m(done) for m in members) >= least
        else:
            quorum = groups[words[1]]
    return logs, witnesses, quorum


NOTE = re.compile(
    rb"((%s)\n([0-9]+)\n(%s)\n(?:[\x20-\x7e\x80-\xff]+\n)*)\n((?:\xe2\x80\x94 %s %s\n)+)" % (NAME, WORD, NAME, WORD)
)


def open_note(note, policy, needs_quorum):
    """Origin, size and root of a head that a known key of its log signed."""
    logs, witnesses, quorum = policy
    match = NOTE.fullmatch(note) or refuse(MALFORMED, "no checkpoint")
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError:
        refuse(MALFORMED, "no UTF-8")
    if any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in text):
        refuse(MALFORMED, "a control character")
    body, origin, size, root = match[1], match[2], whole(match[3]), decode(match[4], 32)
    by_log, done = False, set()
    signatures = match[5].split(b"\n")[:-1]
    if len(signatures) > 72:
        refuse(MALFORMED, "too many signatures")
    for line in signatures:
        _, name, encoded = line.split(b" ")
        data = decode(encoded)
        if len(data) < 5 or any(unicodedata.category(letter)[0] == "Z" for letter in name.decode("utf-8")):
            refuse(MALFORMED, "no signature")
        for key in logs:
            if key[0] == name == origin and key[1] == data[:4]:
                if not signed(key[3], body, data[4:]):
                    refuse(NOT_VERIFIED, "a false signature")
                by_log = True
        for alias, key in witnesses.items():
            if key[0] == name and key[1] == data[:4]:
                time = int.from_bytes(data[4:12], "big")
                if len(data) != 76 or not 0 < time < 2**53:
                    refuse(NOT_VERIFIED, "no cosignature")
                if not signed(key[3], b"cosignature/v1\ntime %d\n" % time + body, data[12:]):
                    refuse(NOT_VERIFIED, "a false cosignature")
                done.add(alias)
    if not by_log:
        refuse(NOT_VERIFIED, "not signed by the log")
    if needs_quorum and not quorum(done):
        refuse(NOT_VERIFIED, "no quorum")
    return origin, size, root


# The tree: RFC 9162 section 2.1.
def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(subtrees):
    if not subtrees:
        return hashlib.sha256().digest()
    result = subtrees[-1][1]
    for _, left in reversed(subtrees[:-1]):
        result = node(left, result)
    return result


def grow(subtrees, leaf):
    subtrees.append((1, leaf))
    while len(subtrees) > 1 and subtrees[-1][0] == subtrees[-2][0]:
        (width, right), (_, left) = subtrees.pop(), subtrees.pop()
        subtrees.append((2 * width, node(left, right)))


def leaf_of(word, text, header, at, log, times):
    data = decode(text)
    if word == b"expired" and header:
        refuse(MALFORMED, "a header of an entry that expired")
    end = 2 + (data[1] if len(data) > 1 else 0)
    if data[:1] != b"\x02" or len(data) != end + 8 + 4 * 32:
        refuse(MALFORMED, "no leaf")
    if int.from_bytes(data[end : end + 8], "big") != at:
        refuse(NOT_VERIFIED, "an entry of another place")
    if data[2:end] != log:
        refuse(NOT_VERIFIED, "an entry of another log")
    if header:
        if hashlib.sha256(decode(header)).digest() != data[end + 8 : end + 40]:
            refuse(NOT_VERIFIED, "another header")
        times.append(time_of(decode(header)[16:]))
        if times[-1] < times[-2]:
            refuse(NOT_VERIFIED, "placed before the one before it")
    return hashlib.sha256(b"\x00" + data).digest()


def time_of(header):
    try:
        return json.loads(header.decode("latin-1"))["at"]
    except (ValueError, KeyError, TypeError):
        refuse(MALFORMED, "no header")


FRONT = re.compile(
    rb"portcullis-audit-export@v1\nasked %s %s\nagency %s\nentries ([0-9]+) ([0-9]+)\n" % (WORD, WORD, WORD)
)
ENTRY = re.compile(rb"(leaf|expired) (%s)(?: (%s))?" % (WORD, WORD))


class Lines:
    """The lines of an export, in their order."""

    def __init__(self, data):
        self.all, self.at, self.ends = data.split(b"\n"), 0, data.endswith(b"\n")

    def next(self):
        # Behind the last line feed there is nothing: what stands there has no end.
        if self.at >= len(self.all) - 1:
            refuse(MALFORMED, "it ends too early")
        self.at += 1
        return self.all[self.at - 1]

    def part(self):
        text = b""
        while (line := self.next()) != b"":
            if b"\r" in line:
                refuse(MALFORMED, "a control character")
            text += line + b"\n"
        return text

    def like(self, pattern):
        return re.fullmatch(pattern, self.next()) or refuse(MALFORMED, "another line is due")


def verify(data, policy):
    lines = Lines(data)
    front = FRONT.fullmatch(lines.part()) or refuse(MALFORMED, "no export")
    start, end = whole(front[1]), whole(front[2])
    heads = []
    for due in [end] if start == 0 else [start, end]:
        head = open_note(lines.part() + b"\n" + lines.part(), policy, due == end)
        heads.append((due, head))
    for due, (origin, size, _) in heads:
        if origin != heads[0][1][0] or size != due or not start <= size <= end:
            refuse(NOT_VERIFIED, "a head of something else")
    subtrees = []
    for level in reversed(range(start.bit_length())):
        if start >> level & 1:
            subtrees.append((1 << level, decode(lines.like(rb"subtree (%s)" % WORD)[1], 32)))
    log, times = heads[0][1][0].split(b"/")[-1], [""]
    for at in range(start, end + 1):
        for size, head in heads:
            if size == at and root_of(subtrees) != head[2]:
                refuse(NOT_VERIFIED, "another root")
        if at < end:
            match = lines.like(ENTRY)
            grow(subtrees, leaf_of(match[1], match[2], match[3], at, log, times))
    if whole(lines.like(rb"end ([0-9]+)")[1]) != end - start:
        refuse(MALFORMED, "another end")
    if lines.at != len(lines.all) - 1 or lines.all[-1] != b"":
        refuse(MALFORMED, "something follows")


def main():
    with open(sys.argv[1], "rb") as file:
        policy = parse_policy(file.read())
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as file:
            data = file.read()
        try:
            verify(data, policy)
            print(0, path)
        except Refused as refused:
            print(refused.args[0], path)


main()
