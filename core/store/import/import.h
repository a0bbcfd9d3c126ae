/* import.h: what the tables of an import are handed, one line at a time: a value per field, which a table takes or
 * rejects.
 *
 * One direction: ingest.c drives (reader, mapping, rejects, batch, transaction) and calls the tables (tables.h);
 * the tables call what is below (line.c, cycles.c) and never ingest.c. `take` returns GLO_OK,
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
#include "frame/words.h"
#include "import/writer.h"
#include "io/csv_guard.h"
#include "io/csv_reader.h"
#include "io/number.h"

#include <stdbool.h>

#define GLO_REJECTED 1
#define GLO_PASSED_OVER 2
#define GLO_BLANK 3 /* a line with nothing in it: not even counted */
enum { GLO_IMPORT_FIELDS = 24 };

typedef struct glo_import_field {
    const char *name;
    int required;        /* a line without it is rejected; a mapping without it is wrong ... */
    const char *instead; /* ... unless it has this field */
} glo_import_field;

typedef struct glo_import glo_import;

typedef struct glo_import_table {
    const char *name; /* as in glo_import_spec.as */
    glo_import_field fields[GLO_IMPORT_FIELDS];
    const void *context;   /* of the table's own */
    int foreign_keys_hold; /* its ids come from look-ups in the same transaction: SQLite need not check them
                              again */
    size_t handling_field; /* of tables other than observations whose rows are marked; 0: they are not */
    size_t line_limit;     /* bytes of a line; 0: the reader's own limit */
    bool
        drops_text; /* of a line that is refused nothing is kept as it stands: it may be what a message says */
    bool (*may_keep)(const char *raw); /* a line that is refused, as it stands; NULL: any may be kept */
    bool
        adds_up; /* each line is one of its own, so that none may come twice; of observations their source says it */
    int (*begin)(glo_import *import);
    int (*take)(glo_import *import);
    glo_status (*flush)(
        glo_import *import); /* when rejected lines have piled up; NULL: they are written as they are */
    int (*finish)(glo_import *import);   /* after the last line; not called when the import failed */
    void (*dispose)(glo_import *import); /* in any case */
} glo_import_table;

/* Where the values of a field come from in this file. */
typedef struct glo_mapping {
    size_t field;
    const glo_field_source *source; /* NULL: the column of the field's own name */
    size_t column;                  /* where from_column */
    int from_column, required;
} glo_mapping;

typedef struct glo_mappings { /* of the fields that are mapped */
    glo_mapping items[GLO_IMPORT_FIELDS];
    size_t count;
    bool is_every_column; /* each column of the file feeds a field */
} glo_mappings;

/* The first line that said something of its column (GLO_DATE_FISCAL ...), for the message where another contradicts. */
typedef struct glo_clue {
    uint64_t line;
    char text[32];
} glo_clue;

/* The clues of dates by the number of their bit, then those of numbers. */
enum { GLO_DATE_CLUES = 5, GLO_CLUES = GLO_DATE_CLUES + 2 };

/* How strictly the refused lines are marked. */
typedef struct glo_refused {
    glo_marking marking;   /* of those that say it; once finished, of all */
    bool is_untold;        /* some say nothing of it, nor does the file: the store's default holds */
    bool is_unreadable;    /* some can't be read: they are as strict as those taken */
    glo_words *sources[2]; /* of those that say nothing, of those that do; NULL: there were none */
} glo_refused;

struct glo_import {
    glo_store *store;
    const glo_import_spec *spec;
    const glo_import_table *table;
    void *state; /* the table's own, between begin and dispose */
    int64_t batch;
    const glo_job *job;
    const glo_mappings *mappings;
    size_t column_count; /* of the file */
    glo_import_result result;
    glo_number_form numbers;
    unsigned date_signs;
    bool has_two_likely_years; /* 2009-10 and 2010-11 */
    glo_clue clues[GLO_CLUES];
    const char *flags; /* of the figure of the line at hand */
    size_t flag_count;
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
    bool is_refused;              /* too little came in */
    glo_rejects own_rejects;
    glo_rejects *rejects; /* where rejected lines go: its own, or where the table puts them */
    glo_marking marking;  /* the strictest of the lines taken */
    glo_refused refused;
};

/* The value of a field as a text ended by NUL, valid until the next call; NULL when it is absent. */
const char *glo_import_text(glo_import *import, size_t field);

/* What the line at hand has in the mapped columns, as it stands in the file, valid until the next call: no other column is
 * ever kept. "" when it was read before, or can't be told apart. */
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
/* GLO_EINVAL with the rule that a row breaks, in the words of its columns, after SQLite refused it. */
glo_status glo_import_fail_constraint(const glo_import *import);

/* reject_marking.c: how strictly the line at hand, which is refused, is marked; and, after the last line, all of them. */
glo_status glo_refused_add(glo_import *import);
glo_status glo_refused_finish(glo_import *import);
void glo_refused_dispose(glo_refused *refused);

/* ---- figure_field.c ---- */

/* Whether the value is a mark of a missing one: by default, or told by the import. */
bool glo_import_is_missing(const glo_import *import, const glo_csv_field *value);
/* Takes flags and the sign of a unit off a figure; *out_unit NULL: it has none. A confidential one is GLO_EINVAL. */
glo_status glo_import_unflag(glo_import *import, glo_csv_field *value, const char **out_unit);
/* The flags of the line at hand, once it was taken. */
void glo_import_count_flags(glo_import *import);
/* GLO_PASSED_OVER, counted by the mark. */
int glo_import_pass_over(glo_import *import, const glo_csv_field *mark);
/* A number of the line at hand: its flags off, its form that of the import. */
glo_status glo_import_figure(glo_import *import, size_t field, double *out);

/* word.c. Whether a field is a short term, as kinds and channels have, and nothing that a message could say: GLO_EINVAL, which does
 * not repeat it. */
glo_status glo_import_word(const glo_csv_field *value, const char *name);
/* Whether a field is written as a number is, be it right or wrong: else GLO_EINVAL, which does not repeat it. */
glo_status glo_import_numeral(const glo_csv_field *value, const char *name);

/* ---- same_file.c ---- */

/* GLO_EEXISTS where a batch of the same bytes stands that these are not to be imported beside. */
glo_status glo_import_check_same_file(glo_import *import, const char *sha256);

/* ---- clues.c ---- */

/* The date of a field. */
glo_status glo_import_date(glo_import *import, const glo_csv_field *value, int32_t *out_day,
                           glo_span *out_span);
/* GLO_EREJECTED where what was read contradicts itself; `at_end`: also where it most likely does. */
glo_status glo_import_check_clues(glo_import *import, bool at_end);
/* Remembers the line at hand for the signs that are new. */
void glo_import_keep_clues(glo_import *import, size_t first, unsigned before, unsigned after,
                           const glo_csv_field *value);

/* Going up from any node must end: a circle would make every roll-up endless. GLO_EINVAL. For zones, links
 * and phenomena, after the last line. */
int glo_import_check_cycles(glo_import *import);

/* The labels of one thing: texts in nl fr de en order, NULL where there is none. */
glo_status glo_import_labels(glo_store *store, const char *kind, int64_t id, const char *const texts[4]);

#endif
