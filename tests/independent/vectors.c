/* Checks the frames of the independent box against tests/vectors/protocol.txt (§12). */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* fmemopen */
#endif
#include "wire.h"

#include <stdlib.h>
#include <string.h>

struct vector {
    char name[40], error[8], fields[700];
    uint8_t raw[64], wire[80], bytes[100];
    int n_raw, n_wire, n_bytes, n_values, oneway;
    uint64_t values[14];
};

static int hex_read(const char *text, uint8_t *to)
{
    int n = 0, skip;
    for (unsigned byte; sscanf(text, " %2x%n", &byte, &skip) == 1; text += skip)
        to[n++] = (uint8_t)byte;
    return n;
}

static void vector_line(struct vector *v, const char *line)
{
    char name[20] = "", value[120] = "";
    sscanf(line, " error %7s", v->error);
    v->oneway |= !strncmp(line, "  oneway", 8);
    if (!strncmp(line, "  raw ", 6))
        v->n_raw += hex_read(line + 6, v->raw + v->n_raw);
    if (!strncmp(line, "  wire ", 7))
        v->n_wire += hex_read(line + 7, v->wire + v->n_wire);
    if (sscanf(line, " field %19s %119s", name, value) < 2)
        return;
    sprintf(v->fields + strlen(v->fields), " %s %s", name, value);
    v->values[v->n_values++] =
        value[0] == 'x' ? (uintptr_t)(v->bytes + v->n_bytes) : (uint64_t)strtoll(value, NULL, 10);
    if (value[0] == 'x')
        v->n_bytes += hex_read(value + 1, v->bytes + v->n_bytes);
}

static const char *vector_fault(struct vector *v)
{
    static const uint8_t next[] = {4, 0x10, 6, 10, 3, 0x43, 0x12, 3, 0xd8, 0x22, 0};
    struct intake in = {0};
    const char *verdict = "";
    char words[700] = "";
    uint8_t raw[64], wire[66];
    uint64_t values[14];
    for (int i = 0; i < v->n_wire; i++)
        verdict = intake_byte(&in, v->wire[i]);
    if (v->error[0]) { /* refused for this reason, and the next frame is read */
        if (!verdict || strcmp(verdict, v->error))
            return "not refused as it should be";
        for (size_t i = 0; i < sizeof next; i++)
            verdict = intake_byte(&in, next[i]);
        return verdict ? "the next frame was lost" : NULL;
    }
    struct frame f = in.frame;
    if (verdict || frame_raw(&f, raw) != v->n_raw || memcmp(raw, v->raw, (size_t)v->n_raw))
        return "decoded bytes differ";
    if (message_of(f.type)) {
        FILE *out = fmemopen(words, sizeof words, "w");
        frame_read(&f, values, out);
        fclose(out);
        if (strcmp(words, v->fields))
            return "fields differ";
    }
    if (message_of(f.type) && !v->oneway) { /* build it anew from the fields */
        f.n = 0;
        frame_fill(&f, v->values);
    }
    int n = frame_stuff(raw, frame_raw(&f, raw), wire);
    return n == v->n_wire && !memcmp(wire, v->wire, (size_t)n) ? NULL : "encoded bytes differ";
}

int vectors_check(const char *path)
{
    FILE *file = fopen(path, "r");
    struct vector v = {0};
    char line[200];
    int count = 0, faults = crc_of((const uint8_t *)"123456789", 9) != 0x906e;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, ";#")] = 0;
        if (!strncmp(line, "vector ", 7) || !strncmp(line, "bad ", 4)) {
            v = (struct vector){0};
            sscanf(line, "%*s %39s", v.name);
        }
        vector_line(&v, line);
        if (!strncmp(line, "end", 3)) {
            const char *fault = vector_fault(&v);
            if (fault)
                printf("%s: %s\n", v.name, fault);
            faults += fault != NULL;
            count++;
        }
    }
    if (file)
        fclose(file);
    printf("%d vectors, %d faults\n", count, faults);
    return count > 0 && faults == 0 ? 0 : 1;
}
