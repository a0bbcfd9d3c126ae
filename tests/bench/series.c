/* series.c: times a forecasting method over a file of series, one per line: name,season,value,value,...
 *
 *   build/release/bench/series ets FILE [MODEL [REPEATS]]      also dotm, croston
 *
 * The model is chosen, as with MODEL "chosen"; MODEL names one, "-" a column of models that follows the
 * season. Prints, per series: its name, the model, the log likelihood, AICc, the forecast of the first step;
 * and last the milliseconds per series of one pass.
 */
#include "counts/croston.h"
#include "smoothing/ets.h"
#include "smoothing/theta.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HORIZON = 12, QUANTILES = 5, LONGEST_LINE = 1 << 16, MOST = 10000 };

static const struct {
    const char *name;
    glo_method method;
} methods[] = {{"ets", glo_ets}, {"dotm", glo_dynamic_theta}, {"croston", glo_croston}};

typedef struct series {
    char name[80], model[16];
    double *values;
    size_t count;
    int season;
} series;

static size_t read_all(const char *path, int with_model, series *all) {
    static char line[LONGEST_LINE];
    FILE *file = fopen(path, "r");
    size_t count = 0;
    if (!file) {
        perror(path);
        exit(2);
    }
    while (count < MOST && fgets(line, sizeof line, file)) {
        series *s = &all[count++];
        char *rest = line, *field = strsep(&rest, ",");
        snprintf(s->name, sizeof s->name, "%s", field);
        s->season = atoi(strsep(&rest, ","));
        if (with_model)
            snprintf(s->model, sizeof s->model, "%s", strsep(&rest, ","));
        s->values = malloc(sizeof(double) * LONGEST_LINE / 2);
        while (s->values && (field = strsep(&rest, ",\n")) && *field)
            s->values[s->count++] = strcmp(field, "NA") == 0 ? NAN : strtod(field, NULL);
    }
    fclose(file);
    return count;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    static series all[MOST];
    static const double probabilities[QUANTILES] = {0.025, 0.1, 0.5, 0.9, 0.975};
    double values[HORIZON * QUANTILES], mean[HORIZON];
    glo_quantiles out = {HORIZON, QUANTILES, probabilities, values, mean};
    if (argc < 3) {
        fprintf(stderr, "series METHOD FILE [MODEL [REPEATS]]\n");
        return 2;
    }
    glo_method method = NULL;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(argv[1], methods[i].name) == 0)
            method = methods[i].method;
    const char *model = argc > 3 && strcmp(argv[3], "chosen") != 0 ? argv[3] : NULL;
    int own = model && strcmp(model, "-") == 0, repeats = argc > 4 ? atoi(argv[4]) : 1;
    size_t count = read_all(argv[2], own, all);
    double start = now();
    for (int repeat = 0; method && repeat < repeats; repeat++)
        for (size_t i = 0; i < count; i++) {
            glo_fit fit = {.fitted = NULL};
            glo_sample sample = {.values = all[i].values, .count = all[i].count, .season = all[i].season};
            int status = method(
                &sample, &(glo_method_options){.seed = 1, .model = own ? all[i].model : model}, &out, &fit);
            if (repeat == 0)
                printf("%s,%s,%.9f,%.9f,%.9g,%d\n", all[i].name, fit.model, fit.likelihood, fit.aicc, mean[0],
                       status);
        }
    printf("%.9f\n", count > 0 ? (now() - start) / repeats / (double)count : 0);
    return 0;
}
