#include "report/certificate.h"

#include <string.h>

const char *const certificate_default = "heading: 荣誉证书\n"
                                        "to: {team}：\n"
                                        "body: 在{subtitle}{title}中，成绩优异，荣获\n"
                                        "prize: {prize}\n"
                                        "body: 特发此证，以资鼓励。\n"
                                        "sign: {organiser}\n"
                                        "date: {date}\n";

static const char *const item_names[ITEM_COUNT] = {"heading", "to",   "body",
                                                   "prize",   "sign", "date"};

enum field { TITLE, SUBTITLE, TEAM, PLAYERS, PRIZE, SCORE, ORGANISER, UNDERTAKER, WHERE, DATE };
static const char *const field_names[] = {"title", "subtitle",  "team",       "players", "prize",
                                          "score", "organiser", "undertaker", "where",   "date"};
enum { FIELDS = sizeof field_names / sizeof *field_names };

static int name_find(const char *const *names, int count, const char *name, size_t length)
{
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return i;
    return -1;
}

/* The first {name} that means nothing, or NULL. */
static const char *unknown_field(const char *text)
{
    for (const char *p = text; (p = strchr(p, '{')); p++) {
        const char *end = strchr(p, '}');
        if (!end || name_find(field_names, FIELDS, p + 1, (size_t)(end - p - 1)) < 0)
            return p;
    }
    return NULL;
}

static bool bad_line(struct report_error *e, const struct words *w, int number, const char *line)
{
    char clean[120];
    plain_text(line, false, clean, sizeof clean);
    snprintf(e->what, sizeof e->what, TR(w, "证书样式第 %d 行读不懂：%s"), number, clean);
    snprintf(e->remedy, sizeof e->remedy, "%s",
             TR(w, "照 assets/templates/certificate.txt 开头的说明改"));
    return false;
}

static bool read_line(struct certificate *c, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    int item = colon ? name_find(item_names, ITEM_COUNT, line, (size_t)(colon - line)) : -1;
    if (item < 0 || c->count == CERTIFICATE_LINES)
        return false;
    const char *text = colon + 1;
    while (text < line + length && *text == ' ')
        text++;
    size_t size = (size_t)(line + length - text);
    if (size >= CERTIFICATE_TEXT)
        return false;
    c->line[c->count].item = (enum certificate_item)item;
    memcpy(c->line[c->count].text, text, size);
    c->line[c->count].text[size] = '\0';
    return !unknown_field(c->line[c->count++].text);
}

bool certificate_read(struct certificate *c, const char *text, const struct words *words,
                      struct report_error *e)
{
    memset(c, 0, sizeof *c);
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    for (int number = 1; *text; number++) {
        size_t length = strcspn(text, "\n");
        size_t used = length && text[length - 1] == '\r' ? length - 1 : length;
        if (strspn(text, " \t") < used && text[0] != '#' && !read_line(c, text, used)) {
            char line[120];
            snprintf(line, sizeof line, "%.*s", used < 100 ? (int)used : 100, text);
            return bad_line(e, words, number, line);
        }
        text += length + (text[length] == '\n');
    }
    return c->count > 0 || bad_line(e, words, 1, "");
}

static void field_text(const struct report *r, const struct report_team *t, int field, char *out,
                       size_t size)
{
    const struct definition *d = r->def;
    char date[PLAIN_TIME], points[16];
    const char *text = "";
    switch ((enum field)field) {
    case TITLE:
        text = d->title;
        break;
    case SUBTITLE:
        text = d->subtitle;
        break;
    case TEAM:
        text = t->team->name;
        break;
    case PLAYERS:
        report_players(t->team, out, size);
        return;
    case PRIZE:
        text = report_prize_name(r, &t->standing);
        break;
    case SCORE:
        text = points_text(t->standing.score_cp, false, points, sizeof points);
        break;
    case ORGANISER:
        text = d->organiser;
        break;
    case UNDERTAKER:
        text = d->undertaker;
        break;
    case WHERE:
        text = d->where;
        break;
    case DATE:
        text = plain_date(r->begin_us, date);
        break;
    }
    snprintf(out, size, "%s", text);
}

void certificate_fill(const struct report *r, const struct report_team *team, const char *text,
                      char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    while (*text && n + 1 < size) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        int field = end ? name_find(field_names, FIELDS, text + 1, (size_t)(end - text - 1)) : -1;
        if (field < 0) {
            out[n++] = *text++;
            out[n] = '\0';
            continue;
        }
        field_text(r, team, field, out + n, size - n);
        n += strlen(out + n);
        text = end + 1;
    }
}
