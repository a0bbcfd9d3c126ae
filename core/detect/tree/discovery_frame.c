/* discovery_frame.c: the nodes of a frame that glo_warn made, tested period by period. Columns and example in discovery.h. */
#include "detect/discovery.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 16 };

/* A column of texts as nodes: one of each text of the column, by its code. */
typedef struct dimension {
    const glo_column *column; /* NULL: one node */
    size_t *parents;
    glo_discovery_tree tree;
} dimension;

typedef struct family {
    size_t first, count; /* of the rows in order of period */
} family;

typedef struct work {
    const glo_discovery_spec *spec;
    dimension zones, phenomena;
    const glo_column *period, *tail, *alarm, *score;
    const glo_column *others[MOST_KEYS];
    size_t other_count;
    glo_words *apart; /* what the other texts name together */
    size_t *kinds;    /* of each row, a code of `apart` */
    size_t *rows;     /* in order of period */
    size_t row_count;
    family *families;
    size_t family_count;
    glo_discovered *found; /* of each row */
} work;

/* ---- trees ---- */

static glo_status find_text(const glo_column *column, const char *text, size_t *out) {
    uint32_t code;
    if (!glo_words_find(column->words, text, strlen(text), &code))
        return glo_fail(GLO_ENOTFOUND, "'%s' is in no row", text);
    *out = code;
    return GLO_OK;
}

static glo_status read_links(const glo_discovery_column *spec, dimension *d) {
    for (size_t i = 0; i < spec->count; i++) {
        size_t child = 0, parent = 0;
        glo_status status = find_text(d->column, spec->children[i], &child);
        if (status == GLO_OK)
            status = find_text(d->column, spec->parents[i], &parent);
        if (status < 0)
            return status;
        d->parents[child] = parent;
    }
    for (size_t node = 0; node < d->tree.count; node++) {
        size_t steps = 0;
        for (size_t up = node; up != GLO_NO_PARENT; up = d->parents[up]) {
            if (steps++ > d->tree.count)
                return glo_fail(GLO_EINVAL, "%s: '%s' lies below itself", spec->name,
                                glo_words_text(d->column->words, (uint32_t)node));
        }
    }
    return GLO_OK;
}

static glo_status read_dimension(const glo_frame *frame, const glo_discovery_column *spec, dimension *out) {
    out->tree.count = 1;
    if (spec->name) {
        glo_status status = glo_frame_need(frame, spec->name, GLO_TYPE_TEXT, &out->column);
        if (status < 0)
            return status;
        out->tree.count = glo_words_count(out->column->words);
    }
    glo_status status = glo_alloc_array(out->tree.count, sizeof *out->parents, &out->parents);
    for (size_t i = 0; status == GLO_OK && i < out->tree.count; i++)
        out->parents[i] = GLO_NO_PARENT;
    out->tree.parents = out->parents;
    return status == GLO_OK && spec->name ? read_links(spec, out) : status;
}

/* ---- rows ---- */

static glo_status find_columns(work *w, const glo_frame *frame) {
    glo_status status = glo_frame_need(frame, "tail", GLO_TYPE_REAL, &w->tail);
    if (status == GLO_OK)
        status = glo_frame_need(frame, "score", GLO_TYPE_REAL, &w->score);
    if (status == GLO_OK)
        status = glo_frame_need(frame, "alarm", GLO_TYPE_INTEGER, &w->alarm);
    size_t period;
    if (status == GLO_OK)
        status = glo_frame_find(frame, "period", &period);
    if (status < 0)
        return status;
    w->period = glo_frame_column(frame, period);
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        const glo_column *column = glo_frame_column(frame, i);
        const char *name = glo_frame_name(frame, i);
        if (column->type != GLO_TYPE_TEXT || column == w->zones.column || column == w->phenomena.column ||
            strcmp(name, "method") == 0 || strcmp(name, "reason") == 0)
            continue;
        if (w->other_count == MOST_KEYS)
            return glo_fail(GLO_EINVAL, "more than %d columns of texts", MOST_KEYS);
        w->others[w->other_count++] = column;
    }
    return GLO_OK;
}

/* What the other texts of a row name, as one number. */
static glo_status read_kinds(work *w) {
    glo_status status = glo_words_new(&w->apart);
    if (status == GLO_OK)
        status = glo_alloc_array(w->row_count, sizeof *w->kinds, &w->kinds);
    for (size_t row = 0; status == GLO_OK && row < w->row_count; row++) {
        uint32_t codes[MOST_KEYS] = {0}, kind;
        for (size_t k = 0; k < w->other_count; k++)
            codes[k] = glo_column_is_null(w->others[k], row) ? 0 : w->others[k]->codes[row] + 1;
        status = glo_words_add(w->apart, (const char *)codes, w->other_count * sizeof *codes, &kind);
        w->kinds[row] = kind;
    }
    return status;
}

/* The rows in order of period, those of one in the order of the frame. */
static glo_status sort_rows(work *w) {
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t row = 0; row < w->row_count; row++) {
        first = w->period->times[row] < first ? w->period->times[row] : first;
        last = w->period->times[row] > last ? w->period->times[row] : last;
    }
    size_t range = w->row_count > 0 ? (size_t)((int64_t)last - first) + 1 : 0;
    glo_status status = glo_alloc_array(range, sizeof *w->families, &w->families);
    if (status == GLO_OK)
        status = glo_alloc_array(w->row_count, sizeof *w->rows, &w->rows);
    if (status < 0)
        return status;
    for (size_t row = 0; row < w->row_count; row++)
        w->families[w->period->times[row] - first].count++;
    for (size_t i = 1; i < range; i++)
        w->families[i].first = w->families[i - 1].first + w->families[i - 1].count;
    for (size_t i = 0; i < range; i++)
        w->families[i].count = 0;
    for (size_t row = 0; row < w->row_count; row++) {
        family *f = &w->families[w->period->times[row] - first];
        w->rows[f->first + f->count++] = row;
    }
    w->family_count = range;
    return GLO_OK;
}

static double p_of(const work *w, size_t row) {
    double p = glo_column_number(w->tail, row);
    return !isnan(p) && w->alarm->integers[row] == 0 ? 1 : p;
}

static size_t node_of(const dimension *d, size_t row) {
    return d->column ? d->column->codes[row] : 0;
}

/* ---- one period ---- */

/* The phenomena of every kind, as trees side by side. */
static glo_status side_by_side(const work *w, size_t kinds, size_t **out) {
    size_t each = w->phenomena.tree.count;
    glo_status status = glo_alloc_array(kinds * each, sizeof **out, out);
    for (size_t i = 0; status == GLO_OK && i < kinds * each; i++) {
        size_t parent = w->phenomena.parents[i % each];
        (*out)[i] = parent == GLO_NO_PARENT ? GLO_NO_PARENT : parent + i / each * each;
    }
    return status;
}

static glo_status judge_family(void *context, size_t i) {
    work *w = context;
    const family *f = &w->families[i];
    if (f->count == 0)
        return GLO_OK;
    size_t kinds = glo_words_count(w->apart), each = w->phenomena.tree.count, *parents = NULL;
    glo_tested *nodes = NULL;
    glo_discovered *found = NULL;
    glo_status status = side_by_side(w, kinds, &parents);
    if (status == GLO_OK)
        status = glo_alloc_array(f->count, sizeof *nodes, &nodes);
    if (status == GLO_OK)
        status = glo_alloc_array(f->count, sizeof *found, &found);
    for (size_t k = 0; status == GLO_OK && k < f->count; k++) {
        size_t row = w->rows[f->first + k];
        nodes[k] = (glo_tested){.zone = node_of(&w->zones, row),
                                .phenomenon = w->kinds[row] * each + node_of(&w->phenomena, row),
                                .p = p_of(w, row),
                                .score = glo_column_number(w->score, row)};
    }
    glo_discovery_tree all = {.parents = parents, .count = kinds * each};
    if (status == GLO_OK)
        status = glo_discover(&w->zones.tree, &all, nodes, f->count, w->spec->level, found);
    for (size_t k = 0; status == GLO_OK && k < f->count; k++)
        w->found[w->rows[f->first + k]] = found[k];
    free(parents);
    free(nodes);
    free(found);
    return status;
}

/* ---- the frame ---- */

static glo_status add_columns(const work *w, const glo_frame *frame, glo_provenance *provenance,
                              glo_frame **out, glo_discovery_note *note) {
    glo_column *q = NULL, *raised = NULL;
    glo_frame *with_q;
    glo_status status = glo_column_new(GLO_TYPE_REAL, w->row_count, &q);
    if (status < 0)
        return status;
    if ((status = glo_column_new(GLO_TYPE_INTEGER, w->row_count, &raised)) < 0)
        return glo_column_free(q), status;
    for (size_t row = 0; row < w->row_count && status == GLO_OK; row++) {
        const glo_discovered *found = &w->found[row];
        raised->integers[row] = found->is_raised;
        if (isnan(found->q))
            status = glo_column_set_null(q, row);
        else
            q->reals[row] = found->q;
        *(isnan(found->q) ? &note->untested : &note->tested) += 1;
        note->found += found->q <= w->spec->level;
        note->raised += found->is_raised;
    }
    if (status < 0)
        return glo_column_free(q), glo_column_free(raised), status;
    if ((status = glo_frame_with(frame, "q", q, provenance, &with_q)) < 0)
        return glo_column_free(raised), status;
    status = glo_frame_with(with_q, "raised", raised, provenance, out);
    glo_frame_free(with_q);
    return status;
}

static void dispose(work *w) {
    free(w->zones.parents);
    free(w->phenomena.parents);
    glo_words_free(w->apart);
    free(w->kinds);
    free(w->rows);
    free(w->families);
    free(w->found);
}

glo_status glo_discover_frame(const glo_frame *frame, const glo_discovery_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out, glo_discovery_note *out_note) {
    work w = {.spec = spec, .row_count = glo_frame_rows(frame)};
    glo_discovery_note note = {0};
    glo_status status = read_dimension(frame, &spec->zones, &w.zones);
    if (status == GLO_OK)
        status = read_dimension(frame, &spec->phenomena, &w.phenomena);
    if (status == GLO_OK)
        status = find_columns(&w, frame);
    if (status == GLO_OK)
        status = read_kinds(&w);
    if (status == GLO_OK)
        status = sort_rows(&w);
    if (status == GLO_OK)
        status = glo_alloc_array(w.row_count, sizeof *w.found, &w.found);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "testing", w.family_count, judge_family, &w);
    if (status == GLO_OK)
        status = add_columns(&w, frame, provenance, out, &note);
    if (status == GLO_OK)
        *out_note = note;
    dispose(&w);
    return status;
}
