/* spend.h: work that has a number of steps of its own, as SQL has, is told to whoever counts what a call may do.
 *
 * Example:
 *   glo_spend_to(note);   // void note(uint64_t steps), on the thread that works
 *   glo_spend(20000);     // calls note(20000); nothing where nobody counts
 */
#ifndef GLO_BASE_SPEND_H
#define GLO_BASE_SPEND_H

#include <stdint.h>

void glo_spend(uint64_t steps);
void glo_spend_to(void (*count)(uint64_t steps)); /* NULL: nobody counts */

#endif
