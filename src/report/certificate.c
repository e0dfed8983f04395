#include "report/certificate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Largest certificate text that is read. */
enum { SAMPLE_BYTES = 64 * 1024 };

static const char *const item_names[ITEM_COUNT] = {"heading", "to",   "body",
                                                   "prize",   "sign", "date"};
static const char *const kind_names[CERTIFICATE_KINDS] = {"team", "player"};

/* What the program knows without a file; equal to assets/templates/certificate.txt but for the
 * comments. */
static const struct {
    enum certificate_item item;
    const char *text[CERTIFICATE_KINDS];
} built_in[] = {
    {ITEM_HEADING, {N_("荣誉证书"), N_("荣誉证书")}},
    {ITEM_TO, {N_("{team}："), N_("{name}：")}},
    {ITEM_BODY,
     {N_("在{subtitle}{title}{subject}中，成绩优异，荣获{award}"),
      N_("代表{team}参加{subtitle}{title}{subject}，成绩优异，荣获{award}")}},
    {ITEM_PRIZE, {"{prize}", "{prize}"}},
    {ITEM_BODY, {N_("特发此证，以资鼓励。"), N_("特发此证，以资鼓励。")}},
    {ITEM_SIGN, {"{organiser}", "{organiser}"}},
    {ITEM_DATE, {"{date}", "{date}"}},
};

/* Where the text of a {name} stands: in the show or in the page. */
static const struct {
    const char *name;
    bool of_page;
    size_t offset;
} fields[] = {
    {"title", false, offsetof(struct certificate_show, title)},
    {"subtitle", false, offsetof(struct certificate_show, subtitle)},
    {"organiser", false, offsetof(struct certificate_show, organiser)},
    {"undertaker", false, offsetof(struct certificate_show, undertaker)},
    {"where", false, offsetof(struct certificate_show, where)},
    {"date", false, offsetof(struct certificate_show, date)},
    {"team", true, offsetof(struct certificate_page, team)},
    {"players", true, offsetof(struct certificate_page, players)},
    {"name", true, offsetof(struct certificate_page, name)},
    {"role", true, offsetof(struct certificate_page, role)},
    {"award", true, offsetof(struct certificate_page, award)},
    {"subject", true, offsetof(struct certificate_page, subject)},
    {"prize", true, offsetof(struct certificate_page, prize)},
    {"score", true, offsetof(struct certificate_page, score)},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static bool same(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

static int name_find(const char *const *names, int count, const char *text, size_t length)
{
    for (int i = 0; i < count; i++)
        if (same(names[i], text, length))
            return i;
    return -1;
}

/* The field of "{name}…", -1 when there is none; *end: behind it. */
static int field_find(const char *brace, const char **end)
{
    const char *close = strchr(brace, '}');
    for (int i = 0; close && i < FIELDS; i++)
        if (same(fields[i].name, brace + 1, (size_t)(close - brace - 1))) {
            *end = close + 1;
            return i;
        }
    return -1;
}

static bool fields_known(const char *text)
{
    for (const char *p = text; (p = strchr(p, '{'));)
        if (field_find(p, &p) < 0)
            return false;
    return true;
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

/* One line; those for another kind of page are checked and left out. */
static bool read_line(struct certificate *c, enum certificate_kind kind,
                      enum certificate_kind *section, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    if (!colon || c->count == CERTIFICATE_LINES)
        return false;
    size_t name = (size_t)(colon - line);
    const char *text = colon + 1;
    while (text < line + length && *text == ' ')
        text++;
    size_t size = (size_t)(line + length - text);
    if (same("page", line, name)) {
        int found = name_find(kind_names, CERTIFICATE_KINDS, text, size);
        *section = found < 0 ? *section : (enum certificate_kind)found;
        return found >= 0;
    }
    int item = name_find(item_names, ITEM_COUNT, line, name);
    if (item < 0 || size >= CERTIFICATE_TEXT)
        return false;
    c->line[c->count].item = (enum certificate_item)item;
    memcpy(c->line[c->count].text, text, size);
    c->line[c->count].text[size] = '\0';
    bool known = fields_known(c->line[c->count].text);
    c->count += *section == kind;
    return known;
}

static void read_built_in(struct certificate *c, enum certificate_kind kind, const struct words *w)
{
    c->count = sizeof built_in / sizeof *built_in;
    for (int i = 0; i < c->count; i++) {
        c->line[i].item = built_in[i].item;
        words_copy(c->line[i].text, CERTIFICATE_TEXT, TR(w, built_in[i].text[kind]));
    }
}

bool certificate_read(struct certificate *c, enum certificate_kind kind, const char *text,
                      const struct words *words, struct report_error *e)
{
    enum certificate_kind section = CERTIFICATE_TEAM;
    bool any = !text;
    memset(c, 0, sizeof *c);
    if (text && strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    for (int number = 1; text && *text; number++) {
        size_t length = strcspn(text, "\n");
        size_t used = length && text[length - 1] == '\r' ? length - 1 : length;
        bool blank = strspn(text, " \t") >= used || text[0] == '#';
        any |= !blank;
        if (!blank && !read_line(c, kind, &section, text, used)) {
            char line[120];
            snprintf(line, sizeof line, "%.*s", used < 100 ? (int)used : 100, text);
            return bad_line(e, words, number, line);
        }
        text += length + (text[length] == '\n');
    }
    if (any && c->count == 0)
        read_built_in(c, kind, words);
    return any || bad_line(e, words, 1, "");
}

void certificate_fill(const struct certificate_show *show, const struct certificate_page *page,
                      const char *text, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    while (*text && n + 1 < size) {
        int field = *text == '{' ? field_find(text, &text) : -1;
        if (field < 0) {
            out[n++] = *text++;
            out[n] = '\0';
            continue;
        }
        const char *from = fields[field].of_page ? (const char *)page : (const char *)show;
        snprintf(out + n, size - n, "%s", *(const char *const *)(from + fields[field].offset));
        n += strlen(out + n);
    }
}

char *certificates_sample(const char *path, const struct words *words, struct report_error *e)
{
    FILE *f = fopen(path, "rb");
    char *text = f ? calloc(1, SAMPLE_BYTES + 1) : NULL;
    size_t n = text ? fread(text, 1, SAMPLE_BYTES, f) : 0;
    if (!text || ferror(f) || n == SAMPLE_BYTES) {
        report_fail_file(e, words, path, n == SAMPLE_BYTES ? EFBIG : errno);
        free(text);
        text = NULL;
    }
    if (f)
        fclose(f);
    return text;
}
