/* rooms: layout view contest keypad words */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout/text.h"
#include "layout/type.h"

static const struct text_metrics *const m = &text_metrics_builtin;

/* The fitted lines joined by '/', so that a test reads like the picture. */
static const char *joined(const char *s, const struct text_fit *fit)
{
    static char out[TEXT_BYTES_MAX * 2];
    size_t n = 0;
    for (int i = 0; i < fit->line_count; i++) {
        if (i)
            out[n++] = '/';
        n += text_copy_line(out + n, sizeof out - n - 1, s + fit->lines[i].start,
                            (size_t)(fit->lines[i].end - fit->lines[i].start));
    }
    out[n] = 0;
    return out;
}

static struct text_want question(const char *s, float width, float height)
{
    return (struct text_want){.metrics = m,
                              .utf8 = s,
                              .weight = TEXT_BOLD,
                              .width = width,
                              .height = height,
                              .screen_height = 1080,
                              .k_max = 9,
                              .k_min = 6};
}

/* Lines of `s` at k 6 (72 px) in `chars` Han characters. */
static const char *lines(const char *s, float chars)
{
    static struct text_fit fit;
    struct text_want w = question(s, 72 * chars + 1, 5000);
    w.k_max = w.k_min = 6;
    text_fit(&w, &fit);
    return joined(s, &fit);
}

START_TEST(scale_is_sixths_of_an_octave)
{
    static const struct {
        int k, px;
    } scale[] = {{0, 36}, {1, 40},  {2, 45},   {3, 51},   {4, 57},   {5, 64},   {6, 72}, {7, 81},
                 {8, 91}, {9, 102}, {10, 114}, {12, 144}, {15, 204}, {17, 257}, {-6, 18}};
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++)
        ck_assert_int_eq(type_em(1080, scale[i].k), scale[i].px);
    ck_assert_int_eq(type_em(768, 6), 51);
}
END_TEST

START_TEST(width_is_the_sum_of_advances)
{
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_REGULAR, 72, 0, "1005", 4), 159.8f, 0.2f);
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_BOLD, 100, 0, "中文", 6), 200, 0.01f);
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_BOLD, 100, 7, "中文", 6), 207, 0.01f);
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_REGULAR, 100, 0, "\u221210", 5), 166.5f,
                           0.1f);
    /* a feed between Han is nothing, between Latin words a space */
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_BOLD, 100, 0, "中\n文", 7), 200, 0.01f);
    ck_assert_float_eq_tol(text_width(m, TEXT_SANS, TEXT_REGULAR, 1000, 0, "a\nb", 3),
                           563 + 224 + 618, 0.5f);
}
END_TEST

START_TEST(malformed_bytes_are_replaced_not_lost)
{
    size_t used;
    static const char *const bad[] = {"\x80", "\xC0\x80", "\xE4\xB8", "\xED\xA0\x80", "\xF8"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_uint_eq(text_decode(bad[i], strlen(bad[i]), &used), 0xFFFD);
        ck_assert_uint_eq(used, 1);
    }
    ck_assert_uint_eq(text_decode("擂", 3, &used), 0x64C2);
    ck_assert_uint_eq(used, 3);
}
END_TEST

START_TEST(no_line_starts_or_ends_wrongly)
{
    ck_assert_str_eq(lines("甲乙，丙丁。", 2), "甲/乙，/丙/丁。");
    ck_assert_str_eq(lines("一二，三四。", 2),
                     "一/二，/三/四。"); /* even where numbers must split */
    ck_assert_str_eq(lines("丙……丁", 2), "丙/……/丁");
    ck_assert_str_eq(lines("依据《行政处罚法》规定", 3), "依据/《行政/处罚/法》规/定");
    ck_assert_str_eq(lines("他们说：“可以。”", 5), "他们说：/“可以。”");
    ck_assert_str_eq(lines("甲乙——丙丁", 3), "甲乙/——丙/丁");
    ck_assert_str_eq(lines("（甲）（乙）", 4), "（甲）/（乙）");
}
END_TEST

START_TEST(a_number_stays_with_its_unit)
{
    ck_assert_str_eq(lines("应当在15日内答复", 4), "应当在/15日内/答复");
    ck_assert_str_eq(lines("应当在 15 日内", 4), "应当在/15 日内");
    ck_assert_str_eq(lines("并处罚款20000元以下", 5), "并处罚款/20000元以/下");
    ck_assert_str_eq(lines("依照本法第二十三条", 5), "依照本法/第二十三条");
    ck_assert_str_eq(lines("延迟小于 10 ms 即可", 5), "延迟小于/10 ms 即/可");
    ck_assert_str_eq(lines("扣\u221210分为止", 3), "扣/\u221210分/为止");
}
END_TEST

START_TEST(latin_words_stay_whole_unless_longer_than_a_line)
{
    ck_assert_str_eq(lines("the quick brown fox", 5), "the quick/brown fox");
    ck_assert_str_eq(lines("用HTTPS协议", 4), "用/HTTPS/协议");
    const char *s = lines("aaaaaaaaaaaaaaaaaaaaaaaa", 3);
    ck_assert_ptr_nonnull(strchr(s, '/'));
    ck_assert_uint_eq(strlen(s), 24 + 4); /* broken, and nothing lost */
}
END_TEST

START_TEST(authors_breaks_are_kept_when_cheap)
{
    const char *s = "行政机关在作出行政处罚决定之前，\n应当告知当事人拟作出的行政处罚\n"
                    "内容及事实、理由、依据，\n并告知当事人依法享有哪三项权利？";
    struct text_fit fit;
    struct text_want w = question(s, 1296, 474);
    ck_assert(text_fit(&w, &fit));
    ck_assert_int_eq(fit.line_count, 4);
    ck_assert(fit.kept_breaks);
    ck_assert_int_eq(fit.em, 81);

    /* 4:3, twelve characters a line: reflowed, and still one page */
    w = question(s, 12.2f * 72, 474);
    ck_assert(text_fit(&w, &fit));
    ck_assert(!fit.kept_breaks);
    ck_assert_int_eq(fit.line_count, 5);
    ck_assert_str_eq(joined(s, &fit), "行政机关在作出行政处罚决/定之前，应当告知当事人拟/"
                                      "作出的行政处罚内容及事/实、理由、依据，并告知当/"
                                      "事人依法享有哪三项权利？");
}
END_TEST

START_TEST(two_lines_breathe)
{
    const char *s = "违法行为在多长时间内未被发现的，\n一般不再给予行政处罚？";
    struct text_fit fit;
    struct text_want w = question(s, 1310, 230);
    ck_assert(text_fit(&w, &fit));
    ck_assert_int_eq(fit.line_count, 2);
    ck_assert_float_eq_tol(fit.line_height, 1.55f * (float)fit.em, 0.01f);
}
END_TEST

START_TEST(what_does_not_fit_is_paged_not_cut)
{
    char s[3 * 200 + 1] = "";
    for (int i = 0; i < 200; i++)
        strcat(s, i % 9 == 8 ? "，" : "法");
    struct text_fit fit;
    struct text_want w = question(s, 1296, 474);
    ck_assert(!text_fit(&w, &fit));
    ck_assert_int_eq(fit.k, 6);
    ck_assert_int_gt(fit.pages, 1);
    ck_assert_int_eq(fit.pages, (fit.line_count + fit.lines_per_page - 1) / fit.lines_per_page);
    ck_assert_str_ne(joined(s, &fit), "");
    int shown = 0;
    for (int i = 0; i < fit.line_count; i++)
        shown +=
            text_count(s + fit.lines[i].start, (size_t)(fit.lines[i].end - fit.lines[i].start));
    ck_assert_int_eq(shown, 200);
}
END_TEST

START_TEST(too_long_is_said)
{
    char *s = malloc(3 * 2000 + 1);
    s[0] = 0;
    for (int i = 0; i < 2000; i++)
        memcpy(s + 3 * i, "法", 4);
    struct text_fit fit;
    struct text_want w = question(s, 1296, 474);
    ck_assert(!text_fit(&w, &fit));
    ck_assert(fit.too_long);
    free(s);
}
END_TEST

/* Any text, any width: within the box, nothing lost, nothing invented, prohibitions hold. */
START_TEST(fuzzed_texts_keep_every_character)
{
    static const char *const parts[] = {"法", "，",   "。", "《", "》",   "15", "日",     " ",
                                        "a",  "word", "\n", "（", "）",   "—",  "\u2212", "第",
                                        "三", "项",   "…",  "％", "\xE4", "🀄"};
    srand(7);
    for (int round = 0; round < 3000; round++) {
        char s[512] = "";
        int n = rand() % 90;
        for (int i = 0; i < n && strlen(s) < 480; i++)
            strcat(s, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
        struct text_fit fit;
        struct text_want w = question(s, (float)(60 + rand() % 1300), (float)(rand() % 600));
        bool fits = text_fit(&w, &fit);
        size_t kept = 0, had = 0;
        for (const char *p = s; *p; p++)
            had += *p != ' ' && *p != '\n';
        for (int i = 0; i < fit.line_count; i++) {
            for (int j = fit.lines[i].start; j < fit.lines[i].end; j++)
                kept += s[j] != ' ' && s[j] != '\n';
            if (fits)
                ck_assert_float_le(fit.lines[i].width, w.width + 1);
        }
        if (!fit.too_long)
            ck_assert_uint_eq(kept, had);
        if (fits)
            ck_assert_float_le(fit.height, w.height + 1);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tc = tcase_create("text");
    tcase_add_test(tc, scale_is_sixths_of_an_octave);
    tcase_add_test(tc, width_is_the_sum_of_advances);
    tcase_add_test(tc, malformed_bytes_are_replaced_not_lost);
    tcase_add_test(tc, no_line_starts_or_ends_wrongly);
    tcase_add_test(tc, a_number_stays_with_its_unit);
    tcase_add_test(tc, latin_words_stay_whole_unless_longer_than_a_line);
    tcase_add_test(tc, authors_breaks_are_kept_when_cheap);
    tcase_add_test(tc, two_lines_breathe);
    tcase_add_test(tc, what_does_not_fit_is_paged_not_cut);
    tcase_add_test(tc, too_long_is_said);
    tcase_add_test(tc, fuzzed_texts_keep_every_character);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
