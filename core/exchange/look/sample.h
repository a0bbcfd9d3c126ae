/* sample.h: the bytes of a file that a look reads: all of a small one; of a large one its head, windows spread over it
 * and its tail, each of whole lines.
 *
 * Example:  status = glo_sample_take(path, 0, job, &sample);   ->  sample.text, sample.length
 */
#ifndef GLO_EXCHANGE_LOOK_SAMPLE_H
#define GLO_EXCHANGE_LOOK_SAMPLE_H

#include "base/buf.h"
#include "base/job.h"
#include "exchange/look.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct glo_sample {
    glo_buf text;
    uint64_t bytes;      /* of the file */
    uint64_t lines;      /* of the file; 0: not known */
    uint64_t head_lines; /* of the sample: up to here they are those of the file ... */
    uint64_t tail_first; /* ... and from here on they are its last ones; 0: there is no tail */
    bool is_whole;
} glo_sample;

/* `most`: of the head only so many bytes; 0: head, windows and tail. */
glo_status glo_sample_take(const char *path, uint64_t most, const glo_job *job, glo_sample *out);
/* Looks at a sample; glo_look_at is this over the sample of a file. */
glo_status glo_look_over(const glo_sample *sample, const glo_look_options *options, const glo_job *job,
                         glo_look **out);
void glo_sample_dispose(glo_sample *sample);

#endif
