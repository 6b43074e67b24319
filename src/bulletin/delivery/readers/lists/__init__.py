"""Lists of readers as offices keep them (CSV, XLSX): read, understood, compared with what is stored."""
