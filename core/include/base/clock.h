/* clock.h: the time that a run sees: that of the machine, or one at which it is held, so that a run of long ago can be made again
 * with its dates. What measures how long something takes has a clock of its own (CLOCK_MONOTONIC).
 *
 * Example:
 *   if ((status = glo_clock_hold("2026-11-30T06:00:00Z")) < 0) return status;
 *   time_t now = glo_clock_now();   // 1796018400, now and later
 */
#ifndef GLO_BASE_CLOCK_H
#define GLO_BASE_CLOCK_H

#include "base/err.h"

#include <stdbool.h>
#include <time.h>

/* Holds the clock of this process at a time UTC: 2026-11-30, 2026-11-30T06:00 or 2026-11-30T06:00:00, with or without Z. NULL or
 * "" lets it go. GLO_EINVAL for what is no such time. Before threads are started. */
glo_status glo_clock_hold(const char *time);
bool glo_clock_is_held(void);
/* Seconds since 1970-01-01, UTC. */
time_t glo_clock_now(void);

#endif
