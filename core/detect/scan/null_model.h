/* null_model.h: sets of counts as they would be by chance, on condition of the total (Poisson: a multinomial draw) or of the totals of
 * places and of periods (permutation of the periods of the cases).
 *
 * Example:
 *   null_model m;
 *   if (glo_null_model_new(s, spec, &m) == GLO_OK) glo_null_draw(&m, 17, &r, 1, room);   the 17th draw, into lane 1 of a searcher
 *   glo_null_model_dispose(&m);
 *
 * Few cases are drawn one by one, many cell by cell (FEW_A_CELL in null_model.c), which is the same distribution.
 * The cases of draw d come from stream d of Philox under the seed, whatever thread asks for them. The multinomial uses A. J. Walker's
 * aliases: "An efficient method for generating discrete random variables with general distributions", ACM TOMS 3 (1977).
 */
#ifndef GLO_DETECT_SCAN_NULL_MODEL_H
#define GLO_DETECT_SCAN_NULL_MODEL_H

#include "search.h"

typedef struct null_model {
    const study *s;
    uint64_t seed;
    uint32_t cases;
    /* Poisson: of the cells that expect cases */
    uint32_t cells;
    uint32_t *cell;
    struct alias {
        uint32_t cell, other, chance; /* the cell, and the one that is meant by a number above `chance` */
    } * aliases;
    double *share; /* per cell: of what this and all later ones expect; NULL: one case after the other */
    /* permutation */
    uint16_t *periods;   /* of all cases, place by place; NULL: place after place */
    uint32_t *of_place;  /* per place and ... */
    uint32_t *of_period; /* ... per period: its cases */
} null_model;

glo_status glo_null_model_new(const study *s, const glo_scan_spec *spec, null_model *out);
void glo_null_model_dispose(null_model *m);

/* Adds the counts of a draw to a lane of a searcher. `room`: of glo_null_room bytes, for one thread. */
void glo_null_draw(const null_model *m, uint64_t draw, searcher *into, size_t lane, void *room);
size_t glo_null_room(const null_model *m);

#endif
