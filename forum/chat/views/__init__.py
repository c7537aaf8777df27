"""The pages of chat, a file for each thing that one does there."""
