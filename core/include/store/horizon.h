/* horizon.h: what horizon scanning keeps in a store: signals and what was judged of them, drivers, Delphi studies. What is kept is
 * never changed (triggers refuse it, and the log has the digest of every row). Texts are searched over an index that is made of the
 * texts at hand, so that none can be out of date, and what is rare among them is rare among what was asked for.
 *
 * Example:
 *   glo_record_set sets[] = {{.table = "signal", .rows = one}, {.table = "signal_zone", .rows = zones, .parent = "signal"}};
 *   glo_record_log log = {.action = "signal", .object = "signal", .is_numbered = true, .why = "a new route"};
 *   status = glo_store_keep(store, sets, 2, &log, &ids);          ids.first, ids.count
 *   status = glo_store_horizon(store, "signals", &today, 1, job, &frame);
 */
#ifndef GLO_STORE_HORIZON_H
#define GLO_STORE_HORIZON_H

#include "store/store.h"

#include <stdbool.h>

/* Rows of one table; the columns of the frame are those of the table. zone and phenomenon are texts, and are looked up; handling
 * (a text) is joined with the marking of the frame; the time and the state are the store's. */
typedef struct glo_record_set {
    const char *table; /* signal, signal_zone, signal_judgement, ... */
    const glo_frame *rows;
    /* Not NULL: this column has the number of a row of the first set, and `row` of the frame says of which, from 1. */
    const char *parent;
} glo_record_set;

typedef struct glo_record_log {
    const char *action, *object, *why;
    bool is_numbered; /* the object is followed by the numbers of the rows of the first set */
} glo_record_log;

typedef struct glo_record_ids {
    int64_t first, count; /* of the first set */
} glo_record_ids;

/* All or nothing, with one line of the log. GLO_EINVAL for a table that is not one of these, GLO_ENOTFOUND for a code that the
 * store does not have, GLO_ESQL where a rule of the table refuses a row. */
glo_status glo_store_keep(glo_store *store, const glo_record_set *sets, size_t count,
                          const glo_record_log *log, glo_record_ids *out);

/* What was kept, under a name: signals and judgements (value 1: the day of as_of), drivers, delphi_studies; delphi_items,
 * delphi_answers, delphi_rounds and delphi_feedback (value 1: the number of the study). Days are whole numbers. `marking` has that of each row,
 * and the frame is marked as its rows are, and no more. GLO_EINVAL for another name. */
glo_status glo_store_horizon(glo_store *store, const char *name, const int64_t *values, size_t count,
                             const glo_job *job, glo_frame **out);

/* text_search.c. Which rows of a frame match a query of FTS5 in its columns `title` and `text`, without regard to accents and
 * capitals: row (from 1) and score (BM25; a title counts twice), the best first. Marked as the frame is. GLO_ESQL for a query that
 * is none. */
glo_status glo_text_search(const glo_frame *frame, const char *query, const glo_job *job, glo_frame **out);

/* The words of each row as the search sees them: row, term, count; by row and term. */
glo_status glo_text_terms(const glo_frame *frame, const glo_job *job, glo_frame **out);

#endif
