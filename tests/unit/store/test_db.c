/* test_db.c: opening and creating: every kind of path and file that is not what it should be. */
#include "support.h"

#include <fcntl.h>
#include <sys/wait.h>

static void refuses_to_open(const char *path, int status, const char *why) {
    glo_store *store = NULL;
    int got = glo_store_open(path, 0, &store);
    if (got != status)
        fail_msg("%s: %d %s", path, got, got < 0 ? glo_message() : "opened");
    assert_null(store);
    ASSERT_SAYS(why);
}

static const char *small_store_closed(void) {
    glo_store_close(small_store());
    return in_folder("s.db");
}

static void test_not_a_store(void **state) {
    (void)state;
    refuses_to_open(in_folder("none.db"), GLO_ENOTFOUND, "glocal init");
    refuses_to_open("", GLO_ENOTFOUND, "no store");
    refuses_to_open(folder, GLO_EINVAL, "is a folder");
    refuses_to_open(write_file("empty.db", ""), GLO_ECORRUPT, "not a glocal store");
    refuses_to_open(write_file("text.db", "day,zone\n2024,BE\n"), GLO_ECORRUPT, "not a glocal store");
    char *long_text = calloc(1, 20001);
    memset(long_text, 'x', 20000);
    refuses_to_open(write_file("long.db", long_text), GLO_ECORRUPT, "not a glocal store");
    free(long_text);
    behind_its_back(in_folder("other.db"), "create table t (a)");
    refuses_to_open(in_folder("other.db"), GLO_ECORRUPT, "not a glocal store");
    behind_its_back(in_folder("other.db"), "pragma application_id = 7");
    refuses_to_open(in_folder("other.db"), GLO_ECORRUPT, "not a glocal store");
}

static void test_newer(void **state) {
    (void)state;
    const char *path = small_store_closed();
    behind_its_back(path, "pragma user_version = 99");
    refuses_to_open(path, GLO_EVERSION, "store version 99");
    glo_store *store = NULL;
    assert_int_equal(glo_store_open(path, GLO_STORE_READ_ONLY, &store), GLO_EVERSION);
}

/* An older store is brought up to date, which one that is only read can't be. */
static void test_older(void **state) {
    (void)state;
    const char *path = small_store_closed();
    char sql[60];
    snprintf(sql, sizeof sql, "pragma user_version = %d", glo_db_schema_version() - 1);
    behind_its_back(path, sql);
    glo_store *store = NULL;
    assert_int_equal(glo_store_open(path, GLO_STORE_READ_ONLY, &store), GLO_EVERSION);
    ASSERT_SAYS("open it once where it can be written");
}

/* However it is cut, a store that lost its end is not taken for a whole one, and nothing crashes. */
static void test_truncated(void **state) {
    (void)state;
    const char *path = small_store_closed();
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_true(info.st_size > 8192);
    for (off_t size = info.st_size / 2; size > 1; size /= 3) {
        assert_int_equal(truncate(path, size), 0);
        refuses_to_open(path, GLO_ECORRUPT, "is damaged");
    }
}

/* Bytes of a page overwritten: opening may go well, looking must say so, not crash. */
static void test_damaged(void **state) {
    (void)state;
    const char *path = small_store_closed();
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    int file = open(path, O_WRONLY);
    char junk[64];
    memset(junk, 0xa5, sizeof junk);
    for (off_t at = 4096; at < info.st_size; at += 4096)
        assert_int_equal(pwrite(file, junk, sizeof junk, at), sizeof junk);
    close(file);
    glo_store *store = NULL;
    int status = glo_store_open(path, 0, &store);
    if (status == GLO_OK) {
        glo_frame *frame = NULL;
        status = glo_store_query(store, "select * from zone", NULL, 0, NULL, &frame);
        assert_null(frame);
    }
    assert_int_equal(status, GLO_ECORRUPT);
    ASSERT_SAYS("is damaged");
    glo_store_close(store);
}

static void test_create(void **state) {
    (void)state;
    glo_store *store = NULL;
    struct stat info;
    ASSERT_OK(glo_store_create(in_folder("a.db"), &store));
    assert_int_equal(stat(in_folder("a.db"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(number_of(store, "pragma application_id"), GLO_APPLICATION_ID);
    assert_int_equal(number_of(store, "pragma foreign_keys"), 1);
    glo_store_close(store);
    store = NULL;
    assert_int_equal(glo_store_create(in_folder("a.db"), &store), GLO_EEXISTS);
    assert_int_equal(glo_store_create(folder, &store), GLO_EEXISTS);
    assert_int_equal(glo_store_create(in_folder("none/a.db"), &store), GLO_ENOTFOUND);
    ASSERT_SAYS("can't create");
    assert_int_equal(glo_store_create("", &store), GLO_ENOTFOUND);
    assert_null(store);
    const char *link = in_folder("link.db");
    assert_int_equal(symlink("nowhere.db", link), 0);
    assert_int_equal(glo_store_create(link, &store), GLO_EEXISTS);
    assert_null(store);
}

/* Names that mean something to SQLite, the shell or nobody. */
static void test_names(void **state) {
    (void)state;
    static const char *const names[] = {"a b.db", "100%.db", "%41.db",          "a?mode=memory", "a#b.db",
                                        "a'b.db", "a\"b.db", "Li\303\250ge.db", "file:x.db",     ":memory:"};
    char before[512];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path[] = {names[i], in_folder(names[i])};
        for (int absolute = 0; absolute < 2; absolute++) {
            glo_store *store = NULL;
            ASSERT_OK(glo_store_create(path[absolute], &store));
            ASSERT_OK(glo_store_log(store, "a", names[i], ""));
            assert_string_equal(glo_store_path(store), path[absolute]);
            glo_store_close(store);
            store = NULL;
            if (glo_store_open(path[!absolute], 0, &store) < 0)
                fail_msg("made as '%s': %s", path[absolute], glo_message());
            assert_int_equal(number_of(store, "select count(*) from log"), 1);
            glo_store_close(store);
            assert_int_equal(unlink(names[i]), 0);
        }
    }
    assert_int_equal(chdir(before), 0);
}

static void test_read_only_asked(void **state) {
    (void)state;
    const char *path = small_store_closed();
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(path, GLO_STORE_READ_ONLY, &store));
    assert_true(glo_store_is_read_only(store));
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    assert_int_equal(glo_store_log(store, "a", "b", "c"), GLO_EREADONLY);
    ASSERT_SAYS("read-only");
    assert_int_equal(import_text(store, "zones", "code\nX\n"), GLO_EREADONLY);
    const char *folders[] = {folder};
    assert_int_equal(glo_store_load_reference(store, folders, 1, "x", NULL), GLO_EREADONLY);
    int64_t out = 77;
    assert_int_equal(glo_store_retract(store, 1, "why", NULL, &out), GLO_EREADONLY);
    assert_int_equal(glo_store_run_begin(store, "a", "b", "c", &out), GLO_EREADONLY);
    assert_int_equal(out, 77);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* Root may write everything, so a child that gives up being root looks at the read-only store. */
static int as_nobody(int (*look)(void)) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0) ? 99 : look());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* 0, or the number of the step that went wrong. */
static int look_at_read_only(void) {
    glo_store *store = NULL;
    int64_t zones = 0;
    if (glo_store_open(in_folder("s.db"), 0, &store) < 0) {
        fprintf(stderr, "%s\n", glo_message());
        return 1;
    }
    int wrong = !glo_store_is_read_only(store)                                                    ? 2
                : glo_db_integer(store, "select count(*) from zone", 0, &zones) < 0 || zones != 4 ? 3
                : glo_store_log(store, "a", "b", "c") != GLO_EREADONLY                            ? 4
                                                                                                  : 0;
    glo_frame *frame = NULL;
    if (!wrong && glo_store_check(store, NULL, &frame) < 0)
        wrong = 5;
    glo_frame_free(frame);
    glo_store_close(store);
    return wrong;
}

static int look_at_unreadable(void) {
    glo_store *store = NULL;
    return glo_store_open(in_folder("s.db"), 0, &store) == GLO_OK || store ? 1 : 0;
}

static void test_read_only_folder(void **state) {
    (void)state;
    const char *path = small_store_closed();
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(as_nobody(look_at_read_only), 0);
    assert_int_equal(chmod(path, 0666), 0); /* the file alone may be written */
    assert_int_equal(as_nobody(look_at_read_only), 0);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0777), 0); /* the folder alone */
    assert_int_equal(as_nobody(look_at_read_only), 0);
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(as_nobody(look_at_unreadable), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

/* The owner is writing while a colleague, who may only read, looks: what stands in the write-ahead log
 * counts. */
static void test_read_only_beside_a_writer(void **state) {
    (void)state;
    glo_store *store = small_store(); /* 4 zones, all still in the log */
    static const char *const names[] = {"s.db", "s.db-wal", "s.db-shm"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(chmod(in_folder(names[i]), 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(as_nobody(look_at_read_only), 0);
    glo_store_close(store);
}

static void copy_file(const char *from, const char *to) {
    static char block[65536];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    for (size_t got; (got = fread(block, 1, sizeof block, in)) > 0;)
        assert_int_equal(fwrite(block, 1, got, out), got);
    assert_int_equal(fclose(in), 0);
    assert_int_equal(fclose(out), 0);
}

static void hash_of(const char *name, char out[GLO_SHA256_HEX]) {
    ASSERT_OK(glo_sha256_file(in_folder(name), out));
}

/* As a crash leaves it, at any time of writing and of bringing the file up to date: all that was committed is there. */
static void test_after_a_crash(void **state) {
    (void)state;
    glo_store *store = small_store(), *found = NULL;
    for (int i = 0; i < 4; i++) {
        char text[40];
        snprintf(text, sizeof text, "code,kind\nZ-%d,region\n", i);
        ASSERT_OK(import_text(store, "zones", text));
        copy_file(in_folder("s.db"), in_folder("t.db"));
        copy_file(in_folder("s.db-wal"), in_folder("t.db-wal"));
        ASSERT_OK(glo_store_open(in_folder("t.db"), 0, &found));
        assert_int_equal(number_of(found, "select count(*) from zone"), 5 + i);
        assert_int_equal(problems_of(found), 0);
        glo_store_close(found);
        if (i == 1)
            assert_int_equal(
                sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL), SQLITE_OK);
        if (i == 2)
            assert_int_equal(
                sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL), SQLITE_OK);
    }
    glo_store_close(store);
}

/* The write-ahead log of another store, and of a later time of this one, under its name: refused, and nothing is changed. */
static void test_foreign_log(void **state) {
    (void)state;
    char before[GLO_SHA256_HEX], log[GLO_SHA256_HEX], after[GLO_SHA256_HEX];
    glo_store *store = small_store(), *other = NULL;
    glo_store_close(store);
    copy_file(in_folder("s.db"), in_folder("old.db"));
    ASSERT_OK(glo_store_create(in_folder("other.db"), &other));
    ASSERT_OK(import_text(other, "zones", "code,kind\nX,country\n"));
    copy_file(in_folder("other.db-wal"), in_folder("s.db-wal"));
    glo_store_close(other);
    hash_of("s.db", before);
    hash_of("s.db-wal", log);
    for (int flags = 0; flags <= GLO_STORE_READ_ONLY; flags++) {
        store = NULL;
        assert_int_equal(glo_store_open(in_folder("s.db"), flags, &store), GLO_ECORRUPT);
        assert_null(store);
        ASSERT_SAYS("s.db-wal' does not belong to");
    }
    hash_of("s.db", after);
    assert_string_equal(before, after);
    hash_of("s.db-wal", after);
    assert_string_equal(log, after);
    assert_int_equal(unlink(in_folder("s.db-wal")), 0);
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(problems_of(store), 0);
    glo_buf zones = {0};
    glo_buf_text(&zones, "code,kind\n");
    for (int i = 0; i < 3000; i++)
        glo_buf_format(&zones, "N-%d,region\n", i);
    ASSERT_OK(import_text(store, "zones", zones.data));
    glo_buf_dispose(&zones);
    assert_int_equal(sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
                     SQLITE_OK);
    ASSERT_OK(glo_store_log(store, "a", "b", "c"));
    copy_file(in_folder("s.db-wal"), in_folder("old.db-wal"));
    glo_store_close(store);
    store = NULL;
    assert_int_equal(glo_store_open(in_folder("old.db"), 0, &store), GLO_ECORRUPT);
    ASSERT_SAYS("it goes on from a newer copy");
    assert_null(store);
}

/* The copy of a store and of its log with that byte of the log turned. */
static void copy_with_flip(long at) {
    copy_file(in_folder("s.db"), in_folder("t.db"));
    copy_file(in_folder("s.db-wal"), in_folder("t.db-wal"));
    unlink(in_folder("t.db-shm"));
    FILE *log = fopen(in_folder("t.db-wal"), "r+b");
    assert_non_null(log);
    assert_int_equal(fseek(log, at, SEEK_SET), 0);
    const int byte = fgetc(log);
    assert_int_equal(fseek(log, at, SEEK_SET), 0);
    fputc(byte ^ 0x20, log);
    assert_int_equal(fclose(log), 0);
}

/* The bytes of the log, and where its last change begins. */
static long find_last_change(long *out_size) {
    enum { FRAME = 24 + 32768 };
    FILE *log = fopen(in_folder("s.db-wal"), "rb");
    long begins = 32, last = 32;
    unsigned char size[8];
    assert_non_null(log);
    for (long at = 32; fseek(log, at, SEEK_SET) == 0 && fread(size, 1, 8, log) == 8; at += FRAME) {
        *out_size = at + FRAME;
        if (size[4] || size[5] || size[6] || size[7]) {
            last = begins;
            begins = at + FRAME;
        }
    }
    fclose(log);
    return last;
}

/* A byte of a log that a crash left is not as it was written: what SQLite would pass over is refused, but for the last change,
 * which may be what a crash left of it. */
static void test_damaged_log(void **state) {
    (void)state;
    char log[GLO_SHA256_HEX], after[GLO_SHA256_HEX];
    glo_store *store = small_store(), *found = NULL;
    ASSERT_OK(import_text(store, "zones", "code,kind\nZ-1,region\n"));
    ASSERT_OK(import_text(store, "zones", "code,kind\nZ-2,region\n"));
    long size = 0;
    const long last = find_last_change(&size);
    assert_true(last > 32 && size > last);
    for (long at = 0; at < last; at += at < 64 ? 1 : 1 + last / 40) {
        copy_with_flip(at);
        hash_of("t.db-wal", log);
        found = NULL;
        if (glo_store_open(in_folder("t.db"), 0, &found) != GLO_ECORRUPT)
            fail_msg("byte %ld of %ld is turned: %s", at, size, glo_message());
        ASSERT_SAYS("t.db-wal' is damaged: changes that were made");
        hash_of("t.db-wal", after);
        assert_string_equal(log, after);
    }
    for (long at = last + 16; at < size; at += 1 + (size - last) / 10) {
        copy_with_flip(at);
        ASSERT_OK(glo_store_open(in_folder("t.db"), 0, &found));
        assert_int_equal(number_of(found, "select count(*) from zone"), 5);
        assert_int_equal(problems_of(found), 0);
        glo_store_close(found);
    }
    glo_store_close(store);
}

/* A store that crashed and then was put on a disk that can't be written. */
static void test_read_only_after_a_crash(void **state) {
    (void)state;
    glo_store *store = small_store();
    copy_file(in_folder("s.db"), in_folder("t.db"));
    copy_file(in_folder("s.db-wal"), in_folder("t.db-wal"));
    glo_store_close(store);
    assert_int_equal(rename(in_folder("t.db"), in_folder("s.db")), 0);
    assert_int_equal(rename(in_folder("t.db-wal"), in_folder("s.db-wal")), 0);
    assert_int_equal(chmod(in_folder("s.db"), 0444), 0);
    assert_int_equal(chmod(in_folder("s.db-wal"), 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(as_nobody(look_at_read_only), 0);
    assert_int_equal(access(in_folder("s.db-shm"), F_OK), -1);
}

static void test_transactions(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t lines = number_of(store, "select count(*) from log");
    ASSERT_OK(glo_db_begin(store, NULL));
    assert_int_equal(glo_db_begin(store, NULL), GLO_ESQL);  /* twice is refused ... */
    assert_int_equal(sqlite3_get_autocommit(store->db), 0); /* ... and leaves the first as it is */
    ASSERT_OK(glo_log_append(store, "a", "b", "c"));
    assert_int_equal(glo_db_end(store, GLO_EINVAL), GLO_EINVAL);
    assert_int_equal(sqlite3_get_autocommit(store->db), 1);
    assert_int_equal(number_of(store, "select count(*) from log"), lines);
    assert_null(store->job);
    glo_store_close(store);
    glo_store_close(NULL);
}

/* Another writer holds the store: a cancel ends the waiting. */
static void test_cancelled_while_waiting(void **state) {
    (void)state;
    const char *path = small_store_closed();
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "begin immediate", NULL, NULL, NULL), SQLITE_OK);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(path, 0, &store));
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    assert_int_equal(glo_db_begin(store, &job), GLO_ECANCELLED);
    assert_null(store->job);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4); /* reading goes on */
    sqlite3_close(other);
    ASSERT_OK(glo_store_log(store, "a", "b", "c"));
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_not_a_store),
        TEST(test_newer),
        TEST(test_older),
        TEST(test_truncated),
        TEST(test_damaged),
        TEST(test_create),
        TEST(test_names),
        TEST(test_read_only_asked),
        TEST(test_read_only_folder),
        TEST(test_read_only_beside_a_writer),
        TEST(test_after_a_crash),
        TEST(test_foreign_log),
        TEST(test_damaged_log),
        TEST(test_read_only_after_a_crash),
        TEST(test_transactions),
        TEST(test_cancelled_while_waiting),
    };
    return cmocka_run_group_tests_name("store/db", tests, NULL, NULL);
}
