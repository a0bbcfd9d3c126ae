/* results_frame.c: what a run left, as a frame: measures and quantiles of its outputs, by month or time.
 *
 * Example (Lua):  r:frame({names_of={"x"}, units={"people"}, measures={"mean"}, quantiles={0.5}, names={"median"}})
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

typedef struct shape {
    const glo_results *results;
    const size_t *outputs; /* of each row of the frame */
    const size_t *rows;    /* SIZE_MAX: a quantity that is the same in all */
    size_t count;
} shape;

static glo_status add_measure(glo_frame_builder *b, const shape *s, const char *name, glo_measure_of *of,
                              const char *unit) {
    glo_column *column;
    if (glo_column_new(GLO_TYPE_REAL, s->count, &column) < 0)
        return GLO_ENOMEM;
    glo_status status = unit ? glo_column_set_unit(column, unit) : GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < s->count; i++) {
        double value = of(s->results, s->outputs[i], s->rows[i] == SIZE_MAX ? 0 : s->rows[i]);
        if (isfinite(value))
            column->reals[i] = value;
        else
            status = glo_column_set_null(column, i);
    }
    if (status < 0) {
        glo_column_free(column);
        return status;
    }
    return glo_frame_builder_add(b, name, column);
}

static glo_status fill_quantiles(const shape *s, const double *p, size_t count, glo_column **columns,
                                 double *room) {
    for (size_t i = 0; i < s->count; i++) {
        size_t row = s->rows[i] == SIZE_MAX ? 0 : s->rows[i];
        if (glo_results_quantiles(s->results, s->outputs[i], row, p, count, room) < 0)
            return GLO_ENOMEM;
        for (size_t k = 0; k < count; k++) {
            if (isfinite(room[k]))
                columns[k]->reals[i] = room[k];
            else if (glo_column_set_null(columns[k], i) < 0)
                return GLO_ENOMEM;
        }
    }
    return GLO_OK;
}

static glo_status add_quantiles(glo_frame_builder *b, const shape *s, const double *p,
                                const char *const *names, size_t count, const char *unit,
                                glo_column **columns, double *room) {
    glo_status status = GLO_OK;
    size_t made = 0;
    for (; status == GLO_OK && made < count; made++) {
        status = glo_column_new(GLO_TYPE_REAL, s->count, &columns[made]);
        if (status < 0)
            break;
        if (unit)
            status = glo_column_set_unit(columns[made], unit);
    }
    if (status == GLO_OK)
        status = fill_quantiles(s, p, count, columns, room);
    for (size_t k = 0; k < made; k++) {
        if (status == GLO_OK)
            status = glo_frame_builder_add(b, names[k], columns[k]);
        else
            glo_column_free(columns[k]);
    }
    return status;
}

/* Months from `month` on, or the model's own time. */
static glo_status add_time(glo_frame_builder *b, const shape *s, bool has_months, int32_t month,
                           const char *unit) {
    glo_column *column;
    if (glo_column_new(has_months ? GLO_TYPE_MONTH : GLO_TYPE_REAL, s->count, &column) < 0)
        return GLO_ENOMEM;
    column->span = GLO_MONTH;
    glo_status status = !has_months && unit ? glo_column_set_unit(column, unit) : GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < s->count; i++) {
        if (s->rows[i] == SIZE_MAX)
            status = glo_column_set_null(column, i);
        else if (has_months)
            column->times[i] = month + (int32_t)s->rows[i];
        else
            column->reals[i] = glo_program_time(glo_results_program(s->results), s->rows[i]);
    }
    if (status < 0) {
        glo_column_free(column);
        return status;
    }
    return glo_frame_builder_add(b, has_months ? "month" : "time", column);
}

static glo_status add_texts(glo_frame_builder *b, const shape *s, const char *name,
                            const char *const *texts) {
    glo_column *column;
    if (glo_column_new(GLO_TYPE_TEXT, s->count, &column) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < s->count; i++) {
        const char *text = texts[s->outputs[i]];
        status = *text ? glo_column_set_text(column, i, text, strlen(text)) : glo_column_set_null(column, i);
    }
    if (status < 0) {
        glo_column_free(column);
        return status;
    }
    return glo_frame_builder_add(b, name, column);
}

/* Which outputs in which rows. Pushes two values. */
static shape shape_of(lua_State *L, const glo_results *r, int options) {
    const glo_program *p = glo_results_program(r);
    size_t first = (size_t)glo_model_whole_field(L, options, "first", 1, 1) - 1;
    size_t last = (size_t)glo_model_whole_field(L, options, "last", (double)glo_program_rows(p), 1);
    size_t outputs = glo_program_outputs(p), most = outputs * glo_program_rows(p);
    if (last > glo_program_rows(p) || first >= last)
        glo_error(L, "there are %d rows", (int)glo_program_rows(p));
    size_t *of = lua_newuserdatauv(L, (most + 1) * sizeof *of, 0),
           *rows = lua_newuserdatauv(L, (most + 1) * sizeof *rows, 0);
    shape s = {.results = r, .outputs = of, .rows = rows};
    for (size_t i = 0; i < outputs; i++) {
        bool is_constant = glo_results_is_constant(r, i);
        for (size_t row = first; row < (is_constant ? first + 1 : last); row++) {
            of[s.count] = i;
            rows[s.count++] = is_constant ? SIZE_MAX : row;
        }
    }
    return s;
}

static void dispose_builder(void *what) {
    glo_frame_builder_dispose(what);
}

static void dispose_provenance(void *what) {
    glo_provenance **slot = what;
    glo_provenance_free(*slot);
}

glo_marking glo_model_join_sources(lua_State *L, int options, glo_provenance ***out, size_t *out_count) {
    glo_marking marking = {0};
    size_t count = glo_push_field(L, options, "sources") == LUA_TTABLE ? glo_list_length(L, -1) : 0,
           found = 0;
    int list = lua_gettop(L);
    glo_provenance **parents = lua_newuserdatauv(L, (count + 1) * sizeof(glo_provenance *), 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        glo_frame *frame = glo_check_frame(L, lua_gettop(L));
        marking = glo_marking_join(marking, glo_frame_marking(frame));
        if (glo_frame_provenance(frame))
            parents[found++] = glo_frame_provenance(frame);
        lua_pop(L, 1);
    }
    *out = parents;
    *out_count = found;
    return marking;
}

GLO_FUNCTION(results_frame, .name = "results:frame", .doc = "Measures and quantiles of all outputs, by row.",
             GLO_TAKES({.name = "options",
                        .type = "table",
                        .doc = "units, measures, quantiles, names, month, first, last, call, seed, sources"}),
             GLO_GIVES({.type = "frame", .doc = "month or time, quantity, unit, measures, quantiles"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "r = run_graph(g, {outputs={g:constant(2)}, draws=10})\n"
                        "r:frame({names_of={'x'}, units={''}, measures={'mean'}}).mean[1] --> 2.0") {
    const glo_results *r = glo_check_results(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const char *unit = glo_field_text(L, 2, "unit", NULL),
               *time_unit = glo_field_text(L, 2, "time_unit", NULL);
    bool has_months = glo_push_field(L, 2, "month") != LUA_TNIL;
    int32_t month = has_months ? (int32_t)lua_tointeger(L, -1) : 0;
    size_t quantities, units, measure_count, name_count, count, parent_count;
    const char **names = glo_field_texts(L, 2, "names_of", &quantities),
               **unit_texts = glo_field_texts(L, 2, "units", &units);
    const char **wanted = glo_field_texts(L, 2, "measures", &measure_count),
               **columns = glo_field_texts(L, 2, "names", &name_count);
    if (quantities != glo_program_outputs(glo_results_program(r)) || units != quantities)
        return glo_error(L, "there must be a name and a unit for each output");
    glo_push_field(L, 2, "quantiles");
    const double *p = glo_push_numbers(L, lua_gettop(L), "quantiles", &count);
    if (count != name_count)
        return glo_error(L, "there must be a name for each quantile");
    glo_column **made = lua_newuserdatauv(L, (count + 1) * sizeof(glo_column *), 0);
    double *room = lua_newuserdatauv(L, (count + 1) * sizeof *room, 0);
    shape s = shape_of(L, r, 2);
    glo_provenance **parents;
    glo_marking marking = glo_model_join_sources(L, 2, &parents, &parent_count);
    for (size_t i = 0; i < measure_count; i++)
        glo_check_measure(L, wanted[i]);
    glo_frame_builder *b = glo_push_owned(L, sizeof *b, dispose_builder);
    glo_provenance **origin = glo_push_owned(L, sizeof(glo_provenance *), dispose_provenance);
    glo_status status = add_time(b, &s, has_months, month, time_unit);
    if (status == GLO_OK)
        status = add_texts(b, &s, "quantity", names);
    if (status == GLO_OK)
        status = add_texts(b, &s, "unit", unit_texts);
    for (size_t i = 0; status == GLO_OK && i < measure_count; i++) {
        bool is_number = strcmp(wanted[i], "count") == 0 || strcmp(wanted[i], "not_finite") == 0;
        status = add_measure(b, &s, wanted[i], glo_check_measure(L, wanted[i]), is_number ? NULL : unit);
    }
    if (status == GLO_OK)
        status = add_quantiles(b, &s, p, columns, count, unit, made, room);
    if (status == GLO_OK)
        status = glo_provenance_new(glo_field_text(L, 2, "call", "model:run(...)"), NULL, 0,
                                    glo_results_seed(r), parents, parent_count, origin);
    if (status < 0)
        return glo_raise(L);
    glo_frame **slot = glo_push_frame_slot(L);
    return glo_frame_new(b, marking, *origin, slot) < 0 ? glo_raise(L) : 1;
}

static const glo_function *const methods[] = {&results_frame_entry, NULL};

void glo_bind_results_frame(lua_State *L) {
    glo_bind(L, methods);
}
