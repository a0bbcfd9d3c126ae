/* bind.h: the binding registry and the few helpers that every binding uses.
 *
 * Each function that Lua sees is declared once, right above its C body, with all that anyone may want to know
 * of it: help(), completion, docs/reference.md, the LuaCATS file, the doctests and the permission check of
 * packs are read from there. An example is a run of Lua lines; "EXPRESSION --> TEXT" says what the expression
 * prints.
 *
 * Example:
 *   GLO_FUNCTION(frame_head, "frame:head", "(n?: integer): frame", GLO_NEEDS_NOTHING, "0.1",
 *                "The first `n` rows (10 unless told).",
 *                "#frame{{a=1}, {a=2}}:head(1) --> 1") {
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

#include <lauxlib.h>
#include <lua.h>

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

typedef struct glo_function {
    const char *name;      /* "frame:head" for a method, "open" for a function */
    const char *signature; /* in LuaCATS types */
    unsigned needs;        /* glo_capability bits */
    const char *since;     /* the version it came with */
    const char *doc;
    const char *example;
    lua_CFunction call;
} glo_function;

#define GLO_FUNCTION(id, name_, signature_, needs_, since_, doc_, example_)                                  \
    static int id(lua_State *L);                                                                             \
    static const glo_function id##_entry = {name_, signature_, needs_, since_, doc_, example_, id};          \
    static int id(lua_State *L)

/* Opens the registry into `L`: the module table "glocal.core" is left on the stack, and preloaded under that
 * name. Functions that need a capability outside `capabilities` are left out. */
void glo_lua_open(lua_State *L, unsigned capabilities);

/* Opens the registry and runs foresight/init.lua over it; leaves the table of everything a script sees on the
 * stack. On failure returns a status with a message and leaves nothing. */
int glo_lua_open_library(lua_State *L, unsigned capabilities);

/* The folder that holds foresight/ and data/: $GLOCAL_HOME, or beside the program or module. NULL if not
 * found. */
const char *glo_home(void);

/* The job that long work in this state is handed; the host sets it once and keeps it. May be NULL. */
void glo_lua_set_job(lua_State *L, const glo_job *job);
const glo_job *glo_lua_job(lua_State *L);

/* Adds functions to the registry and, those allowed, to the table on the top of the stack (methods: the part
 * behind the colon). */
void glo_bind(lua_State *L, const glo_function *const *functions);

/* Pushes nil, the message, the code's name; returns 3. */
int glo_failure(lua_State *L, int status);
/* Raises the message as an error of the function that was called. */
int glo_raise(lua_State *L);
/* Raises when the status is one of a wrong argument (invalid, not_found, ambiguous), else glo_failure. */
int glo_fail_or_raise(lua_State *L, int status);

/* Fields of the options table at `index`, with a default; wrong types raise and name the field. */
const char *glo_field_text(lua_State *L, int index, const char *name, const char *otherwise);
lua_Integer glo_field_integer(lua_State *L, int index, const char *name, lua_Integer otherwise);
int glo_field_boolean(lua_State *L, int index, const char *name);

/* Userdata are made empty, then filled, so that an error in between leaks nothing. */
glo_frame **glo_push_frame_slot(lua_State *L);       /* a frame userdata that holds NULL */
glo_frame *glo_check_frame(lua_State *L, int index); /* raises when it is not one */
glo_frame *glo_test_frame(lua_State *L, int index);  /* NULL when it is not one */
void glo_push_cell_of(lua_State *L, const glo_column *column, size_t row);

/* One per noun: pushes nothing, registers its metatables, adds its functions to the table on the top. */
void glo_bind_frame(lua_State *L);
void glo_bind_making(lua_State *L); /* after glo_bind_frame */
void glo_bind_export(lua_State *L); /* after glo_bind_frame */
void glo_bind_view(lua_State *L);   /* after glo_bind_frame */
void glo_bind_exchange(lua_State *L);
void glo_bind_store(lua_State *L);
void glo_bind_sql(lua_State *L); /* after glo_bind_store */
void glo_bind_cube(lua_State *L);
void glo_bind_series(lua_State *L);
void glo_bind_register(lua_State *L); /* after glo_bind_store */
void glo_bind_score(lua_State *L);
void glo_bind_system(lua_State *L);

#endif
