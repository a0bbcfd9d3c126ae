/* wall.h: the second wall of `glocal run --pack`: what the kernel lets this process do, whatever its Lua gets hold of.
 *
 * Example:  unsigned stands = wall_raise(WALL_READS, NULL);   if (!(stands & WALL_SECCOMP)) return 1;
 */
#ifndef GLO_SHELL_WALL_H
#define GLO_SHELL_WALL_H

/* What stays allowed beside computing, memory, threads, and the files that are open already. */
enum { WALL_READS = 1, WALL_WRITES = 2, WALL_WRITES_STORE = 4 };

/* What stands. */
enum { WALL_SECCOMP = 1, WALL_LANDLOCK = 2 };

/* Raises it, for good, for all threads of this process and what it may start; returns what the kernel has of it. `store` (may be
 * NULL): its file and those that SQLite has beside it may be opened again, where the kernel has Landlock. Descriptors above the
 * standard three that are no files are closed before. */
unsigned wall_raise(unsigned allowed, const char *store);

#endif
