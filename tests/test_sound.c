/* rooms: layout stage view contest keypad words */
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

START_TEST(sound_plays_mutes_and_tells_the_onset)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "dummy");
    struct sound_want want = {.volume_percent = 100, .onset = note_onset};
    struct sound *s = sound_create(&want, &listener);
    ck_assert(s && sound_ready(s));
    int64_t expected = sound_play(s, CUE_GO);
    for (int i = 0; i < 200 && !onsets; i++)
        SDL_Delay(5);
    ck_assert_int_eq(onsets, CUE_GO + 1);
    ck_assert_int_le(llabs(onset_us - expected), 500000); /* a busy machine may be late */
    ck_assert(!sound_muted_any(s));
    ck_assert(sound_mute_named(s, "clock", true));
    ck_assert(sound_muted(s, CUE_LAST) && !sound_muted(s, CUE_GO) && sound_muted_any(s));
    ck_assert(sound_mute_named(s, "go", true) && sound_muted(s, CUE_GO));
    ck_assert(!sound_mute_named(s, "nonsense", true));
    ck_assert(!sound_replace(s, CUE_GO, "build/bad.png"));
    sound_play(s, CUE_ROLL);
    sound_stop(s, CUE_ROLL);
    sound_destroy(s);
}
END_TEST

START_TEST(no_sound_device_is_said_once_and_harmless)
{
    SDL_SetHint(SDL_HINT_AUDIODRIVER, "nonsense");
    struct sound *s = sound_create(&(struct sound_want){.volume_percent = 80}, &listener);
    ck_assert_ptr_nonnull(s);
    ck_assert(!sound_ready(s));
    ck_assert_ptr_nonnull(strstr(said, "没有声音设备"));
    ck_assert_int_gt(sound_play(s, CUE_GO), 0);
    sound_music(s, "none.ogg");
    sound_update(s);
    sound_mute_all(s, true);
    sound_destroy(s);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_message_has_a_remedy, go_is_the_loudest_and_starts_hard,
                                  sound_plays_mutes_and_tells_the_onset,
                                  no_sound_device_is_said_once_and_harmless, NULL};
    return stage_kit_run("sound", tests);
}
