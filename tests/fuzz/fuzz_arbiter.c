/* rooms: arbiter */
/*
 * Coverage-guided: the input is a list of operations on an arbiter and on one clock sync. Whatever
 * the order of presses, fences, losses and releases, nothing disappears and nothing comes out
 * twice; and the interval of a stamp is never inside out.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arbiter/arbiter.h"
#include "arbiter/sync.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reader {
    const uint8_t *data;
    size_t left;
};

static uint32_t take(struct reader *r, unsigned bytes)
{
    uint32_t v = 0;
    for (; bytes > 0 && r->left > 0; bytes--, r->left--)
        v = v << 8 | *r->data++;
    return v;
}

static void must(int true_or_bug)
{
    if (!true_or_bug)
        abort();
}

static void check_release(struct arbiter *a, int64_t now_us, uint8_t *seen)
{
    static struct arbiter_press out[ARBITER_WAITING];
    size_t waiting = a->waiting_count;
    size_t n = arbiter_release(a, now_us, out, ARBITER_WAITING);
    must(a->waiting_count + n == waiting);
    for (size_t i = 0; i < n; i++) {
        must(i == 0 || out[i - 1].t_us <= out[i].t_us);
        must(out[i].lo_us <= out[i].t_us && out[i].t_us <= out[i].hi_us);
        must(out[i].arrival_no < 65536 && !seen[out[i].arrival_no]);
        must(!(out[i].flags & ARBITER_DECIDED_LATE) || out[i].silent != 0);
        seen[out[i].arrival_no] = 1;
        if (i > 0)
            arbiter_margin(&out[i - 1], &out[i]);
    }
}

static void one_press(struct arbiter *a, struct reader *r, int64_t now_us)
{
    struct arbiter_press p = {.source = take(r, 1) & 63,
                              .ev_no = (uint16_t)take(r, 2),
                              .seat = 1,
                              .arrived_us = now_us,
                              .flags = take(r, 2)};
    int64_t width_us = take(r, 2);
    p.t_us = now_us - (int64_t)take(r, 2) + 100;
    p.lo_us = p.t_us - width_us;
    p.hi_us = p.t_us + width_us;
    struct arbiter_counters before = a->counters;
    enum arbiter_result got = arbiter_press(a, &p);
    must((got == ARBITER_TAKEN) == (a->counters.taken == before.taken + 1));
    must((got == ARBITER_DUPLICATE) == (a->counters.duplicate == before.duplicate + 1));
    must((got == ARBITER_FULL) == (a->counters.full == before.full + 1));
}

static void one_exchange(struct sync *s, struct reader *r, int64_t now_us)
{
    uint32_t t2 = take(r, 4), t3 = t2 + take(r, 2);
    sync_add(s, now_us - (int64_t)take(r, 2), t2, t3, now_us);
    struct sync_estimate e = sync_host_time(s, take(r, 4));
    must(!e.valid || (e.lo_us <= e.t_us && e.t_us <= e.hi_us));
    sync_device_time(s, now_us);
    must(sync_half_width_us(s) >= -1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arbiter a;
    static struct sync s;
    static uint8_t seen[65536];
    struct reader r = {data, size};
    int64_t now_us = 1000000;
    if (size > 20000)
        return 0;
    memset(seen, 0, sizeof seen);
    arbiter_init(&a, take(&r, 2));
    sync_init(&s, (int)take(&r, 2), take(&r, 2));
    while (r.left > 0) {
        uint8_t op = (uint8_t)take(&r, 1);
        int source = op >> 3 & 7;
        now_us += take(&r, 2);
        switch (op & 7) {
        case 0:
            arbiter_source_add(&a, source, op & 64 ? ARBITER_FENCE : ARBITER_LEGACY, take(&r, 2));
            break;
        case 1:
            if (a.source[source].kind != ARBITER_ABSENT)
                arbiter_source_live(&a, source);
            break;
        case 2:
            op & 64 ? arbiter_source_lost(&a, source) : arbiter_source_restarted(&a, source);
            break;
        case 3:
            arbiter_watermark(&a, source, now_us - take(&r, 2));
            break;
        case 4:
            one_exchange(&s, &r, now_us);
            break;
        case 5:
            check_release(&a, now_us, seen);
            arbiter_wants_fence(&a);
            arbiter_next_wake_us(&a);
            break;
        default:
            one_press(&a, &r, now_us);
        }
    }
    check_release(&a, now_us + 100000000, seen);
    must(a.waiting_count == 0 && a.counters.released == a.counters.taken);
    return 0;
}
