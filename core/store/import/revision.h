/* revision.h: figures of an import that an earlier batch of the same source has: a release that was revised. They are
 * noticed, and with spec.replace the earlier ones are retracted in the same transaction.
 *
 * Looked up by the days a batch has figures for (table batch_source), then in the cells of the batches that remain, run by
 * run: what an import costs beyond itself is reading the parts of cells that hold the same zones, phenomena and days.
 *
 * Example:  status = glo_revision_take(import, &cells, first_observation);      after the cells were written
 */
#ifndef GLO_STORE_IMPORT_REVISION_H
#define GLO_STORE_IMPORT_REVISION_H

#include "import/import.h"

/* Keeps what the batch covers and fills overlap, differing and replaced of import->result. `cells`: those of the batch,
 * packed; its observations begin at `first`. */
int glo_revision_take(glo_import *import, const glo_cells *cells, int64_t first);

#endif
