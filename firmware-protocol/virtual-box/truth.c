#include "truth.h"
#include <inttypes.h>
#include "describe.h"

#define LINE_MAX_BYTES 400

static void line(const struct truth *truth, int64_t at_us, const char *text)
{
    if (!truth->file)
        return;
    fprintf(truth->file, "%" PRId64 " box %d %s\n", at_us, truth->box, text);
    fflush(truth->file);
}

static void saw_edge(void *ctx, int64_t at_us, uint8_t button, bool down, uint32_t t,
                     uint16_t ev_no)
{
    const struct truth *truth = ctx;
    char text[LINE_MAX_BYTES];
    snprintf(text, sizeof text, "%s %d.%d t=%" PRIu32 " ev_no=%u%s", down ? "press" : "release",
             truth->box, button + 1, t, ev_no, ev_no ? "" : " (not reported)");
    line(truth, at_us, text);
}

static void saw_sent(void *ctx, int64_t at_us, const uint8_t *wire, uint8_t n,
                     enum faults_fate fate)
{
    char frame[LINE_MAX_BYTES - 40], text[LINE_MAX_BYTES];
    describe_wire(wire, n, frame, sizeof frame);
    snprintf(text, sizeof text, "> %s%s%s", frame, fate == FATE_WHOLE ? "" : " !",
             faults_fate_names[fate]);
    line(ctx, at_us, text);
}

static void saw_heard(void *ctx, int64_t at_us, const struct lp_frame *frame)
{
    char text[LINE_MAX_BYTES] = "< ";
    if (frame)
        describe_frame(frame, text + 2, sizeof text - 2);
    else
        snprintf(text, sizeof text, "< broken frame");
    line(ctx, at_us, text);
}

static void saw_note(void *ctx, int64_t at_us, const char *what)
{
    line(ctx, at_us, what);
}

struct rig_witness truth_witness(struct truth *truth)
{
    return (struct rig_witness){
        .edge = saw_edge, .sent = saw_sent, .heard = saw_heard, .note = saw_note, .ctx = truth};
}

void truth_note(const struct truth *truth, int64_t now_us, const char *what)
{
    line(truth, now_us, what);
}
