#include "folder/values.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "folder/unicode.h"
#include "words/words.h"

bool text_blank(const char *text)
{
    for (; text && *text; text++)
        if (!isspace((unsigned char)*text))
            return false;
    return true;
}

/* [sign] digits [. digits] as a whole number of 10^-decimals. False: not such a number. */
static bool parse_decimal(const char *text, int decimals, int64_t *out)
{
    bool negative = false;
    if (strncmp(text, "−", 3) == 0) {
        negative = true;
        text += 3;
    } else if (*text == '-' || *text == '+') {
        negative = *text++ == '-';
    }
    int64_t v = 0;
    int digits = 0, after = -1;
    for (; *text; text++) {
        if (*text == '.' && after < 0 && decimals > 0) {
            after = 0;
            continue;
        }
        if (!isdigit((unsigned char)*text) || ++digits > 15 || (after >= 0 && ++after > decimals))
            return false;
        v = v * 10 + (*text - '0');
    }
    for (int i = after < 0 ? 0 : after; i < decimals; i++)
        v *= 10;
    *out = negative ? -v : v;
    return digits > 0;
}

static bool report_not_number(struct spot s, const char *text, bool decimals)
{
    report_at(s.at, SEVERITY_ERROR, s.node, s.key,
              decimals ? N_("写成半角数字，最多两位小数，例如 10 或 -2.5")
                       : N_("写成半角整数，例如 10"),
              N_("“%.40s”不是数"), text);
    return false;
}

bool value_int(struct spot s, const char *text, int64_t min, int64_t max, int64_t *out)
{
    int64_t v;
    if (text_blank(text))
        return false;
    if (!parse_decimal(text, 0, &v))
        return report_not_number(s, text, false);
    if (v < min || v > max) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("改成范围以内的数"),
                  N_("%lld 超出范围 %lld 到 %lld"), (long long)v, (long long)min, (long long)max);
        return false;
    }
    *out = v;
    return true;
}

bool value_cp(struct spot s, const char *text, int32_t min_cp, int32_t max_cp, int32_t *out)
{
    int64_t v;
    if (text_blank(text))
        return false;
    if (!parse_decimal(text, 2, &v))
        return report_not_number(s, text, true);
    if (v < min_cp || v > max_cp) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("改成范围以内的数"),
                  N_("%s 超出范围 %d 到 %d"), text, min_cp / 100, max_cp / 100);
        return false;
    }
    *out = (int32_t)v;
    return true;
}

bool value_us(struct spot s, const char *text, int64_t *out)
{
    enum { DAY = 24 * 3600 };
    int64_t v;
    if (text_blank(text))
        return false;
    if (!parse_decimal(text, 6, &v))
        return report_not_number(s, text, true);
    if (v < 0 || v > (int64_t)DAY * 1000000) {
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("写视频里的秒数，例如 3.5"),
                  N_("%s 秒超出范围"), text);
        return false;
    }
    *out = v;
    return true;
}

const char *value_lines(struct arena *a, struct spot s, const char *text, int max)
{
    if (!text)
        return "";
    int length = utf8_length(text);
    if (length > max)
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("缩短这段文字"),
                  N_("有 %d 个字，最多 %d 个"), length, max);
    size_t size = strlen(text);
    while (size > 0 && isspace((unsigned char)text[size - 1]))
        size--;
    return arena_copy(a, text, size);
}

const char *value_line(struct arena *a, struct spot s, const char *text, int max)
{
    const char *copy = value_lines(a, s, text, max);
    if (strchr(copy, '\n'))
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("写成一行"), N_("这里不能换行"));
    return copy;
}

bool value_given(struct spot s, const char *text, const char *remedy)
{
    if (!text_blank(text))
        return true;
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("缺少 %s"), s.key ? s.key : "");
    return false;
}

bool value_path(struct spot s, const char *text)
{
    const char *why = NULL;
    if (text[0] == '/' || (isalpha((unsigned char)text[0]) && text[1] == ':'))
        why = N_("路径 %s 不在赛事文件夹里");
    if (strchr(text, '\\'))
        why = N_("路径 %s 用了反斜杠");
    if (strchr(text, '\n'))
        why = N_("路径 %s 里有换行");
    for (const char *p = text; !why && p; p = strchr(p, '/')) {
        p += *p == '/';
        size_t n = strcspn(p, "/");
        if (n == 0 || (n == 1 && *p == '.'))
            why = N_("路径 %s 写法不对");
        if (n == 2 && strncmp(p, "..", 2) == 0)
            why = N_("路径 %s 不能用 .. 离开赛事文件夹");
    }
    if (!why)
        return true;
    char message[300];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(message, sizeof message, words_tr(s.at.report->words, why), text);
#pragma GCC diagnostic pop
    report_at(s.at, SEVERITY_ERROR, s.node, s.key,
              N_("把文件放进赛事文件夹，写相对路径，例如 media/图.png"), "%s", message);
    return false;
}
