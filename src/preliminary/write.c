/* Sheets and finalists as text. */
#include <stdlib.h>
#include <string.h>

#include "folder/csv_cell.h"
#include "folder/folder.h"
#include "folder/unicode.h"
#include "preliminary/sheets.h"
#include "words/words.h"

enum { COLUMNS_MAX = EXAMS_MAX + 8, GAP = 2, SHORT_COLUMNS = 8 };

static const char *cell(const struct sheet *s, int row, int column)
{
    return s->cells[row * s->columns + column];
}

static bool is_number(const char *text)
{
    return *text && strspn(text, "0123456789.-") == strlen(text);
}

void sheet_print(const struct sheet *s, FILE *out)
{
    int width[COLUMNS_MAX] = {0};
    for (int r = 0; r < s->rows; r++)
        for (int c = 0; c < s->columns; c++) {
            int w = utf8_columns(cell(s, r, c));
            width[c] = w > width[c] ? w : width[c];
        }
    fprintf(out, "%s\n", s->title);
    for (int r = 0; r < s->rows; r++) {
        int owed = 0; /* spaces, written only when something follows */
        for (int c = 0; c < s->columns; c++) {
            const char *t = cell(s, r, c);
            int pad = width[c] - utf8_columns(t);
            bool right = is_number(t);
            if (*t)
                fprintf(out, "%*s%s", owed + (right ? pad : 0), "", t);
            owed = (*t ? 0 : owed + width[c]) + (*t && !right ? pad : 0) + GAP;
        }
        fputc('\n', out);
    }
}

void sheet_csv(const struct sheet *s, FILE *out)
{
    fputs("\xEF\xBB\xBF", out);
    for (int r = 0; r < s->rows; r++) {
        for (int c = 0; c < s->columns; c++) {
            fputs(c ? "," : "", out);
            csv_cell_put(out, cell(s, r, c));
        }
        fputs("\r\n", out);
    }
}

/* ---- finalists ---- */

static void put_scalar(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static const char *short_of(const struct folder *former, const char *name)
{
    for (int i = 0; former && i < former->def.team_count; i++)
        if (strcmp(former->def.teams[i].name, name) == 0)
            return former->def.teams[i].short_name;
    return utf8_columns(name) <= SHORT_COLUMNS ? name : "";
}

static const struct squad *own_squad(const struct preliminary *p)
{
    for (int i = 0; i < p->squad_count; i++)
        if (p->squads[i].each_team)
            return &p->squads[i];
    return NULL;
}

/* Players and reserve of a team: by its squad, else all in the order of the table. */
static void put_people(const struct preliminary *p, int team, struct placing *rows, FILE *out)
{
    const struct squad *q = own_squad(p);
    const struct preliminary_team *t = &p->teams[team];
    int count = q ? preliminary_rank(p, SIDE_MEMBERS, SUBJECT_TOTAL, team, rows) : t->count;
    const char *reserve = "";
    int players = 0;
    fputs(", players: [", out);
    for (int i = 0; i < count; i++) {
        struct band_span s = q ? band_of(&rows[i], q->bands, 2) : (struct band_span){0, 0};
        const char *name = p->members[q ? rows[i].who : t->first + i].name;
        if (s.first == 1 && s.last == 1 && !*reserve)
            reserve = name;
        if (s.first != 0 || s.last != 0 || players == PLAYERS_MAX)
            continue;
        fputs(players++ ? ", " : "", out);
        put_scalar(out, name);
    }
    fputs("]", out);
    if (*reserve) {
        fputs(", reserve: ", out);
        put_scalar(out, reserve);
    }
}

static void put_team(const struct preliminary *p, const struct folder *former, int team, int seat,
                     struct placing *rows, FILE *out)
{
    fprintf(out, "  - {seat: %d, name: ", seat);
    put_scalar(out, p->teams[team].name);
    fputs(", short: ", out);
    put_scalar(out, short_of(former, p->teams[team].name));
    put_people(p, team, rows, out);
    fputs("}\n", out);
}

void sheets_finalists(const struct preliminary *p, const struct folder *former,
                      const struct words *w, FILE *out)
{
    const struct band line = {"", p->qualify};
    int all = p->member_count > p->team_count ? p->member_count : p->team_count, seat = 0;
    struct placing *order = calloc((size_t)all + 1, sizeof *order);
    struct placing *rows = calloc((size_t)all + 1, sizeof *rows);
    int count = order && rows ? preliminary_rank(p, SIDE_TEAMS, SUBJECT_TOTAL, -1, order) : 0;
    fprintf(out, "# %s\n# %s\nteams:\n",
            TR(w, "决赛代表队，按初赛名次；台号暂按名次，抽签后再改。"),
            TR(w, "核对简称（不超过 4 个汉字）和队员，再放进 contest.yaml。"));
    for (int i = 0; i < count; i++) {
        struct band_span s = band_of(&order[i], &line, 1);
        if (s.first == 0 && s.last == 0)
            put_team(p, former, order[i].who, ++seat, rows, out);
        else if (s.first == 0)
            fprintf(out, TR(w, "  # 晋级线上并列，待定：%s\n"), p->teams[order[i].who].name);
    }
    free(rows);
    free(order);
}
