"""Small files that keep a standard, the same files with one thing wrong, and the validators behind one server."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.preflight.validators import Flavour, Tool, Verdict

ROOT = Path(__file__).parents[3]
SERVER = ROOT / "tests" / "validators" / "server.py"
SRGB = ROOT / "src" / "bulletin" / "data" / "colour" / "sRGB2014.icc"
PATIENCE_S = 900
FOLDER = "BULLETIN_TEST_VALIDATORS"
"""The environment variable with the folder of the server's socket; set by the master of a test run."""


# --- files ----------------------------------------------------------------------------------------------------

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" {spaces}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tờ thử</rdf:li></rdf:Alt></dc:title>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_SPACES = 'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'


def small_pdf(flavour: Flavour) -> bytes:
    """One page with one tagged red square, keeping PDF/A or PDF/UA of this flavour."""
    part, level = flavour[:-1], flavour[-1:].upper()
    claim = f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>"
    if flavour == "ua1":
        claim = "<pdfuaid:part>1</pdfuaid:part>"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200)).obj
        page.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC 1 0 0 rg 50 50 100 100 re f EMC")
        page.Resources, page.StructParents, page.Tabs = Dictionary(), 0, Name.S
        box = Dictionary(O=Name.Layout, BBox=Array([50, 50, 150, 150]), Placement=Name.Block)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
        figure = pdf.make_indirect(
            Dictionary(S=Name.Figure, P=document, Pg=page, K=0, Alt=String("Hình vuông đỏ"), A=box)
        )
        document.K, root.K = figure, document
        root.ParentTree = Dictionary(Nums=Array([0, Array([figure])]))
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
        pdf.Root.Lang, pdf.Root.ViewerPreferences = String("vi"), Dictionary(DisplayDocTitle=True)
        profile = pdf.make_stream(SRGB.read_bytes(), N=3)
        pdf.Root.OutputIntents = Array(
            [Dictionary(S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), DestOutputProfile=profile)]
        )
        xmp = _XMP.format(spaces=_SPACES, claim=claim).encode()
        pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        return _saved(pdf, old=flavour[0] == "1")


def spoiled(pdf: bytes, flavour: Flavour) -> tuple[bytes, str]:
    """The file with one thing missing that its flavour asks for, and the clause that says so."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        if flavour == "ua1":
            del root.StructTreeRoot.K.K.Alt
            clause = "7.3"
        elif flavour.endswith("a"):
            del root.MarkInfo
            clause = {"1": "6.8.2.2", "2": "6.7.2.2", "3": "6.7.2.2"}[flavour[0]]
        else:
            del root.OutputIntents
            clause = {"1": "6.2.3.3", "2": "6.2.4.3", "3": "6.2.4.3"}[flavour[0]]
        return _saved(document, old=flavour[0] == "1"), clause


def _saved(pdf: pikepdf.Pdf, old: bool) -> bytes:
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.disable if old else pikepdf.ObjectStreamMode.generate
    pdf.save(out, deterministic_id=True, object_stream_mode=mode, force_version="1.4" if old else "1.7")
    return out.getvalue()


# --- one server for all workers -------------------------------------------------------------------------------


class Judge:
    """Asks the server, which the first call of any worker starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def __call__(self, files: Sequence[tuple[bytes | Path, Flavour]], tool: Tool = "verapdf") -> list[Verdict]:
        """Verdicts in the order of the files. A validator that is missing or broken fails the test that asks."""
        named: list[tuple[str, str]] = []
        for file, flavour in files:
            path = file
            if isinstance(file, bytes):
                self.count += 1
                path = self.folder / f"{os.getpid()}-{self.count}.pdf"
                path.write_bytes(file)
            named.append((str(path), flavour))
        answer = self._ask({"tool": tool, "files": named})
        assert "verdicts" in answer, answer
        found = zip(files, answer["verdicts"], strict=True)
        verdicts = [Verdict.from_dict(tool, flavour, value) for (_, flavour), value in found]
        assert not any("Error" in v.failure and "Import" in v.failure for v in verdicts), verdicts
        return verdicts

    def assert_good(self, files: Sequence[tuple[bytes | Path, Flavour]], tool: Tool = "verapdf") -> None:
        """Every file keeps its standard; what it breaks is shown."""
        bad = [(n, v) for n, v in enumerate(self(files, tool)) if not v.compliant]
        assert not bad, "\n".join(
            f"file {n} {v.flavour}: {v.failure or ''} "
            + "; ".join(f"{b.clause}-{b.test} ×{b.count} {b.message} [{b.where}]" for b in v.breaches)
            for n, v in bad
        )

    def _ask(self, order: dict[str, object]) -> dict[str, list[dict[str, object]]]:
        self._start()
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(PATIENCE_S)
            talk.connect(str(self.folder / "socket"))
            with talk.makefile("rwb") as stream:
                stream.write(json.dumps(order).encode() + b"\n")
                stream.flush()
                line = stream.readline()
        assert line, f"the validators' server died: {(self.folder / 'log').read_text('utf-8', 'replace')[-2000:]}"
        answer: dict[str, list[dict[str, object]]] = json.loads(line)
        return answer

    def _start(self) -> None:
        try:
            (self.folder / "started").mkdir()
        except FileExistsError:
            pass
        else:
            with (self.folder / "log").open("wb") as log:
                subprocess.Popen(
                    [sys.executable, str(SERVER), str(self.folder / "socket"), os.environ[FOLDER + "_PID"]],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                )  # fmt: skip
        end = time.monotonic() + 300
        while not (self.folder / "ready").exists():
            assert time.monotonic() < end, (self.folder / "log").read_text("utf-8", "replace")[-2000:]
            time.sleep(0.02)
