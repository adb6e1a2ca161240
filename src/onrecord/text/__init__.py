"""Text without meaning: spans, sentences, dates, quotation marks. Pure functions, no model."""
