"""Articles from files, and whole folders of them into tables."""
