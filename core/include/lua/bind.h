/* bind.h: the binding registry and the few helpers that every binding uses.
 *
 * Each function that Lua sees is declared once, right above its C body, with all that anyone may want to know
 * of it: help(), completion, docs/reference.md, the LuaCATS file, the doctests and the permission check of
 * packs are read from there. An example is a run of Lua lines; "EXPRESSION --> TEXT" says what the expression
 * prints.
 *
 * Example:
 *   GLO_FUNCTION(frame_head, .name = "frame:head", .doc = "The first rows.",
 *                GLO_TAKES({.name = "n", .type = "integer", .is_optional = true, .otherwise = "10",
 *                           .unit = "rows", .doc = "how many"}),
 *                GLO_GIVES({.type = "frame", .doc = "the rows"}), .since = "0.1",
 *                .example = "#frame{{a=1}, {a=2}}:head(1) --> 1") {
 *       ...
 *   }
 *   static const glo_function *const functions[] = {&frame_head_entry, NULL};
 *
 * Errors: a wrong argument raises (glo_raise); an expected failure returns nil, message, code (glo_failure).
 */
#ifndef GLO_LUA_BIND_H
#define GLO_LUA_BIND_H

#include "base/job.h"
#include "cells/cells.h"
#include "frame/frame.h"
#include "io/figure.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>

/* What a function may touch. A state opened without a capability has none of the functions that need it. */
typedef enum glo_capability {
    GLO_NEEDS_NOTHING = 0,
    GLO_NEEDS_STORE_READ = 1,
    GLO_NEEDS_STORE_WRITE = 2,
    GLO_NEEDS_FILE_READ = 4,
    GLO_NEEDS_FILE_WRITE = 8,
    GLO_NEEDS_PROCESS = 16
} glo_capability;
#define GLO_EVERYTHING 31u

/* An argument, or an option: a field of the table that is the last argument to be a table. */
typedef struct glo_parameter {
    const char *name;      /* NULL ends a list of them */
    const char *type;      /* in LuaCATS types */
    bool is_option;        /* a field of the table of options */
    bool is_optional;      /* may be left out */
    const char *otherwise; /* its default: in Lua, or described in parentheses; NULL for none */
    const char *values;    /* all it may be, "day|week|month"; NULL for any of its type */
    const char *set;       /* where its values come from: zone, column, file ...; NULL for none */
    const char *unit;      /* "periods"; NULL for none */
    bool is_in_place;      /* read as it is: a table raw, not as a copy; a text with its NUL bytes */
    const char *doc;       /* what it is, in a line */
} glo_parameter;

typedef struct glo_result {
    const char *type; /* NULL ends a list of them */
    const char *doc;
} glo_result;

typedef struct glo_function {
    const char *name; /* "frame:head" for a method, "open" for a function */
    const char *doc;  /* what it does, in a paragraph */
    const glo_parameter *parameters;
    const glo_result *returns;
    const char *raises; /* for which wrong arguments; NULL where only for what the parameters say */
    const char *fails;  /* the codes of nil, message, code; NULL where it does not fail */
    unsigned needs;     /* glo_capability bits */
    bool leaves;        /* lets figures leave the store: it asks glo_marking_may_leave */
    bool is_internal;   /* for the library itself: not among what scripts see */
    bool
        is_door; /* writes what it is given as it is: for the library's own files alone, see glo_lua_push_doors */
    const char *since;   /* the version it came with */
    const char *example; /* NULL for none */
    lua_CFunction call;
    const char *file;
    int line;
} glo_function;

/* The name of the C function, then the fields of its glo_function but for call, file and line. */
#define GLO_FUNCTION(id, ...)                                                                                \
    static int id(lua_State *L);                                                                             \
    static const glo_function id##_entry = {__VA_ARGS__, .call = id, .file = __FILE__, .line = __LINE__};    \
    static int id(lua_State *L)
#define GLO_TAKES(...)                                                                                       \
    .parameters = (const glo_parameter[]) {                                                                  \
        __VA_ARGS__, {                                                                                       \
            0                                                                                                \
        }                                                                                                    \
    }
#define GLO_GIVES(...)                                                                                       \
    .returns = (const glo_result[]) {                                                                        \
        __VA_ARGS__, {                                                                                       \
            0                                                                                                \
        }                                                                                                    \
    }

/* Opens the registry into `L`: the module table "glocal.core" is left on the stack, and preloaded under that
 * name. Functions that need a capability outside `capabilities` are left out. */
void glo_lua_open(lua_State *L, unsigned capabilities);

/* Opens the registry and runs foresight/init.lua over it; leaves the table of everything a script sees on the
 * stack. On failure returns a status with a message and leaves nothing. The standard libraries are open. Where
 * `capabilities` are not all there are, the globals are replaced by those that reach around none: no io, os (but
 * for the time), package, debug. */
glo_status glo_lua_open_library(lua_State *L, unsigned capabilities);
/* Pushes a module of the library, such as "foresight.shell.cli". */
void glo_lua_require(lua_State *L, const char *name);

/* The bits that the state was opened with; the name of the lowest of some, such as "file.read", and back. */
unsigned glo_lua_capabilities(lua_State *L);
const char *glo_capability_name(unsigned capability);
bool glo_capability_find(const char *name, unsigned *out);

/* The folder that holds foresight/ and data/: $GLOCAL_HOME, or beside the program or module. NULL if not
 * found. */
const char *glo_home(void);

/* The job that long work in this state is handed; the host sets it once and keeps it. May be NULL. */
void glo_lua_set_job(lua_State *L, const glo_job *job);
const glo_job *glo_lua_job(lua_State *L);

/* Adds functions to the registry and, those allowed, to the table on the top of the stack (methods: the part
 * behind the colon). A call with more arguments than are declared raises. Tables are handed on as plain copies of the
 * call's own, so that no metamethod of theirs runs and what they hold stays (core/lua/hold.h). A text that holds a NUL byte
 * raises, as C would take it for a shorter one. */
void glo_bind(lua_State *L, const glo_function *const *functions);

/* Pushes the table of the doors: functions that write into a store what only the library's own rules may have written, such as
 * a registration. They are in no table that a script reaches, whatever its capabilities: the library's `require` alone knows
 * them, as "glocal.doors" (core/lua/library.c). */
void glo_lua_push_doors(lua_State *L);

/* Pushes nil, the message, the code's name; returns 3. */
int glo_failure(lua_State *L, int status);
/* luaL_error, but the place that it names is the nearest statement outside the library: the one that its caller wrote. */
int glo_error(lua_State *L, const char *format, ...);
/* Raises the message as an error of the function that was called. */
int glo_raise(lua_State *L);
/* What was written into `text`, which the call owns (core/lua/hold.h), as one result. */
int glo_give_text(lua_State *L, glo_buf *text);
/* Raises when the status is one of a wrong argument (invalid, not_found, ambiguous), else glo_failure. */
int glo_fail_or_raise(lua_State *L, glo_status status);

/* Fields of the options table at `index`, with a default; wrong types raise and name the field. */
const char *glo_field_text(lua_State *L, int index, const char *name, const char *otherwise);
lua_Integer glo_field_integer(lua_State *L, int index, const char *name, lua_Integer otherwise);
int glo_field_boolean(lua_State *L, int index, const char *name);
/* Pushes options[name], raw, nil where there is no such table; returns its type. */
int glo_push_field(lua_State *L, int index, const char *name);
/* A list of texts as an array ended by NULL, in a userdata left on the stack; the texts stay with the list. No table: none.
 * `name` is that of the field or argument, for the message. */
const char **glo_push_texts(lua_State *L, int index, const char *name, size_t *out_count);
/* The same of a field. Leaves two values on the stack. */
const char **glo_field_texts(lua_State *L, int index, const char *name, size_t *out_count);

/* How many figures have each flag, {p=12}. */
void glo_push_flags(lua_State *L, const glo_flags *flags);

/* Userdata are made empty, then filled, so that an error in between leaks nothing. */
glo_frame **glo_push_frame_slot(lua_State *L);       /* a frame userdata that holds NULL */
int glo_keep_attached(lua_State *L, int from);       /* to the frame on the top, of that at `from`; gives 1 */
glo_frame *glo_check_frame(lua_State *L, int index); /* raises when it is not one */
glo_frame *glo_test_frame(lua_State *L, int index);  /* NULL when it is not one */
void glo_push_cell_of(lua_State *L, const glo_column *column, size_t row);

/* One per noun: pushes nothing, registers its metatables, adds its functions to the table on the top. */
void glo_bind_frame(lua_State *L);
void glo_bind_making(lua_State *L); /* after glo_bind_frame */
void glo_bind_export(lua_State *L); /* after glo_bind_frame */
void glo_bind_outfile(lua_State *L);
void glo_bind_supervise(lua_State *L);
void glo_bind_view(lua_State *L);     /* after glo_bind_frame */
void glo_bind_distinct(lua_State *L); /* after glo_bind_frame */
void glo_bind_exchange(lua_State *L);
void glo_bind_shape(lua_State *L);
void glo_bind_xml(lua_State *L);
void glo_bind_look(lua_State *L);
void glo_bind_read(lua_State *L); /* after glo_bind_frame */
void glo_bind_store(lua_State *L);
void glo_bind_sql(lua_State *L);       /* after glo_bind_store */
void glo_bind_backup(lua_State *L);    /* after glo_bind_store */
void glo_bind_reconcile(lua_State *L); /* after glo_bind_store */
void glo_bind_cube(lua_State *L);
void glo_bind_series(lua_State *L);
void glo_bind_register(lua_State *L);    /* after glo_bind_store */
void glo_bind_alerts(lua_State *L);      /* after glo_bind_store */
void glo_bind_horizon(lua_State *L);     /* after glo_bind_store */
void glo_bind_cooperation(lua_State *L); /* after glo_bind_store */
void glo_bind_score(lua_State *L);
void glo_bind_changes(lua_State *L);
void glo_bind_association(lua_State *L); /* after glo_bind_frame */
void glo_bind_crossimpact(lua_State *L); /* after glo_bind_frame */
void glo_bind_distribution(lua_State *L);
void glo_bind_fit(lua_State *L);
void glo_bind_warn(lua_State *L); /* after glo_bind_frame */
void glo_bind_scan(lua_State *L); /* after glo_bind_frame */
void glo_bind_graph(lua_State *L);
void glo_bind_network(lua_State *L);
void glo_bind_placement(lua_State *L);
void glo_bind_queue(lua_State *L);
void glo_bind_mse(lua_State *L);
void glo_bind_model_run(lua_State *L); /* after glo_bind_frame */
void glo_bind_sample(lua_State *L);
void glo_bind_nowcast(lua_State *L);   /* after glo_bind_frame */
void glo_bind_warn(lua_State *L);      /* after glo_bind_frame */
void glo_bind_discovery(lua_State *L); /* after glo_bind_frame */
void glo_bind_scan(lua_State *L);      /* after glo_bind_frame */
void glo_bind_pack(lua_State *L);
void glo_bind_place(lua_State *L);
void glo_bind_system(lua_State *L);

#endif
