"""The web side of Fall Line: HTTP in front of the engine, and the page."""
