/* shell.h: the parts of the command `glocal`, one file each, and how they fit.
 *
 * - main.c: state, signals, dispatch to foresight/cli.lua, exit code.
 * - call.c: runs Lua under protection: progress on, Ctrl-C heard, faults told with the analyst's own line.
 * - interrupt.c: Ctrl-C: the cancel flag of C work and the hook that stops Lua.
 * - strings.c (over pattern.c) and stoppable.c: standard functions of Lua in a form that Ctrl-C stops.
 * - memory.c: the limit of memory.
 * - progress.c: the progress line on stderr.
 * - repl.c: reads statements, runs them, shows what they return.
 * - input.c: one line from the terminal (readline).
 * - history.c: statements kept between sessions.
 * - complete.c: the Tab key asks foresight/complete.lua.
 *
 * Example:  status = shell_call(L, 1, LUA_MULTRET);   // function and one argument on the stack
 */
#ifndef GLO_SHELL_SHELL_H
#define GLO_SHELL_SHELL_H

#include "base/buf.h"

#include <lua.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>

/* Exit codes of the command. */
enum { SHELL_DONE = 0, SHELL_FAILED = 1, SHELL_WRONG_CALL = 2, SHELL_INTERRUPTED = 130 };

/* call.c. As lua_pcall: the results, or one message, are left in place of the function and its arguments. The
 * message starts with the place in the caller's own code where it names one, never with one of the library.
 */
int shell_call(lua_State *L, int arguments, int results);
/* Whether the last shell_call was ended by Ctrl-C. */
int shell_was_interrupted(void);
/* Calls require(module)[name] with the arguments on the top of the stack; 1 when it went well, and then its
 * `results` are there. A failure leaves nothing, and a line on stderr. */
int shell_call_library(lua_State *L, const char *module, const char *name, int arguments, int results);

/* interrupt.c */
void interrupt_install(lua_State *L, int ends_with_second);
const atomic_bool *interrupt_flag(void);          /* the `cancel` of jobs */
void interrupt_begin(void);                       /* from here Ctrl-C stops the work */
int interrupt_end(void);                          /* up to here; whether it did */
extern volatile sig_atomic_t interrupt_at_prompt; /* set by a Ctrl-C while nothing runs */

void interrupt_hook(
    lua_Hook hook); /* called at the next instruction of what runs, unless a stop is under way */
void interrupt_check(lua_State *L); /* raises "interrupted" when Ctrl-C was pressed */

/* strings.c, stoppable.c: standard functions of Lua that may stay in C for long, in a form that Ctrl-C stops.
 */
void strings_open(lua_State *L);
void stoppable_open(lua_State *L);

/* memory.c */
lua_State *memory_new_state(void);
int memory_open(void);                     /* reads GLOCAL_MEMORY; 0, and a line on stderr, for a wrong one */
void memory_hold(lua_State *L);            /* from here on a statement runs, and the limit holds */
void memory_relax(void);                   /* from here on the shell works, which may go a little further */
#define MEMORY_RAN_OUT "not enough memory" /* as Lua says it */
const char *memory_message(void);          /* what is told when the limit is reached */

/* progress.c: a glo_job's callback; shows nothing unless stderr is a terminal. */
void progress_report(void *context, const char *what, uint64_t done, uint64_t total);
void progress_erase(void); /* before anything else is written, and when work ends */

/* repl.c: returns the exit code. `name` is shown in the prompt. */
int repl_run(lua_State *L, const char *name);

/* What a text is to the parser. */
typedef enum parsed { PARSED, INCOMPLETE, WRONG } parsed;

/* sql.c: statements in SQL, which foresight/sql_shell.lua turns into Lua. */
/* Whether the text is SQL (or a command such as .sql); then `out` says what the parser makes of it, and where
 * that is PARSED the chunk is on the stack. */
int sql_parse(lua_State *L, const char *text, parsed *out);
/* Whether the statement so far is SQL that ends before this line of piped input; NULL: the end of it. */
int sql_ends_before(lua_State *L, const char *line);
/* The prompt, which tells when statements are taken for SQL; borrowed until the next call. */
const char *sql_prompt(const char *prompt);

/* input.c */
typedef enum input_result { INPUT_LINE, INPUT_END, INPUT_INTERRUPTED } input_result;
void input_open(lua_State *L);
/* One line without its newline (pasted text may hold newlines); *out is released with free(). */
input_result input_read(const char *prompt, char **out);

/* history.c */
void history_open(void);
void history_keep(const char *statement);

/* complete.c: `before` are the earlier lines of the statement; borrowed until the next call. */
void complete_open(lua_State *L);
void complete_after(const char *before);

#endif
