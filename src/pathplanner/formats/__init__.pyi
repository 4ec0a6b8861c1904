"""The public names and where each is defined; see `pathplanner.lazy`."""

from pathplanner.formats.attached import ATTACHED_PLAN as ATTACHED_PLAN
from pathplanner.formats.attached import with_one_day as with_one_day
from pathplanner.formats.bundled import bundled_pathways as bundled_pathways
from pathplanner.formats.documents import read_learner as read_learner
from pathplanner.formats.documents import read_pathway as read_pathway
from pathplanner.formats.documents import read_plan as read_plan
from pathplanner.formats.files import load_learner as load_learner
from pathplanner.formats.files import load_office as load_office
from pathplanner.formats.files import load_pathway as load_pathway
from pathplanner.formats.files import load_plan as load_plan
from pathplanner.formats.forms.writer import pathway_to_json as pathway_to_json
from pathplanner.formats.forms.writer import plan_hash as plan_hash
from pathplanner.formats.forms.writer import plan_to_json as plan_to_json
from pathplanner.formats.forms.writer import reached_to_json as reached_to_json
from pathplanner.formats.people import People as People
from pathplanner.formats.people import Person as Person
from pathplanner.formats.people import example as example
from pathplanner.formats.people import fault_in_words as fault_in_words
from pathplanner.formats.people import open_people as open_people
from pathplanner.formats.tables import to_calendar as to_calendar
from pathplanner.formats.tables import to_csv as to_csv
from pathplanner.formats.tables import to_xlsx as to_xlsx
