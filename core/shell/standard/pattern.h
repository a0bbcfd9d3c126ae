/* pattern.h: Lua's patterns, in a matcher that can be stopped. Stock Lua matches in C without looking up, so
 * one pattern that backtracks, such as ("a?"):rep(30)..("a"):rep(30), holds the shell for minutes and Ctrl-C
 * waits.
 *
 * A pattern is first turned into a list of items, then matched by backtracking over them; every few thousand
 * steps `pause` is called, which may raise a Lua error. Unlike stock Lua, a malformed pattern is an error
 * even where matching would not have come to its wrong part.
 *
 * Example:
 *   pattern p = {.pause = check, .context = L};
 *   const char *fault = pattern_read(&p, "(%a+)=(%d+)", 11, room), *end; // pattern_room(11) bytes
 *   if (!fault) end = pattern_match(&p, subject, subject + length, at); // NULL: no match here
 *
 * Reference: Lua 5.4 Reference Manual, section 6.4.1, Patterns.
 */
#ifndef GLO_SHELL_PATTERN_H
#define GLO_SHELL_PATTERN_H

#include <stddef.h>
#include <stdint.h>

enum { PATTERN_CAPTURES = 32, PATTERN_DEEPEST = 5000, PATTERN_STEPS = 1 << 14 };

typedef struct pattern_set {
    uint64_t bits[4]; /* one per character */
} pattern_set;

typedef struct pattern_item pattern_item;

typedef struct pattern_capture {
    const char *from;
    ptrdiff_t length; /* PATTERN_OPEN, PATTERN_POSITION, else characters */
} pattern_capture;
enum { PATTERN_OPEN = -1, PATTERN_POSITION = -2 };

typedef struct pattern {
    void (*pause)(void *context); /* called every PATTERN_STEPS steps; may not return */
    void *context;
    pattern_item *items;
    size_t item_count;
    int capture_count;
    pattern_capture captures[PATTERN_CAPTURES];
    const char *from, *to; /* the subject */
    unsigned steps, depth; /* steps since the last pause, over all matches */
    int too_deep; /* the last match gave up: more than PATTERN_DEEPEST items had to be kept in mind */
} pattern;

/* Bytes that pattern_read needs for a pattern of this length. */
size_t pattern_room(size_t length);
/* Reads a pattern (without the "^" that anchors it) into `room`, which must be aligned as malloc's. Returns
 * NULL, or what is wrong with it. */
const char *pattern_read(pattern *p, const char *text, size_t length, void *room);
/* The end of the match that starts at `at`, with the captures; NULL when there is none, or too_deep. */
const char *pattern_match(pattern *p, const char *from, const char *to, const char *at);

#endif
