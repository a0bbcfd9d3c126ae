/* frame.h: what every function of glocal takes and gives: an immutable table of named, typed columns with a marking and a
 * provenance.
 *
 * Invariants: all columns have as many rows; names differ; nothing changes after glo_frame_new. A frame has
 * one owner and may be read from any thread; its columns and provenance are counted by reference. Every function that makes a frame from frames joins
 * their markings.
 *
 * The main header of core/frame: columns, words, markings, provenance, sorting, printing. Includes base; included by
 * every folder above it.
 *
 * Example:
 *   glo_frame_builder b = {0};
 *   glo_frame_builder_add(&b, "zone", zone_column);       takes the column over, also when it fails
 *   glo_frame_builder_add(&b, "count", count_column);
 *   glo_frame *frame;
 *   int status = glo_frame_new(&b, marking, provenance, &frame);   empties the builder in any case
 */
#ifndef GLO_FRAME_FRAME_H
#define GLO_FRAME_FRAME_H

#include "frame/column.h"
#include "frame/marking.h"
#include "frame/provenance.h"

#include <stddef.h>

typedef struct glo_frame glo_frame;

typedef struct glo_frame_builder {
    char **names;
    glo_column **columns;
    size_t count, name_room, column_room;
    glo_status status; /* the first failure; later adds only release what they take */
} glo_frame_builder;

/* Takes `column` over. A failure is kept in the builder and returned by glo_frame_new too. */
glo_status glo_frame_builder_add(glo_frame_builder *builder, const char *name, glo_column *column);
void glo_frame_builder_dispose(glo_frame_builder *builder);

/* `provenance` is shared, may be NULL. GLO_EINVAL when lengths differ or a name comes twice. */
glo_status glo_frame_new(glo_frame_builder *builder, glo_marking marking, glo_provenance *provenance,
                         glo_frame **out);
void glo_frame_free(glo_frame *frame);

size_t glo_frame_rows(const glo_frame *frame);
size_t glo_frame_columns(const glo_frame *frame);
const char *glo_frame_name(const glo_frame *frame, size_t column);
const glo_column *glo_frame_column(const glo_frame *frame, size_t column);
glo_marking glo_frame_marking(const glo_frame *frame);
glo_provenance *glo_frame_provenance(const glo_frame *frame); /* borrowed, may be NULL */

/* The number of the column of that name; GLO_ENOTFOUND names the nearest. */
glo_status glo_frame_find(const glo_frame *frame, const char *name, size_t *out);
/* The same, and it must have that type: GLO_EINVAL says which it has. */
glo_status glo_frame_need(const glo_frame *frame, const char *name, glo_type type, const glo_column **out);

/* Every function below makes a new frame with the marking of the old one; `provenance` NULL shares the old
 * one's. */

/* The given rows, in that order. */
glo_status glo_frame_take(const glo_frame *frame, const size_t *rows, size_t count,
                          glo_provenance *provenance, glo_frame **out);
/* The given columns, in that order. */
glo_status glo_frame_select(const glo_frame *frame, const size_t *columns, size_t count,
                            glo_provenance *provenance, glo_frame **out);
/* With a column added, or put in the place of the one of that name; takes `column` over, also when it fails.
 */
glo_status glo_frame_with(const glo_frame *frame, const char *name, glo_column *column,
                          glo_provenance *provenance, glo_frame **out);
/* Under another marking, which may only be stricter: GLO_EMARKING otherwise. */
glo_status glo_frame_mark(const glo_frame *frame, glo_marking marking, glo_frame **out);

/* The rows of all frames below each other, under the strictest marking; a column that a frame does not have is null in
 * its rows. `provenance` may be NULL, and is then none. GLO_EINVAL where columns of one name differ in type or unit. */
glo_status glo_frame_append(glo_frame *const *frames, size_t count, glo_provenance *provenance,
                            glo_frame **out);

typedef struct glo_sort_key {
    size_t column;
    int descending;
} glo_sort_key;
/* Sorted, equal rows in their old order; nulls last either way; texts as in a dictionary, by their folded form (base/text.h). */
glo_status glo_frame_sort(const glo_frame *frame, const glo_sort_key *keys, size_t count,
                          glo_provenance *provenance, glo_frame **out);

#endif
