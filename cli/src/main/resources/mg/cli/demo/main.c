/* Classifies the images of an IDX file with the trained network in mnist.c.
 *
 *   gcc -std=c11 -O2 -o classify main.c mnist.c -lm
 *   ./classify IMAGES           the digit of each image, one a line, and how sure the network is
 *   ./classify IMAGES LABELS    how many digits are recognised
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "mnist.h"

enum { SIDE = 28, PIXELS = SIDE * SIDE, CLASSES = 10 };

/* An IDX file, open behind its header. */
typedef struct {
    const char *path;
    FILE *stream;
    uint32_t sizes[3];
} Idx;

static bool fail(const char *path, const char *message) {
    fprintf(stderr, "classify: %s: %s\n", path, message);
    return false;
}

/* The next number of a header: four bytes, the highest first. */
static bool read_number(Idx *idx, uint32_t *number) {
    unsigned char b[4];
    if (fread(b, 1, sizeof b, idx->stream) != sizeof b) {
        return fail(idx->path, "the file is cut short: it ends within its header");
    }
    *number = (uint32_t) b[0] << 24 | (uint32_t) b[1] << 16 | (uint32_t) b[2] << 8 | b[3];
    return true;
}

/* Opens a file of bytes with so many dimensions. */
static bool open_idx(Idx *idx, const char *path, unsigned rank) {
    uint32_t magic;
    idx->path = path;
    idx->stream = fopen(path, "rb");
    if (idx->stream == NULL) {
        return fail(path, "cannot be opened");
    }
    if (!read_number(idx, &magic)) {
        return false;
    }
    if (magic >> 16 == 0x1f8b) {
        return fail(path, "is compressed; unpack it with gunzip");
    }
    if (magic != (0x0800u | rank)) {
        fprintf(stderr, "classify: %s: starts with %08" PRIx32 ", not with %08x: not an IDX file of %s\n", path, magic,
                0x0800u | rank, rank == 3 ? "images" : "labels");
        return false;
    }
    for (unsigned k = 0; k < rank; k++) {
        if (!read_number(idx, &idx->sizes[k])) {
            return false;
        }
    }
    return true;
}

/* The next bytes; what is missing is reported with the number of the image it belongs to. */
static bool read_bytes(Idx *idx, unsigned char *bytes, size_t count, uint32_t number) {
    if (fread(bytes, 1, count, idx->stream) == count) {
        return true;
    }
    fprintf(stderr, "classify: %s: the file is cut short: number %" PRIu32 " of %" PRIu32 " is missing\n", idx->path,
            number + 1, idx->sizes[0]);
    return false;
}

static bool at_end(Idx *idx) {
    return fgetc(idx->stream) == EOF || fail(idx->path, "more bytes follow than its header says");
}

static bool classify_all(Idx *images, Idx *labels) {
    static _Alignas(16) unsigned char workspace[MNIST_CLASSIFY_WORKSPACE + 1];
    unsigned char bytes[PIXELS];
    double image[PIXELS];
    double probabilities[CLASSES];
    uint32_t recognised = 0;
    for (uint32_t n = 0; n < images->sizes[0]; n++) {
        int64_t digit = 0;
        unsigned char label = 0;
        if (!read_bytes(images, bytes, sizeof bytes, n) || (labels != NULL && !read_bytes(labels, &label, 1, n))) {
            return false;
        }
        if (label >= CLASSES) {
            fprintf(stderr, "classify: %s: label %d of number %" PRIu32 " is not in 0..9\n", labels->path, label, n + 1);
            return false;
        }
        for (int k = 0; k < PIXELS; k++) {
            image[k] = bytes[k];
        }
        int status = mnist_classify(image, &digit, probabilities, workspace);
        if (status != 0) {
            return fail(images->path, mnist_classify_error(status));
        }
        if (labels == NULL) {
            printf("%" PRId64 "  %.4f\n", digit, probabilities[digit]);
        }
        recognised += digit == label;
    }
    if (labels != NULL && images->sizes[0] > 0) {
        printf("%" PRIu32 " of %" PRIu32 " recognised: accuracy %.4f\n", recognised, images->sizes[0],
                (double) recognised / images->sizes[0]);
    }
    return at_end(images) && (labels == NULL || at_end(labels));
}

int main(int argc, char **argv) {
    Idx images = {0};
    Idx labels = {0};
    if (argc < 2 || argc > 3 || strcmp(argv[1], "--help") == 0) {
        fprintf(stderr, "usage: %s IMAGES [LABELS]\n", argc > 0 ? argv[0] : "classify");
        return 2;
    }
    if (!open_idx(&images, argv[1], 3)) {
        return 1;
    }
    if (images.sizes[1] != SIDE || images.sizes[2] != SIDE) {
        fprintf(stderr, "classify: %s: images of %" PRIu32 " x %" PRIu32 " pixels, not of 28 x 28\n", argv[1],
                images.sizes[1], images.sizes[2]);
        return 1;
    }
    if (argc == 3) {
        if (!open_idx(&labels, argv[2], 1)) {
            return 1;
        }
        if (labels.sizes[0] != images.sizes[0]) {
            fprintf(stderr, "classify: %s: %" PRIu32 " labels for %" PRIu32 " images\n", argv[2], labels.sizes[0],
                    images.sizes[0]);
            return 1;
        }
    }
    return classify_all(&images, argc == 3 ? &labels : NULL) ? 0 : 1;
}
