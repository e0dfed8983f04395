/* rooms: layout stage view contest keypad words */
#include "instant/instant.h"
#include "support/stage_kit.h"

/* ---- messages and sound ---- */

START_TEST(every_message_has_a_remedy)
{
    char text[300], remedy[300];
    for (int i = 0; i < STAGE_FAULT_COUNT; i++) {
        stage_message((enum stage_fault)i, "XYZ", NULL, text, sizeof text, remedy, sizeof remedy);
        ck_assert_ptr_nonnull(strstr(text, "XYZ"));
        ck_assert_uint_gt(strlen(remedy), 9);
    }
}
END_TEST

START_TEST(go_is_the_loudest_and_starts_hard)
{
    static float s[CUE_RATE_HZ * 3];
    for (int i = 0; i < CUE_KIND_COUNT; i++) {
        float peak = 0;
        size_t n = cue_samples((enum cue)i);
        ck_assert_uint_lt(n, sizeof s / sizeof *s);
        cue_synthesise((enum cue)i, s);
        for (size_t k = 0; k < n; k++)
            peak = s[k] > peak ? s[k] : -s[k] > peak ? -s[k] : peak;
        float db = cue_peak_db((enum cue)i);
        ck_assert_float_eq_tol(peak, powf(10, db / 20), 0.001f);
        ck_assert(i == CUE_GO ? db == -6 : db <= -9 && db >= -15);
        if (i != CUE_ROLL) /* no click at the end */
            ck_assert_float_lt(s[n - 1] > 0 ? s[n - 1] : -s[n - 1], 0.01f);
    }
    cue_synthesise(CUE_GO, s);
    float early = 0;
    for (int k = 0; k < CUE_RATE_HZ / 500; k++) /* two milliseconds */
        early = s[k] > early ? s[k] : early;
    ck_assert_float_gt(early, 0.45f);
    ck_assert_int_eq(cue_length_us(CUE_GO), 450000);
}
END_TEST

static _Atomic int onsets;
static _Atomic int64_t onset_us;

static void note_onset(void *ctx, enum cue cue, int64_t us)
{
    (void)ctx;
    onset_us = us;
    onsets = (int)cue + 1;
}

/* What the driver that writes to a file was given, from the first sound on: stereo, 16 bit. */
static int16_t heard[CUE_RATE_HZ * 2 * 4];
static size_t heard_count;

static void listen(struct sound *s, int until_us)
{
    SDL_Delay((Uint32)until_us / 1000);
    sound_destroy(s);
    FILE *f = fopen("build/heard.raw", "rb");
    ck_assert_ptr_nonnull(f);
    int16_t pair[2];
    heard_count = 0;
    while (fread(pair, sizeof pair, 1, f) == 1 && heard_count + 2 <= sizeof heard / sizeof *heard)
        if (pair[0] || heard_count) {
            heard[heard_count++] = pair[0];
            heard[heard_count++] = pair[1];
        }
    fclose(f);
}

static struct sound *file_sound(struct cue_mix mix)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "disk");
    setenv("SDL_DISKAUDIOFILE", "build/heard.raw", 1);
    setenv("SDL_DISKAUDIODELAY", "5", 1); /* ms a buffer, quicker than in a hall */
    struct sound_want want = {.volume_percent = 100, .mix = mix, .onset = note_onset};
    struct sound *s = sound_create(&want, &listener);
    ck_assert(s && sound_ready(s));
    return s;
}

static int peak_of(size_t from, size_t to)
{
    int peak = 0;
    for (size_t i = from; i < to && i < heard_count; i++)
        peak = abs(heard[i]) > peak ? abs(heard[i]) : peak;
    return peak;
}

/* Peak of a cue as it is heard, in the mix. */
static int peak_of_cue(struct cue_mix mix, enum cue cue)
{
    struct sound *s = file_sound(mix);
    sound_play(s, cue);
    listen(s, 400000);
    return peak_of(0, heard_count);
}

START_TEST(levels_are_what_is_heard)
{
    const int class = CUE_KIND_COUNT + CUE_CLASS_PRESS;
    int go = (int)(32767 * powf(10, -6 / 20.0f));
    ck_assert_int_le(abs(peak_of_cue((struct cue_mix){0}, CUE_GO) - go), 20);
    struct cue_mix mix = {.level_db = {[CUE_GO] = -6}};
    ck_assert_int_le(abs(peak_of_cue(mix, CUE_GO) - (int)((float)go * 0.501f)), 20);
    mix.level_db[class] = -6; /* they add up */
    ck_assert_int_le(abs(peak_of_cue(mix, CUE_GO) - (int)((float)go * 0.251f)), 20);
    mix = (struct cue_mix){.level_db = {[CUE_FOUL] = 6}};
    int foul = (int)(32767 * powf(10, (cue_peak_db(CUE_FOUL) + 6) / 20.0f));
    ck_assert_int_le(abs(peak_of_cue(mix, CUE_FOUL) - foul), 40);
    mix = (struct cue_mix){.level_db = {[CUE_GO] = CUE_LEVEL_MIN_DB}};
    ck_assert_int_eq(peak_of_cue(mix, CUE_GO), 0);
    mix = (struct cue_mix){.muted = {[CUE_KIND_COUNT + CUE_CLASS_PRESS] = true}};
    ck_assert_int_eq(peak_of_cue(mix, CUE_GO), 0);
    ck_assert_int_gt(peak_of_cue(mix, CUE_HIT), 1000);
}
END_TEST

/* A file of the organiser's is set to the level of the cue it stands for. */
START_TEST(a_replaced_cue_has_its_level)
{
    uint8_t header[44] = "RIFF\0\0\0\0WAVEfmt \20\0\0\0\1\0\2\0\x80\xBB\0\0\0\xEE\2\0\4\0\20\0data";
    enum { FRAMES = 24000 };
    FILE *f = fopen("build/tone.wav", "wb");
    header[4] = (FRAMES * 4 + 36) & 255, header[5] = (FRAMES * 4 + 36) >> 8 & 255;
    header[6] = (FRAMES * 4 + 36) >> 16;
    header[40] = FRAMES * 4 & 255, header[41] = FRAMES * 4 >> 8 & 255,
    header[42] = FRAMES * 4 >> 16;
    fwrite(header, sizeof header, 1, f);
    for (int i = 0; i < FRAMES * 2; i++) {
        int16_t v = i / 80 % 2 ? 10000 : -10000;
        fwrite(&v, 2, 1, f);
    }
    fclose(f);
    struct sound *s = file_sound((struct cue_mix){.level_db = {[CUE_WON] = -6, [CUE_VOID] = 6}});
    ck_assert(sound_replace(s, CUE_WON, "build/tone.wav"));
    sound_play(s, CUE_WON);
    listen(s, 300000);
    ck_assert_int_le(abs(peak_of(0, heard_count) - 5012), 20);
    s = file_sound((struct cue_mix){.level_db = {[CUE_VOID] = 6}});
    ck_assert(sound_replace(s, CUE_VOID, "build/tone.wav"));
    sound_play(s, CUE_VOID);
    listen(s, 300000);
    ck_assert_int_le(abs(peak_of(0, heard_count) - 19953), 20);
}
END_TEST

/* The roll goes on beyond its own length until it is stopped, and the hit comes over it. */
START_TEST(the_roll_is_held_and_ends_with_the_hit)
{
    struct sound *s = file_sound((struct cue_mix){0});
    sound_play(s, CUE_ROLL);
    SDL_Delay(1500); /* of the driver's quicker time: three seconds, the roll is two long */
    sound_stop(s, CUE_ROLL);
    listen(s, 300000);
    size_t last = heard_count;
    while (last && !heard[last - 1])
        last--;
    ck_assert_int_gt(last / 2, cue_samples(CUE_ROLL) + CUE_RATE_HZ / 4);
    ck_assert_int_lt(last, heard_count); /* it has ended */
    for (size_t at = 0; at + CUE_RATE_HZ / 5 < last - CUE_RATE_HZ / 5; at += CUE_RATE_HZ / 5)
        ck_assert_int_gt(peak_of(at, at + CUE_RATE_HZ / 5), 1000); /* no gap at the seam */
}
END_TEST

START_TEST(sound_plays_mutes_and_tells_the_onset)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "dummy");
    struct sound_want want = {.volume_percent = 100, .onset = note_onset};
    want.mix.muted[CUE_KIND_COUNT + CUE_CLASS_CLOCK] = true;
    struct sound *s = sound_create(&want, &listener);
    ck_assert(s && sound_ready(s));
    int64_t before = instant_mono_us();
    ck_assert(sound_play(s, CUE_GO));
    for (int i = 0; i < 200 && !onsets; i++)
        SDL_Delay(5);
    ck_assert_int_eq(onsets, CUE_GO + 1);
    ck_assert_int_ge(onset_us, before + 10000);  /* a buffer behind at least: never ahead */
    ck_assert_int_le(onset_us, before + 500000); /* a busy machine may be late */
    ck_assert(sound_muted(s, CUE_LAST) && !sound_muted(s, CUE_GO));
    ck_assert(!sound_play(s, CUE_LAST));
    sound_mute_all(s, true);
    ck_assert(sound_muted(s, CUE_GO) && !sound_play(s, CUE_GO));
    sound_mute_all(s, false);
    ck_assert(sound_muted(s, CUE_LAST) && sound_play(s, CUE_GO));
    ck_assert(!sound_replace(s, CUE_GO, "build/bad.png"));
    sound_destroy(s);
}
END_TEST

static void watch(struct sound *s, bool until)
{
    int64_t now = instant_mono_us();
    for (int i = 0; i < 3000 && sound_ready(s) != until; i++) {
        SDL_Delay(5);
        sound_update(s, now += 1000000); /* its time is ours */
    }
    ck_assert_int_eq(sound_ready(s), until);
}

static int told(const char *what)
{
    int n = 0;
    for (const char *at = said; (at = strstr(at, what)); at++)
        n++;
    return n;
}

/* The system says that our device is gone: told once, silent, and back by itself. */
START_TEST(a_device_that_goes_is_opened_again)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "dummy");
    struct sound *s = sound_create(&(struct sound_want){.volume_percent = 80}, &listener);
    ck_assert(s && sound_ready(s));
    SDL_Event gone = {.adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 2}};
    SDL_Event other = {.adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 0}};
    SDL_Event microphone = {
        .adevice = {.type = SDL_AUDIODEVICEREMOVED, .which = 3, .iscapture = 1}};
    sound_event(s, &other);
    sound_event(s, &microphone);
    ck_assert(sound_ready(s));
    sound_event(s, &gone);
    ck_assert(!sound_ready(s));
    ck_assert_str_eq(sound_device(s), "");
    sound_event(s, &gone); /* told by every part of the system */
    ck_assert(!sound_play(s, CUE_GO));
    sound_stop(s, CUE_ROLL);
    sound_mute_all(s, true);
    sound_mute_all(s, false);
    ck_assert_int_eq(told("声音断了"), 1);
    ck_assert_int_eq(told("声音已恢复"), 0);
    watch(s, true);
    ck_assert_int_eq(told("声音断了"), 1);
    ck_assert_int_eq(told("声音已恢复"), 1);
    onsets = 0;
    ck_assert(sound_play(s, CUE_GO));
    sound_event(s, &gone); /* and again */
    watch(s, true);
    ck_assert_int_eq(told("声音断了"), 2);
    sound_destroy(s);
}
END_TEST

START_TEST(no_sound_device_is_said_once_and_harmless)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "nonsense");
    struct sound *s = sound_create(&(struct sound_want){.volume_percent = 80}, &listener);
    ck_assert_ptr_nonnull(s);
    ck_assert(!sound_ready(s));
    ck_assert_int_eq(told("没有声音设备"), 1);
    ck_assert(!sound_play(s, CUE_GO));
    ck_assert(sound_replace(s, CUE_WON, "build/none.wav"));
    sound_music(s, "none.ogg");
    int64_t now = instant_mono_us();
    for (int i = 0; i < 30; i++) { /* looked for in vain, in silence */
        sound_update(s, now += 1000000);
        SDL_Delay(2);
    }
    ck_assert(!sound_ready(s));
    ck_assert_int_eq(told("声音"), 1);
    sound_mute_all(s, true);
    /* plugged in later: what the organiser brought is read then */
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "dummy");
    watch(s, true);
    ck_assert_int_eq(told("声音已恢复"), 1);
    ck_assert_int_eq(told("声音文件不能播放"), 2); /* the cue and the music */
    sound_destroy(s);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_message_has_a_remedy,
                                  go_is_the_loudest_and_starts_hard,
                                  sound_plays_mutes_and_tells_the_onset,
                                  levels_are_what_is_heard,
                                  a_replaced_cue_has_its_level,
                                  the_roll_is_held_and_ends_with_the_hit,
                                  a_device_that_goes_is_opened_again,
                                  no_sound_device_is_said_once_and_harmless,
                                  NULL};
    return stage_kit_run("sound", tests);
}
