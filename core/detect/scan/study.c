/* study.c: a frame as places, periods and counts. What is read, and an example, in study.h. */
#include "study.h"

#include "base/alloc.h"
#include "frame/order.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CELLS ((size_t)1 << 28) /* places x periods: 2 GB a figure */

/* While it is read: the columns, and of each row its place and period. */
typedef struct reader {
    const glo_frame *frame;
    const glo_scan_spec *spec;
    const glo_job *job;
    const glo_column *cases, *population, *x, *y, *time;
    size_t rows;
    uint32_t *place_of;  /* per row */
    int32_t *period_of;  /* per row; NULL: no time */
    const char **reason; /* per place: why it is left out */
    uint32_t *rows_of;   /* per place and period: how many rows */
    double *population_sum;
    study *s;
} reader;

/* ---- columns ---- */

static glo_status find_numbers(const glo_frame *frame, const char *name, const char *what,
                               const glo_column **out) {
    size_t at;
    glo_status status = glo_frame_find(frame, name, &at);
    if (status < 0)
        return status;
    const glo_column *column = glo_frame_column(frame, at);
    if (column->type != GLO_TYPE_INTEGER && column->type != GLO_TYPE_REAL)
        return glo_fail(GLO_EINVAL, "column '%s' is %s, and the %s must be numbers", name,
                        glo_type_name(column->type), what);
    *out = column;
    return GLO_OK;
}

static glo_status find_columns(reader *r) {
    const glo_scan_spec *spec = r->spec;
    size_t at;
    glo_status status = glo_frame_find(r->frame, spec->place, &at);
    if (status < 0)
        return status;
    r->s->place = glo_frame_column(r->frame, at);
    status = find_numbers(r->frame, spec->cases, "cases", &r->cases);
    if (status == GLO_OK && spec->model == GLO_SCAN_POISSON)
        status = find_numbers(r->frame, spec->population, "population", &r->population);
    if (status == GLO_OK)
        status = find_numbers(r->frame, spec->x, "positions", &r->x);
    if (status == GLO_OK)
        status = find_numbers(r->frame, spec->y, "positions", &r->y);
    if (status < 0 || !spec->time)
        return status;
    status = glo_frame_find(r->frame, spec->time, &at);
    if (status < 0)
        return status;
    r->time = glo_frame_column(r->frame, at);
    if (r->time->type != GLO_TYPE_DAY && r->time->type != GLO_TYPE_MONTH)
        return glo_fail(GLO_EINVAL, "column '%s' is %s, and a scan in time needs days, weeks, months ...",
                        spec->time, glo_type_name(r->time->type));
    return GLO_OK;
}

/* ---- places and periods ---- */

/* Numbers the places in the order of their first rows. */
static glo_status number_places(reader *r) {
    uint32_t *order = NULL, *first = NULL;
    glo_status status = glo_alloc_array(r->rows, sizeof *order, &order);
    if (status == GLO_OK)
        status = glo_alloc_array(r->rows, sizeof *first, &first);
    if (status == GLO_OK)
        status = glo_alloc_array(r->rows, sizeof *r->place_of, &r->place_of);
    for (size_t i = 0; i < r->rows && status == GLO_OK; i++)
        order[i] = (uint32_t)i;
    if (status == GLO_OK)
        status = glo_order_rows(&(glo_order_key){r->s->place, 0}, 1, 1, order, r->rows, r->job);
    /* rows of a place stand together, the first one first: it stands for the place until all are numbered */
    for (size_t i = 0; i < r->rows && status == GLO_OK; i++) {
        bool is_same = i > 0 && glo_column_compare(r->s->place, order[i - 1], order[i]) == 0;
        first[order[i]] = is_same ? first[order[i - 1]] : order[i];
    }
    for (size_t i = 0; i < r->rows && status == GLO_OK; i++)
        r->s->places += first[i] == i;
    if (status == GLO_OK)
        status = glo_alloc_array(r->s->places, sizeof *r->s->row, &r->s->row);
    size_t count = 0;
    for (size_t i = 0; i < r->rows && status == GLO_OK; i++) {
        if (glo_column_is_null(r->s->place, i))
            status = glo_fail(GLO_EINVAL, "row %zu has no %s", i + 1, r->spec->place);
        if (first[i] == i)
            r->s->row[count++] = i;
        r->place_of[i] = first[i] == i ? (uint32_t)(count - 1) : r->place_of[first[i]];
    }
    free(order);
    free(first);
    return status;
}

static glo_status number_periods(reader *r) {
    r->s->periods = 1;
    if (!r->time)
        return GLO_OK;
    if (glo_alloc_array(r->rows, sizeof *r->period_of, &r->period_of) < 0)
        return GLO_ENOMEM;
    int32_t first = INT32_MAX, last = INT32_MIN;
    r->s->span = r->time->span;
    for (size_t i = 0; i < r->rows; i++) {
        if (glo_column_is_null(r->time, i))
            return glo_fail(GLO_EINVAL, "row %zu has no %s", i + 1, r->spec->time);
        r->period_of[i] = glo_span_index(glo_column_day(r->time, i), r->s->span);
        first = r->period_of[i] < first ? r->period_of[i] : first;
        last = r->period_of[i] > last ? r->period_of[i] : last;
    }
    if (r->rows == 0)
        return GLO_OK;
    r->s->first = first;
    r->s->periods = (size_t)((int64_t)last - first + 1);
    if (r->s->periods > UINT16_MAX || r->s->periods > MOST_CELLS / r->s->places)
        return glo_fail(GLO_EINVAL, "%zu places in %zu periods are too many for a scan", r->s->places,
                        r->s->periods);
    return GLO_OK;
}

/* A place by its value as a text, for messages. */
static const char *name_of(const glo_column *column, size_t row, char room[32]) {
    if (column->type == GLO_TYPE_TEXT)
        return glo_column_text(column, row);
    snprintf(room, 32, "%.15g", glo_column_number(column, row));
    return room;
}

/* ---- figures ---- */

static glo_status take_cases(reader *r, size_t row, size_t cell) {
    double count = glo_column_number(r->cases, row);
    char room[32];
    if (isnan(count)) {
        r->reason[r->place_of[row]] = "a count is missing";
        return GLO_OK;
    }
    const char *place = name_of(r->s->place, row, room);
    if (count < 0)
        return glo_fail(GLO_EINVAL, "a scan is of counts, and that of %s in row %zu is %g", place, row + 1,
                        count);
    if (count != floor(count) || count > 0x1p40)
        return glo_fail(GLO_EINVAL, "a scan is of whole counts, and that of %s in row %zu is %g", place,
                        row + 1, count);
    if (r->rows_of[cell] > 1 && !r->spec->is_summed)
        return glo_fail(
            GLO_EINVAL,
            "%s '%s' has two rows%s: a scan is of one count for a place%s, so choose rows with where "
            "or add them up",
            r->spec->place, place, r->time ? " of one period" : "", r->time ? " and period" : "");
    r->s->cases[cell] += (int64_t)count;
    return GLO_OK;
}

static void take_population(reader *r, size_t row, size_t cell) {
    double people = glo_column_number(r->population, row);
    if (isnan(people))
        return;
    if (people < 0)
        r->reason[r->place_of[row]] = "its population is below 0";
    r->population_sum[cell] += people;
    r->s->population[cell] += 1; /* how many are summed, until it is their mean */
    r->s->is_whole_population = r->s->is_whole_population && people == floor(people);
}

static void take_position(reader *r, size_t row) {
    size_t place = r->place_of[row];
    double x = glo_column_number(r->x, row), y = glo_column_number(r->y, row);
    if (isnan(r->s->x[place]) || isnan(r->s->y[place])) {
        r->s->x[place] = x;
        r->s->y[place] = y;
    }
}

static glo_status allocate(reader *r) {
    study *s = r->s;
    size_t cells = s->places * s->periods;
    glo_status status = glo_alloc_array(s->places, sizeof *s->x, &s->x);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *s->y, &s->y);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *s->weight, &s->weight);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *r->reason, &r->reason);
    if (status == GLO_OK)
        status = glo_alloc_array(cells, sizeof *s->cases, &s->cases);
    if (status == GLO_OK)
        status = glo_alloc_array(cells, sizeof *s->expected, &s->expected);
    if (status == GLO_OK)
        status = glo_alloc_array(cells, sizeof *r->rows_of, &r->rows_of);
    if (status == GLO_OK && r->population)
        status = glo_alloc_array(cells, sizeof *s->population, &s->population);
    if (status == GLO_OK && r->population)
        status = glo_alloc_array(cells, sizeof *r->population_sum, &r->population_sum);
    return status;
}

static glo_status read_figures(reader *r) {
    study *s = r->s;
    glo_status status = allocate(r);
    for (size_t i = 0; i < s->places && status == GLO_OK; i++)
        s->x[i] = s->y[i] = NAN;
    s->is_whole_population = !r->time && !r->spec->is_summed;
    for (size_t i = 0; i < r->rows && status == GLO_OK; i++) {
        size_t t = r->period_of ? (size_t)(r->period_of[i] - s->first) : 0;
        size_t cell = r->place_of[i] * s->periods + t;
        r->rows_of[cell]++;
        status = take_cases(r, i, cell);
        if (r->population)
            take_population(r, i, cell);
        take_position(r, i);
        if (status == GLO_OK && i % 65536 == 0)
            status = glo_job_check(r->job);
    }
    return status;
}

/* ---- what is left out ---- */

/* The mean where several rows were summed; where it is not known, that of the nearest period before, else after. */
static bool settle_population(reader *r, size_t place) {
    size_t periods = r->s->periods;
    double *people = r->s->population + place * periods, *sum = r->population_sum + place * periods;
    double known = NAN, total = 0;
    for (size_t t = 0; t < periods; t++)
        people[t] = people[t] > 0 ? sum[t] / people[t] : NAN;
    for (size_t t = periods; t > 0; t--)
        known = isnan(people[t - 1]) ? known : people[t - 1];
    for (size_t t = 0; t < periods; t++) {
        known = isnan(people[t]) ? known : people[t];
        people[t] = known;
        total += known;
    }
    return total > 0;
}

static bool has_cases_of_nobody(const study *s, size_t place) {
    for (size_t i = place * s->periods; i < (place + 1) * s->periods; i++) {
        if (s->cases[i] > 0 && !(s->population[i] > 0))
            return true;
    }
    return false;
}

static void settle_place(reader *r, size_t place) {
    study *s = r->s;
    size_t gaps = 0;
    for (size_t t = 0; t < s->periods; t++)
        gaps += r->rows_of[place * s->periods + t] == 0;
    if (r->reason[place])
        return;
    if (!isfinite(s->x[place]) || !isfinite(s->y[place]))
        r->reason[place] = "no position";
    else if (r->spec->metric == GLO_SCAN_SPHERE && (fabs(s->y[place]) > 90 || fabs(s->x[place]) > 360))
        r->reason[place] = "its position is not in degrees";
    else if (gaps > 0 && !r->spec->gaps_are_zero)
        r->reason[place] = "a period without a row";
    else if (r->population && !settle_population(r, place))
        r->reason[place] = "no population";
    else if (r->population && has_cases_of_nobody(s, place))
        r->reason[place] = "cases in a period without population";
    if (!r->reason[place])
        s->gaps += gaps;
}

static glo_status leave_out(study *s, size_t row, const char *reason) {
    if (glo_alloc_grow(&s->left_out, &s->left_out_room, s->left_out_count + 1, sizeof *s->left_out) < 0)
        return GLO_ENOMEM;
    s->left_out[s->left_out_count].row = row;
    s->left_out[s->left_out_count++].reason = reason;
    return GLO_OK;
}

/* Places that are left out make way for those behind them. */
static glo_status settle_places(reader *r) {
    study *s = r->s;
    size_t kept = 0, size = s->periods;
    for (size_t i = 0; i < s->places; i++) {
        settle_place(r, i);
        if (r->reason[i]) {
            if (leave_out(s, s->row[i], r->reason[i]) < 0)
                return GLO_ENOMEM;
            continue;
        }
        s->row[kept] = s->row[i];
        s->x[kept] = s->x[i];
        s->y[kept] = s->y[i];
        memmove(s->cases + kept * size, s->cases + i * size, size * sizeof *s->cases);
        if (s->population)
            memmove(s->population + kept * size, s->population + i * size, size * sizeof *s->population);
        kept++;
    }
    if (kept < 2 && s->left_out_count > 0) {
        char room[32];
        return glo_fail(GLO_EINVAL, "a scan compares places, and %s of the %zu can be: %s is left out (%s)",
                        kept == 0 ? "none" : "only one", s->places,
                        name_of(s->place, s->left_out[0].row, room), s->left_out[0].reason);
    }
    if (kept < 2)
        return glo_fail(GLO_EINVAL, "a scan compares places, and the frame has %s",
                        kept == 0 ? "none" : "only one");
    s->places = kept;
    return GLO_OK;
}

/* ---- what is expected ---- */

static void expect_by_population(study *s) {
    double people = 0;
    size_t cells = s->places * s->periods;
    for (size_t i = 0; i < cells; i++)
        people += s->population[i];
    for (size_t i = 0; i < cells; i++)
        s->expected[i] = s->population[i] * ((double)s->total / people);
    for (size_t p = 0; p < s->places; p++) {
        double own = 0;
        bool is_over = false;
        for (size_t t = 0; t < s->periods; t++) {
            own += s->population[p * s->periods + t];
            is_over = is_over || (double)s->cases[p * s->periods + t] > s->population[p * s->periods + t];
        }
        s->weight[p] = own / people;
        s->over_population += is_over;
    }
}

static glo_status expect_by_margins(study *s) {
    double *of_period, total = (double)s->total;
    if (glo_alloc_array(s->periods, sizeof *of_period, &of_period) < 0)
        return GLO_ENOMEM;
    for (size_t p = 0; p < s->places; p++) {
        double own = 0;
        for (size_t t = 0; t < s->periods; t++) {
            own += (double)s->cases[p * s->periods + t];
            of_period[t] += (double)s->cases[p * s->periods + t];
        }
        s->weight[p] = s->total > 0 ? own / total : 0;
    }
    for (size_t p = 0; p < s->places; p++) {
        for (size_t t = 0; t < s->periods; t++)
            s->expected[p * s->periods + t] = s->weight[p] * of_period[t];
    }
    free(of_period);
    return GLO_OK;
}

/* ---- which places touch ---- */

static int compare_values(const glo_column *a, size_t i, const glo_column *b, size_t k) {
    if (a->type == GLO_TYPE_TEXT && b->type == GLO_TYPE_TEXT)
        return strcmp(glo_column_text(a, i), glo_column_text(b, k));
    double x = glo_column_number(a, i), y = glo_column_number(b, k);
    return x < y ? -1 : x > y;
}

typedef struct named {
    const glo_column *column;
    size_t row;
    uint32_t place;
} named;

static int compare_named(const void *left, const void *right) {
    const named *a = left, *b = right;
    return compare_values(a->column, a->row, b->column, b->row);
}

static int compare_pairs(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static glo_status read_touches(study *s, const glo_frame *neighbours) {
    if (glo_frame_columns(neighbours) < 2)
        return glo_fail(GLO_EINVAL, "neighbours are pairs of places: a frame of two columns");
    const glo_column *from = glo_frame_column(neighbours, 0), *to = glo_frame_column(neighbours, 1);
    named *names = NULL;
    size_t rows = glo_frame_rows(neighbours);
    glo_status status = glo_alloc_array(s->places, sizeof *names, &names);
    if (status == GLO_OK)
        status = glo_alloc_array(2 * rows, sizeof *s->touches, &s->touches);
    if (status < 0) {
        free(names);
        return status;
    }
    for (size_t i = 0; i < s->places; i++)
        names[i] = (named){s->place, s->row[i], (uint32_t)i};
    qsort(names, s->places, sizeof *names, compare_named);
    for (size_t i = 0; i < rows; i++) {
        named wanted[2] = {{from, i, 0}, {to, i, 0}};
        const named *a = bsearch(&wanted[0], names, s->places, sizeof *names, compare_named);
        const named *b = bsearch(&wanted[1], names, s->places, sizeof *names, compare_named);
        if (!a || !b || a == b)
            continue;
        s->touches[s->touch_count++] = (uint64_t)a->place * s->places + b->place;
        s->touches[s->touch_count++] = (uint64_t)b->place * s->places + a->place;
    }
    free(names);
    qsort(s->touches, s->touch_count, sizeof *s->touches, compare_pairs);
    return GLO_OK;
}

/* ---- all of it ---- */

static glo_status read_all(reader *r, const glo_frame *neighbours) {
    study *s = r->s;
    glo_status status = find_columns(r);
    if (status == GLO_OK && r->rows > UINT32_MAX / 2)
        status = glo_fail(GLO_EINVAL, "%zu rows are too many for a scan", r->rows);
    if (status == GLO_OK)
        status = number_places(r);
    if (status == GLO_OK)
        status = number_periods(r);
    if (status == GLO_OK)
        status = read_figures(r);
    if (status == GLO_OK)
        status = settle_places(r);
    for (size_t i = 0; status == GLO_OK && i < s->places * s->periods; i++)
        s->total += s->cases[i];
    if (status == GLO_OK && s->total > INT32_MAX / 4)
        status = glo_fail(GLO_EINVAL, "%lld cases are too many for a scan", (long long)s->total);
    if (status == GLO_OK && s->population)
        expect_by_population(s);
    else if (status == GLO_OK)
        status = expect_by_margins(s);
    if (status == GLO_OK && neighbours)
        status = read_touches(s, neighbours);
    return status;
}

glo_status glo_study_read(const glo_frame *frame, const glo_frame *neighbours, const glo_scan_spec *spec,
                          const glo_job *job, study *out) {
    study s = {0};
    reader r = {.frame = frame, .spec = spec, .job = job, .rows = glo_frame_rows(frame), .s = &s};
    glo_status status = read_all(&r, neighbours);
    free(r.place_of);
    free(r.period_of);
    free(r.reason);
    free(r.rows_of);
    free(r.population_sum);
    if (status < 0)
        glo_study_dispose(&s);
    else
        *out = s;
    return status;
}

void glo_study_dispose(study *s) {
    free(s->row);
    free(s->x);
    free(s->y);
    free(s->cases);
    free(s->population);
    free(s->expected);
    free(s->weight);
    free(s->touches);
    free(s->left_out);
    *s = (study){0};
}
