/* What stage.yaml says of the sounds, and the organiser's own ones in sounds/. */
#include <dirent.h>
#include <string.h>

#include "folder/loader.h"
#include "folder/nearest.h"
#include "words/words.h"

static void unknown_sound(struct spot s, const char *text)
{
    struct nearest n;
    char remedy[200];
    nearest_init(&n, text);
    nearest_offer(&n, "all");
    for (int i = 0; i < CUE_NAMES; i++)
        nearest_offer(&n, cue_name(i));
    if (n.best)
        snprintf(remedy, sizeof remedy, TR(s.at.report->words, N_("是不是想写 %s？")), n.best);
    else
        snprintf(remedy, sizeof remedy, "%s",
                 TR(s.at.report->words,
                    N_("写一个声音（go、foul…）、一类（press、reveal…）或者 all，见 README")));
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, N_("没有名为“%.40s”的声音"), text);
}

static void mutes_load(struct loader *l, const struct document *d, const struct node *n,
                       const struct raw_list *list)
{
    struct cue_mix *mix = &l->folder->stage.sounds;
    for (unsigned i = 0; i < list->count; i++) {
        struct spot s = {d->at, tree_item(tree_at(n, "mute"), i), NULL};
        const char *name = value_line(l->arena, s, list->items[i], 30);
        int which = cue_named(name);
        if (strcmp(name, "all") == 0)
            mix->all_muted = true;
        else if (which >= 0)
            mix->muted[which] = true;
        else
            unknown_sound(s, name);
    }
}

static void levels_load(struct loader *l, const struct document *d, const struct node *n,
                        const struct raw_slot *slots)
{
    struct cue_mix *mix = &l->folder->stage.sounds;
    for (int i = 0; slots && i < CUE_NAMES; i++) {
        int64_t db = 0;
        value_int((struct spot){d->at, tree_at(n, "levels"), cue_name(i)}, slots[i].text,
                  CUE_LEVEL_MIN_DB, CUE_LEVEL_MAX_DB, &db);
        mix->level_db[i] = (int8_t)db;
    }
}

/* ---- files ---- */

static bool playable(const char *ending)
{
    static const char *const kinds[] = {".ogg", ".mp3", ".wav", ".flac"};
    for (size_t i = 0; ending && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(ending, kinds[i]) == 0)
            return true;
    return false;
}

bool sound_file_used(const char *dir, const char *name)
{
    char stem[40];
    const char *ending = strrchr(name, '.');
    size_t n = ending ? (size_t)(ending - name) : 0;
    if (!playable(ending) || n >= sizeof stem)
        return false;
    memcpy(stem, name, n);
    stem[n] = '\0';
    if (strcmp(stem, "standby") == 0)
        return true;
    int which = cue_named(stem);
    return strcmp(dir, "sounds") == 0 && which >= 0 && which < CUE_KIND_COUNT;
}

void sounds_unused(struct loader *l)
{
    DIR *dir = l->dir ? opendir(path_join(l->arena, l->dir, "sounds")) : NULL;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.' || sound_file_used("sounds", e->d_name))
            continue;
        const struct words *w = l->report->words;
        folder_report_add(
            l->report, SEVERITY_WARNING,
            (struct place){.file = path_join(l->arena, "sounds", e->d_name)},
            TR(w, N_("没有这个名字的声音：不会播放")),
            TR(w, N_("改成声音的名字（go、foul…，见 README），文件用 ogg、mp3、wav 或 flac")));
    }
    if (dir)
        closedir(dir);
}

void stage_sound_load(struct loader *l, const struct document *d, const struct raw_stage *raw)
{
    struct stage_config *st = &l->folder->stage;
    const struct node *n = tree_at(d->root, "sound");
    int64_t volume = 80;
    st->sound_device = value_line(l->arena, (struct spot){d->at, n, "device"}, raw->sound.device,
                                  STAGE_ADDRESS_CHARS);
    value_int((struct spot){d->at, n, "volume"}, raw->sound.volume, 0, 100, &volume);
    st->volume_percent = (int)volume;
    mutes_load(l, d, n, &raw->sound.mute);
    levels_load(l, d, n, raw->sound.levels);
}
