/* support.h: files to convert, and the rows they become. */
#ifndef GLO_TESTS_EXCHANGE_SUPPORT_H
#define GLO_TESTS_EXCHANGE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/folder.h"
#include "base/sink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static char *folder;

static inline int make_folder(void **state) {
    (void)state;
    return glo_folder_new(&folder) == GLO_OK ? 0 : -1;
}

static inline int remove_folder(void **state) {
    (void)state;
    glo_folder_remove(folder);
    free(folder);
    return 0;
}

static inline const char *in_folder(const char *name) {
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static inline const char *write_bytes(const char *name, const char *bytes, size_t length) {
    const char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *write_file(const char *name, const char *text) {
    return write_bytes(name, text, strlen(text));
}

#endif
