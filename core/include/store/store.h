/* store.h: everything the rest of glocal may do with a store: one SQLite file of zones, phenomena and
 * observations.
 *
 * The main header of core/store, the only folder that sees sqlite3.h. Includes base, frame, cells and io; included
 * by lua. Inside, import/ takes files (ingest.c drives, tables take lines) and sql/ answers SELECTs (authorise.c says
 * what may be read and how it is marked); neither includes the other, both stand on db.h.
 *
 * `state` of a store: the number of its last batch. `batch`: one change of it. `kind` of a zone: country,
 * police_zone ...; of a batch: what was imported. `run`: a script that ran on it. A line is taken or rejected.
 *
 * A store object belongs to one thread. Writing is all or nothing: each call below that changes the store is
 * one transaction, so a crash, a full disk or a cancel leaves it as it was.
 *
 * Example:
 *   glo_store *store;
 *   if ((status = glo_store_open("demo.db", 0, &store)) < 0) return status;
 *   glo_frame *zones;
 *   glo_store_query(store, "select code, kind from zone where kind = 'country'", NULL, 0, NULL, &zones);
 *   glo_store_close(store);
 */
#ifndef GLO_STORE_STORE_H
#define GLO_STORE_STORE_H

#include "base/buf.h"
#include "base/job.h"
#include "cells/cells.h"
#include "frame/frame.h"
#include "io/figure.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct glo_store glo_store;

#define GLO_STORE_READ_ONLY 1

/* Makes a new store; GLO_EEXISTS when the file is there. */
int glo_store_create(const char *path, glo_store **out);
/* How a source is marked for which an import gives no handling: AMBER unless set. */
int glo_store_set_default_handling(glo_store *store, const char *handling);
/* Opens a store that is there, bringing an older one up to date. Where the file or its folder can't be
 * written it is opened for reading. GLO_ENOTFOUND, GLO_ECORRUPT (not a store), GLO_EVERSION (of a newer
 * glocal, or of an older one where it can't be written). */
int glo_store_open(const char *path, int flags, glo_store **out);
void glo_store_close(glo_store *store); /* NULL is fine */

const char *glo_store_path(const glo_store *store);
bool glo_store_is_read_only(const glo_store *store);
/* The number of the last batch: the state that a result was computed on. */
int glo_store_state(glo_store *store, int64_t *out);

/* ---- looking up: resolve.c ---- */

typedef enum glo_noun { GLO_ZONE, GLO_PHENOMENON, GLO_SOURCE } glo_noun;

/* The id that `text` stands for: an exact code, else a code in any case (one of two letters only in its own), a code of
 * another list or a short form (NLD, 5345, an ICCS code), a label in any language or another spelling, case and accents ignored. Of several, the one valid today if it is the only one.
 * GLO_EAMBIGUOUS lists the candidates, GLO_ENOTFOUND names the nearest. `out_code` is borrowed until the next
 * call and may be NULL. */
glo_status glo_store_resolve(glo_store *store, glo_noun noun, const char *text, int64_t *out_id,
                             const char **out_code);

/* ---- reading: query.c, statement.c, cells.c ---- */

typedef struct glo_value {
    enum { GLO_VALUE_NULL, GLO_VALUE_INTEGER, GLO_VALUE_REAL, GLO_VALUE_TEXT, GLO_VALUE_FRAME } kind;
    int64_t integer;
    double real;
    const char *text; /* borrowed */
    glo_frame *frame; /* borrowed; read in place, as a table of its name */
    const char *name; /* NULL: bound by position; else the parameter it is for, without its colon or dollar */
} glo_value;

/* Runs one SELECT (or WITH, EXPLAIN, VALUES) with its parameters bound, read-only: anything else is GLO_ESQL.
 * `store` NULL: over the frames among the values only. What reads observations carries the strictest marking
 * among them, what reads a frame the frame's; frames that are read are the parents in the provenance. A
 * column that is a frame's, unchanged, keeps its type and unit. */
int glo_store_query(glo_store *store, const char *sql, const glo_value *values, size_t count,
                    const glo_job *job, glo_frame **out);

/* Whether a statement may run as it stands: it ends with a semicolon, or its grammar is complete and, if it
 * has no FROM yet, needs none. Negative: a status. */
int glo_sql_is_finished(const char *sql);
/* Tells every name in the statement, of tables, columns and keywords alike, without quotes, and every
 * parameter with its mark; not texts and comments. */
glo_status glo_sql_names(const char *sql, void (*take)(void *context, const char *name, size_t length),
                         void *context);

/* Measures the SQL statements of this process from start to stop: trace.c. The seconds are of those done so
 * far; stop gives a frame sql, calls, seconds. */
void glo_sql_trace_start(void);
double glo_sql_trace_seconds(void);
glo_status glo_sql_trace_stop(glo_frame **out);

/* What was known: by the time `at` (ISO, UTC), else, where that is NULL, after batch `batch`; 0 is before the first. A
 * NULL glo_as_of is now. */
typedef struct glo_as_of {
    int64_t batch;
    const char *at;
} glo_as_of;

/* Adds to `out` the leaf cells of all observations known as of then and not retracted by then. */
int glo_store_cells(glo_store *store, const glo_as_of *as_of, const glo_job *job, glo_cells *out);
/* Of these only the figures (not the events) that have a value: a cell's `value` of 0 does not tell none from 0. Read
 * from the observations one by one. */
glo_status glo_store_valued_cells(glo_store *store, const glo_as_of *as_of, const glo_job *job,
                                  glo_cells *out);
/* The last batch known as of then. GLO_EINVAL for a batch that is not there and for what is no time. */
int glo_store_state_as_of(glo_store *store, const glo_as_of *as_of, int64_t *out);

/* ---- writing: ingest.c, batch.c ---- */

/* Where the value of a field comes from: a column of the file or a constant, through a map of values if there
 * is one. */
typedef struct glo_field_source {
    const char *field;
    const char *column;   /* NULL: the constant */
    const char *constant; /* NULL: the column */
    size_t map_count;
    const char *const *map_from;
    const char *const *map_to;
} glo_field_source;

typedef struct glo_import_spec {
    const char *file;
    const char *rows; /* the file as rows of CSV, where it was converted: read in its place; else NULL */
    uint64_t
        header_line; /* the line of the file, or of the rows, with the names of the columns; 0: the first */
    const char *as;  /* "observations", "zones", "links", "facts", "successions", "phenomena", "weights",
                         "sources", "exposures", "geometry" */
    const glo_field_source *fields;
    size_t field_count;
    int strict;     /* one refused line fails the import */
    int again;      /* take a file that was imported before */
    int replace;    /* retract what the file gives anew: figures of its sources, links that contradict */
    char delimiter; /* 0: detect */
    const char *encoding; /* NULL: detect */
    char decimal;         /* '.' or ','; 0: not told */
    char thousands;       /* what groups thousands: . , ' or a space of any kind, GLO_ANY_MARK; 0: nothing */
    const char *const *missing; /* marks of missing values beside those known by default */
    size_t missing_count;
    glo_date_rules dates;
    bool is_order_told; /* so that 2009-10 is a month whatever stands beside it */
    double
        at_least; /* the share of lines that must come in, of those not passed over; else nothing is kept */
    int64_t value_scale; /* a value of 12.34 at scale 100 is kept as 1234 */
    const char *source;  /* for observations without a source field */
    /* What the sources of observations are, for those that do not say so yet; NULL: not given. */
    const char *records; /* "events" or "figures"; not given: figures where a count is a column of the file */
    const char *counting_unit; /* what one count is: offences, detected victims ... */
    const char *value_unit;    /* EUR, kg ... */
    const char
        *facet_dimension; /* of facets that are given without one: "sex" makes "female" sex:female; NULL */
    const char *kind, *within; /* what the names of zones are: see glo_name_scope; NULL */
    const char
        *add_phenomena;   /* words that the tree lacks are added under this one; NULL: they are rejected */
    const char *recorded; /* the day on which the file was received; NULL: now */
    const char *language; /* nl, fr, de or en: of the words that are added */
    const char *note;
    /* Where which text became which zone or phenomenon is given: a frame text, code, kind, country, lines, how. NULL: it is
     * not asked for. */
    glo_frame **names;
} glo_import_spec;

/* How many lines were passed over for a mark. */
typedef struct glo_missing_mark {
    char text[24];
    int64_t lines;
} glo_missing_mark;
enum { GLO_MISSING_MARKS = 12 };

typedef struct glo_import_result {
    int64_t batch;       /* also where nothing was kept: of the rejected lines; 0: there is none */
    int64_t rows;        /* lines taken */
    int64_t rejected;    /* lines refused */
    int64_t passed_over; /* lines without a figure where one is mapped */
    glo_missing_mark missing[GLO_MISSING_MARKS]; /* of these, by their marks; the last takes what is left */
    glo_flags flags;                             /* of the figures taken */
    int64_t counted, counted_refused; /* the sum of the counts of lines taken, and of those refused */
    int64_t readable;                 /* lines refused whose count can be read, and ... */
    int64_t uncounted;                /* ... where the file counts, those whose can't */
    int64_t added_sources;
    int64_t added_phenomena;
    char file_marking[GLO_MARKING_SIZE]; /* of a whole file of CSV, which no line loosens; "": it says none */
    int64_t unmarked_sources; /* of these: marked by the store's default, for no handling was given */
    char unmarked_source[64]; /* the first of them ... */
    char default_handling[GLO_MARKING_SIZE]; /* ... and the marking */
    int64_t unmarked_lines;                  /* without a handling, of sources whose lines carry their own */
    int64_t overlap;                         /* figures that an earlier batch has of the same source ... */
    int64_t overlap_batch;                   /* ... the latest such batch ... */
    int64_t overlap_batches;
    int64_t differing; /* ... and how many of them differ */
    int64_t replaced;  /* observations retracted for them */
    int64_t
        same_file; /* the batch of the same file that stands beside this one, from another source; 0: none */
    char encoding[16];
    char delimiter;
} glo_import_result;

/* GLO_EREJECTED: a strict import met a line it can't take, or fewer lines than spec->at_least could be taken, or none:
 * then no figure is kept, the rejected lines are, as out->batch. Two dates or numbers that contradict each other are
 * GLO_EREJECTED too, and nothing is kept. */
int glo_store_import(glo_store *store, const glo_import_spec *spec, const glo_job *job,
                     glo_import_result *out);

/* Takes back a batch of observations, in a batch of its own whose number is given. What the batch had replaced stands
 * again. */
int glo_store_retract(glo_store *store, int64_t batch, const char *why, const glo_job *job, int64_t *out);

/* What is stated of a source: kind, reliability, handling, records, counting_unit, value_unit, publisher, licence,
 * censored_from, reports_zeros, preference; "" takes it away where it may be unknown. */
typedef struct glo_source_change {
    const char *name, *value;
} glo_source_change;

/* Changes what is stated of a source, in a batch of its own. `permission`: how the provider permits a looser handling, for the
 * log; NULL: he does not, and a handling may only be tightened. GLO_ENOTFOUND, GLO_EINVAL, GLO_EMARKING. */
int glo_store_change_source(glo_store *store, const char *source, const glo_source_change *changes,
                            size_t count, const char *permission, const glo_job *job);

/* Loads the reference tables found in the folders: name.csv is imported as its name says, in one transaction.
 */
int glo_store_load_reference(glo_store *store, const char *const *folders, size_t count, const char *name,
                             const glo_job *job);

/* Appends a line to the log, in a transaction of its own. */
int glo_store_log(glo_store *store, const char *action, const char *object, const char *why);

/* Records the start of a script (finish with its status: "done", "failed", and the packs that it used, a list that ends with
 * NULL, such as "harm-index@1.0.0 sha256 4f1c...", each a line of the log; NULL for none). */
int glo_store_run_begin(glo_store *store, const char *script, const char *sha256, const char *args,
                        int64_t *out);
int glo_store_run_end(glo_store *store, int64_t run, const char *status, const char *const *packs);

/* ---- check.c ---- */

/* Looks whether the store is whole: the file, its schema, its values, cells equal to observations, every row as the log has
 * it, the log's chain. Gives a frame check, result ("ok" or what is wrong), problems (number). Returns GLO_OK also when problems
 * were found. */
int glo_store_check(glo_store *store, const glo_job *job, glo_frame **out);
/* And whether the log still goes on from the anchor, NULL for none; GLO_EINVAL for a text that is none. */
int glo_store_check_anchored(glo_store *store, const char *anchor, const glo_job *job, glo_frame **out);

/* The end of the log as a line of text, to be kept elsewhere: anchor.c. */
int glo_store_anchor(glo_store *store, glo_buf *out);

/* Makes the cells of every batch anew from its observations, all or nothing, and logs it. */
int glo_store_rebuild(glo_store *store, const glo_job *job);

#endif
