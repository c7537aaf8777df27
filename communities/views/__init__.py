"""The pages of the directory, of people and of who belongs where: fetch, form, one action, answer."""
