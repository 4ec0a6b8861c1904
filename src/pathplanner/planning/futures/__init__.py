"""How sure a plan is: its route, simulated many times."""
