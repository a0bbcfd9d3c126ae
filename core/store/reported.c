/* reported.c: leaf cells by the delay with which they became known. What their facets mean, and an example, in store/reported.h. */
#include "store/reported.h"

#include "base/err.h"
#include "db.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct recoding {
    const glo_reported_spec *spec;
    const glo_job *job;
    glo_cells *out;
    glo_cells
        batch; /* figures of the batch at hand, for they are resolved by its number; events go into `out` */
    int64_t number;
    glo_reported_note note;
} recoding;

static bool publishes_figures(const glo_reported_spec *spec, int32_t source) {
    for (size_t i = 0; i < spec->figure_count; i++) {
        if (spec->figures[i] == source)
            return true;
    }
    return false;
}

static void note_source(glo_reported_note *note, int32_t source, int32_t recorded) {
    size_t told = note->source_count < GLO_REPORTED_SOURCES ? note->source_count : GLO_REPORTED_SOURCES;
    for (size_t i = 0; i < told; i++) {
        if (note->sources[i].id == source) {
            if (recorded < note->sources[i].first)
                note->sources[i].first = recorded;
            return;
        }
    }
    if (told < GLO_REPORTED_SOURCES)
        note->sources[told] = (struct glo_reported_source){source, recorded};
    note->source_count++;
}

/* The delay by which something was recorded, at most that which stands for all longer ones. */
static int32_t delay_of(const glo_reported_spec *spec, int32_t period, int32_t recorded) {
    int32_t delay = glo_cuts_delay(&spec->cuts, period, recorded);
    return delay > spec->most ? spec->most + 1 : delay;
}

static glo_status add_as(recoding *r, glo_cell *cell, int32_t delay, int meaning) {
    cell->facet = 4 * delay + meaning;
    return glo_cells_add(meaning == GLO_REPORTED_STOOD ? &r->batch : r->out, cell);
}

/* A cell is among those of each cut at which it stood, and of now. */
static glo_status add_standing(recoding *r, const glo_kept_part *kept, glo_cell *cell, int32_t period) {
    const glo_reported_spec *spec = r->spec;
    int32_t from = delay_of(spec, period, kept->recorded), now = spec->most + 1;
    int32_t to = kept->retracted == GLO_STANDS ? now + 1 : delay_of(spec, period, kept->retracted);
    glo_status status = GLO_OK;
    for (int32_t delay = from; delay < to && delay < now && status == GLO_OK; delay++)
        status = add_as(r, cell, delay, GLO_REPORTED_STOOD);
    if (status == GLO_OK && kept->retracted == GLO_STANDS)
        status = add_as(r, cell, now, GLO_REPORTED_STOOD);
    return status;
}

/* Of events what came and went adds up; their sum is taken later. */
static glo_status add_event(recoding *r, const glo_kept_part *kept, glo_cell *cell, int32_t period) {
    glo_status status = add_as(r, cell, delay_of(r->spec, period, kept->recorded), GLO_REPORTED_ADDED);
    if (status == GLO_OK && kept->retracted != GLO_STANDS)
        status = add_as(r, cell, delay_of(r->spec, period, kept->retracted), GLO_REPORTED_RETRACTED);
    return status;
}

static glo_status take_run(recoding *r, const glo_kept_part *kept, const glo_run *run, const void *bytes) {
    const glo_kind *all = glo_part_kinds(bytes);
    int32_t days[GLO_CHUNK];
    uint32_t kinds[GLO_CHUNK];
    int64_t n[GLO_RUN_COLUMNS][GLO_CHUNK];
    for (uint32_t from = 0; from < run->count; from += GLO_CHUNK) {
        uint32_t left = run->count - from, count = left < GLO_CHUNK ? left : GLO_CHUNK;
        glo_run_days(run, bytes, from, count, days);
        glo_run_kinds(run, bytes, from, count, kinds);
        for (int column = GLO_RUN_EVENTS; column < GLO_RUN_COLUMNS; column++)
            glo_run_read(run, bytes, column, from, count, n[column]);
        for (uint32_t i = 0; i < count; i++) {
            const glo_kind *kind = &all[kinds[i]];
            if (kind->facet != 0)
                continue;
            glo_cell cell = {.zone = run->zone,
                             .phenomenon = run->phenomenon,
                             .source = kind->source,
                             .day = days[i],
                             .span = kind->span,
                             .credibility = kind->credibility,
                             .handling = kind->handling,
                             .events = n[GLO_RUN_EVENTS][i],
                             .count = n[GLO_RUN_COUNT][i],
                             .count_high = n[GLO_RUN_COUNT][i] + n[GLO_RUN_EXTRA][i],
                             .value = n[GLO_RUN_VALUE][i]};
            int32_t period = glo_span_index(cell.day, r->spec->cuts.every);
            bool is_figure = publishes_figures(r->spec, cell.source);
            if (!is_figure && cell.day > kept->recorded)
                r->note.early += cell.events;
            glo_status status = is_figure || r->spec->stood ? add_standing(r, kept, &cell, period)
                                                            : add_event(r, kept, &cell, period);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

/* What stood of the batch at hand, under its number. */
static glo_status end_batch(recoding *r) {
    glo_status status = glo_cells_pack(&r->batch);
    for (size_t i = 0; i < r->batch.part_count && status == GLO_OK; i++) {
        glo_part *part = &r->batch.parts[i];
        void *bytes = part->bytes;
        part->bytes = NULL; /* taken over, also where it fails */
        part->is_own = 0;
        status = glo_cells_take_part(r->out, bytes, part->size);
        if (status == GLO_OK)
            r->out->parts[r->out->part_count - 1].batch = r->number;
    }
    glo_cells_dispose(&r->batch);
    return status;
}

static int take_part(void *context, const glo_kept_part *kept, const void *bytes) {
    recoding *r = context;
    const glo_part_head *head = glo_part_head_of(bytes);
    glo_status status = glo_job_step(r->job, "reading the history of reports", r->out->count, 0);
    if (status == GLO_OK && kept->batch != r->number)
        status = end_batch(r);
    if (status < 0)
        return status;
    r->number = kept->batch;
    if (kept->handling != head->handling)
        r->out->marking = glo_marking_join(r->out->marking, glo_marking_unpack(kept->handling));
    for (uint32_t i = 0; i < head->kinds; i++)
        note_source(&r->note, glo_part_kinds(bytes)[i].source, kept->recorded);
    for (uint32_t i = 0; i < head->runs && status == GLO_OK; i++)
        status = take_run(r, kept, &glo_part_runs(bytes)[i], bytes);
    return status;
}

glo_status glo_store_reported(glo_store *store, const glo_reported_spec *spec, const glo_job *job,
                              glo_cells *out, glo_reported_note *out_note) {
    char date[GLO_DATE_SIZE];
    int64_t state;
    recoding r = {.spec = spec, .job = job, .out = out};
    glo_date_format(spec->cuts.now, GLO_DAY, date);
    glo_status status = glo_store_state_as_of(store, &(glo_as_of){.at = date}, &state);
    if (status == GLO_OK) {
        store->job = job;
        status = glo_cells_history(store, state, take_part, &r);
        store->job = NULL;
    }
    if (status == GLO_OK)
        status = end_batch(&r);
    if (status == GLO_OK)
        status = glo_cells_pack(out);
    glo_cells_dispose(&r.batch);
    if (status == GLO_OK)
        status = glo_changed_marking(store, &out->marking);
    if (status == GLO_OK)
        *out_note = r.note;
    return status;
}
