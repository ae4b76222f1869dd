"""The ground floor every block of the suite stands on; knows blocks only through the registry."""
