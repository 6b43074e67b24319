"""Who receives the issue: one database beside `publication.yaml`, and the lists that are read into it."""
