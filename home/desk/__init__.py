"""Papers written and reviewed by plain forms, below the editor's own address: the same pages, rights and review.

Wagtail's editor needs script. Here a paper is a form and its text is Markdown; both ways can be mixed at any step.
"""
