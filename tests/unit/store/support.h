/* support.h: a folder of its own for each test, a small store in it, and files to import.
 *
 * Example:
 *   static void test_x(void **state) {
 *       glo_store *store = small_store();
 *       assert_int_equal(import_text(store, "observations", "day,zone,phenomenon\n2024,A-1,p.x\n"), GLO_OK);
 *       glo_store_close(store);
 *   }
 *   ... cmocka_unit_test_setup_teardown(test_x, make_folder, remove_folder)
 */
#ifndef GLO_TESTS_STORE_SUPPORT_H
#define GLO_TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "db.h"

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ASSERT_OK(call)                                                                                      \
    do {                                                                                                     \
        if ((call) < 0)                                                                                      \
            fail_msg("%s: %s", #call, glo_message());                                                        \
    } while (0)
#define ASSERT_SAYS(part)                                                                                    \
    do {                                                                                                     \
        if (!strstr(glo_message(), part))                                                                    \
            fail_msg("no '%s' in: %s", part, glo_message());                                                 \
    } while (0)
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

static char folder[64];

static inline int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/glo-store-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_entry(const char *path, const struct stat *info, int type, struct FTW *where) {
    (void)info;
    (void)where;
    if (type == FTW_D)
        chmod(path, 0700);
    return remove(path);
}

static inline int remove_folder(void **state) {
    (void)state;
    chmod(folder, 0700);
    return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* The path of a file in the test's folder; four of them may be in use at once. */
static inline const char *in_folder(const char *name) {
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static inline const char *write_file(const char *name, const char *text) {
    const char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* Statements run on the file by SQLite alone, as someone else's tool would. */
static inline void behind_its_back(const char *path, const char *sql) {
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline int64_t number_of(glo_store *store, const char *sql) {
    int64_t number = 0;
    ASSERT_OK(glo_db_integer(store, sql, INT64_MIN, &number));
    return number;
}

static inline int import_as(glo_store *store, const char *as, const char *file, const glo_job *job,
                            glo_import_result *out) {
    glo_import_spec spec = {.file = file, .as = as};
    return glo_store_import(store, &spec, job, out);
}

/* Imports a text whose columns are named as the fields. */
static inline int import_text(glo_store *store, const char *as, const char *text) {
    glo_import_result result;
    return import_as(store, as, write_file("import.csv", text), NULL, &result);
}

#define SMALL_ZONES                                                                                          \
    "code,kind,parent,nl,fr,valid_to\nW,world,,Wereld,Monde,\nA,country,W,Aland,Alande,\n"                   \
    "A-1,municipality,A,Luik,Li\303\250ge,\nA-2,municipality,A,Brussel,Bruxelles,\n"
#define SMALL_PHENOMENA "code,parent,iccs,en\np,,,Crime\np.x,p,0805,Smuggling\np.y,p,,Theft\n"

/* W over A over; p over p.x and p.y. */
static inline glo_store *small_store(void) {
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    ASSERT_OK(glo_store_set_default_handling(store, "CLEAR"));
    ASSERT_OK(import_text(store, "zones", SMALL_ZONES));
    ASSERT_OK(import_text(store, "phenomena", SMALL_PHENOMENA));
    return store;
}

/* The number of problems that glo_store_check finds, in all. */
static inline int64_t problems_of(glo_store *store) {
    glo_frame *frame = NULL;
    const glo_column *problems = NULL;
    int64_t sum = 0;
    ASSERT_OK(glo_store_check(store, NULL, &frame));
    ASSERT_OK(glo_frame_need(frame, "problems", GLO_TYPE_INTEGER, &problems));
    for (size_t row = 0; row < problems->rows; row++)
        sum += problems->integers[row];
    glo_frame_free(frame);
    return sum;
}

#endif
