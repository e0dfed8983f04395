#include "script/script.h"

#include "words/words.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8 };

/* A line being read. */
struct reader {
    char *word[WORDS_MAX];
    int count, next;
    char *rest; /* text behind the words read so far, for TEXT arguments */
    char *message;
    const struct words *words;
};

__attribute__((format(printf, 2, 3))) static bool bad(struct reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(r->message, SCRIPT_MESSAGE, format, args);
    va_end(args);
    return false;
}

static char *skip(char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* The next word, cut off with a NUL; NULL at the end of the line. */
static char *take(struct reader *r)
{
    char *p = skip(r->rest);
    if (!*p)
        return NULL;
    char *end = p;
    while (*end && *end != ' ' && *end != '\t')
        end++;
    r->rest = *end ? end + 1 : end;
    *end = '\0';
    return p;
}

static char *take_rest(struct reader *r)
{
    char *p = skip(r->rest);
    r->rest = p + strlen(p);
    return p;
}

/* Decimal seconds to µs, exactly. */
static bool seconds(const char *text, int64_t *us)
{
    int64_t whole = 0, frac = 0, place = 100000;
    const char *p = text;
    if (!isdigit((unsigned char)*p))
        return false;
    for (; isdigit((unsigned char)*p); p++)
        if ((whole = whole * 10 + (*p - '0')) > 100000000)
            return false;
    if (*p == '.')
        for (p++; isdigit((unsigned char)*p); p++, place /= 10)
            frac += (*p - '0') * place;
    *us = whole * 1000000 + frac;
    return *p == '\0';
}

static bool whole(struct reader *r, const char *what, int32_t min, int32_t max, int32_t *out)
{
    char *word = take(r), *end;
    if (!word)
        return bad(r, TR(r->words, "缺少 %s：%d 到 %d 的整数"), what, (int)min, (int)max);
    long n = strtol(word, &end, 10);
    if (*end || end == word || n < min || n > max)
        return bad(r, TR(r->words, "%s：“%s”不是 %d 到 %d 的整数"), what, word, (int)min, (int)max);
    *out = (int32_t)n;
    return true;
}

static bool points(struct reader *r, int32_t *cp)
{
    char *word = take(r);
    struct policy p;
    const struct policy_key *key = policy_key_find("right");
    memset(&p, 0, sizeof p);
    if (!word)
        return bad(r, "%s", TR(r->words, "缺少分数：写成 120、-10 或 92.5"));
    if (policy_set(&p, key, word) == POLICY_OK) {
        *cp = p.right_cp;
        return true;
    }
    char *end;
    long n = strtol(word, &end, 10);
    if (*end || end == word || n < -1000000 || n > 1000000)
        return bad(r, TR(r->words, "score：“%s”不是分数"), word);
    *cp = (int32_t)n * CP;
    return true;
}

static bool seat(struct reader *r, struct script_step *s)
{
    return whole(r, "SEAT", 1, TEAMS_MAX, &s->seat);
}

static bool parse_key(struct reader *r, struct script_step *s)
{
    char *name = take(r);
    s->value = name ? key_find(name) : -1;
    return s->value >= 0 ||
           bad(r, TR(r->words, "key：没有“%s”这个键，有 0 1 2 3 4 5 6 7 8 9 Enter + - . * / Num"),
               name ? name : "");
}

static bool parse_press(struct reader *r, struct script_step *s)
{
    s->press_us = s->at_us;
    if (!seat(r, s))
        return false;
    char *at = take(r);
    if (!at)
        return true;
    char *when = take(r);
    if (strcmp(at, "at") != 0 || !when || !seconds(when, &s->press_us))
        return bad(r, "%s", TR(r->words, "press：写 press SEAT 或 press SEAT at SECONDS"));
    return s->press_us <= s->at_us ||
           bad(r, TR(r->words, "press：%s 秒按下，晚于到达的时间"), when);
}

static bool parse_command(struct reader *r, struct script_step *s)
{
    char *name = take(r);
    int c = name ? command_find(name) : -1;
    if (c < 0)
        return bad(r, TR(r->words, "command：没有“%s”这个命令"), name ? name : "");
    s->command = (enum command)c;
    char *p = skip(r->rest);
    if (*p == '-' && (p[1] == '\0' || p[1] == ' '))
        take(r);
    else if (*p && !seat(r, s))
        return false;
    p = skip(r->rest);
    if (*p == '-' && (p[1] == '\0' || p[1] == ' '))
        take(r);
    else if (*p && !whole(r, "VALUE", INT32_MIN, INT32_MAX, &s->value))
        return false;
    s->text = take_rest(r);
    return true;
}

static bool parse_text(struct reader *r, struct script_step *s)
{
    s->text = take_rest(r);
    return s->text[0] || bad(r, "%s", TR(r->words, "缺少 TEXT"));
}

static bool parse_score(struct reader *r, struct script_step *s)
{
    return seat(r, s) && points(r, &s->value);
}

static bool parse_phase(struct reader *r, struct script_step *s)
{
    char *name = take(r);
    for (int i = 0; name && i < PHASE_NUMBER; i++)
        if (strcmp(phase_names[i], name) == 0) {
            s->value = i;
            return true;
        }
    return bad(r,
               TR(r->words,
                  "expect phase：没有“%s”这个阶段，有 title rules select read count open "
                  "tie foul answer judge ruled reveal round_end standings prizes end draw"),
               name ? name : "");
}

static bool parse_rank(struct reader *r, struct script_step *s)
{
    return seat(r, s) && whole(r, "RANK", 1, TEAMS_MAX, &s->value);
}

static bool parse_clock(struct reader *r, struct script_step *s)
{
    return whole(r, "SECONDS", 0, 100000, &s->value);
}

static bool parse_lamp(struct reader *r, struct script_step *s)
{
    char *word = seat(r, s) ? take(r) : NULL;
    if (!word || (strcmp(word, "on") != 0 && strcmp(word, "off") != 0))
        return r->message[0]
                   ? false
                   : bad(r, "%s", TR(r->words, "expect lamp：写 expect lamp SEAT on 或 off"));
    s->value = strcmp(word, "on") == 0;
    return true;
}

static bool parse_nothing(struct reader *r, struct script_step *s)
{
    (void)r;
    (void)s;
    return true;
}

static const struct verb {
    const char *name, *second;
    enum script_verb verb;
    bool (*parse)(struct reader *r, struct script_step *s);
} verbs[] = {
    {"key", NULL, SCRIPT_KEY, parse_key},
    {"press", NULL, SCRIPT_PRESS, parse_press},
    {"hold", NULL, SCRIPT_HOLD, seat},
    {"release", NULL, SCRIPT_RELEASE, seat},
    {"unplug", NULL, SCRIPT_UNPLUG, seat},
    {"plug", NULL, SCRIPT_PLUG, seat},
    {"wait", NULL, SCRIPT_WAIT, parse_nothing},
    {"command", NULL, SCRIPT_COMMAND, parse_command},
    {"shot", NULL, SCRIPT_SHOT, parse_text},
    {"expect", "score", SCRIPT_EXPECT_SCORE, parse_score},
    {"expect", "phase", SCRIPT_EXPECT_PHASE, parse_phase},
    {"expect", "says", SCRIPT_EXPECT_SAYS, parse_text},
    {"expect", "silent", SCRIPT_EXPECT_SILENT, parse_text},
    {"expect", "rank", SCRIPT_EXPECT_RANK, parse_rank},
    {"expect", "refused", SCRIPT_EXPECT_REFUSED, parse_nothing},
    {"expect", "clock", SCRIPT_EXPECT_CLOCK, parse_clock},
    {"expect", "lamp", SCRIPT_EXPECT_LAMP, parse_lamp},
};

static const struct verb *find_verb(struct reader *r)
{
    const char *name = take(r), *second = NULL;
    if (!name) {
        bad(r, "%s", TR(r->words, "时间后面缺少动词"));
        return NULL;
    }
    if (strcmp(name, "expect") == 0 && !(second = take(r)))
        second = "";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0 &&
            (!verbs[i].second || (second && strcmp(verbs[i].second, second) == 0)))
            return &verbs[i];
    if (second)
        bad(r,
            TR(r->words,
               "没有 expect %s：有 score、phase、says、silent、rank、refused、clock、lamp"),
            second);
    else
        bad(r,
            TR(r->words, "没有动词“%s”：有 "
                         "key、press、hold、release、unplug、plug、wait、command、shot、expect"),
            name);
    return NULL;
}

static bool parse_line(struct reader *r, struct script_step *s, int64_t before_us)
{
    char *time = take(r);
    bool relative = time[0] == '+';
    if (!seconds(time + relative, &s->at_us))
        return bad(r, TR(r->words, "“%s”不是时间：写秒数，例如 12.5 或 +0.5"), time);
    if (relative)
        s->at_us += before_us;
    if (s->at_us < before_us)
        return bad(r, TR(r->words, "%s 秒早于上一步，时间不能倒退"), time);
    const struct verb *v = find_verb(r);
    if (!v)
        return false;
    s->verb = v->verb;
    if (!v->parse(r, s))
        return false;
    return !*skip(r->rest) || bad(r, TR(r->words, "这一行多了“%s”"), skip(r->rest));
}

static size_t count_lines(const char *text)
{
    size_t n = 1;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

bool script_parse(struct script *s, const char *text, const struct words *words, int *line,
                  char message[SCRIPT_MESSAGE])
{
    s->count = 0;
    s->memory = strdup(text);
    s->steps = calloc(count_lines(text), sizeof *s->steps);
    message[0] = '\0';
    *line = 0;
    bool ok = s->memory && s->steps;
    int64_t before_us = 0;
    char *next = s->memory;
    while (ok && next && *next) {
        struct reader r = {.rest = next, .message = message, .words = words};
        char *end = strchr(next, '\n');
        next = end ? end + 1 : NULL;
        if (end)
            *end = '\0';
        (*line)++;
        size_t n = strlen(r.rest);
        while (n > 0 && isspace((unsigned char)r.rest[n - 1]))
            r.rest[--n] = '\0';
        if (*line == 1 && strncmp(r.rest, "\xef\xbb\xbf", 3) == 0)
            r.rest += 3;
        char *first = skip(r.rest);
        if (!*first || *first == '#')
            continue;
        struct script_step *step = &s->steps[s->count];
        step->line = *line;
        step->text = "";
        step->words = words;
        ok = parse_line(&r, step, before_us);
        before_us = step->at_us;
        s->count += ok;
    }
    if (!ok)
        script_finish(s);
    return ok;
}

void script_finish(struct script *s)
{
    free(s->steps);
    free(s->memory);
    memset(s, 0, sizeof *s);
}
