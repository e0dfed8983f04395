/* What the cues are called and how the hall wants them. */
#include "cue/cue.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *title;
} names[CUE_NAMES] = {
    [CUE_COUNT] = {"count", N_("倒数")},
    [CUE_GO] = {"go", N_("开抢")},
    [CUE_LAST] = {"last", N_("最后几秒")},
    [CUE_TIME_UP] = {"time-up", N_("时间到")},
    [CUE_WON] = {"won", N_("抢到")},
    [CUE_FOUL] = {"foul", N_("犯规")},
    [CUE_RIGHT] = {"right", N_("答对")},
    [CUE_WRONG] = {"wrong", N_("答错")},
    [CUE_VOID] = {"void", N_("作废")},
    [CUE_UNDO] = {"undo", N_("撤销")},
    [CUE_QUESTION] = {"question", N_("出题")},
    [CUE_MOVED] = {"moved", N_("移动选择")},
    [CUE_TAKEN] = {"taken", N_("选定")},
    [CUE_FAULT] = {"fault", N_("找到错误")},
    [CUE_ALL_FOUND] = {"all-found", N_("全部找到")},
    [CUE_ROLL] = {"roll", N_("鼓点")},
    [CUE_HIT] = {"hit", N_("揭晓")},
    [CUE_BEEP] = {"beep", N_("测试音")},
    [CUE_KIND_COUNT + CUE_CLASS_CLOCK] = {"clock", N_("计时类")},
    [CUE_KIND_COUNT + CUE_CLASS_PRESS] = {"press", N_("抢答类")},
    [CUE_KIND_COUNT + CUE_CLASS_RULING] = {"ruling", N_("裁定类")},
    [CUE_KIND_COUNT + CUE_CLASS_SCENE] = {"scene", N_("画面类")},
    [CUE_KIND_COUNT + CUE_CLASS_REVEAL] = {"reveal", N_("揭晓类")},
    [CUE_KIND_COUNT + CUE_CLASS_TEST] = {"test", N_("测试类")},
    [CUE_KIND_COUNT + CUE_CLASS_MUSIC] = {"music", N_("音乐")},
};

enum { MUSIC = CUE_KIND_COUNT + CUE_CLASS_MUSIC };

const char *cue_name(int i)
{
    return names[i].name;
}

int cue_named(const char *name)
{
    for (int i = 0; i < CUE_NAMES; i++)
        if (strcmp(names[i].name, name) == 0)
            return i;
    return -1;
}

static bool silent(const struct cue_mix *m, int i)
{
    return m->muted[i] || m->level_db[i] <= CUE_LEVEL_MIN_DB;
}

static float gain(int db)
{
    db = db > CUE_LEVEL_MAX_DB ? CUE_LEVEL_MAX_DB : db;
    return db <= CUE_LEVEL_MIN_DB ? 0 : powf(10, (float)db / 20);
}

bool cue_mix_muted(const struct cue_mix *m, enum cue cue)
{
    return m->all_muted || silent(m, (int)cue) || silent(m, CUE_KIND_COUNT + (int)cue_class(cue)) ||
           cue_mix_gain(m, cue) <= 0;
}

bool cue_mix_music_muted(const struct cue_mix *m)
{
    return m->all_muted || silent(m, MUSIC);
}

float cue_mix_gain(const struct cue_mix *m, enum cue cue)
{
    return gain(m->level_db[cue] + m->level_db[CUE_KIND_COUNT + (int)cue_class(cue)]);
}

float cue_mix_music_gain(const struct cue_mix *m)
{
    return gain(m->level_db[MUSIC]);
}

int cue_mix_list(const struct cue_mix *m, const struct words *w, char *out, size_t size)
{
    int n = 0;
    size_t at = 0;
    if (size)
        out[0] = '\0';
    if (m->all_muted) {
        snprintf(out, size, "%s", TR(w, "全部"));
        return 1;
    }
    for (int i = 0; i < CUE_NAMES; i++) {
        bool by_sum = i < CUE_KIND_COUNT && !silent(m, CUE_KIND_COUNT + (int)cue_class(i)) &&
                      cue_mix_gain(m, (enum cue)i) <= 0;
        if (!silent(m, i) && !by_sum)
            continue;
        if (at < size)
            at += (size_t)snprintf(out + at, size - at, "%s%s (%s)", n ? TR(w, "、") : "",
                                   TR(w, names[i].title), names[i].name);
        n++;
    }
    words_mend(out);
    return n;
}
