"""The public names and where each is defined; see `pathplanner.lazy`."""

from pathplanner import desk as desk
from pathplanner import model as model
from pathplanner.ctdl import read_ctdl as read_ctdl
from pathplanner.ctdl import write_ctdl as write_ctdl
from pathplanner.desk import Request as Request
from pathplanner.desk import ask as ask
from pathplanner.desk import plan_many as plan_many
from pathplanner.errors import Fault as Fault
from pathplanner.errors import InputError as InputError
from pathplanner.errors import PathplannerError as PathplannerError
from pathplanner.formats import bundled_pathways as bundled_pathways
from pathplanner.formats import load_learner as load_learner
from pathplanner.formats import load_pathway as load_pathway
from pathplanner.formats import load_plan as load_plan
from pathplanner.formats import pathway_to_json as pathway_to_json
from pathplanner.formats import plan_to_json as plan_to_json
from pathplanner.formats import read_learner as read_learner
from pathplanner.formats import read_pathway as read_pathway
from pathplanner.formats import read_plan as read_plan
from pathplanner.linting import lint as lint
from pathplanner.model.learner import Learner as Learner
from pathplanner.model.learner import Prefer as Prefer
from pathplanner.model.merging import merge as merge
from pathplanner.model.pathway import Pathway as Pathway
from pathplanner.model.plan import Plan as Plan
from pathplanner.model.plan import Status as Status
from pathplanner.model.price import Cost as Cost
from pathplanner.model.quantity import UNKNOWN as UNKNOWN
from pathplanner.model.quantity import Duration as Duration
from pathplanner.model.quantity import Estimate as Estimate
from pathplanner.model.requirement import AllOf as AllOf
from pathplanner.model.requirement import AnyOf as AnyOf
from pathplanner.model.requirement import AtLeast as AtLeast
from pathplanner.model.requirement import Needs as Needs
from pathplanner.model.requirement import Total as Total
from pathplanner.model.source import Source as Source
from pathplanner.model.step import Kind as Kind
from pathplanner.model.step import Step as Step
from pathplanner.planning import plan as plan
from pathplanner.planning.reachable import reach as reach
from pathplanner.renderers import render as render
from pathplanner.renderers import renderer_names as renderer_names
from pathplanner.revision import revise as revise
from pathplanner.verification import verify as verify

__version__: str
