"""Makes files that want to do harm: archives that inflate without end, lie about themselves or name other places."""
import io
import struct
import zipfile
import zlib

BLOCK = 16 << 20


def deflated(start, again, end, copies):
    """Raw deflate of start + again·copies + end in no time: a flushed block of deflate may simply be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(again) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + block * copies + packer.compress(end) + packer.flush()


def archive(parts):
    """A zip of (name, size it claims, deflated bytes[, checksum]); a bomb has none, for it would have to be read to the end."""
    out, directory = io.BytesIO(), io.BytesIO()
    for name, size, data, *checksum in parts:
        place, encoded = out.tell(), name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 0x21, *(checksum or [0]), len(data), min(size, 0xFFFFFFFE), len(encoded), 0)
        out.write(b"PK\3\4" + common + encoded + data)
        directory.write(b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, place) + encoded)
    place, entries = out.tell(), directory.getvalue()
    out.write(entries + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(entries), place, 0))
    return out.getvalue()


def packed(name, content):
    return name, len(content), deflated(content, b"", b"", 0), zlib.crc32(content)


def with_sheet(workbook, size, data, more=(), checksum=0):
    """A real workbook whose first sheet is replaced by deflated bytes."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        for name in book.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            parts.append((name, size, data, checksum) if is_sheet else packed(name, book.read(name)))
    return archive(parts + list(more))


SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'


def files(workbook):
    """(name, bytes, what its refusal may say) of everything that must be refused."""
    blanks = b" " * BLOCK
    rows = ROW * (BLOCK // len(ROW))
    cell = SHEET + b'<row><c t="inlineStr"><is><t>'
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)) + b']><worksheet>&a11;</worksheet>'
    sheet = SHEET + ROW * 3 + END
    yield "4 GB of blanks in a sheet", with_sheet(workbook, 0xFFFFFFFE, deflated(SHEET, blanks, END, 270)), {"sheet.too_large_unpacked"}
    yield "4 GB that claim to be 1 kB", with_sheet(workbook, 1000, deflated(SHEET, blanks, END, 270)), {"sheet.too_large_unpacked", "sheet.damaged"}
    yield "endless rows", with_sheet(workbook, 0xFFFFFFFE, deflated(SHEET, rows, END, 300)), {"sheet.too_many_rows", "sheet.too_large_unpacked"}
    yield "100 MB in one cell", with_sheet(workbook, 100 << 20, deflated(cell, b"x" * BLOCK, b"</t></is></c></row>" + END, 6)), {"sheet.cell_too_long", "sheet.too_large_unpacked"}
    yield "a billion laughs", with_sheet(workbook, *packed("", laughs)[1:3], checksum=zlib.crc32(laughs)), {"sheet.doctype"}
    yield "65,000 parts", archive([packed("[Content_Types].xml", b"<a/>")] + [(f"p{i}", 0, b"\3\0") for i in range(65_000)]), {"sheet.too_many_parts", "sheet.damaged", "sheet.malformed"}
    yield "a truncated workbook", workbook[: len(workbook) // 2], {"sheet.damaged"}
    yield "an encrypted workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + bytes(4096), {"sheet.encrypted"}
    yield "an old .xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook".encode("utf-16-le") + bytes(4096), {"sheet.xls_unsupported"}
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {"sheet.not_a_sheet", "sheet.unsupported_format"}
    yield "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n<<>>\nendobj\n" * 40, {"sheet.not_a_sheet", "sheet.unsupported_format"}
    yield "a program", b"\x7fELF" + bytes(4096), {"sheet.not_a_sheet", "sheet.unsupported_format"}
    yield "an archive that is no workbook", archive([packed("readme.txt", b"hi")]), {"sheet.not_a_sheet", "sheet.unsupported_format", "sheet.malformed"}
    yield "a line of 60 MB", b"x" * (60 << 20), {"sheet.cell_too_long", "sheet.too_large_unpacked"}
    yield "10 million columns", b"x," * 10_000_000, {"sheet.too_many_columns", "sheet.too_many_cells"}
    yield "10 million lines", b"x\n" * 10_000_000, {"sheet.too_many_rows"}
    # Names of parts are looked up, never opened: such an archive may be read, but nothing is written where they point.
    yield "names that point elsewhere", with_sheet(workbook, *packed("", sheet)[1:3], checksum=zlib.crc32(sheet), more=[
        packed(name, b"owned") for name in ("../../owned.txt", "/tmp/zonewright-owned.txt", "..\\owned.txt", "xl/../../../owned.txt")]), None
