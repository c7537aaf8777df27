"""Made-up load: as many communities, people, threads, posts and messages as asked for, the same for the same seed."""
