/* frames.h: frames as tables of a connection, for as long as a statement runs. Not for other folders.
 *
 * A frame is a virtual table: its columns are read in place. Days and months are text as they are printed
 * (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024), which sorts as the time does. The rowid is the row's
 * number, from 1.
 *
 * Example:
 *   glo_frames frames;
 *   if ((status = glo_frames_open(store, values, count, &frames)) < 0) return status;
 *   ...   // prepare and run "select zone from \"r\""
 *   glo_frames_close(&frames);      after the statement is finalized
 */
#ifndef GLO_STORE_FRAMES_H
#define GLO_STORE_FRAMES_H

#include "db.h"

#include <stdbool.h>

typedef struct glo_frame_table glo_frame_table;

typedef struct glo_frames {
    glo_store *store;
    size_t count;
    glo_frame_table *tables;
} glo_frames;

/* Makes a table of each frame among the parameters. One that has the name of a table of the store is called
 * "$name". */
glo_status glo_frames_open(glo_store *store, const glo_value *values, size_t count, glo_frames *out);
void glo_frames_close(glo_frames *frames);

/* The name of the parameter, of its table, and the frame itself, borrowed. */
const char *glo_frames_name(const glo_frames *frames, size_t i);
const char *glo_frames_table(const glo_frames *frames, size_t i);
glo_frame *glo_frames_frame(const glo_frames *frames, size_t i);

/* Remembers that the statement reads this table; and whether it reads the frame. */
void glo_frames_use(glo_frames *frames, const char *table);
bool glo_frames_is_used(const glo_frames *frames, size_t i);

/* The frame's column that a column of the result is, unchanged; NULL where it is another. */
const glo_column *glo_frames_origin(const glo_frames *frames, sqlite3_stmt *statement, int column);

#endif
