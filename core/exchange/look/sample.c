/* sample.c: the bytes that a look reads. Example in sample.h. */
#include "look/sample.h"

#include "base/err.h"
#include "io/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Sizes in bytes, chosen so that a look takes well under a second: a megabyte is read and judged in some 10 ms. */
#define WHOLE (6u << 20)    /* a file up to here is read whole */
#define HEAD (2u << 20)     /* of a larger one: its head ... */
#define WINDOW (128u << 10) /* ... windows spread over it ... */
#define TAIL (512u << 10)   /* ... and its tail */
enum { WINDOWS = 16 };
#define MOST_COUNTED (UINT64_C(2) << 30) /* the lines of a larger file are not counted */

static uint64_t line_ends(const char *text, size_t length) {
    uint64_t n = 0;
    const char *end = text + length;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        n++;
    return n;
}

/* Appends up to `room` bytes of the source; a short count is its end. */
static glo_status append_from(glo_source *source, size_t room, const glo_job *job, glo_buf *out) {
    char block[64 << 10];
    size_t got = 1, done = 0;
    glo_status status = GLO_OK;
    while (status == GLO_OK && done < room && got > 0) {
        size_t wanted = room - done < sizeof block ? room - done : sizeof block;
        status = source->read(source->context, block, wanted, &got);
        if (status == GLO_OK) {
            glo_buf_bytes(out, block, got);
            done += got;
            status = glo_job_step(job, "look", done, room);
        }
    }
    return status == GLO_OK ? glo_buf_status(out) : status;
}

/* Leaves out the last line, which may be cut. */
static void drop_cut_line(glo_buf *text, size_t from) {
    size_t n = text->length;
    while (n > from && text->data[n - 1] != '\n')
        n--;
    if (n > from) {
        text->length = n;
        text->data[n] = '\0';
    }
}

static bool is_plain(const glo_buf *head) {
    size_t length = head->length < 4096 ? head->length : 4096;
    const unsigned char *bytes = (const unsigned char *)head->data;
    if (length >= 2 && (bytes[0] >= 0xFE || bytes[1] >= 0xFE))
        return false; /* UTF-16 by its mark, whose lines don't end in a byte */
    return memchr(bytes, '\0', length) == NULL;
}

/* Whole lines of the file between two places; from the first line that begins in it. */
static glo_status append_window(int file, uint64_t from, size_t size, bool is_tail, glo_buf *out) {
    char *block = malloc(size);
    if (!block)
        return glo_fail(GLO_ENOMEM, "out of memory");
    ssize_t got = pread(file, block, size, (off_t)from);
    glo_status status = got < 0 ? glo_fail(GLO_EIO, "can't read the file: %s", strerror(errno)) : GLO_OK;
    const char *first = got > 0 ? memchr(block, '\n', (size_t)got) : NULL;
    if (first) {
        size_t before = out->length;
        glo_buf_bytes(out, first + 1, (size_t)(block + got - first - 1));
        if (!is_tail)
            drop_cut_line(out, before);
        status = glo_buf_status(out);
    }
    free(block);
    return status;
}

static glo_status count_lines(int file, const glo_job *job, glo_sample *sample) {
    static const size_t size = 1 << 20;
    char *block = malloc(size);
    uint64_t lines = 0, at = 0;
    ssize_t got = 1;
    glo_status status = block ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    char last = '\n';
    while (status == GLO_OK && (got = pread(file, block, size, (off_t)at)) > 0) {
        lines += line_ends(block, (size_t)got);
        last = block[got - 1];
        at += (uint64_t)got;
        status = glo_job_step(job, "look", at, sample->bytes);
    }
    free(block);
    sample->lines = lines + (last != '\n');
    return status;
}

static glo_status take_windows(const char *path, const glo_job *job, glo_sample *sample) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return glo_fail(glo_status_of_errno(errno), "can't open '%s': %s", path, strerror(errno));
    glo_status status = GLO_OK;
    uint64_t between = (sample->bytes - HEAD - TAIL) / (WINDOWS + 1);
    for (uint64_t i = 1; status == GLO_OK && i <= WINDOWS; i++)
        status = append_window(file, HEAD + i * between, WINDOW, false, &sample->text);
    if (status == GLO_OK) {
        sample->tail_first = line_ends(sample->text.data, sample->text.length) + 1;
        status = append_window(file, sample->bytes - TAIL, TAIL, true, &sample->text);
    }
    if (status == GLO_OK && sample->bytes <= MOST_COUNTED)
        status = count_lines(file, job, sample);
    close(file);
    return status;
}

static glo_status check_readable(const char *path) {
    struct stat info;
    if (strcmp(path, "-") == 0 || (stat(path, &info) == 0 && !S_ISREG(info.st_mode)))
        return glo_fail(GLO_EINVAL, "'%s' is no file that can be read twice; save it as a file to look at it",
                        path);
    return GLO_OK;
}

glo_status glo_sample_take(const char *path, uint64_t most, const glo_job *job, glo_sample *out) {
    glo_sample sample = {0};
    glo_input *input = NULL;
    glo_status status = check_readable(path);
    if (status == GLO_OK)
        status = glo_input_open(path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    size_t room = most ? (size_t)most : WHOLE;
    sample.bytes = source.size;
    const bool has_windows = !most && source.size > WHOLE;
    status = append_from(&source, has_windows ? HEAD : room, job, &sample.text);
    sample.is_whole = status == GLO_OK && sample.text.length < (has_windows ? HEAD : room);
    const bool is_packed = glo_input_done(input) != sample.text.length;
    glo_input_close(input);
    if (status == GLO_OK && !sample.is_whole)
        drop_cut_line(&sample.text, 0);
    sample.head_lines =
        status == GLO_OK ? line_ends(sample.text.data ? sample.text.data : "", sample.text.length) : 0;
    if (status == GLO_OK && has_windows && !is_packed && is_plain(&sample.text))
        status = take_windows(path, job, &sample);
    if (status < 0)
        glo_sample_dispose(&sample);
    else
        *out = sample;
    return status;
}

void glo_sample_dispose(glo_sample *sample) {
    glo_buf_dispose(&sample->text);
}
