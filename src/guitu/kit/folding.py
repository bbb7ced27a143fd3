"""What a template always says the same is said when it is compiled: its own texts, and addresses of static files.

A page asks for some forty texts of its own. Each template is compiled once per language, so that `{{ _("今日") }}`
is part of the page's plain text like the tags around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.visitor import NodeTransformer


class FoldingGenerator(CodeGenerator):  # its methods are named by Jinja
    """`foldable`: functions that give the same for the same constants as long as the environment lives."""

    foldable: Mapping[str, Any]

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        super().visit_Template(_Folding(self.environment, self.foldable).visit(node), frame)


class _Folding(NodeTransformer):
    def __init__(self, environment: Environment, foldable: Mapping[str, Any]) -> None:
        self._environment, self._foldable = environment, foldable

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        named = node.node.name if isinstance(node.node, nodes.Name) else ""
        said = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if named not in self._foldable or node.kwargs or node.dyn_args or node.dyn_kwargs or len(said) < len(node.args):
            return node
        return nodes.Const(self._foldable[named](*said), lineno=node.lineno, environment=self._environment)


def folding(foldable: Mapping[str, Any]) -> type[CodeGenerator]:
    """A generator for an environment: `env.code_generator_class = folding({"_": say})`."""
    return type("Folding", (FoldingGenerator,), {"foldable": dict(foldable)})
