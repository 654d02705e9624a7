"""One module a screen: HTTP in, a page or a way to another page out."""
