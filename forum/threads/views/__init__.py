"""The pages of threads: fetch, form, one action, answer."""
