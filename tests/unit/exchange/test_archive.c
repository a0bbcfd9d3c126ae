/* test_archive.c: what is packed comes out again, within bounds. */
#include "exchange/archive.h"

#include "support.h"

static const glo_archive_limits roomy = {100, 1 << 20};
static const char *const names[] = {"b.txt", "a.txt", NULL};

static const char *pack_two(void) {
    static char a[512], b[512], zip[512];
    snprintf(a, sizeof a, "%s", write_file("a", "hello"));
    char *zeros = calloc(1, 100000);
    assert_non_null(zeros);
    snprintf(b, sizeof b, "%s", write_bytes("b", zeros, 100000));
    free(zeros);
    snprintf(zip, sizeof zip, "%s", in_folder("p.zip"));
    glo_archive_file files[] = {{"a.txt", a}, {"deep/b.txt", b}};
    ASSERT_OK(glo_archive_pack(zip, files, 2, NULL));
    return zip;
}

static void test_round_trip(void **state) {
    (void)state;
    const char *zip = pack_two(), *to = in_folder("out");
    int found = 99;
    char text[16] = "";
    ASSERT_OK(glo_archive_check(zip, &roomy, names, &found));
    assert_int_equal(found, 1);
    ASSERT_OK(glo_archive_take(zip, "a.txt", to, 100, NULL));
    FILE *file = fopen(to, "rb");
    assert_non_null(file);
    assert_int_equal(fread(text, 1, sizeof text, file), 5);
    fclose(file);
    assert_string_equal(text, "hello");
    assert_int_equal(glo_archive_take(zip, "c.txt", to, 100, NULL), GLO_ENOTFOUND);
}

static void test_limits(void **state) {
    (void)state;
    const char *zip = pack_two();
    glo_archive_limits few = {1, 1 << 20}, small = {100, 50000};
    int found;
    assert_int_equal(glo_archive_check(zip, &few, names, &found), GLO_EFULL);
    assert_int_equal(glo_archive_check(zip, &small, names, &found), GLO_EFULL);
    assert_int_equal(glo_archive_take(zip, "deep/b.txt", in_folder("out"), 99999, NULL), GLO_EFULL);
    ASSERT_OK(glo_archive_take(zip, "deep/b.txt", in_folder("out"), 100000, NULL));
}

/* Cut anywhere, an archive is refused or gives no more than was in it. */
static void test_cut(void **state) {
    (void)state;
    static char zip[512];
    char bytes[4096];
    int found;
    snprintf(zip, sizeof zip, "%s", pack_two());
    FILE *file = fopen(zip, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t cut = 0; cut < length; cut += 7) {
        const char *path = write_bytes("cut.zip", bytes, cut);
        int status = glo_archive_check(path, &roomy, names, &found);
        if (status == GLO_OK)
            status = glo_archive_take(path, "a.txt", in_folder("out"), 100, NULL);
        assert_true(status < 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_round_trip), TEST(test_limits), TEST(test_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
