/* scan.c: times the space-time scan over places drawn in a square and counts drawn by chance, with a cluster in one corner.
 *
 *   build/release/bench/scan [MODEL [PLACES [PERIODS [MEAN [DRAWS [THREADS]]]]]]      poisson or permutation, 581 144 1 999 2
 *
 * MEAN cases are expected in a cell. Prints the sizes, seconds, and a line per cluster; the same lines whatever the threads.
 */
#include "detect/scan.h"

#include "numeric/draws.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static glo_column *add(glo_frame_builder *builder, const char *name, glo_type type, size_t rows) {
    glo_column *column;
    if (glo_column_new(type, rows, &column) < 0 || glo_frame_builder_add(builder, name, column) < 0)
        exit(1);
    return column;
}

static glo_frame *make(size_t places, size_t periods, double mean) {
    glo_frame_builder builder = {0};
    glo_draws draws = {.seed = 42, .stream = 1};
    size_t rows = places * periods;
    glo_column *place = add(&builder, "place", GLO_TYPE_INTEGER, rows);
    glo_column *month = add(&builder, "month", GLO_TYPE_MONTH, rows);
    month->span = GLO_MONTH;
    glo_column *cases = add(&builder, "cases", GLO_TYPE_INTEGER, rows);
    glo_column *population = add(&builder, "population", GLO_TYPE_REAL, rows);
    glo_column *x = add(&builder, "x", GLO_TYPE_REAL, rows), *y = add(&builder, "y", GLO_TYPE_REAL, rows);
    for (size_t p = 0; p < places; p++) {
        double across = glo_draws_uniform(&draws), up = glo_draws_uniform(&draws);
        double size = exp(0.8 * (glo_draws_uniform(&draws) + glo_draws_uniform(&draws) - 1) * 2);
        for (size_t t = 0; t < periods; t++) {
            size_t row = p * periods + t;
            bool is_more = across < 0.2 && up < 0.2 && t + 6 >= periods;
            place->integers[row] = (int64_t)p + 1;
            month->times[row] = (int32_t)t;
            cases->integers[row] = (int64_t)glo_draws_poisson(&draws, mean * size * (is_more ? 1.5 : 1));
            population->reals[row] = 10000 * size;
            x->reals[row] = across;
            y->reals[row] = up;
        }
    }
    glo_frame *frame;
    if (glo_frame_new(&builder, (glo_marking){0}, NULL, &frame) < 0)
        exit(1);
    return frame;
}

int main(int argc, char **argv) {
    const char *model = argc > 1 ? argv[1] : "permutation";
    size_t places = argc > 2 ? (size_t)atoi(argv[2]) : 581, periods = argc > 3 ? (size_t)atoi(argv[3]) : 144;
    glo_scan_spec spec = {.place = "place",
                          .cases = "cases",
                          .population = "population",
                          .x = "x",
                          .y = "y",
                          .time = "month",
                          .model = strcmp(model, "poisson") == 0 ? GLO_SCAN_POISSON : GLO_SCAN_PERMUTATION,
                          .max_share = 0.5,
                          .seed = 1,
                          .max_p = 1,
                          .draws = argc > 5 ? (size_t)atoi(argv[5]) : 999};
    if (argc > 7)
        spec.is_prospective = true;
    glo_frame *frame = make(places, periods, argc > 4 ? atof(argv[4]) : 1);
    glo_job job = {.threads = argc > 6 ? atoi(argv[6]) : 2};
    glo_scan_found found;
    double start = now();
    if (glo_scan(frame, NULL, &spec, &job, NULL, &found) < 0) {
        fprintf(stderr, "scan: %s\n", glo_message());
        return 1;
    }
    double seconds = now() - start;
    printf("%zu places, %zu periods, %lld cases, %llu zones of %llu windows, %zu draws: %.2f s\n",
           found.note.places, found.note.periods, (long long)found.note.cases,
           (unsigned long long)found.note.zones, (unsigned long long)found.note.windows, found.note.draws,
           seconds);
    for (size_t i = 0; i < glo_frame_rows(found.clusters) && i < 5; i++) {
        for (size_t c = 0; c < glo_frame_columns(found.clusters); c++)
            printf("%s%.17g", c ? " " : "", glo_column_number(glo_frame_column(found.clusters, c), i));
        puts("");
    }
    glo_scan_found_dispose(&found);
    glo_frame_free(frame);
    return 0;
}
