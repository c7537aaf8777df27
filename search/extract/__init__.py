"""The words of files. All parsing happens in a child process with little memory, little time and no secrets.

What runs in the child (`__main__`, `packages`, `texts`, `pdf`, `passages`) knows nothing of Django; `running` starts
it."""
