"""What the tests stand on: servers, browsers and the programs they need."""
