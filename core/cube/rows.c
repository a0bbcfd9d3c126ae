/* rows.c: rows into columns, columns into a frame, with rates. Example in rows.h. */
#include "rows.h"

#include "base/alloc.h"
#include "base/err.h"
#include "facts.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* ---- writing ---- */

/* Big columns are asked for in big pages: the system fills two hundred megabytes of small ones slowly. */
static glo_status new_array(size_t count, size_t size, void *out) {
    enum { BIG_PAGE = 2 << 20 };
    char *array;
    if (count < (size_t)4 * BIG_PAGE / size)
        return glo_alloc_array(count, size, out);
    if (count > SIZE_MAX / size || !(array = malloc(count * size)))
        return glo_fail(GLO_ENOMEM, "out of memory (%zu rows)", count);
    size_t skip = (BIG_PAGE - (uintptr_t)array % BIG_PAGE) % BIG_PAGE; /* to the first whole page */
    madvise(array + skip, count * size - skip, MADV_HUGEPAGE);         /* advice only */
    memcpy(out, &array, sizeof array);
    return GLO_OK;
}

static glo_status need(int is_asked, size_t count, size_t size, void *out) {
    return is_asked ? new_array(count, size, out) : GLO_OK;
}

static glo_status make_times(glo_rows *rows, const glo_periods *periods) {
    glo_span every = periods->every;
    int is_day = every == GLO_DAY || every == GLO_WEEK;
    int32_t months = every == GLO_YEAR ? 12 : every == GLO_QUARTER ? 3 : 1;
    glo_status status = glo_alloc_array(periods->count, sizeof *rows->time_of_slot, &rows->time_of_slot);
    for (size_t slot = 0; status == GLO_OK && slot < periods->count; slot++) {
        int32_t index = periods->slots[slot];
        rows->time_of_slot[slot] = is_day ? glo_span_first(index, every) : index * months;
    }
    return status;
}

static glo_rollup_subject subject_of(const glo_rows *rows, size_t subject) {
    glo_rollup_subject found = {0};
    if (subject < rows->spec->subject_count)
        found = rows->spec->subjects[subject];
    found.value_scale = found.value_scale > 1 ? found.value_scale : 1;
    return found;
}

/* Whether values are kept in parts of their unit, and so are real in it. */
static bool has_real_values(const glo_rows *rows) {
    for (size_t i = 0; i < rows->subject_count; i++) {
        if (subject_of(rows, i).value_scale > 1)
            return true;
    }
    return false;
}

glo_status glo_rows_init(glo_rows *rows, size_t count, const glo_periods *periods, int has_highs) {
    const glo_rollup_spec *s = rows->spec;
    int has_counts = (s->measures & GLO_MEASURE_COUNT) != 0 || s->per_count > 0;
    rows->count = count;
    rows->are_values_real = has_real_values(rows);
    if (make_times(rows, periods) < 0 || need(1, count, 4, &rows->zones) < 0 ||
        need(1, count, 4, &rows->phenomena) < 0 ||
        need(rows->subject_count > 1, count, 4, &rows->subjects) < 0 ||
        need(s->facet_count > 0, count, 4, &rows->facets) < 0 || need(s->own, count, 4, &rows->parts) < 0 ||
        need(periods->every != GLO_ALL, count, 4, &rows->times) < 0 ||
        need(s->per_count > 0 || s->coverage_columns, count, 4, &rows->slots) < 0 ||
        need((s->measures & GLO_MEASURE_EVENTS) != 0, count, 8, &rows->events) < 0 ||
        need(has_counts, count, 8, &rows->counts) < 0 ||
        need(has_counts && has_highs, count, 8, &rows->highs) < 0 ||
        need((s->measures & GLO_MEASURE_VALUE) != 0, count, 8, &rows->values) < 0 ||
        need((s->measures & GLO_MEASURE_WEIGHTED) != 0, count, 8, &rows->weighted) < 0)
        return GLO_ENOMEM;
    return GLO_OK;
}

static void fill(uint32_t *column, size_t count, uint32_t number) {
    for (size_t i = 0; column && i < count; i++)
        column[i] = number;
}

/* The slots of a line that are in use, of one word of it. */
typedef struct used_slots {
    const glo_line *line;
    const glo_pool *pool;
    size_t first; /* of the word */
    uint8_t places[64];
    size_t count;
} used_slots;

static const int64_t *sums_of(const used_slots *used, int sum) {
    return used->line->sums + used->first * used->pool->width + glo_sum_place(used->pool->sum_bits, sum);
}

static glo_status write_highs(int64_t *highs, const used_slots *used, int *censored) {
    const int64_t *counts = sums_of(used, GLO_SUM_COUNT), *extras = sums_of(used, GLO_SUM_EXTRA);
    size_t width = used->pool->width;
    int bad = 0;
    for (size_t i = 0; i < used->count; i++) {
        size_t at = used->places[i] * width;
        bad |= __builtin_add_overflow(counts[at], extras[at], &highs[i]);
        *censored |= extras[at] != 0;
    }
    return bad ? glo_block_fail_overflow() : GLO_OK;
}

/* The columns of sums that are asked, from a row on, and where each sum stands among those of a slot. */
typedef struct sum_columns {
    int64_t *columns[GLO_SUMS];
    size_t places[GLO_SUMS];
} sum_columns;

static size_t find_columns(const glo_rows *rows, size_t row, const used_slots *used, sum_columns *out) {
    int64_t *const columns[GLO_SUMS] = {
        [GLO_SUM_EVENTS] = rows->events, [GLO_SUM_COUNT] = rows->counts, [GLO_SUM_VALUE] = rows->values};
    size_t count = 0;
    for (int sum = 0; sum < GLO_SUMS; sum++) {
        if (!columns[sum])
            continue;
        out->columns[count] = columns[sum] + row;
        out->places[count++] = glo_sum_place(used->pool->sum_bits, sum);
    }
    return count;
}

/* The sums of a slot lie side by side, so each slot is read once for all columns; `count` is a constant. */
static inline __attribute__((always_inline)) void write_sums(const used_slots *used, const sum_columns *to,
                                                             size_t count) {
    const int64_t *sums = used->line->sums + used->first * used->pool->width;
    size_t width = used->pool->width, slots = used->count;
    const sum_columns local = *to; /* which no column can overlap */
    for (size_t i = 0; i < slots; i++) {
        const int64_t *slot = sums + used->places[i] * width;
        for (size_t c = 0; c < count; c++)
            local.columns[c][i] = slot[local.places[c]];
    }
}

/* The rows of 64 slots. */
static glo_status write_word(glo_rows *rows, size_t row, const used_slots *used, int *censored) {
    for (size_t i = 0; rows->times && i < used->count; i++)
        rows->times[row + i] = rows->time_of_slot[used->first + used->places[i]];
    for (size_t i = 0; rows->slots && i < used->count; i++)
        rows->slots[row + i] = (int32_t)(used->first + used->places[i]);
    sum_columns to;
    size_t count = find_columns(rows, row, used, &to);
    if (count == 3)
        write_sums(used, &to, 3);
    else if (count == 2)
        write_sums(used, &to, 2);
    else if (count == 1)
        write_sums(used, &to, 1);
    for (size_t i = 0; rows->weighted && i < used->count; i++)
        rows->weighted[row + i] = used->line->weighted[used->first + used->places[i]];
    return rows->highs ? write_highs(rows->highs + row, used, censored) : GLO_OK;
}

/* Brings values to their unit where they stand, as real numbers of the same size. */
static void scale_values(int64_t *values, size_t count, int64_t scale) {
    for (size_t i = 0; i < count; i++) {
        double value = (double)values[i] / (double)scale;
        memcpy(&values[i], &value, sizeof value);
    }
}

/* What a total leaves over its parts: where these are ranges, their highest leaves the least. */
static void order_bounds(int64_t *low, int64_t *high) {
    if (*high < *low) {
        int64_t lower = *high;
        *high = *low;
        *low = lower;
    }
    if (*low < 0 && *high >= 0)
        *low = 0;
}

glo_status glo_rows_write(glo_rows *rows, size_t *row, const glo_row_key *key, const glo_line *line,
                          const glo_pool *pool, int *censored) {
    size_t begin = *row;
    glo_status status = GLO_OK;
    used_slots used = {.line = line, .pool = pool};
    for (size_t word = 0; status == GLO_OK && word < pool->words; word++) {
        if (line->bits[word] == 0)
            continue;
        used.first = word * 64;
        used.count = 0;
        for (uint64_t left = line->bits[word]; left; left &= left - 1)
            used.places[used.count++] = (uint8_t)__builtin_ctzll(left);
        status = write_word(rows, *row, &used, censored);
        *row += used.count;
    }
    fill(rows->zones + begin, *row - begin, key->zone);
    fill(rows->phenomena + begin, *row - begin, key->phenomenon);
    uint32_t subjects = (uint32_t)rows->subject_count;
    fill(rows->subjects ? rows->subjects + begin : NULL, *row - begin, key->category % subjects);
    fill(rows->facets ? rows->facets + begin : NULL, *row - begin, key->category / subjects);
    fill(rows->parts ? rows->parts + begin : NULL, *row - begin, key->part);
    if (rows->values && rows->are_values_real)
        scale_values(rows->values + begin, *row - begin,
                     subject_of(rows, key->category % subjects).value_scale);
    for (size_t i = begin; rows->highs && key->part != GLO_PART_ALL && i < *row; i++)
        order_bounds(&rows->counts[i], &rows->highs[i]);
    return status;
}

void glo_rows_dispose(glo_rows *rows) {
    free(rows->time_of_slot);
    free(rows->zones);
    free(rows->phenomena);
    free(rows->subjects);
    free(rows->facets);
    free(rows->parts);
    free(rows->times);
    free(rows->slots);
    free(rows->events);
    free(rows->counts);
    free(rows->highs);
    free(rows->values);
    free(rows->weighted);
}

/* ---- making columns ---- */

/* A column that takes the array behind `cells` over (a T **, NULL afterwards). `words` only for text. */
static glo_status adopt(glo_rows *rows, void *cells, glo_type type, glo_words *words, const char *unit,
                        glo_column **out) {
    glo_column *column;
    glo_status status =
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

static glo_status add_text(glo_frame_builder *builder, const char *name, glo_rows *rows, uint32_t **codes,
                           glo_words *words, const char *unit) {
    glo_column *column;
    glo_status status = adopt(rows, codes, GLO_TYPE_TEXT, words, unit, &column);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static glo_status add_parts(glo_frame_builder *builder, glo_rows *rows) {
    glo_words *words;
    uint32_t code;
    glo_status status = glo_words_new(&words);
    if (status < 0)
        return status;
    if ((status = glo_words_add(words, "all", 3, &code)) == GLO_OK &&
        (status = glo_words_add(words, "own", 3, &code)) == GLO_OK &&
        (status = glo_words_add(words, "not stated", 10, &code)) == GLO_OK)
        status = add_text(builder, "part", rows, &rows->parts, words, NULL);
    glo_words_free(words);
    return status;
}

/* Whether all rows count the same thing, and so the units are those of the columns. */
static bool has_one_subject(const glo_rows *rows) {
    return (rows->subjects_met & (rows->subjects_met - 1)) == 0;
}

/* The one subject of all rows; without rows, of several that might have had some, none. */
static glo_rollup_subject common_subject(const glo_rows *rows) {
    if (rows->subjects_met == 0 && rows->spec->subject_count > 1)
        return (glo_rollup_subject){.value_scale = 1};
    size_t subject = rows->subjects_met ? (size_t)__builtin_ctzll(rows->subjects_met) : 0;
    return has_one_subject(rows) ? subject_of(rows, subject) : (glo_rollup_subject){.value_scale = 1};
}

static glo_status add_subjects(glo_frame_builder *builder, glo_rows *rows) {
    glo_words *words;
    uint32_t *codes;
    glo_status status = glo_alloc_array(rows->subject_count, sizeof *codes, &codes);
    if (status < 0)
        return status;
    if ((status = glo_words_new(&words)) < 0) {
        free(codes);
        return status;
    }
    for (size_t i = 0; status == GLO_OK && i < rows->subject_count; i++) {
        const char *unit = subject_of(rows, i).counting_unit;
        unit = unit ? unit : "not stated";
        status = glo_words_add(words, unit, strlen(unit), &codes[i]);
    }
    for (size_t row = 0; status == GLO_OK && row < rows->count; row++)
        rows->subjects[row] = codes[rows->subjects[row]];
    if (status == GLO_OK)
        status = add_text(builder, "counting_unit", rows, &rows->subjects, words, NULL);
    glo_words_free(words);
    free(codes);
    return status;
}

static glo_status add_period(glo_frame_builder *builder, glo_rows *rows, const glo_periods *periods) {
    glo_span every = periods->every;
    int is_day = every == GLO_DAY || every == GLO_WEEK;
    glo_column *column;
    glo_status status =
        adopt(rows, &rows->times, is_day ? GLO_TYPE_DAY : GLO_TYPE_MONTH, NULL, NULL, &column);
    if (status < 0)
        return status;
    column->span = every;
    return glo_frame_builder_add(builder, "period", column);
}

static glo_status add_number(glo_frame_builder *builder, const char *name, glo_rows *rows, int64_t **numbers,
                             const char *unit) {
    glo_column *column;
    glo_status status = adopt(rows, numbers, GLO_TYPE_INTEGER, NULL, unit, &column);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

/* Values in their unit; whole numbers where their source keeps them so. */
static glo_status make_values(glo_rows *rows, glo_column **out) {
    return adopt(rows, &rows->values, rows->are_values_real ? GLO_TYPE_REAL : GLO_TYPE_INTEGER, NULL,
                 common_subject(rows).value_unit, out);
}

static glo_status add_weighted(glo_frame_builder *builder, glo_rows *rows) {
    glo_column *column;
    glo_status status = adopt(rows, &rows->weighted, GLO_TYPE_REAL, NULL, rows->spec->weighted_unit, &column);
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

static uint32_t subject_at(const glo_rows *rows, size_t row) {
    return rows->subjects ? rows->subjects[row] : 0;
}

/* By what the rate of a row divides: the fact of its zone, or of the zones below that have figures where not all have. */
typedef struct divisor {
    double fact;
    int64_t year;
    bool is_partial;
} divisor;

static divisor divisor_of(const glo_rows *rows, const glo_facts *facts, size_t row, size_t rate) {
    size_t slot = (size_t)rows->slots[row], at = glo_facts_at(facts, slot, rows->zones[row]), covered;
    const glo_coverage *c = rows->coverage;
    if (c &&
        glo_coverage_find(c, rows->zones[row], rows->phenomena[row], subject_at(rows, row), rows->slots[row],
                          &covered) &&
        c->rows[covered].reporting < c->rows[covered].could_report)
        return (divisor){c->facts[covered * c->rate_count + rate],
                         c->fact_years[covered * c->rate_count + rate], true};
    return (divisor){facts->totals[at], facts->years[at], false};
}

static glo_status make_divisors(const glo_rows *rows, const glo_facts *facts, size_t rate, divisor **out) {
    divisor *list;
    glo_status status = glo_alloc_array(rows->count, sizeof *list, &list);
    if (status < 0)
        return status;
    for (size_t row = 0; row < rows->count; row++) {
        list[row] = (divisor){NAN, 0, false};
        if (!(rows->parts && rows->parts[row] != GLO_PART_ALL))
            list[row] = divisor_of(rows, facts, row, rate);
    }
    *out = list;
    return GLO_OK;
}

/* Notes which fact a rate divides by, or that there is none. */
static void note_fact(glo_rollup_note *note, double total, int64_t year, int64_t asked) {
    if (!(total > 0)) {
        note->rates_unknown++;
        return;
    }
    if (year != 0 &&
        (note->fact_year == 0 || llabs(year - asked) > llabs(note->fact_year - note->fact_for))) {
        note->fact_year = year;
        note->fact_for = asked;
    }
}

static void note_facts(const glo_rows *rows, const divisor *divisors, const glo_periods *periods) {
    rows->note->rates_unknown = rows->note->rates_partial = rows->note->fact_year = 0;
    for (size_t row = 0; row < rows->count; row++) {
        rows->note->rates_partial += divisors[row].is_partial && divisors[row].fact > 0;
        if (!(rows->parts && rows->parts[row] != GLO_PART_ALL))
            note_fact(rows->note, divisors[row].fact, divisors[row].year,
                      glo_facts_year(periods, (size_t)rows->slots[row]));
    }
}

static glo_status rate_column(const glo_rows *rows, const glo_rollup_per *per, const int64_t *counts,
                              const divisor *divisors, glo_column **out) {
    glo_column *column;
    glo_status status = glo_column_new(GLO_TYPE_REAL, rows->count, &column);
    if (status < 0)
        return status;
    status = glo_column_set_unit(column, per->unit);
    for (size_t row = 0; status == GLO_OK && row < rows->count; row++) {
        if (divisors[row].fact > 0)
            column->reals[row] = (double)counts[row] * per->factor / divisors[row].fact;
        else
            status = glo_column_set_null(column, row);
    }
    if (status < 0)
        glo_column_free(column);
    else
        *out = column;
    return status;
}

/* The year of the fact by which each rate divides; null where there is no rate. */
static glo_status year_column(const glo_rows *rows, const divisor *divisors, glo_column **out) {
    glo_column *column;
    glo_status status = glo_column_new(GLO_TYPE_INTEGER, rows->count, &column);
    for (size_t row = 0; status == GLO_OK && row < rows->count; row++) {
        if (divisors[row].fact > 0 && divisors[row].year != 0)
            column->integers[row] = divisors[row].year;
        else if ((status = glo_column_set_null(column, row)) < 0)
            glo_column_free(column);
    }
    if (status == GLO_OK)
        *out = column;
    return status;
}

static glo_status add_high_rate(glo_frame_builder *builder, const glo_rows *rows, const glo_rollup_per *per,
                                const divisor *divisors) {
    glo_column *column;
    char *name = NULL;
    glo_status status = rate_column(rows, per, rows->highs, divisors, &column);
    if (status < 0)
        return status;
    if (asprintf(&name, "%s_high", per->name) < 0) {
        glo_column_free(column);
        return glo_fail(GLO_ENOMEM, "out of memory");
    }
    status = glo_frame_builder_add(builder, name, column);
    free(name);
    return status;
}

/* A rate and, where counts are censored, its upper bound, and where it is asked the year of the fact; made before the
 * arrays are handed over. */
static glo_status add_rate(glo_frame_builder *builder, const glo_rows *rows, size_t rate,
                           const glo_periods *periods) {
    const glo_rollup_per *per = &rows->spec->per[rate];
    glo_facts facts;
    divisor *divisors = NULL;
    glo_column *column;
    glo_status status = glo_facts_read(rows->spec->zones, per, periods, &facts);
    if (status < 0)
        return status;
    status = make_divisors(rows, &facts, rate, &divisors);
    glo_facts_dispose(&facts);
    if (status < 0)
        return status;
    note_facts(rows, divisors, periods);
    if ((status = rate_column(rows, per, rows->counts, divisors, &column)) == GLO_OK)
        status = glo_frame_builder_add(builder, per->name, column);
    if (status == GLO_OK && rows->censored)
        status = add_high_rate(builder, rows, per, divisors);
    if (status == GLO_OK && rate == 0 && rows->spec->year_column &&
        (status = year_column(rows, divisors, &column)) == GLO_OK)
        status = glo_frame_builder_add(builder, rows->spec->year_column, column);
    free(divisors);
    return status;
}

/* ---- coverage ---- */

/* Of each row how many zones below it have figures, or could have; null where it has a figure of its own, or none. */
static glo_status coverage_column(const glo_rows *rows, bool is_reporting, glo_column **out) {
    glo_column *column;
    glo_status status = glo_column_new(GLO_TYPE_INTEGER, rows->count, &column);
    for (size_t row = 0; status == GLO_OK && row < rows->count; row++) {
        size_t at;
        if (!(rows->parts && rows->parts[row] != GLO_PART_ALL) &&
            glo_coverage_find(rows->coverage, rows->zones[row], rows->phenomena[row], subject_at(rows, row),
                              rows->slots[row], &at))
            column->integers[row] =
                is_reporting ? rows->coverage->rows[at].reporting : rows->coverage->rows[at].could_report;
        else if ((status = glo_column_set_null(column, row)) < 0)
            glo_column_free(column);
    }
    if (status == GLO_OK)
        *out = column;
    return status;
}

static glo_status add_coverage(glo_frame_builder *builder, const glo_rows *rows) {
    glo_column *column;
    glo_status status = coverage_column(rows, true, &column);
    if (status == GLO_OK)
        status = glo_frame_builder_add(builder, "reporting", column);
    if (status == GLO_OK && (status = coverage_column(rows, false, &column)) == GLO_OK)
        status = glo_frame_builder_add(builder, "could_report", column);
    return status;
}

/* ---- the frame ---- */

static glo_status add_measures(glo_frame_builder *builder, glo_rows *rows, glo_column *values) {
    const glo_rollup_spec *s = rows->spec;
    glo_rollup_subject common = common_subject(rows);
    const char *unit = common.counting_unit ? common.counting_unit : s->count_unit;
    glo_status status = GLO_OK;
    if (s->measures & GLO_MEASURE_EVENTS)
        status = add_number(builder, "events", rows, &rows->events, NULL);
    if (status == GLO_OK && s->measures & GLO_MEASURE_COUNT)
        status = add_number(builder, "count", rows, &rows->counts, unit);
    if (status == GLO_OK && s->measures & GLO_MEASURE_COUNT && rows->censored)
        status = add_number(builder, "count_high", rows, &rows->highs, unit);
    if (values)
        status = status == GLO_OK ? glo_frame_builder_add(builder, "value", values)
                                  : (glo_column_free(values), status);
    if (status == GLO_OK && s->measures & GLO_MEASURE_WEIGHTED)
        status = add_weighted(builder, rows);
    return status;
}

static glo_status add_keys(glo_frame_builder *builder, glo_rows *rows, const glo_periods *periods) {
    const glo_rollup_spec *s = rows->spec;
    glo_status status = add_text(builder, "zone", rows, &rows->zones, glo_tree_words(s->zones), NULL);
    if (status == GLO_OK)
        status = add_text(builder, "phenomenon", rows, &rows->phenomena, glo_tree_words(s->phenomena), NULL);
    if (status == GLO_OK && !has_one_subject(rows))
        status = add_subjects(builder, rows);
    if (status == GLO_OK && s->facet_count)
        status = add_text(builder, "facet", rows, &rows->facets, rows->facet_names, s->facet_dimension);
    if (status == GLO_OK && s->own)
        status = add_parts(builder, rows);
    if (status == GLO_OK && periods->every != GLO_ALL)
        status = add_period(builder, rows, periods);
    return status;
}

/* Moves the columns of `from` behind those of `into`. */
static glo_status append(glo_frame_builder *into, glo_frame_builder *from) {
    glo_status status = from->status;
    for (size_t i = 0; status == GLO_OK && i < from->count; i++)
        status = glo_frame_builder_add(into, from->names[i], glo_column_share(from->columns[i]));
    return status;
}

glo_status glo_rows_frame(glo_rows *rows, const glo_periods *periods, const glo_job *job, glo_marking marking,
                          glo_provenance *provenance, glo_frame **out) {
    const glo_rollup_spec *s = rows->spec;
    glo_frame_builder builder = {0}, rates = {0};
    glo_column *values = NULL;
    glo_status status = glo_job_step(job, "rollup", 0, 0);
    for (size_t i = 0; status == GLO_OK && i < s->per_count; i++) {
        marking = glo_marking_join(marking, glo_frame_marking(s->per[i].facts));
        status = add_rate(&rates, rows, i, periods);
    }
    if (status == GLO_OK && s->coverage_columns && rows->coverage)
        status = add_coverage(&rates, rows);
    if (status == GLO_OK)
        status = glo_job_step(job, "rollup", 0, 0);
    if (status == GLO_OK && s->measures & GLO_MEASURE_VALUE)
        status = make_values(rows, &values);
    if (status == GLO_OK && (status = add_keys(&builder, rows, periods)) < 0)
        glo_column_free(values);
    else if (status == GLO_OK)
        status = add_measures(&builder, rows, values);
    if (status == GLO_OK)
        status = append(&builder, &rates);
    glo_frame_builder_dispose(&rates);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, provenance, out);
}
