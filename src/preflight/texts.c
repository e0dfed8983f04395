/* Every character has a glyph, every question fits the wall. */
#include "layout/audience.h"
#include "preflight/preflight.h"
#include "words/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool preflight_texts_begin(struct preflight_texts *t, struct preflight *p, const struct folder *f,
                           struct fonts *fonts)
{
    *t = (struct preflight_texts){.list = p, .folder = f, .fonts = fonts, .next = -1};
    t->view = calloc(1, sizeof *t->view);
    return t->view != NULL;
}

void preflight_texts_end(struct preflight_texts *t)
{
    free(t->view);
    t->view = NULL;
}

void preflight_texts_wall(struct preflight_texts *t, int w, int h, const char *name)
{
    for (int i = 0; i < t->wall_count; i++)
        if (t->wall[i].w * h == t->wall[i].h * w)
            return; /* the same shape: everything is scaled by it */
    if (t->wall_count < PREFLIGHT_WALLS && w > 0 && h > 0)
        t->wall[t->wall_count++] = (struct preflight_wall){w, h, name};
}

/* ---- glyphs ---- */

static bool glyphs(struct preflight_texts *t, const char *text, const char *where)
{
    uint32_t cp = 0;
    int n = text ? fonts_missing(t->fonts, text, strlen(text), &cp) : 0;
    char message[PREFLIGHT_TEXT], shown[8];
    if (n == 0)
        return true;
    if (t->missing++ < 20) {
        shown[0] = '\0';
        size_t i = 0;
        for (size_t used; text[i]; i += used) /* the character itself, as it was written */
            if (text_decode(text + i, strlen(text) - i, &used) == cp) {
                snprintf(shown, sizeof shown, "%.*s", (int)used, text + i);
                break;
            }
        snprintf(message, sizeof message, TR(t->list->words, "%.60s：没有字体含有“%s”（U+%04X）"),
                 where, shown, (unsigned)cp);
        preflight_add(t->list, PREFLIGHT_FONTS, LIGHT_WARN, NULL, message,
                      TR(t->list->words, "换一个字，或者安装含有它的字体"));
    }
    return false;
}

static void glyphs_of_contest(struct preflight_texts *t)
{
    const struct definition *d = &t->folder->def;
    const struct words *w = t->list->words;
    const char *const head[] = {d->title, d->subtitle,  d->when,
                                d->where, d->organiser, d->undertaker};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        glyphs(t, head[i], TR(w, "片头"));
    for (int i = 0; i < d->team_count; i++) {
        const struct team *team = &d->teams[i];
        bool good = glyphs(t, team->name, team->name) && glyphs(t, team->short_name, team->name);
        for (int k = 0; good && k < team->player_count; k++)
            good = glyphs(t, team->players[k], team->name);
        if (good)
            glyphs(t, team->reserve, team->name);
    }
    for (int i = 0; i < d->round_count; i++)
        glyphs(t, d->rounds[i].name, d->rounds[i].name);
    for (int i = 0; i < d->prize_count; i++)
        glyphs(t, d->prizes[i].name, d->prizes[i].name);
}

static void glyphs_of_question(struct preflight_texts *t, const struct question *q)
{
    bool good = glyphs(t, q->text, q->id) && glyphs(t, q->answer, q->id);
    for (int i = 0; good && i < q->option_count; i++)
        good = glyphs(t, q->options[i], q->id);
    for (int i = 0; good && i < q->fault_count; i++)
        good = glyphs(t, q->faults[i].title, q->id) && glyphs(t, q->faults[i].right, q->id) &&
               glyphs(t, q->faults[i].reason, q->id);
}

/* ---- pages ---- */

static int round_of(const struct definition *d, int question)
{
    for (int r = 0; r < d->round_count; r++)
        if (question >= d->rounds[r].first_question &&
            question < d->rounds[r].first_question + d->rounds[r].question_count)
            return r;
    return -1;
}

/* The state in which the question stands on the screen, being read or with its answer. */
static void put_on(struct preflight_texts *t, int round, int question, bool answer)
{
    struct view *v = t->view;
    struct state *s = &v->contest.state;
    const struct definition *d = &t->folder->def;
    const struct policy *p = &d->rounds[round].policy;
    contest_init(&v->contest, d, t->list->words, NULL);
    v->audience_words = v->operator_words = t->list->words;
    v->folder = t->folder->dir;
    s->round = round;
    s->question = question;
    s->asked = 1;
    s->phase = answer ? PHASE_REVEAL : PHASE_READ;
    s->answer_shown = answer;
    if (p->who != WHO_PRESS || answer)
        s->seat = s->turn_seat = (uint8_t)d->teams[0].seat;
    s->outcome = answer ? OUTCOME_RIGHT : OUTCOME_NONE;
    s->outcome_seat = s->seat;
}

static void pages(struct preflight_texts *t, int question)
{
    const struct definition *d = &t->folder->def;
    int round = round_of(d, question), most = 1;
    char walls[64] = "", message[PREFLIGHT_TEXT];
    for (int i = 0; round >= 0 && i < t->wall_count; i++) {
        struct size size = {t->wall[i].w, t->wall[i].h};
        int n = 1;
        for (int answer = 0; answer < 2; answer++) {
            put_on(t, round, question, answer);
            int k = audience_pages(t->view, size, fonts_metrics(t->fonts));
            n = k > n ? k : n;
        }
        if (n > 1) {
            size_t at = strlen(walls);
            snprintf(walls + at, sizeof walls - at, "%s%s", at ? "、" : "", t->wall[i].name);
        }
        most = n > most ? n : most;
    }
    if (most < 2)
        return;
    t->paged++;
    snprintf(message, sizeof message, TR(t->list->words, "%.40s（%.40s）在 %s 的屏上要分 %d 页"),
             d->questions[question].id, d->rounds[round].name, walls, most);
    preflight_add_at(t->list, PREFLIGHT_PAGES, LIGHT_WARN, &t->folder->origins[question], message,
                     TR(t->list->words, "精简题目和选项，或者现场按小键盘上标着“翻页”的键（9）"));
}

/* ---- all of it ---- */

static void conclude(struct preflight_texts *t)
{
    const struct words *w = t->list->words;
    if (!t->missing)
        preflight_add(t->list, PREFLIGHT_FONTS, LIGHT_GOOD, NULL, TR(w, "所有文字都有字形"), "");
    if (!t->paged && t->wall_count)
        preflight_add(t->list, PREFLIGHT_PAGES, LIGHT_GOOD, NULL, TR(w, "每道题一页放得下"), "");
}

bool preflight_texts_step(struct preflight_texts *t)
{
    const struct definition *d = &t->folder->def;
    if (t->next < 0) {
        glyphs_of_contest(t);
    } else if (t->next < d->question_count) {
        glyphs_of_question(t, &d->questions[t->next]);
        pages(t, t->next);
    }
    if (++t->next < d->question_count)
        return true;
    if (t->next == d->question_count)
        conclude(t);
    return false;
}

void preflight_stage_fault(struct preflight *p, enum stage_fault fault, const char *subject)
{
    static const enum preflight_kind kinds[STAGE_FAULT_COUNT] = {
        [STAGE_FONT_NONE] = PREFLIGHT_FONTS,    [STAGE_FONT_REPLACED] = PREFLIGHT_FONTS,
        [STAGE_PICTURE_BAD] = PREFLIGHT_MEDIA,  [STAGE_SOUND_NONE] = PREFLIGHT_SOUND,
        [STAGE_SOUND_DEVICE] = PREFLIGHT_SOUND, [STAGE_SOUND_FILE] = PREFLIGHT_SOUND,
    };
    char what[PREFLIGHT_TEXT], remedy[PREFLIGHT_TEXT];
    if (fault == STAGE_GLYPH_MISSING || fault == STAGE_DISPLAY_ABSENT || fault == STAGE_SOUND_NONE)
        return;
    stage_message(fault, subject, p->words, what, sizeof what, remedy, sizeof remedy);
    preflight_add(p, kinds[fault], fault == STAGE_FONT_NONE ? LIGHT_BAD : LIGHT_WARN, NULL, what,
                  remedy);
}
