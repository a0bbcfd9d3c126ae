/* replay.c: runs a fuzz target over the files kept in its corpus, without libFuzzer: what once broke it, and
 * what reaches its corners, in every build.
 *
 * Example:  replay_csv tests/fuzz/corpus/csv
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(1 << 20);
    if (!file || !data) {
        perror(path);
        return 0;
    }
    size_t size = fread(data, 1, 1 << 20, file);
    fclose(file);
    uint8_t *exact = malloc(size ? size : 1); /* so that ASan sees a byte too far */
    if (exact) {
        memcpy(exact, data, size);
        LLVMFuzzerTestOneInput(exact, size);
    }
    free(exact);
    free(data);
    return exact != NULL;
}

int main(int argc, char **argv) {
    int replayed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            perror(argv[i]);
            return 1;
        }
        for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            if (entry->d_name[0] == '.')
                continue;
            if (!replay(argv[i], entry->d_name))
                return 1;
            replayed++;
        }
        closedir(folder);
    }
    printf("%d inputs replayed\n", replayed);
    return replayed > 0 ? 0 : 1;
}
