"""What the words of one file may cost. The child sets the limits on itself; the parent watches the clock."""

MEMORY = 640 * 1024 * 1024  # Of address space; a PDF of a thousand pages needs 200 MB.
CPU_SECONDS = 15
WALL_SECONDS = 20
UNPACKED = 120 * 1024 * 1024  # Bytes that are read out of a package, whatever its directory says.
ENTRIES = 10_000  # Of a package.
PAGES = 500
CHARACTERS = 400_000
PASSAGES = 400
PASSAGE = 2_400  # Characters of a passage: some 400 words.
DEPTH = 200  # Elements within elements.
WRITTEN = 8 * 1024 * 1024  # Bytes that the child may write.
