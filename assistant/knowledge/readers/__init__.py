"""Operators' own files as text that keeps numbering and tables: PDF, DOCX, HTML, Markdown."""
