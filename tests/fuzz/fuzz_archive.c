/* fuzz_archive.c: archives of any bytes: the directory, the names that an analyst could mean, and the first files in it, of
 * which no more is taken than was allowed.
 *
 * Example:  fuzz_archive -max_len=4096 tests/fuzz/corpus/archive
 */
#include "exchange/archive.h"
#include "exchange/format.h"
#include "support.h"

enum { MOST_FILES = 100, MOST_BYTES = 1 << 20, TAKEN = 3 };

static void read_part(const char *path, const char *name) {
    char block[4096];
    size_t got, taken = 0;
    glo_archive_part *part;
    if (glo_archive_open(path, name, MOST_BYTES, &part) < 0)
        return;
    glo_source source = glo_archive_source(part);
    while (source.read(source.context, block, sizeof block, &got) == GLO_OK && got > 0)
        taken += got;
    require(taken <= MOST_BYTES, "no more is taken out than was allowed");
    glo_archive_close(part);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const wanted[] = {"xl/workbook.xml", "datapackage.json", NULL};
    static const glo_archive_limits limits = {.files = MOST_FILES, .bytes = MOST_BYTES};
    char path[64];
    int file = file_of(data, size, path), found = -1;
    glo_words *names = NULL;
    if (glo_archive_check(path, &limits, wanted, &found) == GLO_OK)
        require(found >= -1 && found < 2, "what is found is one of the names");
    if (glo_archive_names(path, &limits, &names) == GLO_OK) {
        require(glo_words_count(names) <= MOST_FILES, "there are no more names than files allowed");
        for (uint32_t i = 0; i < glo_words_count(names) && i < TAKEN; i++)
            read_part(path, glo_words_text(names, i));
    }
    glo_words_free(names);
    close(file);
    return 0;
}
