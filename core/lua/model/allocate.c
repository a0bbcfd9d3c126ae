/* allocate.c: draws of a run allocated to local zones, as a frame. foresight/scenario/local_zones.lua asks for it.
 *
 * Example (Lua):  r:allocate{outputs={1}, zones={"A"}, weights={0.2}, lows={0.1}, highs={0.4}, keys={"A"}, measures={"mean"}}
 */
#include "model/allocate.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

typedef struct request {
    glo_allocate_spec spec;
    const char **zones, **parts, **names, **measures; /* zones and parts: the last is for what is left */
    size_t zone_count, name_count, measure_count;
    size_t rows; /* of each zone in the frame */
    const double *figures;
    const char *unit;
    bool has_months;
    int32_t month;
} request;

static const char *const measure_names[GLO_ALLOCATED] = {"count", "mean", "sd", "increase"};

static size_t check_measure(lua_State *L, const char *name) {
    for (size_t i = 0; i < GLO_ALLOCATED; i++) {
        if (strcmp(measure_names[i], name) == 0)
            return i;
    }
    return (size_t)glo_error(L, "there is no measure '%s'", name);
}

/* --- what is asked ------------------------------------------------------------------------------------------ */

static const double *numbers_of(lua_State *L, const char *name, size_t count) {
    size_t found;
    glo_push_field(L, 2, name);
    const double *numbers = glo_push_numbers(L, lua_gettop(L), name, &found);
    if (found != count)
        glo_error(L, "bad argument '%s': expected %d numbers", name, (int)count);
    return numbers;
}

static const glo_share *shares_of(lua_State *L, size_t count) {
    size_t keys;
    const double *weights = numbers_of(L, "weights", count), *lows = numbers_of(L, "lows", count),
                 *highs = numbers_of(L, "highs", count);
    const char **texts = glo_field_texts(L, 2, "keys", &keys);
    if (keys != count)
        glo_error(L, "bad argument 'keys': expected %d texts", (int)count);
    glo_share *shares = lua_newuserdatauv(L, (count + 1) * sizeof *shares, 0);
    for (size_t i = 0; i < count; i++)
        shares[i] = (glo_share){weights[i], lows[i], highs[i], texts[i]};
    return shares;
}

static const size_t *outputs_of(lua_State *L, const glo_results *r, size_t *out_count) {
    glo_push_field(L, 2, "outputs");
    const double *numbers = glo_push_numbers(L, lua_gettop(L), "outputs", out_count);
    size_t *outputs = lua_newuserdatauv(L, (*out_count + 1) * sizeof *outputs, 0);
    for (size_t i = 0; i < *out_count; i++) {
        if (!(numbers[i] >= 1 && numbers[i] <= (double)glo_program_outputs(glo_results_program(r))))
            glo_error(L, "there is no output %f", numbers[i]);
        outputs[i] = (size_t)numbers[i] - 1;
    }
    return outputs;
}

static void read_request(lua_State *L, const glo_results *r, request *q) {
    glo_allocate_spec *s = &q->spec;
    size_t parts, rows = glo_program_rows(glo_results_program(r));
    s->outputs = outputs_of(L, r, &s->source_count);
    q->zones = glo_field_texts(L, 2, "zones", &q->zone_count);
    q->parts = glo_field_texts(L, 2, "parts", &parts);
    if (q->zone_count == 0 || parts != q->zone_count)
        glo_error(L, "there must be a part for each zone, and a zone for what is left");
    s->zone_count = q->zone_count - 1;
    s->shares = shares_of(L, s->source_count * s->zone_count);
    s->are_certain = glo_field_boolean(L, 2, "certain");
    s->is_total = glo_field_boolean(L, 2, "total");
    s->first = (size_t)glo_model_whole_field(L, 2, "first", 1, 1) - 1;
    size_t last = (size_t)glo_model_whole_field(L, 2, "last", (double)rows, 1);
    if (last > rows || s->first >= last)
        glo_error(L, "there are %d rows", (int)rows);
    s->rows = last - s->first;
    q->rows = s->is_total ? 1 : s->rows;
    glo_push_field(L, 2, "quantiles");
    s->p = glo_push_numbers(L, lua_gettop(L), "quantiles", &s->p_count);
    q->names = glo_field_texts(L, 2, "names", &q->name_count);
    if (q->name_count != s->p_count)
        glo_error(L, "there must be a name for each quantile");
    q->measures = glo_field_texts(L, 2, "measures", &q->measure_count);
    q->unit = glo_field_text(L, 2, "unit", NULL);
    q->has_months = glo_push_field(L, 2, "month") != LUA_TNIL;
    q->month = q->has_months ? (int32_t)lua_tointeger(L, -1) : 0;
}

/* --- the frame ---------------------------------------------------------------------------------------------- */

/* Ends a column: into the builder, or freed where something went wrong. */
static glo_status add_column(glo_frame_builder *b, const char *name, glo_column *column, glo_status status) {
    if (status == GLO_OK)
        return glo_frame_builder_add(b, name, column);
    glo_column_free(column);
    return status;
}

static glo_status add_texts(glo_frame_builder *b, const request *q, const char *name,
                            const char *const *texts) {
    glo_column *column;
    if (glo_column_new(GLO_TYPE_TEXT, q->zone_count * q->rows, &column) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < q->zone_count * q->rows; i++)
        status = glo_column_set_text(column, i, texts[i / q->rows], strlen(texts[i / q->rows]));
    return add_column(b, name, column, status);
}

static glo_status add_time(glo_frame_builder *b, const request *q, const glo_results *r,
                           const char *time_unit) {
    glo_column *column;
    if (q->spec.is_total)
        return GLO_OK;
    if (glo_column_new(q->has_months ? GLO_TYPE_MONTH : GLO_TYPE_REAL, q->zone_count * q->rows, &column) < 0)
        return GLO_ENOMEM;
    column->span = GLO_MONTH;
    glo_status status = !q->has_months && time_unit ? glo_column_set_unit(column, time_unit) : GLO_OK;
    for (size_t i = 0; i < q->zone_count * q->rows; i++) {
        size_t row = q->spec.first + i % q->rows;
        if (q->has_months)
            column->times[i] = q->month + (int32_t)row;
        else
            column->reals[i] = glo_program_time(glo_results_program(r), row);
    }
    return add_column(b, q->has_months ? "month" : "time", column, status);
}

static glo_status add_figures(glo_frame_builder *b, const request *q, const char *name, size_t place,
                              bool has_unit) {
    glo_column *column;
    size_t width = GLO_ALLOCATED + q->spec.p_count;
    if (glo_column_new(GLO_TYPE_REAL, q->zone_count * q->rows, &column) < 0)
        return GLO_ENOMEM;
    glo_status status = has_unit && q->unit ? glo_column_set_unit(column, q->unit) : GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < q->zone_count * q->rows; i++) {
        double value = q->figures[i * width + place];
        if (isfinite(value))
            column->reals[i] = value;
        else
            status = glo_column_set_null(column, i);
    }
    return add_column(b, name, column, status);
}

static void dispose_builder(void *what) {
    glo_frame_builder_dispose(what);
}

static void dispose_provenance(void *what) {
    glo_provenance **slot = what;
    glo_provenance_free(*slot);
}

static int give_frame(lua_State *L, const request *q, const glo_results *r) {
    size_t parent_count;
    glo_provenance **parents;
    glo_marking marking = glo_model_join_sources(L, 2, &parents, &parent_count);
    const char *time_unit = glo_field_text(L, 2, "time_unit", NULL);
    for (size_t i = 0; i < q->measure_count; i++)
        check_measure(L, q->measures[i]);
    glo_frame_builder *b = glo_push_owned(L, sizeof *b, dispose_builder);
    glo_provenance **origin = glo_push_owned(L, sizeof(glo_provenance *), dispose_provenance);
    glo_status status = add_texts(b, q, "zone", q->zones);
    if (status == GLO_OK)
        status = add_time(b, q, r, time_unit);
    if (status == GLO_OK)
        status = add_texts(b, q, "part", q->parts);
    for (size_t i = 0; status == GLO_OK && i < q->measure_count; i++) {
        size_t place = check_measure(L, q->measures[i]);
        status = add_figures(b, q, q->measures[i], place,
                             place == GLO_ALLOCATED_MEAN || place == GLO_ALLOCATED_SD);
    }
    for (size_t i = 0; status == GLO_OK && i < q->name_count; i++)
        status = add_figures(b, q, q->names[i], GLO_ALLOCATED + i, true);
    if (status == GLO_OK)
        status = glo_provenance_new(glo_field_text(L, 2, "call", "run:impact(...)"), NULL, 0,
                                    glo_results_seed(r), parents, parent_count, origin);
    if (status < 0)
        return glo_raise(L);
    glo_frame **slot = glo_push_frame_slot(L);
    return glo_frame_new(b, marking, *origin, slot) < 0 ? glo_raise(L) : 1;
}

GLO_FUNCTION(
    results_allocate, .name = "results:allocate",
    .doc = "Outputs allocated to zones, draw by draw; run:impact is the way to call it.",
    GLO_TAKES({.name = "options",
               .type = "table",
               .doc = "outputs; zones and parts, the last for what is left; weights, lows, highs and "
                      "keys, those of the zones for each output; certain, total, first, last, measures, "
                      "quantiles, names, unit, month, time_unit, call, sources"}),
    GLO_GIVES({.type = "frame", .doc = "zone, month or time, part, measures, quantiles"},
              {.type = "integer", .doc = "draws in which the shares came to more than 1"}),
    .raises = "draws that are not kept", .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "r = run_graph(g, {outputs={g:constant(10)}, draws=10})\n"
               "r:allocate({outputs={1}, zones={'A', 'OUTSIDE'}, parts={'zone', 'outside'}, weights={0.2},\n"
               "  lows={0.2}, highs={0.2}, keys={'A'}, measures={'mean'}}).mean[3] --> 8.0") {
    const glo_results *r = glo_check_results(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    request q = {0};
    luaL_checkstack(L, 60, NULL);
    read_request(L, r, &q);
    size_t width = GLO_ALLOCATED + q.spec.p_count;
    double *figures = lua_newuserdatauv(L, (q.zone_count * q.rows * width + 1) * sizeof *figures, 0);
    q.figures = figures;
    uint64_t scaled = 0;
    glo_status status = glo_allocate_draws(r, &q.spec, glo_lua_job(L), figures, &scaled);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    give_frame(L, &q, r);
    lua_pushinteger(L, (lua_Integer)scaled);
    return 2;
}

static const glo_function *const methods[] = {&results_allocate_entry, NULL};

void glo_bind_allocate(lua_State *L) {
    glo_bind(L, methods);
}
