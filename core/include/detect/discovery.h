/* discovery.h: many series judged at once: which of them moved, each movement told once, with the false discovery rate under control.
 *
 * A node is a zone and a phenomenon, each in a tree of its own; what lies below both belongs to it. Two nodes overlap where both
 * their zones and their phenomena are the same or one below the other. Of m nodes with p-values, in one period:
 *
 *   R          the largest set of nodes with p <= level G / m,  G of a node: see below
 *   raised     of R, from the smallest p on, each that overlaps none raised before: the alerts
 *   q          the smallest level at which the node is in R
 *   G(i)       how many alerts there are at least, whenever i is one: 1, and 1 for each pair of top zone and top phenomenon of
 *              others in R; for each branch beside the path from i's zone to its top that has some of R in it, on i's phenomenon or
 *              below; for each branch beside the path from i's phenomenon, in i's zone or below
 *
 * So the false discovery rate of the alerts is at most `level`: E[false / all] <= sum over true nulls of E[1{p <= level G / m} / G], and
 * G falls as any p rises, so that each term is at most level / m where the p-values are positively dependent on each true null (PRDS).
 * They are: each is a decreasing function of the counts below its node, and given the sum of independent counts with log-concave
 * distributions each of them rises with it (Efron). Without a tree it is the procedure of Benjamini and Hochberg. docs/methods.md has
 * the proof.
 *
 * Example:
 *   glo_discovery_tree zones = {.parents = (size_t[]){GLO_NO_PARENT, 0, 0}, .count = 3}, one = {.parents = (size_t[]){GLO_NO_PARENT}, .count = 1};
 *   glo_tested nodes[] = {{0, 0, 0.02, 1.1}, {1, 0, 1e-5, 3}, {2, 0, 0.4, 0.2}};
 *   glo_discovered found[3];
 *   status = glo_discover(&zones, &one, nodes, 3, 0.05, found);     found[1].is_raised, found[1].q = 3e-5
 *
 * References: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995); Y. Benjamini, D. Yekutieli, Annals of
 * Statistics 29 (2001), PRDS; G. Blanchard, E. Roquain, Electronic Journal of Statistics 2 (2008), lemma 3.2: the bound used; E. Katsevich,
 * C. Sabatti, M. Bogomolov, "Filtering the rejection set while preserving false discovery rate control", Journal of the American
 * Statistical Association 118 (2023); B. Efron, Annals of Mathematical Statistics 36 (1965).
 */
#ifndef GLO_DETECT_DISCOVERY_H
#define GLO_DETECT_DISCOVERY_H

#include "base/job.h"
#include "frame/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLO_NO_PARENT SIZE_MAX

typedef struct glo_discovery_tree {
    const size_t *parents; /* of each node; GLO_NO_PARENT: a top. No circles */
    size_t count;
} glo_discovery_tree;

typedef struct glo_tested {
    size_t zone, phenomenon; /* no two alike */
    double p;                /* NaN: not tested */
    double score;            /* tells which is stronger where p are the same */
} glo_tested;

typedef struct glo_discovered {
    double q; /* NaN: not tested */
    bool is_raised;
} glo_discovered;

/* GLO_ENOMEM. */
glo_status glo_discover(const glo_discovery_tree *zones, const glo_discovery_tree *phenomena,
                        const glo_tested *nodes, size_t count, double level, glo_discovered *out);

/* A column of texts as a tree: `children[i]` lies below `parents[i]`, both texts of the column; others are tops. */
typedef struct glo_discovery_column {
    const char *name; /* NULL: none */
    const char *const *children, *const *parents;
    size_t count;
} glo_discovery_column;

typedef struct glo_discovery_spec {
    glo_discovery_column zones, phenomena; /* other texts keep apart what they name */
    double level;
} glo_discovery_spec;

typedef struct glo_discovery_note {
    size_t tested, untested; /* rows */
    size_t found, raised;
} glo_discovery_note;

/* The frame of glo_warn with `tail`, and two columns more: q, and raised (1 or 0). Each period is judged for itself. A row without
 * an alarm of its detector counts as p = 1: only what is an alarm is raised. */
glo_status glo_discover_frame(const glo_frame *frame, const glo_discovery_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out, glo_discovery_note *out_note);

#endif
