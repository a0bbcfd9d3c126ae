/* rows.c: from collected rows to a frame, with rates. Example in rows.h. */
#include "cube/rows.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- collecting ---- */

static int grow(void *array, size_t old, size_t room, size_t size) {
    return glo_alloc_grow(array, &old, room, size);
}

int glo_rows_need(glo_rows *rows, size_t more) {
    const glo_rollup_spec *s = rows->spec;
    size_t old = rows->room, room = rows->count + more;
    if (room <= old)
        return GLO_OK;
    /* Every array gets exactly this room, so that one number serves all. */
    room = room > old + old / 2 + 16 ? room : old + old / 2 + 16;
    if (grow(&rows->zones, old, room, 4) < 0 || grow(&rows->phenomena, old, room, 4) < 0 ||
        (s->facet_count && grow(&rows->facets, old, room, 4) < 0) ||
        (s->own && grow(&rows->parts, old, room, 4) < 0) || grow(&rows->slots, old, room, 4) < 0 ||
        (s->measures & GLO_MEASURE_EVENTS && grow(&rows->events, old, room, 8) < 0) ||
        grow(&rows->counts, old, room, 8) < 0 || grow(&rows->highs, old, room, 8) < 0 ||
        (s->measures & GLO_MEASURE_VALUE && grow(&rows->values, old, room, 8) < 0) ||
        (s->measures & GLO_MEASURE_WEIGHTED && grow(&rows->weighted, old, room, 8) < 0))
        return GLO_ENOMEM;
    rows->room = room;
    return GLO_OK;
}

int glo_rows_add(glo_rows *rows, const glo_row_key *key, size_t slot, const glo_sums *sums) {
    size_t row = rows->count++;
    rows->zones[row] = key->zone;
    rows->phenomena[row] = key->phenomenon;
    rows->slots[row] = (int32_t)slot;
    rows->counts[row] = sums->count;
    if (__builtin_add_overflow(sums->count, sums->extra, &rows->highs[row]))
        return glo_fail(GLO_EINVAL, "a sum does not fit in 64 bits");
    rows->censored |= sums->extra != 0;
    if (rows->facets)
        rows->facets[row] = key->category;
    if (rows->parts)
        rows->parts[row] = key->part;
    if (rows->events)
        rows->events[row] = sums->events;
    if (rows->values)
        rows->values[row] = sums->value;
    if (rows->weighted)
        rows->weighted[row] = sums->weighted;
    return GLO_OK;
}

void glo_rows_dispose(glo_rows *rows) {
    free(rows->zones);
    free(rows->phenomena);
    free(rows->facets);
    free(rows->parts);
    free(rows->slots);
    free(rows->events);
    free(rows->counts);
    free(rows->highs);
    free(rows->values);
    free(rows->weighted);
}

/* ---- making columns ---- */

static void reverse4(uint32_t *items, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        uint32_t item = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = item;
    }
}

static void reverse8(uint64_t *items, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        uint64_t item = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = item;
    }
}

static void turn_around(glo_rows *rows) {
    uint32_t *narrow[] = {rows->zones, rows->phenomena, rows->facets, rows->parts, (uint32_t *)rows->slots};
    void *wide[] = {rows->events, rows->counts, rows->highs, rows->values, rows->weighted};
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
        if (narrow[i])
            reverse4(narrow[i], rows->count);
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (wide[i])
            reverse8(wide[i], rows->count);
    }
}

/* A column that takes the array behind `cells` over (a T **, NULL afterwards). `words` only for text. */
static int adopt(glo_rows *rows, void *cells, glo_type type, glo_words *words, const char *unit,
                 glo_column **out) {
    glo_column *column;
    int status =
        type == GLO_TYPE_TEXT ? glo_column_new_text(words, 0, &column) : glo_column_new(type, 0, &column);
    if (status < 0)
        return status;
    if ((status = glo_column_set_unit(column, unit)) < 0) {
        glo_column_free(column);
        return status;
    }
    if (rows->count > 0) {
        void *taken, *none = NULL;
        memcpy(&taken, cells, sizeof taken);
        memcpy(cells, &none, sizeof none);
        free(column->cells);
        column->cells = taken;
        column->rows = rows->count;
    }
    *out = column;
    return GLO_OK;
}

static int add_text(glo_frame_builder *builder, const char *name, glo_rows *rows, uint32_t **codes,
                    glo_words *words) {
    glo_column *column;
    int status = adopt(rows, codes, GLO_TYPE_TEXT, words, NULL, &column);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static int add_parts(glo_frame_builder *builder, glo_rows *rows) {
    glo_words *words;
    uint32_t code;
    int status = glo_words_new(&words);
    if (status < 0)
        return status;
    if ((status = glo_words_add(words, "all", 3, &code)) == GLO_OK &&
        (status = glo_words_add(words, "own", 3, &code)) == GLO_OK)
        status = add_text(builder, "part", rows, &rows->parts, words);
    glo_words_free(words);
    return status;
}

static int add_period(glo_frame_builder *builder, const glo_rows *rows, const glo_periods *periods) {
    glo_span every = periods->every;
    int is_day = every == GLO_DAY || every == GLO_WEEK;
    glo_column *column;
    int status = glo_column_new(is_day ? GLO_TYPE_DAY : GLO_TYPE_MONTH, rows->count, &column);
    if (status < 0)
        return status;
    column->span = every;
    int32_t months = every == GLO_YEAR ? 12 : every == GLO_QUARTER ? 3 : 1;
    for (size_t row = 0; row < rows->count; row++) {
        int32_t index = periods->slots[rows->slots[row]];
        column->times[row] = is_day ? glo_span_first(index, every) : index * months;
    }
    return glo_frame_builder_add(builder, "period", column);
}

static int add_number(glo_frame_builder *builder, const char *name, glo_rows *rows, int64_t **numbers,
                      const char *unit) {
    glo_column *column;
    int status = adopt(rows, numbers, GLO_TYPE_INTEGER, NULL, unit, &column);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static int add_weighted(glo_frame_builder *builder, glo_rows *rows) {
    glo_column *column;
    int status = adopt(rows, &rows->weighted, GLO_TYPE_REAL, NULL, rows->spec->weighted_unit, &column);
    for (size_t row = 0; status == GLO_OK && row < column->rows; row++) {
        if (isnan(column->reals[row])) {
            column->reals[row] = 0;
            if ((status = glo_column_set_null(column, row)) < 0)
                glo_column_free(column);
        }
    }
    return status < 0 ? status : glo_frame_builder_add(builder, "weighted", column);
}

/* ---- rates ---- */

/* Facts per year of the rows' periods: `totals` holds a run of nodes per year, `year_of` the run of a slot.
 */
typedef struct facts {
    double *totals;
    size_t *year_of;
} facts;

static int year_of_day(int32_t day) {
    return 1970 + glo_span_index(day, GLO_YEAR);
}

static int slot_year(const glo_periods *periods, size_t slot) {
    if (periods->every == GLO_ALL)
        return year_of_day(periods->last_day);
    return year_of_day(glo_span_first(periods->slots[slot], periods->every));
}

static int read_facts(const glo_rows *rows, const glo_rollup_per *per, const glo_periods *periods,
                      facts *out) {
    const glo_tree *zones = rows->spec->zones;
    size_t nodes = glo_tree_count(zones), years = 0, room = 0;
    facts f = {0};
    int status = glo_alloc_array(periods->count, sizeof *f.year_of, &f.year_of);
    for (size_t slot = 0; status == GLO_OK && slot < periods->count; slot++) {
        if (slot > 0 && slot_year(periods, slot) == slot_year(periods, slot - 1)) {
            f.year_of[slot] = years - 1;
            continue;
        }
        f.year_of[slot] = years++;
        status = glo_alloc_grow(&f.totals, &room, years * nodes, sizeof *f.totals);
        if (status == GLO_OK)
            status = glo_tree_totals(zones, per->facts, slot_year(periods, slot), per->ignored,
                                     per->ignored_count, f.totals + (years - 1) * nodes);
    }
    if (status < 0) {
        free(f.totals);
        free(f.year_of);
        return status;
    }
    *out = f;
    return GLO_OK;
}

static int rate_column(const glo_rows *rows, const glo_rollup_per *per, const int64_t *counts, const facts *f,
                       glo_column **out) {
    glo_column *column;
    size_t nodes = glo_tree_count(rows->spec->zones);
    int status = glo_column_new(GLO_TYPE_REAL, rows->count, &column);
    if (status < 0)
        return status;
    status = glo_column_set_unit(column, per->unit);
    for (size_t row = 0; status == GLO_OK && row < rows->count; row++) {
        double total = f->totals[f->year_of[rows->slots[row]] * nodes + rows->zones[row]];
        if (total > 0 && !(rows->parts && rows->parts[row] == GLO_PART_OWN))
            column->reals[row] = (double)counts[row] * per->factor / total;
        else
            status = glo_column_set_null(column, row);
    }
    if (status < 0)
        glo_column_free(column);
    else
        *out = column;
    return status;
}

/* A rate and, where counts are censored, its upper bound; made before the arrays are handed over. */
static int add_rate(glo_frame_builder *builder, const glo_rows *rows, const glo_rollup_per *per,
                    const glo_periods *periods) {
    facts f;
    glo_column *column;
    char *high_name = NULL;
    int status = read_facts(rows, per, periods, &f);
    if (status < 0)
        return status;
    if ((status = rate_column(rows, per, rows->counts, &f, &column)) == GLO_OK)
        status = glo_frame_builder_add(builder, per->name, column);
    if (status == GLO_OK && rows->censored &&
        (status = rate_column(rows, per, rows->highs, &f, &column)) == GLO_OK) {
        if (asprintf(&high_name, "%s_high", per->name) < 0) {
            glo_column_free(column);
            status = glo_fail(GLO_ENOMEM, "out of memory");
        } else {
            status = glo_frame_builder_add(builder, high_name, column);
            free(high_name);
        }
    }
    free(f.totals);
    free(f.year_of);
    return status;
}

/* ---- the frame ---- */

static int add_measures(glo_frame_builder *builder, glo_rows *rows) {
    const glo_rollup_spec *s = rows->spec;
    int status = GLO_OK;
    if (s->measures & GLO_MEASURE_EVENTS)
        status = add_number(builder, "events", rows, &rows->events, NULL);
    if (status == GLO_OK && s->measures & GLO_MEASURE_COUNT)
        status = add_number(builder, "count", rows, &rows->counts, s->count_unit);
    if (status == GLO_OK && s->measures & GLO_MEASURE_COUNT && rows->censored)
        status = add_number(builder, "count_high", rows, &rows->highs, s->count_unit);
    if (status == GLO_OK && s->measures & GLO_MEASURE_VALUE)
        status = add_number(builder, "value", rows, &rows->values, s->value_unit);
    if (status == GLO_OK && s->measures & GLO_MEASURE_WEIGHTED)
        status = add_weighted(builder, rows);
    return status;
}

static int add_keys(glo_frame_builder *builder, glo_rows *rows, const glo_periods *periods) {
    const glo_rollup_spec *s = rows->spec;
    int status = add_text(builder, "zone", rows, &rows->zones, glo_tree_words(s->zones));
    if (status == GLO_OK)
        status = add_text(builder, "phenomenon", rows, &rows->phenomena, glo_tree_words(s->phenomena));
    if (status == GLO_OK && s->facet_count)
        status = add_text(builder, "facet", rows, &rows->facets, rows->categories);
    if (status == GLO_OK && s->own)
        status = add_parts(builder, rows);
    if (status == GLO_OK && periods->every != GLO_ALL)
        status = add_period(builder, rows, periods);
    return status;
}

/* Moves the columns of `from` behind those of `into`. */
static int append(glo_frame_builder *into, glo_frame_builder *from) {
    int status = from->status;
    for (size_t i = 0; status == GLO_OK && i < from->count; i++)
        status = glo_frame_builder_add(into, from->names[i], glo_column_share(from->columns[i]));
    return status;
}

int glo_rows_frame(glo_rows *rows, const glo_periods *periods, const glo_job *job, glo_marking marking,
                   glo_provenance *provenance, glo_frame **out) {
    const glo_rollup_spec *s = rows->spec;
    glo_frame_builder builder = {0}, rates = {0};
    turn_around(rows);
    int status = glo_job_step(job, "rollup", 0, 0);
    for (size_t i = 0; status == GLO_OK && i < s->per_count; i++) {
        marking = glo_marking_join(marking, glo_frame_marking(s->per[i].facts));
        status = add_rate(&rates, rows, &s->per[i], periods);
    }
    if (status == GLO_OK)
        status = glo_job_step(job, "rollup", 0, 0);
    if (status == GLO_OK)
        status = add_keys(&builder, rows, periods);
    if (status == GLO_OK)
        status = add_measures(&builder, rows);
    if (status == GLO_OK)
        status = append(&builder, &rates);
    glo_frame_builder_dispose(&rates);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, provenance, out);
}
