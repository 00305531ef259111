"""What requests may hold, made from the catalog: its knobs are the fields, its ranges the bounds."""
