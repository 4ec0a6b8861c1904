"""When: the earliest days on which the steps of one route can be done."""
