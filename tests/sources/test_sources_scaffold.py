from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bulletin.errors import InputError, OutputError
from bulletin.model import Article, IssueSheet, Printer, Publication
from bulletin.sources import load_issue
from bulletin.sources.folding import fold
from bulletin.sources.issue import parse
from bulletin.sources.scaffold import render, write
from bulletin.sources.schema.json_schema import has, schema
from bulletin.sources.schema.shapes import record_info
from bulletin.sources.yaml.nodes import Mapping, Sequence, read

KINDS = ("publication", "issue", "article", "printer")
RECORDS = {"publication": Publication, "issue": IssueSheet, "article": Article, "printer": Printer}


def uncommented(text: str) -> str:
    """The scaffold with every optional line in use."""
    head, body = text.split("\n\n", 1)
    body = re.sub(r"(?m)^(\s*)# (\s*(?:- )?[a-zA-Z_]+:(?: |$)|\s*- |\s{6})", r"\1\2", body)
    return head + "\n\n" + re.sub(r"(?m)^(\s*)# ([a-z_]+: )", r"\1\2", body)


def test_three_fresh_scaffolds_are_a_valid_issue(tmp_path: Path) -> None:
    for kind, name in zip(KINDS[:3], ("publication", "issue", "articles/bai-mau"), strict=True):
        assert write(kind, tmp_path / f"{name}.yaml").is_file()
    loaded = load_issue(tmp_path)
    assert {f.rule.id for f in loaded.findings} == {"schema.placeholder"}
    left = [f"{f.place.file}: {f.values['key']}" for f in loaded.findings]
    assert left == [
        "publication.yaml: ma", "publication.yaml: ten", "publication.yaml: co_quan_xuat_ban",
        "articles/bai-mau.yaml: ma", "articles/bai-mau.yaml: tieu_de", "articles/bai-mau.yaml: noi_dung",
    ]  # fmt: skip
    assert loaded.issue is not None


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_scaffold_is_valid_and_every_field_is_there(kind: Any) -> None:
    text = uncommented(render(kind))
    result = parse(kind, text.encode(), "a.yaml")
    assert {f.rule.id for f in result.findings} <= {"schema.placeholder"}
    for item in record_info(RECORDS[kind]).fields:
        assert ("a.yaml", item.name) in result.marks, item.name


def test_known_values_are_filled_in_and_quoted() -> None:
    text = render("article", id="tin-1", title='Nói: "có" #1', section="doi-song")
    record = parse("article", text.encode(), "a.yaml").record
    assert isinstance(record, Article)
    assert (record.id, record.title, record.section) == ("tin-1", 'Nói: "có" #1', "doi-song")
    with pytest.raises(KeyError):
        render("article", nothing="x")


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = write("article", tmp_path / "a.yaml")
    path.write_text("của tôi", "utf-8")
    with pytest.raises(InputError) as caught:
        write("article", path)
    assert [f"{f.place} {f.rule.id}: {f.what()}" for f in caught.value.findings] == [
        "a.yaml file.exists: Đã có tệp “a.yaml”."
    ]
    assert path.read_text("utf-8") == "của tôi"
    with pytest.raises(OutputError) as refused:
        write("article", path / "b.yaml")
    assert refused.value.exit_code == 5


def all_objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in all_objects(value))]
    return [found for value in node for found in all_objects(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_schema_has_every_field_and_alias(kind: Any) -> None:
    made = schema(kind)
    assert json.loads(json.dumps(made)) == made
    assert made["$schema"].endswith("2020-12/schema")
    todo: list[tuple[type[Any], dict[str, Any]]] = [(RECORDS[kind], made)]
    for cls, body in todo:
        group = next(part for part in (body, *body.get("anyOf", [])) if "properties" in part)
        assert group["additionalProperties"] is False
        assert set(group["properties"]) == {name for item in record_info(cls).fields for name in item.names}
        for item in record_info(cls).fields:
            assert group["properties"][item.name]["description"].startswith(item.vi)
            record = (item.shape.inner or item.shape).record
            if record is not None:
                todo.append((record, made["$defs"][record.__name__]))
        needed = [item for item in record_info(cls).fields if item.required]
        wanted = [{"oneOf": [has(name) for name in item.names]} for item in needed]
        assert all(condition in group["allOf"] for condition in wanted)
    references = {part["$ref"] for part in all_objects(made) if "$ref" in part}
    assert references == {f"#/$defs/{name}" for name in made["$defs"]}
    for pattern in (part["pattern"] for part in all_objects(made) if isinstance(part.get("pattern"), str)):
        re.compile(pattern)


def test_limits_are_in_the_json_schema() -> None:
    article, issue = schema("article"), schema("issue")
    assert 45 in [part.get("maxLength") for part in article["properties"]["tit_ngan"]["anyOf"]]
    assert "bài chính" in str(issue["$defs"]["Placement"])
    assert "'minimum': 1, 'maximum': 999" in str(issue["$defs"]["Number"])
    assert article["properties"]["ma"]["anyOf"][0]["pattern"] == "^(?:(?!.{101})[a-z0-9]+(-[a-z0-9]+)*)$"


@pytest.mark.parametrize("kind", KINDS)
def test_scaffolds_use_only_keys_of_the_json_schema(kind: Any) -> None:
    made = schema(kind)
    names = {name for part in all_objects(made) for name in part.get("properties", {})}

    def keys(node: Any) -> set[str]:
        if isinstance(node, Mapping):
            return {fold(key.text) for key, _ in node.pairs} | {k for _, value in node.pairs for k in keys(value)}
        return {k for item in node.items for k in keys(item)} if isinstance(node, Sequence) else set()

    found = keys(read(uncommented(render(kind)).encode(), "a.yaml").root)
    assert found - names <= {"ubnd"}
    assert found
