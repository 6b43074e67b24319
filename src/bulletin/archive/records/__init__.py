"""The papers of an archive: register, legal deposit, print run and distribution."""
