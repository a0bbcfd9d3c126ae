/* score_names.c: the names, units and columns of the scores. Example in scores.h. */
#include "series/scores.h"

#include "base/err.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const char *const whole[] = {""}, *const skill_parts[] = {"", "_low", "_high"},
                         *const dm_parts[] = {"", "_p"};

static const struct {
    const char *name, *unit;
    const char *const *parts;
    size_t part_count; /* 0: one per level */
} kinds[GLO_SCORE_KINDS] = {
    [GLO_SCORE_MAE] = {"mae", NULL, whole, 1},
    [GLO_SCORE_RMSE] = {"rmse", NULL, whole, 1},
    [GLO_SCORE_SMAPE] = {"smape", "%", whole, 1},
    [GLO_SCORE_MASE] = {"mase", NULL, whole, 1},
    [GLO_SCORE_RMSSE] = {"rmsse", NULL, whole, 1},
    [GLO_SCORE_OWA] = {"owa", NULL, whole, 1},
    [GLO_SCORE_BIAS] = {"bias", NULL, whole, 1},
    [GLO_SCORE_WIS] = {"wis", NULL, whole, 1},
    [GLO_SCORE_DISPERSION] = {"dispersion", NULL, whole, 1},
    [GLO_SCORE_OVER] = {"over", NULL, whole, 1},
    [GLO_SCORE_UNDER] = {"under", NULL, whole, 1},
    [GLO_SCORE_CRPS] = {"crps", NULL, whole, 1},
    [GLO_SCORE_PINBALL] = {"pinball", NULL, whole, 1},
    [GLO_SCORE_INTERVAL] = {"interval", NULL, NULL, 0},
    [GLO_SCORE_COVERAGE] = {"coverage", "%", NULL, 0},
    [GLO_SCORE_WIDTH] = {"width", NULL, NULL, 0},
    [GLO_SCORE_SKILL] = {"skill", NULL, skill_parts, 3},
    [GLO_SCORE_DM] = {"dm", NULL, dm_parts, 2},
};

const char *glo_score_name(glo_score_kind kind) {
    return kinds[kind].name;
}

glo_status glo_score_find(const char *name, glo_score_kind *out) {
    glo_nearest nearest = {name, NULL, 0};
    for (int i = 0; i < GLO_SCORE_KINDS; i++) {
        *out = (glo_score_kind)i;
        if (strcmp(kinds[i].name, name) == 0)
            return GLO_OK;
        glo_nearest_offer(&nearest, kinds[i].name);
    }
    return glo_fail(GLO_ENOTFOUND, "there is no score '%s'%s", name, glo_nearest_hint(&nearest));
}

size_t glo_score_parts(glo_score_kind kind, size_t level_count) {
    return kinds[kind].part_count ? kinds[kind].part_count : level_count;
}

void glo_score_column(glo_score_kind kind, size_t part, const double *levels,
                      char out[GLO_SCORE_COLUMN_SIZE]) {
    if (kinds[kind].part_count)
        snprintf(out, GLO_SCORE_COLUMN_SIZE, "%s%s", kinds[kind].name, kinds[kind].parts[part]);
    else
        snprintf(out, GLO_SCORE_COLUMN_SIZE, "%s_%g", kinds[kind].name, levels[part]);
}

const char *glo_score_unit(glo_score_kind kind) {
    return kinds[kind].unit;
}
