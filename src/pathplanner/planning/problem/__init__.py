"""What is asked: pathway, learner and goal, put together and checked."""
