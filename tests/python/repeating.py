"""Spare dbt what it has done before.

A run of tests reads the project a dozen times, each time with other vars, and most of
what it reads is the same. Commands in processes of their own have dbt as it is.
"""

from __future__ import annotations

import json
import marshal
import os
import pickle
import re
from collections.abc import Iterable
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import dbt.compilation
import pytest
import yaml
from dbt.clients.jinja import MacroGenerator
from dbt.clients.yaml_helper import SafeLoader
from dbt.compilation import Linker
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.plugins.manager import PluginManager
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.clients.jinja import BaseMacroGenerator, MacroFuzzEnvironment
from dbt_common.dataclass_schema import dbtClassMixin
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager


def compile_once(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have each text of Jinja compiled once for all processes that share a folder.

    What it is made of is looked at once in each process.
    """
    folder.mkdir(exist_ok=True)
    parsed: dict[tuple[str, str], Any] = {}
    parse = MacroFuzzEnvironment._parse

    @wraps(parse)
    def tree_of(self: Any, source: str, *arguments: Any) -> Any:
        key = type(self).__name__, source
        if key not in parsed:
            parsed[key] = parse(self, source, *arguments)
        return parsed[key]

    patch.setattr(MacroFuzzEnvironment, "_parse", tree_of)
    compiled: dict[tuple[str, str], Any] = {}
    compile_text = MacroFuzzEnvironment.compile

    @wraps(compile_text)
    def code_of(self: Any, source: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(source, str) or arguments or options:
            return compile_text(self, source, *arguments, **options)
        key = type(self).__name__, source
        if key not in compiled:
            file = folder / sha256("\n".join(key).encode()).hexdigest()
            if file.exists():
                compiled[key] = marshal.loads(file.read_bytes())  # noqa: S302
            else:
                compiled[key] = compile_text(self, source)
                mine = file.with_name(f"{file.name} of {os.getpid()} {id(key)}")
                mine.write_bytes(marshal.dumps(compiled[key]))
                mine.rename(file)
        return compiled[key]

    patch.setattr(MacroFuzzEnvironment, "compile", code_of)


def validate_once(patch: pytest.MonkeyPatch) -> None:
    """Hold equal settings of nodes against the schema of their kind once."""
    valid: set[tuple[type, str]] = set()
    validate = dbtClassMixin.validate.__func__

    def is_valid(cls: type, data: Any) -> None:
        try:
            key = cls, json.dumps(data)
        except (TypeError, ValueError):
            validate(cls, data)
            return
        if key not in valid:
            validate(cls, data)
            valid.add(key)

    patch.setattr(dbtClassMixin, "validate", classmethod(is_valid))


def find_macros_once(patch: pytest.MonkeyPatch) -> None:
    """Run the file of a macro once for all calls of it in a model, not in each."""
    patch.setattr(
        BaseMacroGenerator, "get_macro", lru_cache(256)(BaseMacroGenerator.get_macro)
    )


def gather_macros_at_once(patch: pytest.MonkeyPatch) -> None:
    """Give a model its eight hundred macros package by package, not one by one."""

    def prepare(
        self: MacroGenerator,
        macro: Any,
        context: Any = None,
        node: Any = None,
        stack: Any = None,
    ) -> None:
        self.macro, self.context, self.node, self.stack = macro, context, node, stack

    def add_package(
        self: MacroNamespaceBuilder, macros: Iterable[Any], context: dict[str, Any]
    ) -> None:
        found = {
            macro.name: MacroGenerator(macro, context, self.node, self.thread_ctx)
            for macro in macros
        }
        package = next((one.macro.package_name for one in found.values()), None)
        if package in self.internal_package_names:
            self.internal_packages[package] = found
        elif package:
            self.packages[package] = found
            if package == self.search_package:
                self.locals.update(found)
            elif package == self.root_package:
                self.globals.update(found)

    def by_name(self: MacroNamespace) -> dict[str, Any]:
        if "by_name" not in vars(self):
            self.by_name: dict[str, Any] = {}
            for part in reversed(list(self._search_order())):
                self.by_name.update(part)
        return self.by_name

    patch.setattr(MacroGenerator, "__init__", prepare)
    patch.setattr(MacroNamespaceBuilder, "add_macros", add_package)
    patch.setattr(MacroNamespace, "_keys", lambda self: by_name(self).keys())
    patch.setattr(MacroNamespace, "__getitem__", lambda self, name: by_name(self)[name])


def tell_who_listens(patch: pytest.MonkeyPatch) -> None:
    """Make and write messages for debugging only where somebody logs them."""
    make, fire = BaseEvent.__init__, EventManager.fire_event
    unheard = {EventLevel.DEBUG, EventLevel.TEST}

    def keep(self: BaseEvent, *arguments: Any, **options: Any) -> None:
        if self.level_tag() in unheard:
            vars(self)["unmade"] = arguments, options
        else:
            make(self, *arguments, **options)

    @wraps(fire)
    def fire_if_heard(
        self: Any, event: Any, level: Any = None, *arguments: Any, **options: Any
    ) -> None:
        is_logged = any(logger.level in unheard for logger in self.loggers)
        if is_logged or (level or event.level_tag()) not in unheard:
            if "unmade" in vars(event):
                its_arguments, its_options = vars(event).pop("unmade")
                make(event, *its_arguments, **its_options)
            fire(self, event, level, *arguments, **options)

    patch.setattr(BaseEvent, "__init__", keep)
    patch.setattr(EventManager, "fire_event", fire_if_heard)


def begin_at_once(patch: pytest.MonkeyPatch) -> None:
    """Do but once what dbt does before each command, mostly two thirds of its work.

    It looks for plugins, reads its settings, and whether models go in a circle; the
    names of its own modules that it finds, and a summary of the graph, nobody reads.
    """
    plugins = PluginManager.get_prefixed_modules()
    patch.setattr(PluginManager, "get_prefixed_modules", lambda: plugins)
    patch.setattr(BehaviorFlagRendered, "_default_source", lambda _: "dbt")
    patch.setattr(Linker, "get_graph_summary", lambda *_: {})
    find_cycles, without = Linker.find_cycles, set[int]()

    def cycle_of(self: Linker) -> str | None:
        edges = hash(frozenset(self.graph.edges))
        cycle = None if edges in without else find_cycles(self)
        if not cycle:
            without.add(edges)
        return cycle

    patch.setattr(Linker, "find_cycles", cycle_of)


def look_at_beginnings(patch: pytest.MonkeyPatch) -> None:
    """Put what a unit test gives before a model without reading the model's SQL.

    Whether it begins with a `with` is seen before its first bracket. All of it would be
    taken apart, for half of the time of a unit test.
    """
    beginning = re.compile(r"(?:\s|--.*\n|/\*(?s:.*?)\*/)*[^(]*")
    inject = dbt.compilation.inject_ctes_into_sql

    def into_beginning(sql: str, given: list[Any]) -> str:
        end = beginning.match(sql).end()  # type: ignore[union-attr]
        end = end if sql[:end].strip() else len(sql)
        return inject(sql[:end], given) + sql[end:]

    patch.setattr(dbt.compilation, "inject_ctes_into_sql", into_beginning)


def read_yaml_once(patch: pytest.MonkeyPatch) -> None:
    """Give copies of what was read of a text of YAML."""
    read: dict[str, bytes] = {}
    load = yaml.load

    @wraps(load)
    def contents_of(stream: Any, Loader: Any) -> Any:  # noqa: N803 - PyYAML's name
        if Loader is not SafeLoader or not isinstance(stream, str):
            return load(stream, Loader)
        if stream not in read:
            read[stream] = pickle.dumps(load(stream, Loader))
        return pickle.loads(read[stream])  # noqa: S301

    patch.setattr(yaml, "load", contents_of)
