"""XBlock in which learners look at where they stand in a framework of competences, before and after."""
