/* detector_parts.c: what detectors share. Example in detector_parts.h. */
#include "detector_parts.h"

#include "base/alloc.h"
#include "numeric/normal.h"

#include <stdlib.h>

void glo_judgement_score(glo_judgement *out) {
    if (out->upper > out->expected)
        out->score = (out->observed - out->expected) / (out->upper - out->expected);
}

static int32_t day_of(const glo_watched *series, size_t i) {
    return glo_span_first(series->first + (int32_t)i, series->span);
}

/* The same date so many years earlier; 29 February is 1 March where there is none. */
static int32_t years_before(int32_t day, size_t years) {
    int year, month, day_of_month;
    glo_civil_of_day(day, &year, &month, &day_of_month);
    year -= (int)years;
    if (month == 2 && day_of_month == 29)
        return glo_day_of_civil(year, 2, 28) + 1;
    return glo_day_of_civil(year, month, day_of_month);
}

bool glo_same_time(const glo_watched *series, size_t at, size_t years_back, size_t *out) {
    int32_t index;
    if (series->span == GLO_ALL) {
        if (at < years_back * series->per_year)
            return false;
        *out = at - years_back * series->per_year;
        return true;
    }
    int32_t date = years_before(day_of(series, at), years_back);
    /* the week whose Monday is nearest is the one that holds the day three days on */
    index = glo_span_index(date + (series->span == GLO_WEEK ? 3 : 0), series->span) - series->first;
    if (index < 0)
        return false;
    *out = (size_t)index;
    return true;
}

double glo_period_time(const glo_watched *series, size_t i) {
    if (series->span == GLO_ALL)
        return (double)(i + 1);
    int32_t begin = day_of(series, 0);
    return (double)(day_of(series, i) - begin) / (double)(glo_span_last(begin, series->span) - begin + 1);
}

double glo_detector_quantile(glo_detector_room *room, double probability) {
    if (room->probability != probability) {
        room->probability = probability;
        room->quantile = glo_normal_quantile(probability);
    }
    return room->quantile;
}

glo_status glo_detector_reserve(glo_detector_room *room, size_t count, double **out) {
    glo_status status = glo_alloc_grow(&room->numbers, &room->room, count, sizeof *room->numbers);
    if (status == GLO_OK)
        *out = room->numbers;
    return status;
}

void glo_detector_room_dispose(glo_detector_room *room) {
    free(room->numbers);
    *room = (glo_detector_room){0};
}
