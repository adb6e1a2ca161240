"""Who is who: the knowledge base of actors, and how words and offices lead to them. Pure functions, no store."""
