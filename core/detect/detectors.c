/* detectors.c: all detectors by name. Example in detector.h. */
#include "detect/detector.h"

#include "base/text.h"

#include <string.h>

const glo_detector *const glo_detectors[] = {
    &glo_ears_c1, &glo_ears_c2, &glo_ears_c3,     &glo_farrington, &glo_farrington_flexible, &glo_bayes,
    &glo_rki,     &glo_cusum,   &glo_glr_poisson, &glo_glr_nb,     &glo_outbreak_p,          NULL};

glo_status glo_detector_find(const char *name, const glo_detector **out) {
    glo_nearest nearest = {name, NULL, 0};
    for (size_t i = 0; glo_detectors[i]; i++) {
        if (strcmp(glo_detectors[i]->name, name) == 0)
            return *out = glo_detectors[i], GLO_OK;
    }
    for (size_t i = 0; glo_detectors[i]; i++)
        glo_nearest_offer(&nearest, glo_detectors[i]->name);
    return glo_fail(GLO_ENOTFOUND, "unknown detector '%s'%s", name, glo_nearest_hint(&nearest));
}
