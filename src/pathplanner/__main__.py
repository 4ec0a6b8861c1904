"""`python -m pathplanner` is the command `pathplanner`."""

from pathplanner.cli import main

if __name__ == "__main__":
    main()
