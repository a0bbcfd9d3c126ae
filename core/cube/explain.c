/* explain.c: which figures make up a zone's estimate, and through which weight. Columns in impact.h. */
#include "base/alloc.h"
#include "base/err.h"
#include "cube/impact.h"
#include "exposure.h"

#include <stdlib.h>
#include <string.h>

typedef struct bearing {
    glo_figure figure;
    glo_exposure exposure;
} bearing;

typedef struct bearings {
    bearing *items;
    size_t count, room;
} bearings;

static glo_status find_bearings(const glo_figures *figures, size_t rows, const glo_exposures *exposures,
                                const char *zone, bearings *out) {
    glo_allocation allocation = {0};
    uint32_t to;
    int status = GLO_OK, is_target = glo_words_find(exposures->zones, zone, strlen(zone), &to);
    for (size_t row = 0; is_target && status >= 0 && row < rows; row++) {
        glo_figure figure;
        if ((status = glo_figures_read(figures, row, exposures, &figure)) <= 0 ||
            (status = glo_exposures_match(exposures, figure.zone, figure.phenomenon, &allocation)) < 0)
            continue;
        for (size_t i = 0; status == GLO_OK && i < allocation.count; i++) {
            if (allocation.items[i].to != to)
                continue;
            status = glo_alloc_grow(&out->items, &out->room, out->count + 1, sizeof *out->items);
            if (status == GLO_OK)
                out->items[out->count++] = (bearing){figure, allocation.items[i]};
        }
    }
    free(allocation.items);
    return status < 0 ? status : GLO_OK;
}

enum { WEIGHT, LOW_WEIGHT, HIGH_WEIGHT, ESTIMATE, LOW, HIGH, REALS };

static void real_cells(const bearing *b, double out[REALS]) {
    out[WEIGHT] = b->exposure.weight;
    out[LOW_WEIGHT] = b->exposure.low;
    out[HIGH_WEIGHT] = b->exposure.high;
    out[ESTIMATE] = b->exposure.weight * (double)b->figure.count;
    out[LOW] = b->exposure.low * (double)b->figure.count;
    out[HIGH] = b->exposure.high * (double)b->figure.high;
}

static void add_keys(glo_frame_builder *builder, const bearings *list, const glo_figures *figures,
                     const glo_exposures *exposures) {
    glo_column *from, *phenomenon, *period, *figure;
    if (glo_column_new_text(exposures->zones, list->count, &from) < 0) {
        builder->status = GLO_ENOMEM;
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        from->codes[i] = list->items[i].figure.zone;
    glo_frame_builder_add(builder, "from_zone", from);
    if (glo_column_new_text(glo_tree_words(exposures->phenomena), list->count, &phenomenon) < 0) {
        builder->status = GLO_ENOMEM;
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        phenomenon->codes[i] = list->items[i].figure.phenomenon;
    glo_frame_builder_add(builder, "phenomenon", phenomenon);
    if (figures->period) {
        if (glo_column_new(figures->period->type, list->count, &period) < 0) {
            builder->status = GLO_ENOMEM;
            return;
        }
        period->span = figures->period->span;
        for (size_t i = 0; i < list->count; i++)
            period->times[i] = list->items[i].figure.time;
        glo_frame_builder_add(builder, "period", period);
    }
    if (glo_column_new(GLO_TYPE_INTEGER, list->count, &figure) < 0) {
        builder->status = GLO_ENOMEM;
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        figure->integers[i] = list->items[i].figure.count;
    glo_frame_builder_add(builder, "figure", figure);
}

static void add_reals(glo_frame_builder *builder, const bearings *list) {
    static const char *const names[REALS] = {"weight",   "low_weight", "high_weight",
                                             "estimate", "low",        "high"};
    for (int n = 0; n < REALS; n++) {
        glo_column *column;
        if (glo_column_new(GLO_TYPE_REAL, list->count, &column) < 0) {
            builder->status = GLO_ENOMEM;
            return;
        }
        for (size_t i = 0; i < list->count; i++) {
            double cells[REALS];
            real_cells(&list->items[i], cells);
            column->reals[i] = cells[n];
        }
        glo_frame_builder_add(builder, names[n], column);
    }
}

/* Largest estimate first. */
static glo_status sorted(const glo_frame *frame, glo_frame **out) {
    glo_sort_key key = {.descending = 1};
    glo_status status = glo_frame_find(frame, "estimate", &key.column);
    return status < 0 ? status : glo_frame_sort(frame, &key, 1, NULL, out);
}

glo_status glo_impact_explain(const glo_frame *figures, const glo_frame *exposures, const glo_tree *phenomena,
                              const char *zone, glo_provenance *provenance, glo_frame **out) {
    glo_exposures table;
    glo_figures columns;
    bearings list = {0};
    glo_frame *frame = NULL;
    glo_marking marking = glo_marking_join(glo_tree_marking(phenomena), glo_frame_marking(figures));
    marking = glo_marking_join(marking, glo_frame_marking(exposures));
    glo_status status = glo_figures_open(figures, &columns);
    if (status < 0 || (status = glo_exposures_init(&table, exposures, phenomena)) < 0)
        return status;
    status = find_bearings(&columns, glo_frame_rows(figures), &table, zone, &list);
    if (status == GLO_OK) {
        glo_frame_builder builder = {0};
        add_keys(&builder, &list, &columns, &table);
        if (builder.status == GLO_OK)
            add_reals(&builder, &list);
        status = glo_frame_new(&builder, marking, provenance, &frame);
    }
    if (status == GLO_OK)
        status = sorted(frame, out);
    glo_frame_free(frame);
    free(list.items);
    glo_exposures_dispose(&table);
    return status;
}
