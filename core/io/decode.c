/* decode.c: any source as UTF-8. The one file that uses iconv. How encodings are found: decode.h. */
#include "io/decode.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- sources ---- */

typedef struct file_source {
    int descriptor;
    char *path;
} file_source;

static glo_status read_file(void *context, char *out, size_t room, size_t *out_got) {
    const file_source *file = context;
    ssize_t got;
    do
        got = read(file->descriptor, out, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return glo_fail(GLO_EIO, "can't read '%s': %s", file->path, strerror(errno));
    *out_got = (size_t)got;
    return GLO_OK;
}

static void close_file(void *context) {
    file_source *file = context;
    close(file->descriptor);
    free(file->path);
    free(file);
}

glo_status glo_source_file(const char *path, glo_source *out) {
    file_source *file;
    if (glo_alloc_array(1, sizeof *file, &file) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_text(path, &file->path) < 0) {
        free(file);
        return GLO_ENOMEM;
    }
    file->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0) {
        int error = errno;
        free(file->path);
        free(file);
        return glo_fail(glo_status_of_errno(error), "can't open '%s': %s", path, strerror(error));
    }
    struct stat info;
    int known = fstat(file->descriptor, &info) == 0 && S_ISREG(info.st_mode);
    posix_fadvise(file->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    *out = (glo_source){read_file, close_file, file, known ? (uint64_t)info.st_size : 0};
    return GLO_OK;
}

typedef struct bytes_source {
    const char *bytes;
    size_t left;
} bytes_source;

static glo_status read_bytes(void *context, char *out, size_t room, size_t *out_got) {
    bytes_source *source = context;
    size_t got = source->left < room ? source->left : room;
    if (got)
        memcpy(out, source->bytes, got);
    source->bytes += got;
    source->left -= got;
    *out_got = got;
    return GLO_OK;
}

glo_status glo_source_bytes(const void *bytes, size_t length, glo_source *out) {
    bytes_source *source;
    if (glo_alloc_array(1, sizeof *source, &source) < 0)
        return GLO_ENOMEM;
    source->bytes = length ? bytes : "";
    source->left = length;
    *out = (glo_source){read_bytes, free, source, length};
    return GLO_OK;
}

void glo_source_close(glo_source *source) {
    if (source->close)
        source->close(source->context);
    *source = (glo_source){0};
}

/* ---- encodings ---- */

typedef struct encoding {
    const char *name;   /* as glocal says it */
    const char *others; /* other names, in spaces */
    const char *iconv;  /* NULL: taken as it is */
    size_t unit;        /* bytes skipped over what can't be decoded */
    const char *fault;
} encoding;

enum { UTF_8, UTF_16LE, UTF_16BE, UTF_16, LATIN_1, WINDOWS_1252, ENCODINGS };

static const encoding encodings[ENCODINGS] = {
    {"utf-8", " utf8 ascii us-ascii ", NULL, 1, "not valid UTF-8"},
    {"utf-16le", " utf16le utf-16-le ", "UTF-16LE", 2, "not valid UTF-16"},
    {"utf-16be", " utf16be utf-16-be ", "UTF-16BE", 2, "not valid UTF-16"},
    {"utf-16", " utf16 unicode ", NULL, 2,
     "not valid UTF-16"}, /* one of the two above, once the mark is seen */
    {"latin-1", " latin1 iso-8859-1 iso8859-1 ", "ISO-8859-1", 1, "not valid Latin-1"},
    {"windows-1252", " cp1252 windows1252 ansi ", "CP1252", 1, "not valid Windows-1252"},
};

struct glo_decoder {
    glo_source source;
    const encoding *encoding; /* NULL: not decided, all ASCII so far */
    int wants_utf16;          /* "utf-16" was declared */
    int started, ended;
    iconv_t converter;
    int converting;
    char *raw; /* bytes not yet converted; GLO_DECODE_BLOCK of room once converting */
    size_t raw_at, raw_end;
};

static glo_status find_encoding(const char *name, const encoding **out) {
    for (size_t i = 0; i < ENCODINGS; i++) {
        const char *other = strcasestr(encodings[i].others, name);
        size_t length = strlen(name);
        if (strcasecmp(encodings[i].name, name) == 0 ||
            (length > 0 && name[0] != ' ' && other && other[-1] == ' ' && other[length] == ' ')) {
            *out = &encodings[i];
            return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL,
                    "unknown encoding '%s': use utf-8, utf-16, utf-16le, utf-16be, latin-1 or windows-1252",
                    name);
}

glo_status glo_decoder_new(glo_source *source, const char *name, glo_decoder **out) {
    glo_decoder *decoder;
    const encoding *declared = NULL;
    glo_status status = name ? find_encoding(name, &declared) : GLO_OK;
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *decoder, &decoder);
    if (status < 0) {
        glo_source_close(source);
        return status;
    }
    decoder->wants_utf16 = declared == &encodings[UTF_16];
    decoder->encoding = decoder->wants_utf16 ? NULL : declared;
    decoder->source = *source;
    *source = (glo_source){0};
    *out = decoder;
    return GLO_OK;
}

void glo_decoder_free(glo_decoder *decoder) {
    if (!decoder)
        return;
    glo_source_close(&decoder->source);
    if (decoder->converting)
        iconv_close(decoder->converter);
    free(decoder->raw);
    free(decoder);
}

/* One read of the source; *out_got 0 is the end. */
static glo_status read_source(glo_decoder *decoder, char *out, size_t room, size_t *out_got) {
    size_t got = 0;
    if (!decoder->ended) {
        glo_status status = decoder->source.read(decoder->source.context, out, room, &got);
        if (status < 0)
            return status;
        decoder->ended = got == 0;
    }
    *out_got = got;
    return GLO_OK;
}

/* Which UTF-16 has its zero bytes like this, or NULL: text of Europe has a zero in most pairs, always on the
 * same side. */
static const encoding *utf16_by_zeros(const unsigned char *bytes, size_t length) {
    size_t pairs = (length < 4096 ? length : 4096) / 2, zeros[2] = {0, 0};
    for (size_t i = 0; i < pairs * 2; i++)
        zeros[i % 2] += bytes[i] == 0;
    if (pairs >= 2 && zeros[1] * 2 > pairs && zeros[0] * 8 < zeros[1])
        return &encodings[UTF_16LE];
    if (pairs >= 2 && zeros[0] * 2 > pairs && zeros[1] * 8 < zeros[0])
        return &encodings[UTF_16BE];
    return NULL;
}

/* Decides by the start of the source, where nothing is declared; returns how long the byte order mark is. */
static size_t decide_by_start(glo_decoder *decoder, const unsigned char *bytes, size_t length) {
    static const struct {
        const char *mark;
        size_t length, encoding;
    } marks[] = {{"\xEF\xBB\xBF", 3, UTF_8}, {"\xFF\xFE", 2, UTF_16LE}, {"\xFE\xFF", 2, UTF_16BE}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const encoding *marked = &encodings[marks[i].encoding];
        if (length < marks[i].length || memcmp(bytes, marks[i].mark, marks[i].length) != 0)
            continue;
        if (decoder->encoding == marked)
            return marks[i].length;
        if (decoder->encoding || (decoder->wants_utf16 && marked == &encodings[UTF_8]))
            continue; /* what is declared goes before what is found */
        decoder->encoding = marked;
        return marks[i].length;
    }
    if (!decoder->encoding)
        decoder->encoding = utf16_by_zeros(bytes, length);
    if (!decoder->encoding && decoder->wants_utf16)
        decoder->encoding = &encodings[UTF_16LE];
    return 0;
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* How many bytes below 80 the text begins with. */
static size_t plain_bytes(const char *text, size_t length) {
    size_t at = 0;
    for (uint64_t word; at + 8 <= length; at += 8) {
        memcpy(&word, text + at, 8);
        if (word & 0x8080808080808080u)
            break;
    }
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

/* UTF-8 or Windows-1252, by the first block that has bytes beyond ASCII; a sequence cut at the end of the
 * block counts for neither, unless it is the end of all. */
static const encoding *decide_by_sequences(const char *bytes, size_t length, int ended) {
    size_t right = 0, wrong = 0, at = 0;
    while (at < length && at < 3 && is_continuation(bytes[at]))
        at++;
    while (at < length) {
        at += plain_bytes(bytes + at, length - at);
        if (at == length)
            break;
        size_t left = length - at, run = left < 4 ? left : 4, bad = 0;
        if (glo_text_is_utf8(bytes + at, run, &bad) || bad > 0) {
            right++;
            at++;
            while (at < length && is_continuation(bytes[at]))
                at++;
        } else {
            size_t next = at + 1;
            while (next < length && next < at + 4 && is_continuation(bytes[next]))
                next++;
            wrong += next < length || ended;
            at++;
        }
    }
    if (right + wrong == 0)
        return NULL;
    return right >= wrong ? &encodings[UTF_8] : &encodings[WINDOWS_1252];
}

/* Turns over to iconv, beginning with bytes that were read already. */
static glo_status start_converting(glo_decoder *decoder, const char *bytes, size_t length) {
    decoder->converter = iconv_open("UTF-8", decoder->encoding->iconv);
    if (decoder->converter == (iconv_t)-1)
        return glo_fail(GLO_EIO, "this system can't decode %s", decoder->encoding->name);
    decoder->converting = 1;
    if (glo_alloc_array(GLO_DECODE_BLOCK, 1, &decoder->raw) < 0)
        return GLO_ENOMEM;
    memcpy(decoder->raw, bytes, length);
    decoder->raw_end = length;
    return GLO_OK;
}

static glo_status refill_raw(glo_decoder *decoder) {
    size_t left = decoder->raw_end - decoder->raw_at, got;
    memmove(decoder->raw, decoder->raw + decoder->raw_at, left);
    decoder->raw_at = 0;
    decoder->raw_end = left;
    glo_status status = read_source(decoder, decoder->raw + left, GLO_DECODE_BLOCK - left, &got);
    if (status == GLO_OK)
        decoder->raw_end += got;
    return status;
}

/* Converts until something came out or the source ended. */
static glo_status convert(glo_decoder *decoder, char *out, size_t room, size_t *out_got) {
    char *to = out;
    while (to == out) {
        char *from = decoder->raw + decoder->raw_at;
        size_t left = decoder->raw_end - decoder->raw_at;
        size_t done = left ? iconv(decoder->converter, &from, &left, &to, &room) : 0;
        int error = errno;
        decoder->raw_at = decoder->raw_end - left;
        if (left > 0 && done == (size_t)-1 && room > 0 &&
            (error == EILSEQ || (error == EINVAL && decoder->ended))) {
            size_t skip = decoder->encoding->unit < left ? decoder->encoding->unit : left;
            decoder->raw_at += skip;
            *to++ = '\xFF';
            room--;
            iconv(decoder->converter, NULL, NULL, NULL, NULL);
        } else if (to == out) {
            if (left == 0 && decoder->ended)
                break;
            glo_status status = refill_raw(decoder);
            if (status < 0)
                return status;
        }
    }
    *out_got = (size_t)(to - out);
    return GLO_OK;
}

/* The first block: enough of it to see a mark and the zeros of UTF-16, also from a pipe that gives little. */
static glo_status read_start(glo_decoder *decoder, char *out, size_t *out_got) {
    size_t length = 0, got = 1;
    while (length < 4096 && got > 0) {
        glo_status status = read_source(decoder, out + length, GLO_DECODE_BLOCK - length, &got);
        if (status < 0)
            return status;
        length += got;
    }
    decoder->started = 1;
    size_t mark = decide_by_start(decoder, (const unsigned char *)out, length);
    memmove(out, out + mark, length - mark);
    *out_got = length - mark;
    return GLO_OK;
}

glo_status glo_decoder_read(glo_decoder *decoder, char *out, size_t room, size_t *out_got) {
    if (decoder->converting)
        return convert(decoder, out, room, out_got);
    size_t got;
    glo_status status =
        decoder->started ? read_source(decoder, out, room < GLO_DECODE_BLOCK ? room : GLO_DECODE_BLOCK, &got)
                         : read_start(decoder, out, &got);
    if (status < 0)
        return status;
    if (!decoder->encoding)
        decoder->encoding = decide_by_sequences(out, got, decoder->ended);
    if (decoder->encoding && decoder->encoding->iconv) {
        status = start_converting(decoder, out, got);
        return status < 0 ? status : convert(decoder, out, room, out_got);
    }
    *out_got = got;
    return GLO_OK;
}

const char *glo_decoder_encoding(const glo_decoder *decoder) {
    return decoder->encoding ? decoder->encoding->name : encodings[UTF_8].name;
}

const char *glo_decoder_fault(const glo_decoder *decoder) {
    return decoder->encoding ? decoder->encoding->fault : encodings[UTF_8].fault;
}
