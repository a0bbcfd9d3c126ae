/* second_season.h: the pattern of the year in a series of days, whose first season is the week. */
#ifndef GLO_SERIES_SECOND_SEASON_H
#define GLO_SERIES_SECOND_SEASON_H

#include "series/method.h"

enum { GLO_MOST_HARMONICS = 8 };

typedef struct glo_second_season {
    int harmonics; /* 0: none */
} glo_second_season;

static inline int glo_second_season_find(const glo_sample *s, glo_second_season *o) { (void)s; (void)o; return 0; }
static inline void glo_second_season_remove(const glo_second_season *s, double *o, size_t n) { (void)s; (void)o; (void)n; }
static inline double glo_second_season_put_back(const glo_second_season *s, size_t n, double o) { (void)s; (void)n; return o; }

#endif
