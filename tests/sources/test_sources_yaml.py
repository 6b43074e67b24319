from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bulletin.sources.issue import parse
from bulletin.sources.yaml.nodes import MAX_BYTES, MAX_NODES, Mapping, Node, Scalar, Sequence, read

KNOWN = frozenset(["tieu_de", "sapo", "nguon", "url", "ten", "noi_dung", "so", "anh", "tac_gia"])
BOTH = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


def plain(node: Node | None) -> object:
    """Nodes as plain Python values."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    return None


def places(node: Node | None) -> list[tuple[int, int]]:
    if isinstance(node, Scalar):
        return [(node.line, node.column)] if node.text else []
    if isinstance(node, Sequence):
        return [place for item in node.items for place in places(item)]
    if isinstance(node, Mapping):
        return [place for pair in node.pairs for part in pair for place in places(part)]
    return []


def test_libyaml_is_used() -> None:
    from bulletin.sources.yaml import nodes as yaml_nodes

    assert (yaml_nodes._FAST is not None) == yaml.__with_libyaml__


@BOTH
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("so: 15:00", "15:00"),
        ("so: 1:5", "1:5"),
        ("so: 010", "010"),
        ("so: 15.000", "15.000"),
        ("so: 1_000", "1_000"),
        ("so: NO", "NO"),
        ("so: on", "on"),
        ("so: ~", "~"),
        ("so: 2026-11-20", "2026-11-20"),
        ("so: 0x1F", "0x1F"),
        ("so: “Dân vận khéo” lan tỏa", "“Dân vận khéo” lan tỏa"),
        ("so: 'a' # ghi chú", "a"),
        ('so: "a"   # ghi chú', "a"),
        ("so: Quận ủy: Sơ kết", "Quận ủy: Sơ kết"),
        ("so: Bà con nói:", "Bà con nói:"),
        ("so: Quận ủy: Sơ kết  # ghi chú", "Quận ủy: Sơ kết"),
        ("so: Ông An's: 'vườn'", "Ông An's: 'vườn'"),
        ('so: "Dân vận khéo" lan tỏa', "“Dân vận khéo” lan tỏa"),
        ('so: "Học" và "hành"', "“Học” và “hành”"),
        ("so: 'Tết' xưa", "'Tết' xưa"),
        ("so: 'Tết xưa", "Tết xưa"),
        ("so: @phuong", "@phuong"),
        ("so: %5 số hộ", "%5 số hộ"),
        ("so: `a`", "`a`"),
        ("so: *Lưu ý* khi đi", "*Lưu ý* khi đi"),
        ("so: **đậm** chữ", "**đậm** chữ"),
        ("so: & cộng sự", "& cộng sự"),
        ("so: ! chú ý", "! chú ý"),
        ("so: [Ảnh] Lễ hội", "[Ảnh] Lễ hội"),
        ("so: {Ảnh} Lễ hội", "{Ảnh} Lễ hội"),
        ("so: > 60 người", "> 60 người"),
        ("so: | gạch", "| gạch"),
        ("so: - gạch đầu", "- gạch đầu"),
        ("so: ? hỏi", "? hỏi"),
        ("so: , phẩy", ", phẩy"),
        ("so: ]", "]"),
        ("so: Một hai\n  ba: bốn #5\n  năm", "Một hai ba: bốn #5 năm"),
        ('so: "một\n  hai"', "một hai"),
        ('so: "một\n  hai" ba', '"một hai" ba'),
        ("so: [a, b]", ["a", "b"]),
        ("so: [a,\n  b]", ["a", "b"]),
        ("so: {a: 1, b: 2}", {"a": "1", "b": "2"}),
        ("so: |\n  a: b: c\n  # d\n  'e' f", "a: b: c\n# d\n'e' f"),
        ("so: >-\n  a: b: c\n  d", "a: b: c d"),
        ("so: |2\n    thụt\n  không", "  thụt\nkhông"),
        ("so:\n  - a: b: c\n    d: e", [{"a": "b: c", "d": "e"}]),
        ("so:   \t\n   \t \n  a: 1", {"a": "1"}),
    ],
)
def test_values_come_out_as_typed(text: str, value: object, pure: bool) -> None:
    for end in ("", "\n", "\nten: sau\n"):
        document = read((text + end).encode(), "a.yaml", known=KNOWN, pure=pure)
        assert document.findings == ()
        got = plain(document.root)
        assert isinstance(got, dict)
        typed = got["so"].rstrip("\n") if isinstance(got["so"], str) else got["so"]
        assert typed == value
        assert "ten" not in end or got["ten"] == "sau"


@BOTH
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_and_columns_survive_the_mend(newline: str, pure: bool) -> None:
    text = newline.join(["\ufeffma: a", "tieu_de: Quận ủy: Sơ kết", "anh:", '  - ten: "a" b', "    so: 3"])
    document = read(text.encode(), "a.yaml", known=KNOWN, pure=pure)
    assert places(document.root) == [(0, 0), (0, 4), (1, 0), (1, 9), (2, 0), (3, 4), (3, 9), (4, 4), (4, 8)]
    assert document.lines[1] == "tieu_de: Quận ủy: Sơ kết"


@BOTH
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: *b\n", ["1:4 yaml.alias"]),
        (b"a: &b c\nd: *b\n", ["1:4 yaml.anchor", "2:4 yaml.alias"]),
        (b"a: [&b c, *b]\n", ["1:5 yaml.anchor", "1:11 yaml.alias"]),
        (b"a: !!str 5\nb: !x 1\nc: [!!int 3]\n", ["1:4 yaml.tag", "2:4 yaml.tag", "3:5 yaml.tag"]),
        (b"<<: *b\na: 1\n", ["1:1 yaml.merge-key"]),
        (b"<<: {a: 1}\n", ["1:1 yaml.merge-key"]),
        (b"%TAG ! x\n---\na: 1\n", ["1:1 yaml.directive"]),
        (b"a: 1\n---\nb: 2\n", ["2:1 yaml.many-documents"]),
        (b"", ["1:1 yaml.empty-file"]),
        (b"# ghi\n\n", ["1:1 yaml.empty-file"]),
        (b"- a\n- b\n", ["1:1 yaml.not-a-mapping"]),
        (b"abc\n", ["1:1 yaml.not-a-mapping"]),
        (b"? [a]\n: b\n", ["1:3 yaml.bad-key"]),
        (b"a: b\n\tc: d\n", ["2:1 yaml.tab-indent"]),
        ("a:\n\u00a0 b: c\n".encode(), ["2:1 yaml.nbsp-indent"]),
        ("a: |\n  b\n\u00a0\u00a0c\n".encode(), ["3:1 yaml.nbsp-indent"]),
        (b"a: |\n\tb\n", ["2:1 yaml.tab-indent"]),
        ("a:\u00a0b\n".encode(), ["1:3 yaml.nbsp-after-colon"]),
        ("a: \u202fb\n".encode(), ["1:4 yaml.nbsp-after-colon"]),
        (b"a: \x00b\nc: \x1b\n", ["1:4 yaml.control-character", "2:4 yaml.control-character"]),
        ("a: b\u2028c\n".encode(), ["1:5 yaml.control-character"]),
        ("a: b\ufeffc\n".encode(), ["1:5 yaml.control-character"]),
        (b"a: b\nc: T\xf9ng\n", ["2:5 yaml.encoding"]),
        ("a: b\n".encode("utf-16"), ["1:1 yaml.encoding"]),
        (b"a: [b\nc: d\n", ["1:4 yaml.syntax"]),
        (b'a: {b: "c}\nd: e\n', ["1:8 yaml.syntax"]),
        (b"a: 1\n  b: 2\nc\n", ["2:4 yaml.syntax"]),
        (b"a: " + b"[" * 30, ["1:23 yaml.too-deep"]),
        (b"a: [" + b"b," * MAX_NODES + b"]", ["1:39999 yaml.too-many-nodes"]),
        (b"a" * (MAX_BYTES + 1), ["None:None yaml.too-big"]),
    ],
)
def test_refused_with_a_place(data: bytes, expected: list[str], pure: bool) -> None:
    document = read(data, "a.yaml", known=frozenset("b"), pure=pure)
    found = [f"{f.place.line}:{f.place.column} {f.rule.id}" for f in document.findings]
    assert found == expected


def test_a_mistake_does_not_hide_the_rest_of_the_file() -> None:
    text = "ma: [a\ntieu_de: b\nnoi_dung: c\nsapo_: d\nanh: [{ma: x\n"
    found = [f"{f.place} {f.rule.id}" for f in parse("article", text.encode(), "a.yaml").findings]
    assert found == ["a.yaml:1:5 yaml.syntax", "a.yaml:4:1 schema.unknown-key", "a.yaml:5:7 yaml.syntax"]


LINE = st.text(st.sampled_from(list("ab :#'\"[]{}-|>&*!%@`?,\t\u00a0ệ\\0.~<")), max_size=14)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=6))
def test_both_parsers_agree_and_nothing_raises(lines: list[str]) -> None:
    assert read("\n".join(lines).encode(), "a.yaml", known=KNOWN) is not None
    data = "\n".join(lines).replace("\t", " ").encode()  # the parsers differ in where they allow a tab
    assume(b"?}" not in data and b"?]" not in data)  # libyaml takes this sign for text, the other parser for a key
    fast, pure = read(data, "a.yaml", known=KNOWN), read(data, "a.yaml", known=KNOWN, pure=True)
    assert fast.broken == pure.broken or not yaml.__with_libyaml__
    if not fast.broken:
        assert plain(fast.root) == plain(pure.root)
        assert places(fast.root) == places(pure.root)


@settings(max_examples=2000, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_never_raise(data: bytes) -> None:
    for kind in ("publication", "issue", "article"):
        result = parse(kind, data, "a.yaml")
        assert result.record is not None or any(f.severity == "error" for f in result.findings)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ma", "tieu_de", "noi_dung", "anh", "  tep", "  - ma"]), LINE), max_size=8))
def test_any_lines_of_fields_never_raise(pairs: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{key}: {value}" for key, value in pairs)
    for finding in parse("article", text.encode(), "a.yaml").findings:
        assert finding.place.line is None or finding.place.line <= len(pairs) + 1
        assert finding.what("vi")
        assert finding.remedy("en")


@pytest.mark.parametrize(
    "text",
    [
        'a: "\n' + '  - \\"\n' * 30_000,
        "a: [\n" + "  b: [\n" * 30_000,
        "a:" + " " * 500_000 + "x",
        "- " * 100_000,
        "a: '" * 100_000,
    ],
    ids=["far quote", "far bracket", "spaces", "dashes", "quotes"],
)
def test_hostile_files_are_read_in_linear_time(text: str) -> None:
    import time

    start = time.process_time()
    read(text.encode(), "a.yaml", known=KNOWN)
    assert time.process_time() - start < 5
