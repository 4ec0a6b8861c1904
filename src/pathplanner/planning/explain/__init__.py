"""Why a step is in the plan, what else was possible, and why no plan holds."""
