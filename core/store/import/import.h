/* import.h: what the tables of an import are handed, one line at a time: a value per field, which a table takes or
 * rejects.
 *
 * One direction: ingest.c drives (reader, mapping, rejects, batch, transaction) and calls the tables (tables.h);
 * the tables call what is below (line.c, number.c, cycles.c) and never ingest.c. `take` returns GLO_OK,
 * GLO_REJECTED after glo_import_reject(), GLO_PASSED_OVER for a line that has nothing to import, or a failure that
 * ends the import.
 *
 * Example:
 *   static int take(glo_import *import) {
 *       if (import->values[0].length == 0) {
 *           glo_fail(GLO_EINVAL, "no code");
 *           return glo_import_reject(import, 0);
 *       }
 *       ...
 *       return GLO_OK;
 *   }
 */
#ifndef GLO_STORE_IMPORT_H
#define GLO_STORE_IMPORT_H

#include "base/buf.h"
#include "db.h"
#include "import/writer.h"
#include "io/csv_guard.h"
#include "io/csv_reader.h"

#include <stdbool.h>

#define GLO_REJECTED 1
#define GLO_PASSED_OVER 2
enum { GLO_IMPORT_FIELDS = 24 };

typedef struct glo_import_field {
    const char *name;
    int required; /* a line without it is rejected; a mapping without it is wrong */
} glo_import_field;

typedef struct glo_import glo_import;

typedef struct glo_import_table {
    const char *name; /* as in glo_import_spec.as */
    glo_import_field fields[GLO_IMPORT_FIELDS];
    const void *context;   /* of the table's own */
    int foreign_keys_hold; /* its ids come from look-ups in the same transaction: SQLite need not check them
                              again */
    size_t line_limit;     /* bytes of a line; 0: the reader's own limit */
    int (*begin)(glo_import *import);
    int (*take)(glo_import *import);
    glo_status (*flush)(
        glo_import *import); /* when rejected lines have piled up; NULL: they are written as they are */
    int (*finish)(glo_import *import);   /* after the last line; not called when the import failed */
    void (*dispose)(glo_import *import); /* in any case */
} glo_import_table;

struct glo_import {
    glo_store *store;
    const glo_import_spec *spec;
    const glo_import_table *table;
    void *state; /* the table's own, between begin and dispose */
    int64_t batch;
    const glo_job *job;
    glo_import_result result;
    /* The line at hand: a value per field of the table; an absent or empty one has length 0. */
    glo_csv_field values[GLO_IMPORT_FIELDS];
    bool is_column[GLO_IMPORT_FIELDS]; /* whether the field is mapped to a column of the file */
    bool is_mapped[GLO_IMPORT_FIELDS]; /* ... or to a constant */
    const glo_field_source *sources[GLO_IMPORT_FIELDS]; /* NULL: of the column of its own name */
    size_t columns[GLO_IMPORT_FIELDS];                  /* where is_column */
    struct glo_import_names *names;                     /* column_names.c */
    size_t reason_column; /* where the converter of a file says why it rejects the line */
    size_t line_column;   /* ... from which line of the file the row is, 0: of its own */
    size_t cell_column;   /* ... and from which column, where a row was made of one cell */
    uint64_t line;
    const glo_csv_record *record; /* it, as it was read; NULL when it was read before */
    glo_buf raw;                  /* room for glo_import_raw */
    glo_buf text;                 /* room for glo_import_text */
    glo_rejects own_rejects;
    glo_rejects *rejects; /* where rejected lines go: its own, or where the table puts them */
};

/* The value of a field as a text ended by NUL, valid until the next call; NULL when it is absent. */
const char *glo_import_text(glo_import *import, size_t field);

/* The line at hand as it stands in the file, valid until the next call; "" when it was read before. */
const char *glo_import_raw(glo_import *import);

glo_csv_field glo_import_through_map(const glo_field_source *source, glo_csv_field value);

static inline bool glo_import_is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* What a field takes of a column's text: without blanks around it and without what stands before a text that a spreadsheet
 * would take for a formula (io/csv_guard.h), through the map of its values. Here, for every field of every line goes through
 * it. */
static inline glo_csv_field glo_import_mapped(const glo_field_source *source, glo_csv_field value) {
    while (value.length && glo_import_is_blank(value.text[0])) {
        value.text++;
        value.length--;
    }
    while (value.length && glo_import_is_blank(value.text[value.length - 1]))
        value.length--;
    const size_t guard = value.length ? glo_csv_guard(value.text, value.length) : 0;
    value.text += guard;
    value.length -= (uint32_t)guard;
    return source && source->map_count > 0 ? glo_import_through_map(source, value) : value;
}

/* column_names.c: the zone or phenomenon that a text of a field stands for, a zone read with the others of its column
 * (store/reconcile.h). Counts `lines` lines of it for the report. */
glo_status glo_import_zone(glo_import *import, size_t field, const char *text, int64_t lines, int64_t *out);
glo_status glo_import_phenomenon(glo_import *import, size_t field, const char *text, int64_t lines,
                                 int64_t *out);
/* Before the first line: GLO_ENOTFOUND for a kind, zone or phenomenon of the options that is none. */
glo_status glo_import_names_open(glo_import *import);
glo_status glo_import_names_report(const glo_import *import, glo_frame **out);
void glo_import_names_close(glo_import *import);

/* Keeps the line with its reason (the message of the last failure) and returns GLO_REJECTED; a failure to keep
 * it, or a strict import, is returned as such. `field` -1: of no column. */
int glo_import_reject(glo_import *import, int field);
/* The same for a line that was read before. */
int glo_import_reject_line(glo_import *import, uint64_t line, int field, const char *raw);
/* GLO_REJECTED for a fault of the line (invalid, not found, ambiguous), else the failure itself. */
int glo_import_reject_if_fault(glo_import *import, glo_status status, int field);

/* Numbers as written, in the import's decimal sign; GLO_EINVAL says what is wrong. */
glo_status glo_import_integer(const glo_csv_field *value, int64_t *out);
glo_status glo_import_scaled(const glo_csv_field *value, char decimal, int64_t scale, int64_t *out);
glo_status glo_import_real(const glo_csv_field *value, char decimal, double *out);

/* Going up from any node must end: a circle would make every roll-up endless. GLO_EINVAL. For zones, links
 * and phenomena, after the last line. */
int glo_import_check_cycles(glo_import *import);

/* The labels of one thing: texts in nl fr de en order, NULL where there is none. */
glo_status glo_import_labels(glo_store *store, const char *kind, int64_t id, const char *const texts[4]);

#endif
