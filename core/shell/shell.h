/* shell.h: the parts of the command `glocal`, one file each, and how they fit.
 *
 *   main.c          signals, dispatch to foresight/shell/cli.lua, exit code
 *   state.c         a Lua state: standard libraries, glocal's library, its names as globals
 *   restricted.c    a script in a state of its own, which has fewer capabilities
 *   isolate.c       a pack in a state of its own: its functions, called from outside
 *   budget.c        how much computing a call of a pack may take
 *   watchdog.c      ends a step of Lua's machine in a pack that does not end
 *   host.c          what the library may ask of its surroundings: the terminal's size, the history's path
 *   call.c          runs Lua under protection: progress on, Ctrl-C heard, faults told with the analyst's line
 *   interrupt.c     Ctrl-C: the cancel flag of C work and the hook that stops Lua
 *   standard.c      the standard functions of Lua in forms that Ctrl-C stops: strings.c (over pattern.c), texts.c, tables.c,
 *                   protected.c (finalisers and message handlers)
 *   memory.c        the limit of memory
 *   progress.c      the progress line on stderr
 *   say.c           any other line on stderr
 *   repl.c          reads statements, runs them, has what they return shown
 *   statement.c     whether a text is a whole statement, goes on, or is wrong
 *   sql.c           statements in SQL, which become Lua
 *   input.c         one line, or one pasted block, from the terminal (readline)
 *   history.c       the statements as readline's list
 *   history_file.c  the statements between sessions
 *   complete.c      the Tab key asks foresight/shell/complete.lua
 *
 * Example:  status = shell_call(L, 1, LUA_MULTRET);   // function and one argument on the stack
 */
#ifndef GLO_SHELL_SHELL_H
#define GLO_SHELL_SHELL_H

#include "base/buf.h"

#include <limits.h>
#include <lua.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Exit codes of the command. */
enum { SHELL_DONE = 0, SHELL_FAILED = 1, SHELL_WRONG_CALL = 2, SHELL_INTERRUPTED = 130 };

/* state.c. Opens the libraries in a new state; false, and a line on stderr, where glocal's can't be opened. */
bool state_open(lua_State *L, unsigned capabilities);

/* restricted.c: pushes what foresight/shell/commands/restricted.lua runs a script by that may not have everything. */
void restricted_push(lua_State *L);
void secret_push(
    lua_State *L); /* sets read_secret (a passphrase, typed unseen) and ask in the table on top */

/* call.c. As lua_pcall: the results, or one message, are left in place of the function and its arguments. The
 * message starts with the place in the caller's own code where it names one, never with one of the library.
 */
int shell_call(lua_State *L, int arguments, int results);
/* The same while a shell_call is under way already. */
int call_protected(lua_State *L, int arguments, int results);
/* Whether the last shell_call was ended by Ctrl-C. */
int shell_was_interrupted(void);
/* Calls require(module)[name] with the arguments on the top of the stack; 1 when it went well, and then its
 * `results` are there. A failure leaves nothing, and a line on stderr. */
bool shell_call_library(lua_State *L, const char *module, const char *name, int arguments, int results);

/* interrupt.c */
lua_State *interrupt_enter(lua_State *L); /* from here on this one runs; returns the one that did */
void interrupt_install(lua_State *L, int ends_with_second);
const atomic_bool *interrupt_flag(void); /* the `cancel` of jobs */
void interrupt_begin(void);              /* from here Ctrl-C stops the work */
int interrupt_end(void);                 /* up to here; whether it did */
void interrupt_close(void);              /* from here the state is closed: finalisers alone are stopped */
extern volatile sig_atomic_t interrupt_at_prompt; /* set by a Ctrl-C while nothing runs */

void interrupt_hook(
    lua_Hook hook);            /* called at the next instruction of what runs, unless a stop is under way */
bool interrupt_is_asked(void); /* whether Ctrl-C was pressed, and what runs has to stop */
void interrupt_check(lua_State *L); /* raises "interrupted" then */
void interrupt_stop(void); /* as Ctrl-C, for what runs in a pack: up to interrupt_resolve. Signal-safe */
bool interrupt_resolve(
    void); /* the stop of a pack has come to its end; whether Ctrl-C was pressed, which goes on */

/* budget.c. Between enter and leave no more than so many instructions are done, and no more than so many seconds of processor
 * time are taken: what runs is then stopped as by Ctrl-C. Calls in a call count to the outermost one. */
typedef struct budget {
    int64_t instructions;
    double seconds;
} budget;
typedef enum budget_state { BUDGET_LEFT, BUDGET_SPENT, BUDGET_LATE } budget_state;
void budget_enter(const budget *of);
budget_state budget_leave(void); /* what was used up, if anything was */
int64_t budget_spent(void);      /* instructions of the last call */
bool budget_count(bool is_on);   /* whether what follows is counted; what held before */
extern int64_t budget_left;
void budget_end(lua_State *L, size_t refused); /* of more steps than are left. Raises "interrupted" */
/* Steps in C: raises "interrupted", before they are made, where they are more than are left. */
static inline void budget_spend(lua_State *L, size_t steps) {
    budget_left -= (int64_t)steps;
    if (budget_left < 0)
        budget_end(L, steps);
}
/* The same where nothing may be raised: what runs then stops at its next instruction. */
void budget_note(uint64_t steps);
void budget_note_bytes(size_t bytes); /* that were allocated */
void budget_note_new(void);           /* a coroutine that runs for the first time */
void budget_arm(lua_State *L);        /* counts the instructions of this state from here on */
void budget_disarm(lua_State *L);     /* it rests: no hook but this one stays */

/* watchdog.c. A step in Lua's machine that a call of a pack does not come out of is left for `place`, as siglongjmp does; the
 * state that it was in is not to be touched again. */
typedef struct watchdog {
    sigjmp_buf place; /* by sigsetjmp(place, 0), right behind watchdog_enter */
    struct watchdog *outer;
} watchdog;
void watchdog_open(void); /* once, before the first tick */
void watchdog_enter(watchdog *here);
void watchdog_leave(watchdog *here); /* also where it was left by siglongjmp */
/* In the handler of the budget's timer. `now`: nanoseconds of processor time; `progress`: changes as long as steps come to their
 * end; `is_late`: whether the time of the call is over. */
void watchdog_tick(const void *context, int64_t now, int64_t progress, bool is_late);

/* isolate.c: sets package.loaded["glocal.isolate"], by which foresight/pack/use.lua opens packs. */
void isolate_open(lua_State *L);

/* standard.c: standard functions of Lua that may stay in C for long, in forms that Ctrl-C stops. */
void standard_open(lua_State *L);

/* memory.c */
lua_State *memory_new_state(void);
/* A limit of its own for a state, below that of all. Memory that is refused REFUSALS times in one call stops what runs. */
typedef struct memory_pool {
    size_t used, most, peak; /* peak: the most that the call under way, or the last one, held */
    unsigned refused;        /* times, in the call under way */
} memory_pool;
lua_State *memory_new_pooled_state(memory_pool *pool); /* the pool stays where it is as long as the state */
void memory_enter(memory_pool *pool); /* from here a call runs in it, whose frames count too */
bool memory_leave(
    memory_pool
        *outer); /* up to here; whether it was stopped for want of memory. `outer`: whose call it was in */
bool memory_open(void);                    /* reads GLOCAL_MEMORY; 0, and a line on stderr, for a wrong one */
void memory_hold(lua_State *L);            /* from here on a statement runs, and the limit holds */
void memory_relax(void);                   /* from here on the shell works, which may go a little further */
#define MEMORY_RAN_OUT "not enough memory" /* as Lua says it */
const char *memory_message(void);          /* what is told when the limit is reached */

/* progress.c: a glo_job's callback; shows nothing unless stderr is a terminal. */
void progress_report(void *context, const char *what, uint64_t done, uint64_t total);
void progress_erase(void); /* before anything else is written, and when work ends */

/* say.c: a line on stderr, with what can't be seen in it written out. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* repl.c: returns the exit code. `name` is shown in the prompt. */
int repl_run(lua_State *L, const char *name);

/* input.c */
typedef enum input_result { INPUT_LINE, INPUT_END, INPUT_INTERRUPTED } input_result;
void input_open(lua_State *L);
bool input_is_open(void);             /* whether statements are read from a terminal */
void input_suggest(const char *text); /* puts it at the next prompt, to be changed there */
/* One line without its newline (pasted text may hold newlines); *out is released with free(). */
input_result input_read(const char *prompt, char **out);

/* statement.c */
typedef enum statement_kind {
    STATEMENT_NONE,
    STATEMENT_WHOLE, /* its chunk is on the stack */
    STATEMENT_GOES_ON,
    STATEMENT_WRONG, /* the parser's message is on the stack */
    STATEMENT_FAREWELL
} statement_kind;
statement_kind statement_parse(lua_State *L, const char *text);
bool statement_is_blank(const char *text);
/* Whether a line can only go on with the statement before it, such as ":where{...}". */
bool statement_is_tail(const char *line);
/* Whether a statement of that length may end with this line: if not, it need not be parsed yet. */
bool statement_may_end(size_t length, const char *line);

/* sql.c: statements in SQL, which foresight/shell/sql_shell.lua turns into Lua. */
/* Whether the text is SQL (or a command such as .sql); then `out` says what it is, and what it leaves on the
 * stack is what statement_parse does. */
bool sql_parse(lua_State *L, const char *text, statement_kind *out);
/* Whether the statement so far is SQL that ends before this line of piped input; NULL: the end of it. */
int sql_ends_before(lua_State *L, const char *line);
/* The prompt, which tells when statements are taken for SQL; borrowed until the next call. */
const char *sql_prompt(const char *prompt);

/* history.c. A statement is kept before it runs; how long it took is added when it ended. `store` is the path
 * of the store that is open, or "". */
void history_open(void);
void history_begin(const char *statement, const char *store);
void history_end(double seconds);

/* history_file.c. The functions that fail return -1 and leave why in errno. */
bool history_file_path(char out[PATH_MAX]); /* 0 when there is no place for it */
int history_file_make_folders(const char *path);
/* Hands the statements over, the oldest first; returns how many lines were damaged, and left out for good.
 * Keeps the file at `kept` to twice as many lines. */
int history_file_load(const char *path, size_t kept, void (*take)(const char *statement));
int history_file_begin(const char *path, const char *statement, const char *store);
void history_file_end(const char *path, double seconds);

/* host.c: pushes the table that foresight/shell/cli.lua is handed. */
void host_push(lua_State *L);

/* complete.c: `before` are the earlier lines of the statement; borrowed until the next call. */
void complete_open(lua_State *L);
void complete_after(const char *before);
void complete_prepare(void); /* makes ready what the first Tab would have to read */

#endif
