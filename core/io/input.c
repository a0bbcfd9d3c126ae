/* input.c: files, pipes and gzip, hashed on the way. The one file that uses zlib. Example in input.h. */
#include "io/input.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PACKED_BYTES = 256 * 1024 };

struct glo_input {
    glo_source raw;
    glo_hash *hash;
    char *path;
    uint64_t done;
    unsigned char head[2]; /* the first bytes, read ahead to see whether they are gzip's */
    size_t head_length, head_given;
    int is_gzip, stream_open, ended;
    z_stream stream;
    unsigned char *packed; /* PACKED_BYTES of the file, for zlib */
};

/* The next bytes as they lie in the file: first those read ahead. */
static glo_status read_raw(glo_input *input, char *out, size_t room, size_t *out_got) {
    if (input->head_given < input->head_length) {
        size_t left = input->head_length - input->head_given;
        *out_got = left < room ? left : room;
        memcpy(out, input->head + input->head_given, *out_got);
        input->head_given += *out_got;
        return GLO_OK;
    }
    glo_status status = input->raw.read(input->raw.context, out, room, out_got);
    if (status < 0)
        return status;
    input->done += *out_got;
    glo_hash_add(input->hash, out, *out_got);
    return GLO_OK;
}

static glo_status refill(glo_input *input) {
    size_t got;
    glo_status status = read_raw(input, (char *)input->packed, PACKED_BYTES, &got);
    if (status < 0)
        return status;
    input->stream.next_in = input->packed;
    input->stream.avail_in = (unsigned)got;
    input->ended = got == 0;
    return GLO_OK;
}

/* gzip files may follow each other in one file: each is unpacked in its turn. */
static glo_status read_gzip(glo_input *input, char *out, size_t room, size_t *out_got) {
    z_stream *stream = &input->stream;
    stream->next_out = (unsigned char *)out;
    stream->avail_out = (unsigned)(room < PACKED_BYTES ? room : PACKED_BYTES);
    unsigned wanted = stream->avail_out;
    while (stream->avail_out == wanted) {
        if (stream->avail_in == 0) {
            glo_status status = refill(input);
            if (status < 0)
                return status;
            if (input->ended) {
                if (input->stream_open)
                    return glo_fail(GLO_EIO, "'%s' is an incomplete gzip file", input->path);
                break;
            }
        }
        if (!input->stream_open && inflateReset(stream) == Z_OK)
            input->stream_open = 1;
        int code = inflate(stream, Z_NO_FLUSH);
        if (code == Z_STREAM_END)
            input->stream_open = 0;
        else if (code != Z_OK && code != Z_BUF_ERROR)
            return glo_fail(GLO_EIO, "'%s' is a damaged gzip file", input->path);
    }
    *out_got = wanted - stream->avail_out;
    return GLO_OK;
}

static glo_status read_input(void *context, char *out, size_t room, size_t *out_got) {
    glo_input *input = context;
    return input->is_gzip ? read_gzip(input, out, room, out_got) : read_raw(input, out, room, out_got);
}

/* A pipe may give its first bytes one by one. */
static glo_status read_head(glo_input *input) {
    while (input->head_length < sizeof input->head) {
        size_t got;
        glo_status status = input->raw.read(input->raw.context, (char *)input->head + input->head_length,
                                            sizeof input->head - input->head_length, &got);
        if (status < 0)
            return status;
        if (got == 0)
            break;
        input->head_length += got;
    }
    input->done = input->head_length;
    glo_hash_add(input->hash, input->head, input->head_length);
    input->is_gzip = input->head_length == 2 && input->head[0] == 0x1f && input->head[1] == 0x8b;
    if (!input->is_gzip)
        return GLO_OK;
    glo_status status = glo_alloc_array(PACKED_BYTES, 1, &input->packed);
    if (status == GLO_OK && inflateInit2(&input->stream, 15 + 16) != Z_OK)
        status = glo_fail(GLO_ENOMEM, "out of memory");
    return status;
}

glo_status glo_input_open(const char *path, glo_input **out) {
    glo_input *input;
    glo_status status = glo_alloc_array(1, sizeof *input, &input);
    if (status < 0)
        return status;
    status = glo_alloc_text(path, &input->path);
    if (status == GLO_OK)
        status = glo_hash_new(&input->hash);
    if (status == GLO_OK)
        status = glo_source_file(strcmp(path, "-") == 0 ? "/dev/stdin" : path, &input->raw);
    if (status == GLO_OK)
        status = read_head(input);
    if (status < 0) {
        glo_input_close(input);
        return status;
    }
    *out = input;
    return GLO_OK;
}

void glo_input_close(glo_input *input) {
    if (!input)
        return;
    if (input->is_gzip && input->packed)
        inflateEnd(&input->stream);
    free(input->packed);
    if (input->raw.read)
        glo_source_close(&input->raw);
    glo_hash_free(input->hash);
    free(input->path);
    free(input);
}

glo_source glo_input_source(glo_input *input) {
    return (glo_source){.read = read_input, .context = input, .size = input->raw.size};
}

uint64_t glo_input_done(const glo_input *input) {
    return input->done;
}

uint64_t glo_input_size(const glo_input *input) {
    return input->raw.size;
}

void glo_input_hash(glo_input *input, char out[GLO_SHA256_HEX]) {
    glo_hash_end(input->hash, out);
}
