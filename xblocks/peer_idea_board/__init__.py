"""XBlock: learners post ideas, give each other useful feedback, revise and vote; no idea stays unanswered."""
