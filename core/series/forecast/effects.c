/* effects.c: the frame of the effects of regressors. Example in effects.h. */
#include "forecast/effects.h"

#include "base/err.h"
#include "panel/columns.h"

#include <math.h>
#include <string.h>

static const double normal_95 = 1.959963984540054;

typedef struct table {
    const glo_panel *panel;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *regressor, *lag, *coefficient, *low, *high, *gain, *kept;
} table;

static glo_status add_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *panel = t->panel;
    const char *unit = glo_frame_column(panel->frame, panel->value)->unit;
    glo_status status = glo_add_keys(panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_column(builder, "regressor", GLO_TYPE_TEXT, t->rows, NULL, &t->regressor);
    if (status == GLO_OK)
        status =
            glo_add_column(builder, "lag", GLO_TYPE_INTEGER, t->rows, glo_span_name(panel->span), &t->lag);
    if (status == GLO_OK)
        status = glo_add_column(builder, "coefficient", GLO_TYPE_REAL, t->rows, unit, &t->coefficient);
    if (status == GLO_OK)
        status = glo_add_column(builder, "low", GLO_TYPE_REAL, t->rows, unit, &t->low);
    if (status == GLO_OK)
        status = glo_add_column(builder, "high", GLO_TYPE_REAL, t->rows, unit, &t->high);
    if (status == GLO_OK)
        status = glo_add_column(builder, "gain", GLO_TYPE_REAL, t->rows, NULL, &t->gain);
    return status < 0 ? status : glo_add_column(builder, "kept", GLO_TYPE_INTEGER, t->rows, NULL, &t->kept);
}

static glo_status write_row(table *t, size_t row, const glo_track *track, const glo_regressor *regressor,
                            const glo_effect *effect) {
    double half = normal_95 * effect->error;
    glo_status status = glo_set_keys(t->panel, track, t->keys, row);
    t->lag->integers[row] = (int64_t)regressor->lag;
    t->kept->integers[row] = effect->is_selected;
    if (status == GLO_OK)
        status = glo_column_set_text(t->regressor, row, regressor->name, strlen(regressor->name));
    if (status == GLO_OK)
        status = glo_set_real(t->coefficient, row, effect->coefficient);
    if (status == GLO_OK)
        status = glo_set_real(t->low, row, effect->coefficient - half);
    if (status == GLO_OK)
        status = glo_set_real(t->high, row, effect->coefficient + half);
    return status < 0 ? status : glo_set_real(t->gain, row, effect->gain);
}

glo_status glo_effects_frame(const glo_panel *panel, const glo_regressor_choice *choice,
                             const glo_prediction *predictions, const glo_regressors_spec *spec,
                             glo_provenance *provenance, glo_frame **out) {
    table t = {.panel = panel};
    glo_frame_builder builder = {0};
    const glo_regressor *regressors = NULL;
    size_t row = 0;
    for (size_t i = 0; i < panel->count; i++)
        t.rows += panel->tracks[i].count ? glo_regressors_of(choice, i, &regressors) : 0;
    glo_status status = add_columns(&t, &builder);
    for (size_t i = 0; status == GLO_OK && i < panel->count; i++) {
        size_t count = panel->tracks[i].count ? glo_regressors_of(choice, i, &regressors) : 0;
        for (size_t r = 0; status == GLO_OK && r < count; r++)
            status = write_row(&t, row++, &panel->tracks[i], &regressors[r], &predictions[i].effects[r]);
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking = glo_regressors_marking(spec, glo_frame_marking(panel->frame));
    return glo_frame_new(&builder, marking, provenance, out);
}
