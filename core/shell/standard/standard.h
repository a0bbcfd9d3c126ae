/* standard.h: functions of Lua's standard libraries that may stay in C for long, in forms that look at Ctrl-C's flag every few
 * thousand steps, and tell the budget of a pack how many steps they make. Arguments, results and messages are those of the reference manual. standard.c has the table of
 * them; the stock function is the first upvalue of its replacement.
 *
 * Example:  int table_move(lua_State *L) { ... loop_step(L, &steps); ... }
 */
#ifndef GLO_SHELL_STANDARD_H
#define GLO_SHELL_STANDARD_H

#include "shell.h"

enum { STEPS = 4096, LARGE_TEXT = 1 << 20, TEXT_PIECE = 1 << 20, BYTES_PER_STEP = 8 };

/* One step of a loop in C: raises now and then when Ctrl-C was pressed. */
static inline void loop_step(lua_State *L, unsigned *steps) {
    budget_spend(L, 1);
    if (++*steps % STEPS == 0)
        interrupt_check(L);
}

/* The stock function over the arguments as they are, in the place of its replacement: so its messages name it. */
static inline int call_stock(lua_State *L) {
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* strings.c, over pattern.c */
int string_find(lua_State *L);
int string_match(lua_State *L);
int string_gmatch(lua_State *L);
int string_gsub(lua_State *L);

/* texts.c */
int string_rep(lua_State *L);
int string_upper(lua_State *L);
int string_lower(lua_State *L);
int string_reverse(lua_State *L);
int string_format(lua_State *L);
int utf8_length(lua_State *L);
int utf8_place(lua_State *L);
int load_chunk(lua_State *L);

/* tables.c */
int table_insert(lua_State *L);
int table_remove(lua_State *L);
int table_move(lua_State *L);
int table_concat(lua_State *L);
int table_sort(lua_State *L);

/* protected.c: code that Lua runs without its hooks: finalisers and message handlers */
int set_metatable(lua_State *L);       /* setmetatable */
int debug_set_metatable(lua_State *L); /* debug.setmetatable */
int protected_call(lua_State *L);      /* xpcall */

/* standard.c: those that end by themselves in forms that tell the budget; for the states of packs */
void standard_count(lua_State *L);

/* interrupt.c: who runs */
int coroutine_resume(lua_State *L);
int coroutine_wrap(lua_State *L);
int coroutine_close(lua_State *L);
/* lua_resume of `co` with the arguments on the top of L, telling who runs: how many results are on L, or -1 and a message. */
int interrupt_resume(lua_State *L, lua_State *co, int arguments);

#endif
