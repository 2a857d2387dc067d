"""Chapter 3 of a thesis, printed from the record of a run."""
