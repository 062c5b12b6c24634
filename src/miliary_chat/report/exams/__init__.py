"""An exam's results for people and programs: a table, files for spreadsheets, JSON, pages that print well."""
