"""The public names and where each is defined; see `pathplanner.lazy`."""

from pathplanner.desk.answers import Answer as Answer
from pathplanner.desk.answers import why as why
from pathplanner.desk.answers import why_not as why_not
from pathplanner.desk.case import Case as Case
from pathplanner.desk.case import files_of as files_of
from pathplanner.desk.case import open_case as open_case
from pathplanner.desk.checking import Checked as Checked
from pathplanner.desk.checking import check_file as check_file
from pathplanner.desk.checking import check_plan as check_plan
from pathplanner.desk.plans import in_language as in_language
from pathplanner.desk.plans import plan as plan
from pathplanner.desk.plans import revise as revise
from pathplanner.desk.progress import Recorded as Recorded
from pathplanner.desk.progress import found as found
from pathplanner.desk.progress import open_progress as open_progress
from pathplanner.desk.progress import record as record
from pathplanner.desk.progress import undo as undo
from pathplanner.desk.request import Request as Request
from pathplanner.desk.several import Comparison as Comparison
from pathplanner.desk.several import compare as compare
from pathplanner.desk.several import open_all as open_all
from pathplanner.desk.several import open_to_reach as open_to_reach
from pathplanner.desk.several import reach as reach
