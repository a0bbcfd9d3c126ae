/* rollup.c: cells and their sums as Lua values; trees are in tree.c, impact in impact.c. foresight/cube/rollup.lua turns what
 * an analyst writes into the calls below.
 *
 * Example (Lua):  frame, note = core.sum(cells, zones, phenomena, {every="month"})
 */
#include "cube/rollup.h"
#include "base/err.h"
#include "cells.h"
#include "cube.h"
#include "hold.h"
#include "lua/bind.h"

#include <math.h>
#include <string.h>

#define CELLS "glocal.cells"

/* ---- cells ---- */

glo_cells *glo_push_cells(lua_State *L) {
    glo_cells *cells = lua_newuserdatauv(L, sizeof *cells, 0);
    *cells = (glo_cells){0};
    luaL_setmetatable(L, CELLS);
    return cells;
}

glo_cells *glo_check_cells(lua_State *L, int index) {
    return luaL_checkudata(L, index, CELLS);
}

static int cells_gc(lua_State *L) {
    glo_cells *cells = glo_check_cells(L, 1);
    glo_cells_dispose(cells);
    *cells = (glo_cells){0};
    return 0;
}

static int cells_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)glo_check_cells(L, 1)->count);
    return 1;
}

/* ---- rollup ---- */

/* options[name]: which nodes get rows: {roots={codes}, kinds={...}|"every"|"leaves"}. What it needs stays on
 * the stack. */
static glo_selection check_selection(lua_State *L, int options, const char *name, const glo_tree *tree) {
    glo_selection selection = {.mode = GLO_SELECT_ROOTS};
    if (glo_push_field(L, options, name) != LUA_TTABLE)
        return selection;
    int table = lua_gettop(L);
    glo_push_field(L, table, "roots");
    size_t count;
    const char **codes = glo_push_texts(L, lua_gettop(L), "roots", &count);
    uint32_t *roots = lua_newuserdatauv(L, (count + 1) * sizeof *roots, 0);
    for (size_t i = 0; i < count; i++) {
        if (!glo_tree_find(tree, codes[i], &roots[i]))
            glo_error(L, "'%s' is not in the tree", codes[i]);
    }
    selection.roots = roots;
    selection.root_count = count;
    int type = glo_push_field(L, table, "kinds");
    if (type == LUA_TTABLE) {
        selection.mode = GLO_SELECT_KINDS;
        selection.kinds = glo_push_texts(L, lua_gettop(L), "kinds", &selection.kind_count);
    } else if (type == LUA_TSTRING) {
        selection.mode = strcmp(lua_tostring(L, -1), "leaves") == 0 ? GLO_SELECT_LEAVES : GLO_SELECT_EVERY;
    }
    return selection;
}

static int32_t check_day(lua_State *L, int options, const char *name, int32_t otherwise, int last) {
    const char *text = glo_field_text(L, options, name, NULL);
    int32_t day;
    glo_span span;
    if (!text)
        return otherwise;
    if (glo_date_parse(text, strlen(text), GLO_ORDER_ISO, &day, &span) < 0)
        glo_error(L, "bad argument '%s': %s", name, glo_message());
    return last ? glo_span_last(day, span) : day;
}

static unsigned check_measures(lua_State *L, int options) {
    static const char *const names[] = {"events", "count", "value", "weighted"};
    unsigned measures = 0;
    glo_push_field(L, options, "measures");
    size_t count;
    const char **texts = glo_push_texts(L, lua_gettop(L), "measures", &count);
    for (size_t i = 0; i < count; i++) {
        for (unsigned m = 0; m < 4; m++)
            measures |= strcmp(texts[i], names[m]) == 0 ? 1u << m : 0;
    }
    return measures ? measures : (unsigned)GLO_MEASURE_COUNT;
}

/* weights: {code=value} per phenomenon; NaN where there is none. */
static const double *check_weights(lua_State *L, int options, const glo_tree *phenomena) {
    uint32_t count = glo_tree_count(phenomena);
    if (glo_push_field(L, options, "weights") != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    double *weights = lua_newuserdatauv(L, (count + 1) * sizeof *weights, 0);
    for (uint32_t node = 0; node < count; node++) {
        int is_number;
        glo_push_field(L, table, glo_tree_code(phenomena, node));
        weights[node] = lua_tonumberx(L, -1, &is_number);
        if (!is_number)
            weights[node] = NAN;
        lua_pop(L, 1);
    }
    return weights;
}

const int32_t *glo_field_ids(lua_State *L, int options, const char *name, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, name) != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    size_t count = glo_list_length(L, table);
    int32_t *ids = lua_newuserdatauv(L, (count + 1) * sizeof *ids, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        ids[i] = (int32_t)luaL_checkinteger(L, -1);
        lua_pop(L, 1);
    }
    *out_count = count;
    return ids;
}

static const glo_rollup_facet *check_facets(lua_State *L, int options, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, "facets") != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    size_t count = glo_list_length(L, table);
    glo_rollup_facet *facets = lua_newuserdatauv(L, (count + 1) * sizeof *facets, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        facets[i].id = (int32_t)glo_field_integer(L, -1, "id", 0);
        facets[i].category = glo_field_text(L, -1, "category", "");
        lua_pop(L, 1);
    }
    *out_count = count;
    return facets;
}

/* options.described: {{id=, figures=, subject= (from 1), rank=, value_factor=} ...}. */
static const glo_rollup_source *check_described(lua_State *L, int options, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, "described") != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    size_t count = glo_list_length(L, table);
    glo_rollup_source *sources = lua_newuserdatauv(L, (count + 1) * sizeof *sources, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        int source = lua_gettop(L);
        sources[i] = (glo_rollup_source){.id = (int32_t)glo_field_integer(L, source, "id", 0),
                                         .publishes_figures = glo_field_boolean(L, source, "figures"),
                                         .subject = (uint32_t)glo_field_integer(L, source, "subject", 1) - 1,
                                         .rank = (uint32_t)glo_field_integer(L, source, "rank", 0),
                                         .reports_zeros = glo_field_boolean(L, source, "reports_zeros"),
                                         .value_factor = glo_field_integer(L, source, "value_factor", 1)};
        lua_settop(L, source - 1);
    }
    *out_count = count;
    return sources;
}

/* options.subjects: {{counting_unit=, value_unit=, value_scale=} ...}; the texts stay with the options. */
static const glo_rollup_subject *check_subjects(lua_State *L, int options, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, "subjects") != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    size_t count = glo_list_length(L, table);
    glo_rollup_subject *subjects = lua_newuserdatauv(L, (count + 1) * sizeof *subjects, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, table, (lua_Integer)i + 1);
        int subject = lua_gettop(L);
        subjects[i] = (glo_rollup_subject){.counting_unit = glo_field_text(L, subject, "counting_unit", NULL),
                                           .value_unit = glo_field_text(L, subject, "value_unit", NULL),
                                           .value_scale = glo_field_integer(L, subject, "value_scale", 1)};
        lua_settop(L, subject - 1);
    }
    *out_count = count;
    return subjects;
}

static const glo_rollup_per *check_per(lua_State *L, int options, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, "per") != LUA_TTABLE)
        return NULL;
    int table = lua_gettop(L);
    glo_rollup_per *per = lua_newuserdatauv(L, sizeof *per, 0);
    glo_push_field(L, table, "facts");
    per->facts = glo_check_frame(L, -1);
    glo_push_field(L, table, "factor");
    per->factor = luaL_checknumber(L, -1);
    per->name = glo_field_text(L, table, "name", "rate");
    per->unit = glo_field_text(L, table, "unit", NULL);
    per->within = glo_field_integer(L, table, "within", 0);
    glo_push_field(L, table, "ignored");
    per->ignored = glo_push_texts(L, lua_gettop(L), "ignored", &per->ignored_count);
    *out_count = 1;
    return per;
}

static void push_note(lua_State *L, const glo_rollup_note *note, const glo_tree *zones,
                      const glo_tree *phenomena) {
    const struct {
        const char *name;
        int64_t value;
    } fields[] = {{"events", note->events},
                  {"left_out_events", note->left_out_events},
                  {"left_out_count", note->left_out_count},
                  {"unplaced_events", note->unplaced_events},
                  {"unweighted_events", note->unweighted_events},
                  {"unweighted_count", note->unweighted_count},
                  {"superseded", note->superseded},
                  {"finer", note->finer},
                  {"alternatives", note->alternatives},
                  {"alternative_count", note->alternative_count},
                  {"alternative_source", note->alternative_source},
                  {"preferred_source", note->preferred_source},
                  {"totals", note->totals},
                  {"exceeded", note->exceeded},
                  {"overlaps", note->overlaps},
                  {"narrowed", note->narrowed},
                  {"outside_count", note->outside_count},
                  {"outside_zones", note->outside_zones},
                  {"fact_year", note->fact_year},
                  {"fact_for", note->fact_for},
                  {"rates_unknown", note->rates_unknown},
                  {"rates_partial", note->rates_partial},
                  {"subjects", (int64_t)note->subjects},
                  {"publishers", (int64_t)note->publishers}};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        lua_pushinteger(L, fields[i].value);
        lua_setfield(L, -2, fields[i].name);
    }
    lua_pushstring(L, glo_span_name(note->left_out_span));
    lua_setfield(L, -2, "left_out_span");
    if (note->outside_zone != GLO_NO_NODE) {
        lua_pushstring(L, glo_tree_code(zones, note->outside_zone));
        lua_setfield(L, -2, "outside_zone");
    }
    if (note->unweighted_phenomenon != GLO_NO_NODE) {
        lua_pushstring(L, glo_tree_code(phenomena, note->unweighted_phenomenon));
        lua_setfield(L, -2, "unweighted_phenomenon");
    }
}

static void push_code(lua_State *L, const char *name, const char *text) {
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

/* A row of coverage: {zone=, phenomenon=, counting_unit=, period=, kind=, reporting=, could_report=, zones={...}}. */
static void push_covered(lua_State *L, const glo_rollup_spec *spec, const glo_coverage *coverage,
                         size_t row) {
    const glo_coverage_row *r = &coverage->rows[row];
    const char *unit = r->subject < spec->subject_count ? spec->subjects[r->subject].counting_unit : NULL;
    char period[GLO_DATE_SIZE] = "";
    if (spec->every < GLO_ALL)
        glo_date_format(r->day, spec->every, period);
    lua_createtable(L, 0, 8);
    push_code(L, "zone", glo_tree_code(spec->zones, r->zone));
    push_code(L, "phenomenon", glo_tree_code(spec->phenomena, r->phenomenon));
    push_code(L, "counting_unit", unit ? unit : "");
    push_code(L, "period", period);
    push_code(L, "kind", glo_tree_kind(spec->zones, r->kind));
    lua_pushinteger(L, r->reporting);
    lua_setfield(L, -2, "reporting");
    lua_pushinteger(L, r->could_report);
    lua_setfield(L, -2, "could_report");
    lua_newtable(L);
    for (uint32_t i = 0; coverage->keeps_zones && i < r->reporting; i++) {
        lua_pushstring(L, glo_tree_code(spec->zones, coverage->zones[r->zones_from + i]));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "zones");
}

/* note.coverage: the rows, of which all are asked or those that not all zones cover; nil where coverage is not asked. */
static void set_coverage(lua_State *L, const glo_rollup_spec *spec, const glo_coverage *coverage) {
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t row = 0; row < coverage->count; row++) {
        const glo_coverage_row *r = &coverage->rows[row];
        if (!coverage->keeps_zones && r->reporting >= r->could_report)
            continue;
        push_covered(L, spec, coverage, row);
        lua_rawseti(L, -2, ++n);
    }
    lua_setfield(L, -2, "coverage");
}

/* ---- the sum ---- */

static void dispose_coverage(void *coverage) {
    glo_coverage_dispose(coverage);
}

/* options.call, options.store, options.state and the parents: where the result came from. */
glo_provenance *glo_check_origin(lua_State *L, int options, glo_provenance *const *parents, size_t count) {
    glo_provenance *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, options, "call", "rollup{...}"),
                           glo_field_text(L, options, "store", NULL),
                           glo_field_integer(L, options, "state", 0), 0, parents, count, &origin) < 0)
        glo_raise(L);
    return origin;
}

GLO_FUNCTION(
    cube_sum, .name = "sum", .doc = "Sums cells up both trees; rollup is the way to call it.",
    GLO_TAKES({.name = "cells", .type = "cells", .doc = "what is summed"},
              {.name = "zones", .type = "tree", .doc = "the tree of zones"},
              {.name = "phenomena", .type = "tree", .doc = "the tree of phenomena"},
              {.name = "options", .type = "table", .doc = "what rollup makes of its own"}),
    GLO_GIVES({.type = "frame", .doc = "the sums"}, {.type = "table", .doc = "what was left out"}),
    .is_internal = true, .since = "0.1",
    .example =
        "select('#', sum(store:cells(), tree(frame{{id=1, code='A', kind='x'}}, frame({}, {columns={'child', "
        "'parent'}})), tree(frame{{id=1, code='P', kind='1'}}, frame({}, {columns={'child', 'parent'}})), "
        "{})) "
        "--> 2") {
    glo_cells *cells = glo_check_cells(L, 1);
    glo_tree *zones = glo_check_tree(L, 2), *phenomena = glo_check_tree(L, 3);
    luaL_checktype(L, 4, LUA_TTABLE);
    glo_rollup_spec spec = {.zones = zones, .phenomena = phenomena};
    if (glo_span_parse(glo_field_text(L, 4, "every", "all"), &spec.every) < 0)
        return glo_raise(L);
    spec.zone_selection = check_selection(L, 4, "zone_pick", zones);
    spec.phenomenon_selection = check_selection(L, 4, "phenomenon_pick", phenomena);
    spec.first_day = check_day(L, 4, "from", GLO_DAY_MIN, 0);
    spec.last_day = check_day(L, 4, "to", GLO_DAY_MAX, 1);
    spec.continues = glo_field_boolean(L, 4, "continues");
    spec.measures = check_measures(L, 4);
    spec.weights = check_weights(L, 4, phenomena);
    spec.sources = glo_field_ids(L, 4, "sources", &spec.source_count);
    spec.described = check_described(L, 4, &spec.described_count);
    spec.subjects = check_subjects(L, 4, &spec.subject_count);
    spec.facets = check_facets(L, 4, &spec.facet_count);
    spec.facet_dimension = glo_field_text(L, 4, "facet_dimension", NULL);
    spec.credibility = (int)glo_field_integer(L, 4, "min_credibility", 0);
    spec.own = glo_field_boolean(L, 4, "own");
    spec.per = check_per(L, 4, &spec.per_count);
    spec.year_column = glo_field_text(L, 4, "year_column", NULL);
    spec.count_unit = glo_field_text(L, 4, "count_unit", NULL);
    spec.weighted_unit = glo_field_text(L, 4, "weighted_unit", NULL);
    glo_rollup_note note = {.unweighted_phenomenon = GLO_NO_NODE, .outside_zone = GLO_NO_NODE};
    glo_coverage *coverage = glo_push_owned(L, sizeof *coverage, dispose_coverage);
    glo_frame **slot = glo_push_frame_slot(L);
    const char *tells = glo_field_text(L, 4, "coverage", NULL); /* "note", "columns" or "zones" */
    spec.tells_coverage = tells != NULL;
    spec.coverage_columns = tells && strcmp(tells, "columns") == 0;
    coverage->keeps_zones = tells && strcmp(tells, "zones") == 0;
    glo_provenance *origin = glo_check_origin(L, 4, NULL, 0);
    glo_status status = glo_rollup_covered(cells, &spec, glo_lua_job(L), origin, slot, coverage, &note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note, zones, phenomena);
    if (tells)
        set_coverage(L, &spec, coverage);
    return 2;
}

/* ---- sums of several spans as one ---- */

GLO_FUNCTION(cube_days, .name = "days", .doc = "The days between which the cells of a store begin.",
             GLO_TAKES({.name = "cells", .type = "cells", .doc = "the cells"}),
             GLO_GIVES({.type = "string?", .doc = "the first day; nil where there are no cells"},
                       {.type = "string?", .doc = "the last day"}),
             .is_internal = true, .since = "0.1", .example = "#days((store:cells())) --> 10") {
    glo_cells *cells = glo_check_cells(L, 1);
    int32_t ends[] = {INT32_MAX, INT32_MIN};
    char text[GLO_DATE_SIZE];
    glo_status status = glo_cells_pack(cells);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    for (size_t i = 0; i < cells->part_count; i++) {
        const glo_part_head *head = &cells->parts[i].head;
        ends[0] = head->first_day < ends[0] ? head->first_day : ends[0];
        ends[1] = head->last_day > ends[1] ? head->last_day : ends[1];
    }
    for (size_t i = 0; cells->part_count > 0 && i < 2; i++)
        lua_pushlstring(L, text, glo_date_format(ends[i], GLO_DAY, text));
    return cells->part_count > 0 ? 2 : 0;
}

/* The frames of a list, in a userdata left on the stack; they stay with the list. */
static glo_frame **push_frames(lua_State *L, int index, size_t *out_count) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t count = glo_list_length(L, index);
    luaL_argcheck(L, count > 0, index, "expected a frame at least");
    glo_frame **frames = lua_newuserdatauv(L, count * sizeof *frames, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        frames[i] = glo_check_frame(L, -1);
        lua_pop(L, 1);
    }
    *out_count = count;
    return frames;
}

/* Row numbers from 1 on, as offsets, in a userdata left on the stack. */
static size_t *push_rows(lua_State *L, int index, size_t *out_count) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t count = glo_list_length(L, index);
    size_t *rows = lua_newuserdatauv(L, (count + 1) * sizeof *rows, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        lua_Integer row = luaL_checkinteger(L, -1);
        luaL_argcheck(L, row >= 1, index, "rows are counted from 1");
        rows[i] = (size_t)row - 1;
        lua_pop(L, 1);
    }
    *out_count = count;
    return rows;
}

GLO_FUNCTION(
    cube_join, .name = "join", .doc = "Rows of the sums of one question as one frame, of one origin.",
    GLO_TAKES(
        {.name = "frames", .type = "frame[]", .doc = "the sums, with the same columns"},
        {.name = "rows", .type = "integer[]", .doc = "which rows of all, counted through, in which order"},
        {.name = "options", .type = "table", .doc = "call, store and state, for the provenance"}),
    GLO_GIVES({.type = "frame", .doc = "the rows"}), .is_internal = true, .since = "0.1",
    .example = "join({frame{{a=1}}, frame{{a=2}}}, {2, 1}, {}).a[1] --> 2") {
    size_t frame_count, row_count;
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_frame **frames = push_frames(L, 1, &frame_count);
    size_t *rows = push_rows(L, 2, &row_count);
    glo_frame **all = glo_push_frame_slot(L), **out = glo_push_frame_slot(L);
    glo_status status = glo_frame_append(frames, frame_count, NULL, all);
    for (size_t i = 0; status == GLO_OK && i < row_count; i++)
        luaL_argcheck(L, rows[i] < glo_frame_rows(*all), 2, "there is no such row");
    glo_provenance *origin = glo_check_origin(L, 3, NULL, 0);
    if (status == GLO_OK)
        status = glo_frame_take(*all, rows, row_count, origin, out);
    glo_provenance_free(origin);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

static const glo_function *const functions[] = {&cube_sum_entry, &cube_days_entry, &cube_join_entry, NULL};

void glo_bind_cube(lua_State *L) {
    static const luaL_Reg cells_meta[] = {{"__gc", cells_gc}, {"__len", cells_length}, {NULL, NULL}};
    glo_new_metatable(L, CELLS);
    luaL_setfuncs(L, cells_meta, 0);
    lua_pop(L, 1);
    glo_bind_tree(L);
    glo_bind(L, functions);
    glo_bind_impact(L);
}
