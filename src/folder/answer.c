/* Answers of choice and true/false questions, however they were written: "B", "a、c", "正确". */
#include <ctype.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/unicode.h"
#include "words/words.h"

static const struct {
    const char *written;
    bool right;
} truths[] = {
    {"对", true},     {"正确", true},  {"√", true},       {"✓", true},  {"是", true},
    {"true", true},   {"t", true},     {"yes", true},     {"y", true},  {"1", true},
    {"错", false},    {"错误", false}, {"×", false},      {"✗", false}, {"否", false},
    {"false", false}, {"f", false},    {"no", false},     {"n", false}, {"0", false},
    {"x", false},     {"不对", false}, {"不正确", false},
};

static bool is_separator(const char *s, size_t *length)
{
    static const char *const marks[] = {" ", ",", ";", "/", "，", "、", "；", "　"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        *length = strlen(marks[i]);
        if (strncmp(s, marks[i], *length) == 0)
            return true;
    }
    return false;
}

/* Full-width ＡＢ… are what a Chinese keyboard gives. 0: no letter. */
static char letter_at(const char *s, size_t *length)
{
    uint32_t c = 0;
    *length = utf8_decode(s, strlen(s), &c);
    if (c >= 0xFF21 && c <= 0xFF3A)
        c = c - 0xFF21 + 'A';
    if (c >= 0xFF41 && c <= 0xFF5A)
        c = c - 0xFF41 + 'A';
    return c < 0x80 && isalpha((int)c) ? (char)toupper((int)c) : 0;
}

static void report_not_letters(struct finder at, const struct node *n, const char *answer,
                               const struct question *q)
{
    const struct words *w = at.report->words;
    char remedy[120];
    for (int i = 0; i < q->option_count; i++)
        if (strcmp(q->options[i], answer) == 0) {
            snprintf(remedy, sizeof remedy, TR(w, N_("写选项的字母：%c")), 'A' + i);
            report_at(at, SEVERITY_ERROR, n, "answer", remedy, N_("答案写的是选项内容，不是字母"));
            return;
        }
    report_at(at, SEVERITY_ERROR, n, "answer",
              q->type == QUESTION_MULTIPLE ? N_("写正确选项的字母，例如 ABD")
                                           : N_("写正确选项的字母，例如 B"),
              N_("答案“%.60s”不是选项字母"), answer);
}

/* Bits of the options named; false: reported. */
static bool letters(struct finder at, const struct node *n, const char *answer,
                    const struct question *q, unsigned *bits)
{
    *bits = 0;
    for (const char *s = answer; *s;) {
        size_t length;
        if (is_separator(s, &length)) {
            s += length;
            continue;
        }
        char c = letter_at(s, &length);
        if (!c) {
            report_not_letters(at, n, answer, q);
            return false;
        }
        if (c - 'A' >= q->option_count) {
            report_at(at, SEVERITY_ERROR, n, "answer", N_("改正答案，或者补上缺少的选项"),
                      N_("答案是 %c，但只有 %d 个选项"), c, q->option_count);
            return false;
        }
        if (*bits & 1u << (c - 'A')) {
            report_at(at, SEVERITY_ERROR, n, "answer", N_("每个字母只写一次"),
                      N_("答案里 %c 写了两次"), c);
            return false;
        }
        *bits |= 1u << (c - 'A');
        s += length;
    }
    return *bits != 0;
}

static void choice_load(struct arena *a, struct finder at, const struct node *n, const char *answer,
                        struct question *q)
{
    unsigned bits;
    if (q->option_count == 0 || !letters(at, n, answer, q, &bits))
        return;
    char text[OPTIONS_MAX + 1];
    int count = 0;
    for (int i = 0; i < q->option_count; i++)
        if (bits >> i & 1)
            text[count++] = (char)('A' + i);
    text[count] = '\0';
    if (q->type == QUESTION_SINGLE && count > 1)
        report_at(at, SEVERITY_ERROR, n, "answer",
                  N_("只留一个字母；有几个正确选项时改成 type: multiple"), N_("单选题有 %d 个答案"),
                  count);
    if (q->type == QUESTION_MULTIPLE && count == 1)
        report_at(at, SEVERITY_WARNING, n, "answer",
                  N_("确认只有一个正确选项，或者改成 type: single"), N_("多选题只有一个答案"));
    q->answer_options = bits;
    q->answer = arena_text(a, text);
}

static void truth_load(struct arena *a, struct finder at, const struct node *n, const char *answer,
                       struct question *q)
{
    char small[32];
    size_t i = 0;
    for (; answer[i] && i + 1 < sizeof small; i++)
        small[i] = (char)tolower((unsigned char)answer[i]);
    small[i] = '\0';
    for (size_t k = 0; k < sizeof truths / sizeof truths[0]; k++)
        if (strcmp(small, truths[k].written) == 0) {
            q->answer = arena_text(a, truths[k].right ? "对" : "错");
            return;
        }
    report_at(at, SEVERITY_ERROR, n, "answer", N_("写“对”或“错”"), N_("判断题的答案“%.60s”看不懂"),
              answer);
}

void answer_load(struct arena *a, struct finder at, const struct node *n,
                 const struct raw_question *raw, struct question *q)
{
    q->answer = "";
    bool media = q->type == QUESTION_PICTURE || q->type == QUESTION_VIDEO;
    if (media && text_blank(raw->answer))
        return;
    if (!value_given((struct spot){at, n, "answer"}, raw->answer, N_("补上答案")))
        return;
    const char *answer = value_lines(a, (struct spot){at, n, "answer"}, raw->answer, 600);
    if (q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE)
        choice_load(a, at, n, answer, q);
    else if (q->type == QUESTION_TRUE_FALSE)
        truth_load(a, at, n, answer, q);
    else
        q->answer = answer;
}
