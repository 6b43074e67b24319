"""A template of an office reaches values and a few functions, nothing of Python, the program or the computer."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import pytest
from own_kit import OwnIssue, own_issue

from bulletin.layout.pages.compose import Composer, TemplateInk
from bulletin.layout.pages.contents import Contents
from bulletin.layout.pages.furniture import Imprint, Masthead
from bulletin.layout.pages.skybox import Skybox
from bulletin.sources.layouts.templates import MAX_NUMBERS, NAMES, Sandbox

SECRET = "root:"

ESCAPES = [
    # classes and their families
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ [].__class__ }}",
    "{{ {}.__class__.__bases__ }}",
    "{{ 1.0.__class__ }}",
    "{{ masthead.__class__ }}",
    "{{ masthead.__init__.__globals__ }}",
    "{{ page.__dataclass_fields__ }}",
    "{{ spec.__class__.__init__.__globals__ }}",
    "{{ (1).__class__.mro() }}",
    # functions, methods and what they remember
    "{{ mm.__globals__ }}",
    "{{ place.__code__.co_filename }}",
    "{{ fit.__self__ }}",
    "{{ fit.__func__.__globals__ }}",
    "{{ lines.__builtins__ }}",
    "{{ frame.__call__ }}",
    "{{ ink.line.__self__ }}",
    "{{ ink.line.__func__.__globals__ }}",
    "{{ ink.text.__globals__['os'] }}",
    "{{ ink._ledger }}",
    "{{ ink._shaper }}",
    "{{ ink['_spec'] }}",
    "{{ ink.__slots__ }}",
    # names that Jinja brings along
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ dict(a=1).__class__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__ }}",
    "{{ config }}",
    "{{ request.application.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    # filters
    "{{ ''|attr('__class__') }}",
    "{{ [masthead]|map(attribute='__class__')|list|first }}",
    "{{ ['']|map('attr', '__class__')|list }}",
    "{{ [masthead]|selectattr('__class__')|list|first }}",
    "{{ [masthead, page]|sort(attribute='__class__')|list }}",
    "{{ [masthead]|sum(attribute='__init__') }}",
    "{{ [{'a': ''}]|map(attribute='a.__class__')|first|string|upper ~ ''.x }}",
    "{{ ['']|groupby('__class__') }}",
    "{{ 'x'|xmlattr }}",
    "{{ '<b>'|safe }}",
    "{{ 'a'|random }}",
    "{{ 'a'|pprint }}",
    # format strings
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(masthead) }}",
    "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "{{ ''.format.__self__ }}",
    "{{ '%s' % masthead }}",
    "{{ '%(a)s' % {'a': 1} }}",
    "{{ '{0}'|format(1) }}",
    # files
    "{% include '/etc/passwd' %}",
    "{% include '../../../../../../etc/passwd' %}",
    "{% include '../layout.yaml' %}",
    "{% include 'layout.yaml' %}",
    "{% import '/etc/passwd' as x %}{{ x }}",
    "{% from '../base.css' import x %}",
    "{% extends '/etc/passwd' %}",
    "{% include ['/etc/passwd', '/etc/hosts'] %}",
    "{{ spec.folder }}",
    "{{ spec.folder.joinpath('layout.yaml').read_text() }}",
    "{{ spec.files.folder }}",
    "{{ spec['files'] }}",
    # changes
    "{{ spec.palette.clear() }}",
    "{{ spec.roles.update({}) }}",
    "{{ spec.roles.pop('body') }}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{{ masthead.__setattr__('name', 'x') }}",
    "{% do x %}",
    "{% set ink.line = 1 %}",
    # floods
    "{% for i in range(10000000000) %}x{% endfor %}",
    "{% for i in range(60000) %}{% endfor %}{% for i in range(60000) %}{% endfor %}",
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
    "{{ range(10**30) }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' * 10000000000 }}",
    "{{ 10000000000 * 'a' }}",
    "{{ [0] * 10000000000 }}",
    "{{ 'a'.ljust(10000000000) }}",
    "{{ 'a'.zfill(10000000000) }}",
    "{{ 'a'|center(10000000000) }}",
    "{{ '%10000000000d' % 1 }}",
    "{{ [1]|batch(10000000000, 'x')|list }}",
    "{% set ns = namespace(n=10) %}{% for i in range(60) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'page.html.j2' %}",
    # measures that no page has
    "{{ mm(1e300) }}",
    "{{ mm('1e309'|float) }}",
    "{{ mm('1') }}",
    "{{ frame(0, 0, 'x', 1) }}",
    "{{ place('left:0') }}",
    # ink asked for what it does not print
    "{{ ink.text('x') }}",
    "{{ ink.photo(masthead) }}",
    "{{ ink.code('http://x.example', frame(0, 0, 1, 1), '') }}",
    "{{ ink.line('body', 'x', 'y') }}",
    "{{ ink.line('body', 'x', frame(0, 0, 1, 1), 5, '\" onload=\"x') }}",
    "{{ ink.line('body', 'x', frame(0, 0, 1, 1), 'big') }}",
    "{{ ink.link(5) }}",
    "{{ ink.story(masthead) }}",
    "{{ lines(masthead) }}",
]  # fmt: skip
FINE = {
    "{{ masthead.name|upper }}": "XÓM VỌNG HẢI",
    "{{ spec.roles['body'].size_pt }}": "9.2",
    "{% for i in range(3) %}{{ loop.index }}{% endfor %}": "123",
    "{% set ns = namespace(n=1) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}": "4",
    "{{ 7 % 4 }}{{ 2 ** 3 }}{{ 'ab' * 2 }}": "38abab",
    "{{ 2.345|round(1) }}": "2.3",
    "{{ spec.palette.items()|length > 3 }}": "True",
    "{{ '<b>' ~ masthead.label }}": "&lt;b&gt;BẢN TIN",
}


@pytest.fixture(scope="module")
def reach(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> tuple[Composer, Mapping[str, Any]]:
    """The composer of an office's layout and everything that a template of its first page is given."""
    given: list[tuple[Composer, Mapping[str, Any]]] = []
    real = Composer._rendered

    def rendered(self: Composer, values: Mapping[str, object]) -> str:
        given.append((self, values))
        return real(self, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
        patch.setattr(Composer, "_rendered", rendered)
        own_issue(tmp_path_factory.mktemp("sandbox") / "so", shared / "cache").composed()
    return given[0]


def rendered(reach: tuple[Composer, Mapping[str, Any]], template: str) -> str:
    """A template with everything that the real one is given."""
    composer, values = reach
    box = Sandbox({"page.html.j2": template}, {"page.html.j2": "page"})
    box.offer(**{name: value for name, value in composer.env.globals.items() if name != "range"})
    return box.get_template("page.html.j2").render(values)


@pytest.mark.parametrize("template", ESCAPES)
def test_an_escape_ends_in_an_error(reach: tuple[Composer, Mapping[str, Any]], template: str) -> None:
    with pytest.raises((jinja2.TemplateError, TypeError, ValueError, KeyError, NameError, RecursionError)):
        rendered(reach, template)


@pytest.mark.parametrize(("template", "shown"), FINE.items())
def test_what_a_template_needs_is_there(reach: tuple[Composer, Mapping[str, Any]], template: str, shown: str) -> None:
    assert rendered(reach, template) == shown


def test_nothing_but_values_can_be_reached(reach: tuple[Composer, Mapping[str, Any]]) -> None:
    """Every attribute of everything that a template is given, and of what those give, however far."""
    composer, values = reach
    env = composer.env
    todo: list[Any] = [*values.values(), *env.globals.values()]
    seen: dict[int, Any] = {}
    kinds: set[type] = set()
    while todo:
        value = todo.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        kinds.add(type(value))
        if isinstance(value, Mapping):
            todo += [*value.keys(), *value.values()]
        elif isinstance(value, tuple | list):
            todo += value
        for name in dir(value):
            try:
                found = env.getattr(value, name)
            except TypeError:
                # Python 3.11.2: this one of a class with slots cannot be read at all.
                if name != "__weakref__":
                    raise
                continue
            if not isinstance(found, jinja2.Undefined):
                assert not name.startswith("_"), (type(value), name)
                todo.append(found)
    assert len(seen) > 500
    strange = {
        kind for kind in kinds
        if not issubclass(kind, str | int | float | type(None) | tuple | Mapping | dt.date | TemplateInk)
        and not dataclasses.is_dataclass(kind)
    }  # fmt: skip
    names = {kind.__name__ for kind in strange}
    assert names <= {"function", "method", "builtin_function_or_method", "LimitedRange", "type"}, names
    assert {value for value in seen.values() if isinstance(value, type)} == {env.globals["namespace"]}
    assert not {kind for kind in kinds if issubclass(kind, Path | bytes)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("masthead", Masthead),
        ("contents", Contents),
        ("imprint", Imprint),
        ("ink", TemplateInk),
        ("skybox", Skybox),
    ],
)
def test_the_names_that_check_knows_are_those_that_there_are(name: str, kind: type) -> None:
    there = kind.TEMPLATE_METHODS if kind is TemplateInk else {field.name for field in dataclasses.fields(kind)}  # type: ignore[attr-defined]
    assert set(NAMES[name]) == set(there)


@pytest.fixture
def own(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> OwnIssue:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    return own_issue(tmp_path / "so", shared / "cache")


def test_a_template_that_asks_for_more_is_named_with_its_line(own: OwnIssue) -> None:
    own.change("masthead.html.j2", "<header>", "<header>\n{{ spec.folder.joinpath('x').write_text('y') }}")
    (finding,) = own.problems()
    assert finding.rule.id == "layout.template"
    assert (finding.place.file, finding.place.line) == ("layouts/cua-toi/masthead.html.j2", 11)
    assert "không được phép" in finding.what("vi")
    assert "folder" in finding.quote
    assert not (own.layout / "x").exists()


def test_a_link_in_the_folder_is_not_read(own: OwnIssue, tmp_path: Path) -> None:
    (tmp_path / "bi-mat.txt").write_text(SECRET, "utf-8")
    (own.layout / "running.html.j2").symlink_to(tmp_path / "bi-mat.txt")
    (finding,) = own.problems()
    assert finding.rule.id == "file.not-regular"
    assert finding.place.file == "layouts/cua-toi/running.html.j2"


def test_the_folder_itself_is_no_link(own: OwnIssue, tmp_path: Path) -> None:
    own.layout.rename(tmp_path / "ngoai")
    own.layout.symlink_to(tmp_path / "ngoai")
    assert [finding.rule.id for finding in own.problems()] == ["file.not-regular"]


def test_numbers_of_a_page_are_counted_together(reach: tuple[Composer, Mapping[str, Any]]) -> None:
    assert rendered(reach, f"{{% for i in range({MAX_NUMBERS}) %}}{{% endfor %}}ok") == "ok"
