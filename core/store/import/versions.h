/* versions.h: tables of which every version of a row is kept: a new value supersedes the old one from this batch on, the
 * same value changes nothing, and two values of one key in one file are a fault of the file.
 *
 * A row is inserted as pending (retracted by its own batch, so never seen), held against the current row of its key, and
 * then accepted or dropped.
 *
 * Example:
 *   glo_versions_open(import, &facts, &versions);
 *   sqlite3_bind_int64(versions.insert, 1, zone); // and the other fields
 *   status = glo_versions_take(import, &versions, line);
 *   glo_versions_dispose(&versions);
 *
 * Reference: SQL:2011, system-versioned tables.
 */
#ifndef GLO_STORE_IMPORT_VERSIONS_H
#define GLO_STORE_IMPORT_VERSIONS_H

#include "import/import.h"

typedef struct glo_version_table {
    const char *name;     /* of the table of versions */
    const char *insert;   /* binds the fields from ?1 on, and the batch twice at GLO_VERSION_BATCH */
    const char *same_key; /* whether rows n (new) and o (old) are of one key */
    const char *same_value;
    const char *key_words; /* "zone, name and period" */
} glo_version_table;

enum { GLO_VERSION_BATCH = 31 };

/* A row that this import added, and where it stands in the file. */
typedef struct glo_version_line {
    int64_t id;
    uint64_t line;
    char *raw; /* NULL unless kept */
} glo_version_line;

typedef struct glo_versions {
    const glo_version_table *table;
    sqlite3_stmt *insert, *find, *accept, *supersede, *drop;
    glo_version_line *lines; /* by id */
    size_t count, room;
    int64_t checked; /* links up to this one were held against the others */
} glo_versions;

int glo_versions_open(glo_import *import, const glo_version_table *table, glo_versions *out);
void glo_versions_dispose(glo_versions *versions);
/* Forgets the rows, as after a rollback. */
void glo_versions_forget(glo_versions *versions);

/* Takes the row whose fields are bound to `insert`, of a line of the file; GLO_OK also where it is there already. A fault
 * of the line is GLO_EINVAL, and then nothing is changed. */
int glo_versions_take(glo_import *import, glo_versions *versions, uint64_t line);
/* The line of a row of this import; NULL: of an earlier one. */
glo_version_line *glo_versions_line(const glo_versions *versions, int64_t id);

/* Takes a row of this import back; what it superseded stands again: *out_restored. */
int glo_versions_drop(glo_import *import, glo_versions *versions, const glo_version_line *line,
                      bool *out_restored);

/* ---- links.c ---- */

extern const glo_version_table glo_link_versions;

/* The first link of this import (in the order of the file) that gives a zone two parents of one hierarchy on one day, with
 * glo_message() saying which; NULL in *out where there is none. With spec.replace, links of earlier batches give way. */
int glo_links_find_conflict(glo_import *import, glo_versions *versions, glo_version_line **out);
/* Takes a link of this import back; what it superseded stands again. */
int glo_links_drop(glo_import *import, glo_versions *versions, glo_version_line *line);

/* ---- successions.c ---- */

extern const glo_version_table glo_succession_versions;

/* The last line of this import by which the shares of a zone that was split add up to more than 1, with glo_message() saying
 * which; NULL in *out where there is none. */
int glo_successions_find_excess(glo_import *import, glo_versions *versions, glo_version_line **out);

#endif
