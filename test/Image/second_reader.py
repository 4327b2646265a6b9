"""A second reader of images, written from docs/ImageFormat.md and nothing else.

    second_reader.py IMAGE [INSPECTED]

Reads IMAGE, checks every checksum, computes the digest, and prints what it found;
or compares it with INSPECTED, what `ferry inspect --json --globals --heap --types
--digest` said. Disagreement means that the page, this file or Ferry is wrong.
"""

import bisect
import ctypes
import json
import struct
import sys

NONE = 0xFFFFFFFF
VOID, BOOL, CHAR, SIGNED, UNSIGNED, FLOAT, ENUM, POINTER, FUNCTION, ARRAY, STRUCT, RAW, UNION = range(13)
LONG_DOUBLE, BIT_FIELD, VARIANT = 13, 14, 15
SECTIONS = ["strings", "facts", "types", "functions", "frames", "symbols", "blocks",
            "heap index", "pointers", "resources", "data", "end"]


class Two(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


XXHASH = ctypes.CDLL("libxxhash.so.0")
for function, result in ((XXHASH.XXH3_64bits, ctypes.c_uint64), (XXHASH.XXH3_128bits, Two)):
    function.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    function.restype = result


def check(condition, text):
    if not condition:
        raise SystemExit(f"second reader: {text}")


def scaled(sign, exponent, significand, bits, leading, lowest):
    """Fields as (sign, n, e): n * 2^e, n being "inf" or "nan", the latter with its bits."""
    top = (1 << bits) - 1
    fraction = significand & (1 << leading) - 1
    if exponent == top:
        return (sign, "nan", nan(fraction >> leading - 52)) if fraction else (sign, "inf", 0)
    bias = (1 << bits - 1) - 1
    return sign, significand, max(exponent, lowest) - bias - leading


def nan(fraction):
    return 0x7FF << 52 | (fraction or 1 << 51)


def binary(raw, exponent_bits):
    """An IEEE number without a leading bit; raw is little-endian."""
    value, width = int.from_bytes(raw, "little"), 8 * len(raw)
    fraction_bits = width - 1 - exponent_bits
    fraction = value & (1 << fraction_bits) - 1
    exponent = value >> fraction_bits & (1 << exponent_bits) - 1
    if exponent and exponent != (1 << exponent_bits) - 1:
        fraction |= 1 << fraction_bits
    return scaled(value >> width - 1, exponent, fraction, exponent_bits, fraction_bits, 1)


def extended(raw, at, lowest):
    """x87 and m68k: a significand with its leading bit."""
    significand = int.from_bytes(raw[:8], "little")
    word = int.from_bytes(raw[at:at + 2], "little")
    exponent = word & 0x7FFF
    if lowest and exponent and not significand >> 63:
        return word >> 15, "nan", nan(0)
    return scaled(word >> 15, exponent, significand, 15, 63, lowest)


def added(first, second):
    """The sum of two doubles, the first of which is the larger."""
    if first[1] in ("nan", "inf") or second[1] == 0:
        return first
    if first[1] == 0 or second[1] in ("nan", "inf"):
        return second
    low = min(first[2], second[2])
    total = sum((-n if sign else n) << e - low for sign, n, e in (first, second))
    return int(total < 0), abs(total), low


def encoded(number, size, exponent_bits):
    """The number in an IEEE format, little-endian; None when it is none."""
    sign, n, e = number
    fraction_bits = 8 * size - 1 - exponent_bits
    bias = (1 << exponent_bits - 1) - 1
    if n == "inf":
        value = (1 << exponent_bits) - 1 << fraction_bits
    elif n == "nan":
        value = e
    elif n == 0:
        value = 0
    else:
        shift = max(n.bit_length() - fraction_bits - 1, 1 - bias - fraction_bits - e)
        if shift > 0 and n & (1 << shift) - 1:
            return None
        n, e = (n >> shift if shift > 0 else n << -shift), e + shift
        exponent = e + fraction_bits + bias if n >> fraction_bits else 0
        if exponent > 2 * bias:
            return None
        value = exponent << fraction_bits | n & (1 << fraction_bits) - 1
    return (sign << 8 * size - 1 | value).to_bytes(size, "little")


class Records:
    """Packed little-endian records, one behind the other."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def many(self, layout):
        while self.at < len(self.data):
            yield self.take(layout)

    def times(self, count, layout):
        return [self.take(layout) for _ in range(count)]

    def end(self):
        check(self.at == len(self.data), "bytes left over in a section")


class Image:
    def __init__(self, data):
        check(data[:8] == b"\x89FRY\r\n\x1a\n", "magic")
        header, version, length, self.identity, self.created = struct.unpack_from(
            "<IIQQQ", data, 8)
        check(header == 96 and version in (1, 2, 3) and length == len(data), "header")
        check(self.checksum(data[:88]) == data[88:96], "header's checksum")
        self.abi_name = data[40:56].rstrip(b"\0").decode()
        abi = data[56:72]
        self.order = "><"[abi[0] == 0]
        self.pointer, self.long, self.char_signed = abi[1], abi[2], abi[3]
        self.long_double_format = abi[8]
        self.sections = {}
        sums, at, count = data[88:96], 96, 0
        while "end" not in self.sections:
            kind, lead, length = struct.unpack_from("<IIQ", data, at)
            start = at + 16 + lead
            stop = start + length + -length % 8
            check(self.checksum(data[at:stop]) == data[stop:stop + 8], "a checksum")
            self.sections[SECTIONS[kind - 1]] = data[start:start + length]
            if kind != 12:
                sums += data[stop:stop + 8]
                count += 1
            at = stop + 8
        check(list(self.sections) == SECTIONS and at == len(data), "sections")
        check(self.sections["end"] == struct.pack("<Q", count) + self.checksum(sums), "end")
        self.data = self.sections["data"]
        self.read()

    @staticmethod
    def checksum(data):
        return struct.pack("<Q", XXHASH.XXH3_64bits(data, len(data)))

    def records(self, section):
        return Records(self.sections[section])

    def text(self, offset):
        strings = self.sections["strings"]
        return strings[offset:strings.index(b"\0", offset)].decode()

    def read(self):
        self.facts = {self.text(n): self.text(t) for n, t in self.records("facts").many("II")}

        r = self.records("types")
        types, fields = r.take("II")
        types = r.times(types, "IIQQIIII")
        fields = [(self.text(n), t, o) for n, t, o in r.times(fields, "IIQ")]
        self.types = [
            dict(key=self.text(name), kind=kind, size=size, count=count, align=align,
                 element=element, fields=fields[first:first + number])
            for name, kind, size, count, align, element, first, number in types]
        for t in self.types:
            t["cases"] = r.times(t["count"], "IIQ") if t["kind"] == VARIANT else []
        r.end()

        r = self.records("functions")
        functions, locals_, sites, lives = r.take("IIII")
        functions = r.times(functions, "IIIIIII")
        locals_ = iter(r.times(locals_, "IIII"))
        sites = iter(r.times(sites, "IIIII"))
        lives = iter(r.times(lives, "I"))
        r.end()
        self.functions = []
        for name, file, signature, line, size, local_count, site_count in functions:
            f = dict(name=self.text(name), file=self.text(file), size=size)
            f["locals"] = [next(locals_) for _ in range(local_count)]
            f["sites"] = [next(sites) for _ in range(site_count)]
            f["live"] = [[next(lives)[0] for _ in range(s[4])] for s in f["sites"]]
            self.functions.append(f)

        r = self.records("frames")
        threads, frames = r.take("II")
        self.threads = [(self.text(n), c) for n, c in r.times(threads, "II")]
        self.frames = r.times(frames, "IIQ")
        r.end()
        self.symbols = {a: self.text(n) for a, n in self.records("symbols").many("QI")}

        # All blocks alike: address, size, data, type, name.
        self.named = [(a, s, d, t, k, flags, self.text(n), frame, local)
                      for a, s, d, t, k, flags, n, frame, local
                      in self.records("blocks").many("QQQIIIIII")]
        self.blocks = [(a, s, d, t) for a, s, d, t, *_ in self.named]
        r = self.records("heap index")
        (runs,) = r.take("I")
        for _ in range(runs):
            address, stride, cells, size, data, type_, flags, _, zero = r.take("QQQQQIIII")
            check(zero == 0, "a run")
            words = r.times((cells + 63) // 64, "Q") if flags & 1 else None
            live = [c for c in range(cells) if not words or words[c // 64][0] >> c % 64 & 1]
            sizes = r.times(len(live), "I") if flags & 2 else [(size,)] * len(live)
            for cell, (own,) in zip(live, sizes):
                self.blocks.append((address + cell * stride, own, data + cell * stride, type_))
        r.end()
        self.set_buffers = {}
        positions, masks = b"", []
        r = self.records("resources")
        while r.at < len(r.data):
            name, version, length = r.take("IIQ")
            raw = r.data[r.at:r.at + length]
            r.at += length
            if self.text(name) == "saved positions" and version == 1:
                positions = raw
            if self.text(name) == "saved masks" and version == 1:
                masks = raw.decode("ascii").split("\n")[:-1]
        set_ = list(struct.iter_unpack("<QQII", positions))
        check(len(masks) in (0, len(set_)), "saved masks")
        for (number, which, frame, site), mask in zip(set_, masks or [""] * len(set_)):
            self.set_buffers[self.buffers(number)[which]] = (frame, site, mask)
        self.by_address = sorted((b[0], n) for n, b in enumerate(self.blocks))
        self.meant = dict(self.records("pointers").many("QQ"))
        self.resources = []
        records = self.records("resources")
        while records.at < len(records.data):
            name, version, length = records.take("IIQ")
            self.resources.append((self.text(name), version, *records.take(f"{length}s")))

    def find(self, address, place):
        """Chapter 6: (number of the block, offset), or None."""
        if place in self.meant:
            target = self.meant[place]
            number = next(n for a, n in self.by_address if a == target)
            offset = address - target
            return (number, offset) if 0 <= offset <= self.blocks[number][1] else None
        at = bisect.bisect_right(self.by_address, (address, NONE << 32)) - 1
        for start, number in reversed(self.by_address[max(at - 1, 0):at + 1]):
            size = self.blocks[number][1]
            if start <= address < start + size:
                return number, address - start
        for start, number in reversed(self.by_address[max(at - 1, 0):at + 1]):
            if address == start + self.blocks[number][1]:
                return number, address - start
        return None

    def buffers(self, number):
        """Where in the data the jmp_bufs of a block stand."""
        def inside(type_, at):
            t = self.types[type_]
            if t["kind"] == ARRAY:
                step = self.types[t["element"]]["size"]
                return [p for n in range(t["count"]) for p in inside(t["element"], at + n * step)]
            if t["kind"] not in (STRUCT, UNION, VARIANT):
                return []
            if not t["fields"] and t["key"] == "struct __jmp_buf_tag":
                return [at]
            return [p for _, f, offset in t["fields"] for p in inside(f, at + offset)]

        _, _, data, type_ = self.blocks[number]
        own = self.types[type_]["size"]
        return [p for n in range(self.count(number)) for p in inside(type_, data + n * own)]

    def count(self, number):
        _, size, data, type_ = self.blocks[number]
        own = self.types[type_]["size"]
        return size // own if own and data != 0xFFFFFFFFFFFFFFFF else 0

    def isSigned(self, type_):
        t = self.types[type_]
        return (self.types[t["element"]] if t["kind"] == ENUM else t)["kind"] == SIGNED

    def integer(self, type_, at):
        raw = self.data[at:at + self.types[type_]["size"]]
        return int.from_bytes(raw, "little" if self.order == "<" else "big",
                              signed=self.isSigned(type_))

    def bit_field(self, type_, at):
        t = self.types[type_]
        width, shift = t["count"] & 255, t["count"] >> 8 & 255
        raw = self.data[at:at + t["size"]]
        order = "little" if self.order == "<" else "big"
        return int.from_bytes(raw, order) >> shift & (1 << width) - 1

    def held(self, t, at):
        """The fields of a struct or union that are there."""
        if t["kind"] != VARIANT:
            return t["fields"]
        tag_of = {field: tag for tag, field, _ in t["cases"]}
        values = {}
        for tag in set(tag_of.values()):
            _, type_, offset = t["fields"][tag]
            size = self.types[type_]["size"]
            values[tag] = (self.bit_field(type_, at + offset)
                           if self.types[type_]["kind"] == BIT_FIELD
                           else self.integer(type_, at + offset) & (1 << 8 * size) - 1)
        return [f for n, f in enumerate(t["fields"])
                if n not in tag_of or (tag_of[n], n, values[tag_of[n]]) in t["cases"]]

    # Chapter 7.

    def scalars(self, type_):
        t = self.types[type_]
        if t["kind"] == RAW:
            return t["size"]
        if t["kind"] == ARRAY:
            return t["count"] * self.scalars(t["element"])
        if t["kind"] in (STRUCT, UNION, VARIANT):
            return sum(self.scalars(f) for _, f, _ in t["fields"])
        return 1

    def ordinal(self, type_, count, at, offset):
        t = self.types[type_]
        if t["kind"] == ARRAY:
            return self.ordinal(t["element"], count * t["count"], at, offset)
        if not t["size"] or offset > count * t["size"]:
            return None
        index, inside = divmod(offset, t["size"])
        before = index * self.scalars(type_)
        at += index * t["size"]
        if inside == 0:
            return before, 0
        if t["kind"] == RAW:
            return before + inside, 0
        if t["kind"] in (UNION, VARIANT):
            return self.ordinal_in_union(t, at, before, inside)
        if t["kind"] != STRUCT:
            return before, inside
        for _, field, start in t["fields"]:
            size = self.types[field]["size"]
            if self.types[field]["kind"] == BIT_FIELD:
                before += 1
                continue
            if start <= inside < start + size:
                found = self.ordinal(field, 1, at + start, inside - start)
                return found and (before + found[0], found[1])
            if inside == start + size:
                ended = before + self.scalars(field)
                following = [s for _, f, s in t["fields"]
                             if s == inside and self.types[f]["kind"] != BIT_FIELD]
                if not following:
                    return ended, 0
            before += self.scalars(field)
        return None

    def ordinal_in_union(self, t, at, start_of_all, inside):
        ended, held = None, self.held(t, at)
        for there in (True, False):
            before = start_of_all
            for part in t["fields"]:
                _, field, start = part
                size, own = self.types[field]["size"], before
                before += self.scalars(field)
                if (self.types[field]["kind"] == BIT_FIELD or not size
                        or (part in held) != there):
                    continue
                if start <= inside < start + size:
                    found = self.ordinal(field, 1, at + start, inside - start)
                    if found:
                        return own + found[0], found[1]
                if inside == start + size and ended is None:
                    ended = before, 0
        return ended

    def digest(self):
        out, order, numbers = [], [], {}
        u64 = lambda n: struct.pack("<Q", n & (1 << 64) - 1)
        text = lambda s: u64(len(s.encode())) + s.encode()

        def number_of(block):
            if block not in numbers:
                numbers[block] = len(order)
                order.append(block)
            return numbers[block]

        def value(type_, at):
            t = self.types[type_]
            kind, size = t["kind"], t["size"]
            if kind in (STRUCT, UNION, VARIANT):
                for _, field, offset in self.held(t, at):
                    value(field, at + offset)
                if not t["fields"] and size:
                    meant = self.set_buffers.get(at)
                    out.append(b"J" + u64(meant[0]) + u64(meant[1]) if meant else b"N")
                    if meant and meant[2]:
                        out.append(b"M" + text(meant[2]))
            elif kind == ARRAY:
                for n in range(t["count"]):
                    value(t["element"], at + n * self.types[t["element"]]["size"])
            elif kind in (CHAR, RAW):
                out.append(self.data[at:at + size])
            elif kind == BOOL:
                out.append(bytes([self.integer(type_, at) != 0]))
            elif kind == FLOAT and size <= 8:
                raw = self.data[at:at + size]
                out.append(raw if self.order == "<" else raw[::-1])
            elif kind == BIT_FIELD:
                bit_field(t, self.data[at:at + size])
            elif kind in (FLOAT, LONG_DOUBLE):
                wide_float(self.data[at:at + size],
                           2 if kind == FLOAT else self.long_double_format)
            elif kind in (POINTER, FUNCTION):
                pointer(kind, size, self.integer(type_, at), at)
            elif size == 16:
                number, signed = self.integer(type_, at), self.isSigned(type_)
                if not (-(1 << 63) <= number < 1 << 63 if signed else number < 1 << 64):
                    out.append(b"W" + u64(number >> 64))
                out.append(u64(number))
            else:
                out.append(u64(self.integer(type_, at)))

        def bit_field(t, raw):
            width, shift, signed = t["count"] & 255, t["count"] >> 8 & 255, t["count"] >> 16
            number = int.from_bytes(raw, "little" if self.order == "<" else "big") >> shift
            number &= (1 << width) - 1
            kind = self.types[t["element"]]["kind"]
            if kind == BOOL:
                out.append(bytes([number != 0]))
            elif kind == CHAR:
                out.append(bytes([number]))
            else:
                out.append(u64(number - (1 << width) if signed and number >> width - 1
                               else number))

        def wide_float(raw, layout):
            parts = [raw[:8], raw[8:16]] if layout == 3 else [raw]
            if self.order == ">":
                parts = [part[::-1] for part in parts]
            number = [lambda: binary(parts[0], 11), lambda: extended(parts[0], 8, 1),
                      lambda: binary(parts[0], 15),
                      lambda: added(*(binary(part, 11) for part in parts)),
                      lambda: extended(parts[0], 10, 0)][layout]()
            if plain := encoded(number, 8, 11):
                out.append(plain)
            elif whole := encoded(number, 16, 15):
                out.append(b"q" + whole)
            else:
                out.append(b"d" + b"".join(parts))

        def pointer(kind, size, address, at):
            end = 1 << 8 * size
            if address < 65536 or address >= end - 4096:
                number = address if address < 65536 else address - end
                out.append(b"I" + u64(number) if number else b"N")
                return
            found = self.find(address, at) if kind == POINTER else None
            if found:
                number, offset = found
                place = self.ordinal(self.blocks[number][3], self.count(number),
                                     self.blocks[number][2], offset)
                out.append(b"P" + u64(number_of(number)) + u64(place[0]) + u64(place[1])
                           if place else b"D")
            elif address in self.symbols:
                out.append(b"F" + text(self.symbols[address]))
            else:
                out.append(b"D")

        def block(type_, count, at):
            out.append(b"B" + u64(count))
            for n in range(count):
                value(type_, at + n * self.types[type_]["size"])

        for name, version, raw in self.resources:
            if name in ("saved positions", "saved masks", "alignments", "clocks"):
                continue
            out.append(b"S" + text(name) + u64(version) + u64(len(raw)) + raw)
        roots = []
        owned = {(b[7], b[8]): n for n, b in enumerate(self.named) if b[4] == 3}
        for n, (function, site, record) in enumerate(self.frames):
            f = self.functions[function]
            for live in f["live"][site]:
                name, type_, offset, where = f["locals"][live]
                root = f"{n} {f['name']} {f['sites'][site][0]} {self.text(name)}"
                roots.append((root, owned[n, live] if where else (type_, record + offset)))
        roots += sorted((b[6], n) for n, b in enumerate(self.named)
                        if b[4] == 1 and b[2] != 0xFFFFFFFFFFFFFFFF and not b[5] & 1)
        for _, target in roots:
            number_of(target)
        known = len(order)
        for name, target in roots:
            out.append(b"R" + text(name))
            if isinstance(target, tuple):
                block(target[0], 1, target[1])
            else:
                block(self.blocks[target][3], self.count(target), self.blocks[target][2])
        while known < len(order):
            target = order[known]
            block(self.blocks[target][3], self.count(target), self.blocks[target][2])
            known += 1
        everything = b"".join(out)
        value = XXHASH.XXH3_128bits(everything, len(everything))
        return f"{value.high:016x}{value.low:016x}"

    def found(self):
        """What `ferry inspect --json` says too, in its words."""
        heap = {}
        for _, size, _, type_ in self.blocks[len(self.named):]:
            line = heap.setdefault(self.types[type_]["key"], [0, 0])
            line[0] += 1
            line[1] += size
        stack = []
        for function, site, _ in self.frames:
            f = self.functions[function]
            locals_ = [f["locals"][live] for live in f["live"][site]]
            stack.append([f["name"], f["file"], f["sites"][site][0], f["sites"][site][1],
                          [[self.text(l[0]), self.types[l[1]]["key"]] for l in locals_]])
        return {
            "identity": f"{self.identity:016x}",
            "captured": self.created,
            "abi": [self.abi_name, "big" if self.order == ">" else "little",
                    self.pointer, self.long, "signed" if self.char_signed else "unsigned"],
            "facts": self.facts,
            "types": [[t["key"], t["size"], t["align"],
                       [[n, self.types[f]["key"], o] for n, f, o in t["fields"]]]
                      for t in self.types],
            "resources": [[name, version, raw.decode("latin-1")]
                          for name, version, raw in self.resources],
            "stack": stack,
            "globals": sorted([b[6], self.types[b[3]]["key"], b[1]]
                              for b in self.named if b[4] == 1),
            "heap": heap,
            "digest": self.digest(),
        }


def inspected(said):
    """The same out of INSPECTED."""
    stack = [[f["function"], f["file"], f["site"], f["line"],
              [[l["name"], l["type"]] for l in f["locals"]]]
             for t in said["threads"] for f in reversed(t["frames"])]
    return {
        "identity": said["identity"],
        "captured": said["captured"],
        "abi": list(said["abi"].values()),
        "facts": said["facts"],
        "types": [[t["name"], t["size"], t["align"],
                   [[f["name"], f["type"], f["offset"]] for f in t.get("fields", [])]]
                  for t in said["types"]],
        "resources": [list(r.values()) for r in said["resources"]],
        "stack": stack,
        "globals": [[g["name"], g["type"], g["bytes"]] for g in said["globals"]],
        "heap": {h["type"]: [h["objects"], h["bytes"]] for h in said["heap"]},
        "digest": said["digest"],
    }


def main():
    with open(sys.argv[1], "rb") as file:
        found = Image(file.read()).found()
    if len(sys.argv) == 2:
        print(json.dumps(found, indent=1))
        return
    with open(sys.argv[2]) as file:
        other = inspected(json.load(file))
    for what in found:
        check(found[what] == other[what],
              f"{what}:\n  here   {found[what]}\n  ferry  {other[what]}")


main()
