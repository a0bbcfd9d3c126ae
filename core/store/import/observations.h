/* observations.h: what the parts of the import of figures share: its fields, and its state between the first line and the
 * last. observations.c drives; time.c reads when, count.c how many, names.c where and what, line_source.c by whom.
 *
 * Each `take` returns GLO_OK, GLO_REJECTED after glo_import_reject(), or a failure that ends the import.
 *
 * Example:
 *   glo_cell cell = {.events = 1};
 *   if ((status = glo_time_take(import, &cell)) != GLO_OK || (status = glo_count_take(import, &cell)) != GLO_OK)
 *       return status;
 */
#ifndef GLO_STORE_IMPORT_OBSERVATIONS_H
#define GLO_STORE_IMPORT_OBSERVATIONS_H

#include "cells/cells.h"
#include "import/import.h"
#include "import/writer.h"

#include <stdbool.h>

enum {
    DAY,
    ZONE,
    PHENOMENON,
    SOURCE,
    FACET,
    COUNT,
    COUNT_HIGH,
    VALUE,
    CREDIBILITY,
    RELIABILITY,
    HANDLING,
    SPAN,
    COUNTING_UNIT,
    PART,
    YEAR,
    MONTH,
    QUARTER
};

/* What a text of the file was resolved to: an id, or why not. */
typedef struct glo_resolved {
    int64_t id;
    int64_t lines;         /* that have the text */
    int64_t scale;         /* of a source */
    uint8_t handling;      /* of a source, or of a handling text */
    uint8_t censored_from; /* of a source: the least that "<5" stands for */
    bool marks_lines;      /* of a source: its lines carry their own handling, or the default */
    char *fault;           /* NULL when resolved */
} glo_resolved;

typedef struct glo_lookup_cache {
    glo_words *texts;
    glo_resolved *resolved; /* by code of the text */
    size_t room;
} glo_lookup_cache;

typedef struct glo_observations {
    glo_writer *writer;
    glo_row_buffer *buffer;                /* being filled */
    glo_rejects *rejects;                  /* the import's own, while its lines go to the buffer's */
    glo_lookup_cache caches[HANDLING + 1]; /* of ZONE, PHENOMENON, SOURCE, FACET, HANDLING */
    glo_cells cells;
    glo_buf text; /* of the source or facet at hand, where it is made up of two */
    char *
        file_source; /* the file's name: the source of lines for which no other is given; NULL where one is */
    glo_buf time;    /* of the line at hand, where it is made up of several columns */
    int64_t before;  /* the last observation before this batch */
    uint8_t default_handling;
} glo_observations;

/* ---- time.c ---- */

int glo_time_take(glo_import *import, glo_cell *cell);

/* ---- count.c ---- */

int64_t glo_value_scale(const glo_import *import);
/* Whether there is a count, or GLO_PASSED_OVER; a mark of a missing value is none. */
int glo_count_begin(glo_import *import);
/* Adds what a refused line would have counted, where it can be read. */
void glo_count_refused(glo_import *import);
/* The count or its range; that of "<5" is open until its source is known. */
int glo_count_take(glo_import *import, glo_cell *cell);
int glo_censored_take(glo_import *import, glo_cell *cell, const glo_resolved *source);
int glo_value_take(glo_import *import, glo_cell *cell);

/* ---- names.c ---- */

typedef glo_status (*glo_resolver)(glo_import *import, const char *text, glo_resolved *out);

glo_status glo_names_begin(glo_observations *state);
void glo_names_dispose(glo_observations *state);
/* The lines of each zone and phenomenon, for the report, after the last line. */
glo_status glo_names_count(glo_import *import);
/* What the text stands for, resolved once, faults too. */
int glo_names_look_up(glo_import *import, size_t field, glo_resolver resolve, const glo_csv_field *value,
                      const glo_resolved **out);
/* Zone, phenomenon, source, facet and handling; *own_handling: whether the line has its own. */
int glo_names_take(glo_import *import, glo_cell *cell, uint8_t *own_handling);

/* ---- line_source.c ---- */

/* The name of the file as a source, where the import has no other. */
glo_status glo_line_source_begin(glo_import *import);
/* The source of the line at hand. */
int glo_line_source_take(glo_import *import, const glo_resolved **out);
/* The text of it, valid until the next call; empty where neither line nor file says it. */
glo_csv_field glo_line_source_of(glo_import *import);

#endif
