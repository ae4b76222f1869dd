"""The journeys of real people, in a real browser, against a running preview host."""
