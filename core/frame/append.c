/* append.c: the rows of several frames below each other.
 *
 * Example:  glo_frame *both[] = {benelux, eu}; int status = glo_frame_append(both, 2, provenance, &out);
 */
#include "base/alloc.h"
#include "base/err.h"
#include "frame/frame.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static glo_status copy_cell(glo_column *into, size_t row, const glo_column *from, size_t at) {
    if (glo_column_is_null(from, at)) {
        if (into->type == GLO_TYPE_TEXT && glo_column_set_text(into, row, "", 0) < 0)
            return GLO_ENOMEM;
        return glo_column_set_null(into, row);
    }
    switch (into->type) {
    case GLO_TYPE_INTEGER:
        into->integers[row] = from->integers[at];
        return GLO_OK;
    case GLO_TYPE_REAL:
        into->reals[row] = glo_column_number(from, at);
        return GLO_OK;
    case GLO_TYPE_TEXT: {
        const char *text = glo_column_text(from, at);
        return glo_column_set_text(into, row, text, strlen(text));
    }
    default:
        into->times[row] = from->times[at];
        return GLO_OK;
    }
}

/* The column of a name in the first frame that has it; a whole number stands among real ones as real. GLO_EINVAL where
 * two frames differ in type, length of period or unit. */
static glo_status find_model(glo_frame *const *frames, size_t count, const char *name, const glo_column **out,
                             glo_type *out_type) {
    *out = NULL;
    for (size_t f = 0; f < count; f++) {
        size_t at;
        if (glo_frame_find(frames[f], name, &at) < 0)
            continue;
        const glo_column *column = glo_frame_column(frames[f], at);
        if (!*out) {
            *out = column;
            *out_type = column->type;
            continue;
        }
        bool are_numbers = column->type <= GLO_TYPE_REAL && *out_type <= GLO_TYPE_REAL;
        if (are_numbers && column->type == GLO_TYPE_REAL)
            *out_type = GLO_TYPE_REAL;
        else if (!are_numbers && column->type != *out_type)
            return glo_fail(GLO_EINVAL, "the column '%s' is %s in one frame and %s in another", name,
                            glo_type_name(*out_type), glo_type_name(column->type));
        if (column->type >= GLO_TYPE_DAY && column->span != (*out)->span)
            return glo_fail(GLO_EINVAL, "the column '%s' has a %s in one frame and a %s in another", name,
                            glo_span_name((*out)->span), glo_span_name(column->span));
        const char *unit = column->unit ? column->unit : "", *other = (*out)->unit ? (*out)->unit : "";
        if (strcmp(unit, other) != 0)
            return glo_fail(GLO_EINVAL, "the column '%s' is in '%s' in one frame and in '%s' in another",
                            name, other, unit);
    }
    return GLO_OK;
}

static glo_status fill(glo_frame *const *frames, size_t count, const char *name, glo_column *into) {
    size_t row = 0;
    glo_status status = GLO_OK;
    for (size_t f = 0; f < count; f++) {
        size_t at;
        const glo_column *from =
            glo_frame_find(frames[f], name, &at) == GLO_OK ? glo_frame_column(frames[f], at) : NULL;
        for (size_t i = 0; status == GLO_OK && i < glo_frame_rows(frames[f]); i++, row++) {
            if (from)
                status = copy_cell(into, row, from, i);
            else if (into->type != GLO_TYPE_TEXT ||
                     (status = glo_column_set_text(into, row, "", 0)) == GLO_OK)
                status = glo_column_set_null(into, row);
        }
    }
    return status;
}

static glo_status append_column(glo_frame *const *frames, size_t count, const char *name, size_t rows,
                                glo_frame_builder *builder) {
    const glo_column *model;
    glo_type type = GLO_TYPE_INTEGER;
    glo_column *column;
    glo_status status = find_model(frames, count, name, &model, &type);
    if (status < 0 || (status = glo_column_new(type, rows, &column)) < 0)
        return status;
    column->span = model->span;
    if ((status = glo_column_set_unit(column, model->unit)) < 0 ||
        (status = fill(frames, count, name, column)) < 0) {
        glo_column_free(column);
        return status;
    }
    return glo_frame_builder_add(builder, name, column);
}

static bool is_in_earlier(glo_frame *const *frames, size_t f, const char *name) {
    size_t at;
    for (size_t earlier = 0; earlier < f; earlier++) {
        if (glo_frame_find(frames[earlier], name, &at) == GLO_OK)
            return true;
    }
    return false;
}

glo_status glo_frame_append(glo_frame *const *frames, size_t count, glo_provenance *provenance,
                            glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0};
    size_t rows = 0;
    glo_status status = GLO_OK;
    for (size_t f = 0; f < count; f++) {
        rows += glo_frame_rows(frames[f]);
        marking = glo_marking_join(marking, glo_frame_marking(frames[f]));
    }
    for (size_t f = 0; f < count; f++) {
        for (size_t c = 0; status == GLO_OK && c < glo_frame_columns(frames[f]); c++) {
            const char *name = glo_frame_name(frames[f], c);
            if (!is_in_earlier(frames, f, name))
                status = append_column(frames, count, name, rows, &builder);
        }
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, provenance, out);
}
