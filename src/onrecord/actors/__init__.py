"""What the record holds of actors: who is meant by a name, what one said and did, what two have to do with each other."""
