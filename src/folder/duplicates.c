/* Equal ids, and questions that say nearly the same.
 *
 * Likeness is the Jaccard index of the sets of character pairs. All pairs of 8000 questions would
 * be 32 million comparisons, so candidates come from min-hashing (Broder 1997): BANDS groups of
 * ROWS minima; two questions with likeness s share a group with probability 1 - (1 - s^ROWS)^BANDS,
 * 0.998 at s = 0.85.
 */
#include <stdlib.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/unicode.h"
#include "words/words.h"

enum { BANDS = 8, ROWS = 3, PAIRS_MAX = 600, LIKE_PERCENT = 85, PAIRS_LEAST = 8, NEIGHBOURS = 6 };

struct shingles {
    uint32_t *pair; /* sorted, distinct */
    size_t count;
};

struct band_key {
    uint64_t band;
    uint32_t question;
};

static uint32_t mix(uint32_t x, uint32_t seed)
{
    x ^= seed * 0x9E3779B9u;
    x = (x ^ x >> 16) * 0x7FEB352Du;
    x = (x ^ x >> 15) * 0x846CA68Bu;
    return x ^ x >> 16;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_band(const void *a, const void *b)
{
    const struct band_key *x = a, *y = b;
    if (x->band != y->band)
        return x->band < y->band ? -1 : 1;
    return (x->question > y->question) - (x->question < y->question);
}

struct pairing {
    uint32_t pair[PAIRS_MAX];
    size_t count;
    uint32_t last;
};

static void add_text(struct pairing *p, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i < size && p->count < PAIRS_MAX;) {
        uint32_t c;
        size_t n = utf8_decode(text + i, size - i, &c);
        if (n == 0)
            break;
        i += n;
        if (!unicode_is_word(c))
            continue;
        p->pair[p->count++] = mix(p->last, 1) ^ mix(c, 2);
        p->last = c;
    }
}

static struct shingles shingles_of(struct arena *a, const struct question *q)
{
    struct pairing p = {.count = 0};
    if (q->fault_count > 0) /* "find the faults" is said of every picture */
        return (struct shingles){NULL, 0};
    add_text(&p, q->text);
    for (int i = 0; i < q->option_count; i++)
        add_text(&p, q->options[i]);
    qsort(p.pair, p.count, sizeof p.pair[0], by_value);
    size_t kept = 0;
    for (size_t i = 0; i < p.count; i++)
        if (kept == 0 || p.pair[kept - 1] != p.pair[i])
            p.pair[kept++] = p.pair[i];
    struct shingles s = {arena_array(a, kept, sizeof *s.pair), kept};
    memcpy(s.pair, p.pair, kept * sizeof *s.pair);
    return s;
}

static int likeness_percent(const struct shingles *a, const struct shingles *b)
{
    size_t both = 0, i = 0, j = 0;
    while (i < a->count && j < b->count) {
        both += a->pair[i] == b->pair[j];
        uint32_t x = a->pair[i], y = b->pair[j];
        i += x <= y;
        j += y <= x;
    }
    size_t all = a->count + b->count - both;
    return all ? (int)(100 * both / all) : 0;
}

static uint64_t band_of(const struct shingles *s, uint32_t band)
{
    uint64_t key = 1469598103934665603u + band;
    for (uint32_t row = 0; row < ROWS; row++) {
        uint32_t least = UINT32_MAX;
        for (size_t i = 0; i < s->count; i++) {
            uint32_t h = mix(s->pair[i], band * ROWS + row + 3);
            least = h < least ? h : least;
        }
        key = (key ^ least) * 1099511628211u;
    }
    return key;
}

static void place_of(const struct loader *l, size_t question, char out[PLACE_TEXT])
{
    const struct origin *o = &l->origins[question];
    folder_report_place(l->report, (struct place){.file = ""},
                        (struct place){.file = o->file, .line = o->line}, out);
}

static void report_alike(struct loader *l, uint32_t a, uint32_t b, bool same)
{
    const struct words *w = l->report->words;
    const struct question *qa = &l->questions[a];
    struct place p = {l->origins[b].file, l->questions[b].id, l->origins[b].line, 0};
    char message[300], where[PLACE_TEXT];
    place_of(l, a, where);
    snprintf(message, sizeof message,
             same ? TR(w, N_("题目与 %s（%s）相同")) : TR(w, N_("题目与 %s（%s）几乎相同")), qa->id,
             where);
    folder_report_add(l->report, SEVERITY_WARNING, p, message,
                      TR(w, N_("确认不是重复出题；重复就删去一道")));
}

static void compare_near(struct loader *l, const struct shingles *s, const struct band_key *k,
                         size_t n, unsigned char *told)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && j <= i + NEIGHBOURS && k[j].band == k[i].band; j++) {
            uint32_t a = k[i].question, b = k[j].question;
            if (a == b || told[b] || s[a].count < PAIRS_LEAST || s[b].count < PAIRS_LEAST)
                continue;
            int percent = likeness_percent(&s[a], &s[b]);
            if (percent < LIKE_PERCENT)
                continue;
            told[b] = 1; /* one finding a question is enough */
            report_alike(l, a, b, percent == 100);
        }
}

static void check_alike(struct loader *l)
{
    size_t n = l->question_count;
    struct shingles *s = arena_array(l->arena, n, sizeof *s);
    struct band_key *keys = arena_array(l->arena, n, sizeof *keys);
    unsigned char *told = arena_array(l->arena, n, 1);
    for (size_t i = 0; i < n; i++)
        s[i] = shingles_of(l->arena, &l->questions[i]);
    for (uint32_t band = 0; band < BANDS; band++) {
        for (size_t i = 0; i < n; i++)
            keys[i] = (struct band_key){band_of(&s[i], band), (uint32_t)i};
        qsort(keys, n, sizeof *keys, by_band);
        compare_near(l, s, keys, n, told);
    }
}

struct named {
    const char *id;
    size_t question;
};

static int by_id(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = strcmp(x->id, y->id);
    return c ? c : (x->question > y->question) - (x->question < y->question);
}

static void check_ids(struct loader *l)
{
    const struct words *w = l->report->words;
    size_t n = l->question_count;
    struct named *ids = arena_array(l->arena, n, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = (struct named){l->questions[i].id, i};
    qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(ids[first].id, ids[i].id) != 0) {
            first = i;
            continue;
        }
        if (!*ids[i].id)
            continue;
        const struct origin *p = &l->origins[ids[i].question];
        char message[300], where[PLACE_TEXT];
        place_of(l, ids[first].question, where);
        snprintf(message, sizeof message, TR(w, N_("编号 %s 已经用过（%s）")), ids[i].id, where);
        folder_report_add(l->report, SEVERITY_ERROR, (struct place){p->file, "id", p->line, 0},
                          message, TR(w, N_("给这道题另一个编号")));
    }
}

void duplicates_check(struct loader *l)
{
    if (l->question_count == 0)
        return;
    check_ids(l);
    check_alike(l);
}
