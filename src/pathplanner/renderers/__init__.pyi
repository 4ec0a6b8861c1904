"""The public names and where each is defined; see `pathplanner.lazy`."""

from pathplanner.renderers.base import DataRenderer as DataRenderer
from pathplanner.renderers.base import DocumentRenderer as DocumentRenderer
from pathplanner.renderers.base import NoOptions as NoOptions
from pathplanner.renderers.base import Paper as Paper
from pathplanner.renderers.base import PaperOptions as PaperOptions
from pathplanner.renderers.base import Renderer as Renderer
from pathplanner.renderers.registry import RendererInfo as RendererInfo
from pathplanner.renderers.registry import find_trouble as find_trouble
from pathplanner.renderers.registry import installed_renderers as installed_renderers
from pathplanner.renderers.registry import load_renderer as load_renderer
from pathplanner.renderers.registry import renderer_for_suffix as renderer_for_suffix
from pathplanner.renderers.registry import renderer_info as renderer_info
from pathplanner.renderers.registry import renderer_names as renderer_names
from pathplanner.renderers.writing import PlanWriter as PlanWriter
from pathplanner.renderers.writing import can_compare as can_compare
from pathplanner.renderers.writing import make_options as make_options
from pathplanner.renderers.writing import render as render
from pathplanner.renderers.writing import render_comparison as render_comparison
from pathplanner.renderers.writing import renderer_options as renderer_options
