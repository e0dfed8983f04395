/* rooms: preliminary folder contest words layout view keypad */
/*
 * Coverage-guided: marks and what the office decided about them, parted by a line of "%%". They are
 * refused with a word, or everybody has a rank: as many placed as there are, ranks and values going
 * down together.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "preliminary/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void qualify_rank(const struct preliminary *p, enum side side, int subject)
{
    int all = side == SIDE_TEAMS ? p->team_count : p->member_count;
    struct placing *out = calloc((size_t)all + 1, sizeof *out);
    if (!out)
        abort();
    int n = preliminary_rank(p, side, subject, -1, out);
    if (n > all)
        abort();
    for (int i = 1; i < n; i++)
        if (out[i].rank < out[i - 1].rank || out[i].value > out[i - 1].value)
            abort();
    for (int i = 0; i < p->prize_count; i++)
        if (p->prizes[i].side == side && n > 0)
            band_of(&out[0], p->prizes[i].bands, p->prizes[i].band_count);
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct folder_report report;
    if (size > 20000)
        return 0;
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    char *cut = memmem(text, size, "\n%%\n", 4);
    size_t marks = cut ? (size_t)(cut - text) : size;
    const char *rules = cut ? cut + 4 : text + size;
    size_t rules_size = size - (size_t)(rules - text);
    text[marks] = '\0';
    folder_report_init(&report);
    struct preliminary *p = preliminary_load_texts(text, marks, rules, rules_size, &report);
    if (!p && report.count == 0)
        abort(); /* refused without a word */
    for (int subject = SUBJECT_TOTAL; p && subject < p->exam_count; subject++) {
        qualify_rank(p, SIDE_TEAMS, subject);
        if (subject == SUBJECT_TOTAL || !p->exams[subject].team)
            qualify_rank(p, SIDE_MEMBERS, subject);
    }
    preliminary_destroy(p);
    folder_report_finish(&report);
    free(text);
    return 0;
}
