/* spend.c: one counter for the process. Example in spend.h. */
#include "base/spend.h"

#include <stddef.h>

static void (*counter)(uint64_t steps);

void glo_spend_to(void (*count)(uint64_t steps)) {
    counter = count;
}

void glo_spend(uint64_t steps) {
    if (counter)
        counter(steps);
}
