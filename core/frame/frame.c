/* frame.c: immutable tables of columns. Invariants and example in frame.h. */
#include "frame/frame.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct glo_frame {
    size_t rows, count;
    char **names;
    glo_column **columns;
    glo_marking marking;
    glo_provenance *provenance;
};

glo_status glo_frame_builder_add(glo_frame_builder *builder, const char *name, glo_column *column) {
    char *copy = NULL;
    glo_status status = builder->status;
    if (status == GLO_OK)
        status = glo_alloc_grow(&builder->names, &builder->name_room, builder->count + 1, sizeof(char *));
    if (status == GLO_OK)
        status = glo_alloc_grow(&builder->columns, &builder->column_room, builder->count + 1,
                                sizeof(glo_column *));
    if (status == GLO_OK)
        status = glo_alloc_text(name, &copy);
    if (status < 0) {
        builder->status = status;
        glo_column_free(column);
        return status;
    }
    builder->names[builder->count] = copy;
    builder->columns[builder->count++] = column;
    return GLO_OK;
}

void glo_frame_builder_dispose(glo_frame_builder *builder) {
    for (size_t i = 0; i < builder->count; i++) {
        free(builder->names[i]);
        glo_column_free(builder->columns[i]);
    }
    free(builder->names);
    free(builder->columns);
    *builder = (glo_frame_builder){0};
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* By sorting, so that a frame of many columns is not many times as dear. */
static glo_status check_names(const glo_frame_builder *builder) {
    const char **names = NULL;
    glo_status status = glo_alloc_array(builder->count + 1, sizeof *names, &names);
    if (status < 0)
        return status;
    for (size_t i = 0; i < builder->count; i++)
        names[i] = builder->names[i];
    qsort(names, builder->count, sizeof *names, compare_names);
    for (size_t i = 1; status == GLO_OK && i < builder->count; i++) {
        if (strcmp(names[i - 1], names[i]) == 0)
            status = glo_fail(GLO_EINVAL, "there are two columns '%s'", names[i]);
    }
    free(names);
    return status;
}

static glo_status check_columns(const glo_frame_builder *builder) {
    for (size_t i = 0; i < builder->count; i++) {
        if (builder->columns[i]->rows != builder->columns[0]->rows)
            return glo_fail(GLO_EINVAL, "column '%s' has %zu rows, column '%s' has %zu", builder->names[i],
                            builder->columns[i]->rows, builder->names[0], builder->columns[0]->rows);
    }
    return check_names(builder);
}

glo_status glo_frame_new(glo_frame_builder *builder, glo_marking marking, glo_provenance *provenance,
                         glo_frame **out) {
    glo_frame *frame = NULL;
    glo_status status = builder->status;
    if (status == GLO_OK)
        status = check_columns(builder);
    for (size_t i = 0; status == GLO_OK && i < builder->count; i++)
        status = glo_column_hold(builder->columns[i]);
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *frame, &frame);
    if (status < 0) {
        glo_frame_builder_dispose(builder);
        return status;
    }
    frame->rows = builder->count ? builder->columns[0]->rows : 0;
    frame->count = builder->count;
    frame->names = builder->names;
    frame->columns = builder->columns;
    frame->marking = marking;
    frame->provenance = glo_provenance_share(provenance);
    *builder = (glo_frame_builder){0};
    *out = frame;
    return GLO_OK;
}

void glo_frame_free(glo_frame *frame) {
    if (!frame)
        return;
    for (size_t i = 0; i < frame->count; i++) {
        free(frame->names[i]);
        glo_column_free(frame->columns[i]);
    }
    free(frame->names);
    free(frame->columns);
    glo_provenance_free(frame->provenance);
    free(frame);
}

size_t glo_frame_rows(const glo_frame *frame) {
    return frame->rows;
}

size_t glo_frame_columns(const glo_frame *frame) {
    return frame->count;
}

const char *glo_frame_name(const glo_frame *frame, size_t column) {
    return frame->names[column];
}

const glo_column *glo_frame_column(const glo_frame *frame, size_t column) {
    return frame->columns[column];
}

glo_marking glo_frame_marking(const glo_frame *frame) {
    return frame->marking;
}

glo_provenance *glo_frame_provenance(const glo_frame *frame) {
    return frame->provenance;
}

glo_status glo_frame_find(const glo_frame *frame, const char *name, size_t *out) {
    glo_nearest nearest = {name, NULL, 0};
    for (size_t i = 0; i < frame->count; i++) {
        if (strcmp(frame->names[i], name) == 0) {
            *out = i;
            return GLO_OK;
        }
        glo_nearest_offer(&nearest, frame->names[i]);
    }
    return glo_fail(GLO_ENOTFOUND, "unknown column '%s'%s", name, glo_nearest_hint(&nearest));
}

glo_status glo_frame_need(const glo_frame *frame, const char *name, glo_type type, const glo_column **out) {
    size_t i;
    glo_status status = glo_frame_find(frame, name, &i);
    if (status < 0)
        return status;
    if (frame->columns[i]->type != type)
        return glo_fail(GLO_EINVAL, "column '%s' must be of type %s, it is %s", name, glo_type_name(type),
                        glo_type_name(frame->columns[i]->type));
    *out = frame->columns[i];
    return GLO_OK;
}

static glo_provenance *provenance_or(const glo_frame *frame, glo_provenance *provenance) {
    return provenance ? provenance : frame->provenance;
}

glo_status glo_frame_take(const glo_frame *frame, const size_t *rows, size_t count,
                          glo_provenance *provenance, glo_frame **out) {
    glo_frame_builder builder = {0};
    for (size_t i = 0; i < frame->count; i++) {
        glo_column *taken;
        glo_status status = glo_column_take(frame->columns[i], rows, count, &taken);
        if (status < 0) {
            glo_frame_builder_dispose(&builder);
            return status;
        }
        glo_frame_builder_add(&builder, frame->names[i], taken);
    }
    return glo_frame_new(&builder, frame->marking, provenance_or(frame, provenance), out);
}

glo_status glo_frame_select(const glo_frame *frame, const size_t *columns, size_t count,
                            glo_provenance *provenance, glo_frame **out) {
    glo_frame_builder builder = {0};
    for (size_t i = 0; i < count; i++)
        glo_frame_builder_add(&builder, frame->names[columns[i]],
                              glo_column_share(frame->columns[columns[i]]));
    return glo_frame_new(&builder, frame->marking, provenance_or(frame, provenance), out);
}

glo_status glo_frame_with(const glo_frame *frame, const char *name, glo_column *column,
                          glo_provenance *provenance, glo_frame **out) {
    glo_frame_builder builder = {0};
    int placed = 0;
    for (size_t i = 0; i < frame->count; i++) {
        int here = strcmp(frame->names[i], name) == 0;
        placed |= here;
        glo_frame_builder_add(&builder, frame->names[i], here ? column : glo_column_share(frame->columns[i]));
    }
    if (!placed)
        glo_frame_builder_add(&builder, name, column);
    return glo_frame_new(&builder, frame->marking, provenance_or(frame, provenance), out);
}

glo_status glo_frame_mark(const glo_frame *frame, glo_marking marking, glo_frame **out) {
    glo_marking joined = glo_marking_join(frame->marking, marking);
    if (joined.tlp != marking.tlp || joined.codes != marking.codes) {
        char has[GLO_MARKING_SIZE], wants[GLO_MARKING_SIZE];
        glo_marking_format(frame->marking, has);
        glo_marking_format(marking, wants);
        return glo_fail(GLO_EMARKING,
                        "a marking can only be tightened: this frame is %s and can't be made %s", has, wants);
    }
    glo_frame_builder builder = {0};
    for (size_t i = 0; i < frame->count; i++)
        glo_frame_builder_add(&builder, frame->names[i], glo_column_share(frame->columns[i]));
    return glo_frame_new(&builder, marking, frame->provenance, out);
}
