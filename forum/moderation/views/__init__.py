"""The pages of moderation, a file for each thing that they are about."""
