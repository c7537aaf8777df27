"""What changes the tree of pages: laying it out, publishing what is due, mending what a crash left out."""
