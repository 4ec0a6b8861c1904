"""Renderers turn a plan into bytes of one format: their contracts, finding and running them.

Read `base` for what a renderer is, `registry` for how one is found, `writing` for how a plan
goes through it. What several renderers need stands in `html` and `diagrams`.
"""

from pathplanner.renderers.base import (
    DataRenderer,
    DocumentRenderer,
    NoOptions,
    Paper,
    PaperOptions,
    Renderer,
)
from pathplanner.renderers.registry import (
    RendererInfo,
    find_trouble,
    installed_renderers,
    load_renderer,
    renderer_for_suffix,
    renderer_info,
    renderer_names,
)
from pathplanner.renderers.writing import (
    PlanWriter,
    can_compare,
    make_options,
    render,
    render_comparison,
    renderer_options,
)

__all__ = [
    "DataRenderer",
    "DocumentRenderer",
    "NoOptions",
    "Paper",
    "PaperOptions",
    "PlanWriter",
    "Renderer",
    "RendererInfo",
    "can_compare",
    "find_trouble",
    "installed_renderers",
    "load_renderer",
    "make_options",
    "render",
    "render_comparison",
    "renderer_for_suffix",
    "renderer_info",
    "renderer_names",
    "renderer_options",
]
