/* progress.c: one line on stderr while long work goes on, such as
 *
 *   importing, 1234567 lines, 2100000 a second  42 %  3 s left
 *   reading cells  1 234 567
 *
 * Only where stderr is a terminal; only after half a second; redrawn at most ten times a second; erased when
 * done. Where the total is known, what is counted (bytes, figures ...) matters to nobody; else the count
 * shows that it goes on.
 */
#include "shell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static atomic_flag busy = ATOMIC_FLAG_INIT; /* threads report too: whoever comes second leaves it */
static char job[96];
static double started, drawn;
static uint64_t before;
static int visible;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* 1234567 -> "1 234 567" */
static void group_digits(uint64_t n, char out[32]) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, n), used = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[used++] = ' ';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

static void erase(void) {
    if (visible && write(STDERR_FILENO, "\r\033[K", 4) == 4)
        visible = 0;
}

static void draw(const char *what, uint64_t done, uint64_t total, double elapsed) {
    char line[160], count[32];
    int length;
    if (total && done && done <= total) {
        double share = (double)done / (double)total;
        length = snprintf(line, sizeof line, "\r\033[K%s  %d %%  %.0f s left", what, (int)(share * 100),
                          elapsed * (1 / share - 1) + 0.5);
    } else if (done) {
        group_digits(done, count);
        length = snprintf(line, sizeof line, "\r\033[K%s  %s", what, count);
    } else {
        length = snprintf(line, sizeof line, "\r\033[K%s ...", what);
    }
    if (length > 0 && write(STDERR_FILENO, line, (size_t)length) == length)
        visible = 1;
}

void progress_report(void *context, const char *what, uint64_t done, uint64_t total) {
    static int is_terminal = -1; /* asked once: long work reports thousands of times a second */
    (void)context;
    if (is_terminal < 0)
        is_terminal = isatty(STDERR_FILENO);
    if (!is_terminal || atomic_flag_test_and_set(&busy))
        return;
    double time = now();
    /* What stands behind a comma may change as the job goes on: "importing, 512 lines". */
    size_t name = strcspn(what, ",");
    if (done < before || strcspn(job, ",") != name || strncmp(job, what, name) != 0)
        started = time;
    snprintf(job, sizeof job, "%s", what);
    before = done;
    if (total && done == total) {
        erase();
    } else if (time - started >= 0.5 && time - drawn >= 0.1) {
        draw(job, done, total, time - started);
        drawn = time;
    }
    atomic_flag_clear(&busy);
}

void progress_erase(void) {
    erase();
    job[0] = '\0';
    before = 0;
}
