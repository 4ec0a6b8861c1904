"""What commands use of it, and where each is defined; see `pathplanner.lazy`."""

from pathplanner.cli.terminal.bars import print_timeline as print_timeline
from pathplanner.cli.terminal.outputs import Outputs as Outputs
from pathplanner.cli.terminal.outputs import prepare as prepare
from pathplanner.cli.terminal.outputs import prepare_all as prepare_all
from pathplanner.cli.terminal.outputs import prepare_case as prepare_case
from pathplanner.cli.terminal.outputs import put_all as put_all
from pathplanner.cli.terminal.outputs import status_of as status_of
from pathplanner.cli.terminal.screen import ask as ask
from pathplanner.cli.terminal.screen import head as head
from pathplanner.cli.terminal.screen import note as note
from pathplanner.cli.terminal.screen import plain as plain
from pathplanner.cli.terminal.screen import say as say
from pathplanner.cli.terminal.summary import plan_in_short as plan_in_short
from pathplanner.cli.terminal.summary import plan_to_tell as plan_to_tell
from pathplanner.cli.terminal.summary import print_change as print_change
from pathplanner.cli.terminal.summary import print_json as print_json
from pathplanner.cli.terminal.summary import print_summary as print_summary
from pathplanner.cli.terminal.summary import refusal as refusal
from pathplanner.cli.terminal.table import is_rich as is_rich
from pathplanner.cli.terminal.table import print_lined as print_lined
from pathplanner.cli.terminal.table import print_table as print_table
from pathplanner.cli.terminal.tree import print_tree as print_tree
from pathplanner.cli.terminal.waiting import work_through as work_through
from pathplanner.cli.terminal.waiting import working as working
from pathplanner.cli.terminal.watch import watch_files as watch_files
from pathplanner.renderers import PlanWriter as PlanWriter
