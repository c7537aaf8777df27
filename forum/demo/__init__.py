"""The demo: made-up agencies, people and conversations, written for this product to show what it is for."""
