"""The public names and where each is defined; see `pathplanner.lazy`."""

from pathplanner.ctdl.reading import NoPathway as NoPathway
from pathplanner.ctdl.reading import read_ctdl as read_ctdl
from pathplanner.ctdl.reading import step_keys as step_keys
from pathplanner.ctdl.writing import write_ctdl as write_ctdl
