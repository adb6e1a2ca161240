"""What pages show: one module a subject, each function an answer made of the record's rows."""
