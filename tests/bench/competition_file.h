/* competition_file.h: series as the M4 competition publishes them: a row per series, "NAME","V1","V2",...,
 * which ends at its first empty field.
 *
 * Example:  size_t count; series *past = read_competition("Hourly-train.csv", &count);
 */
#ifndef GLO_BENCH_COMPETITION_FILE_H
#define GLO_BENCH_COMPETITION_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SERIES = 100000 };

typedef struct series {
    double *values;
    size_t count;
} series;

/* Says what is wrong and ends the program. */
static inline series *read_competition(const char *path, size_t *count) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    series *all = calloc(MOST_SERIES, sizeof *all);
    char *line = NULL;
    size_t room = 0;
    *count = 0;
    if (getline(&line, &room, file) < 0)
        exit(1);
    while (getline(&line, &room, file) > 0 && *count < MOST_SERIES) {
        series *s = &all[(*count)++];
        s->values = malloc(strlen(line) * sizeof *s->values);
        char *at = strchr(line, ',');
        while (at) {
            at += strspn(at, ",\"");
            char *end;
            double value = strtod(at, &end);
            if (end == at)
                break;
            s->values[s->count++] = value;
            at = strchr(end, ',');
        }
    }
    free(line);
    fclose(file);
    return all;
}

#endif
