"""PDFs made by hand, as small as they get (ISO 32000-1, 7.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def pdf(pages: Sequence[str], info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """A PDF with these lines of plain ASCII on its pages (`\\n` between lines), and this document information."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for words in pages:
        lines = " T* ".join(f"({line}) Tj" for line in words.split("\n"))
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET" if words else ""
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if info:
        objects.append("<< " + " ".join(f"/{name} ({value})" for name, value in info.items()) + " >>")
        trailer += f" /Info {len(objects)} 0 R"
    return assembled(objects, trailer)


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    body = "%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + table + end).encode("latin-1")
