"""cells.py BOOK: every cell of a workbook as JSON [{"at", "text", "is_text", "is_formula"}], read by nothing of ours: openpyxl where it is installed, otherwise the XML itself."""
import json
import sys
import xml.etree.ElementTree as Tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def text_of(element):
    return "".join(part.text or "" for part in element.iter(MAIN + "t"))


def cells_of_xml(path):
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = [text_of(one) for one in Tree.fromstring(book.read("xl/sharedStrings.xml")).iter(MAIN + "si")]
        for name in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")):
            for cell in Tree.fromstring(book.read(name)).iter(MAIN + "c"):
                kind, value = cell.get("t", "n"), cell.find(MAIN + "v")
                text = text_of(cell) if kind == "inlineStr" else "" if value is None else shared[int(value.text)] if kind == "s" else value.text
                yield {"at": cell.get("r"), "text": text, "is_text": kind in ("s", "inlineStr"), "is_formula": cell.find(MAIN + "f") is not None or kind == "str"}


def cells_of_openpyxl(path, load_workbook):
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield {"at": cell.coordinate, "text": str(cell.value), "is_text": cell.data_type == "s", "is_formula": cell.data_type == "f"}


if __name__ == "__main__":
    try:
        from openpyxl import load_workbook
        found = cells_of_openpyxl(sys.argv[1], load_workbook)
    except ImportError:
        found = cells_of_xml(sys.argv[1])
    json.dump(list(found), sys.stdout, ensure_ascii=False)
