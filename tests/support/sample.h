/* sample — definitions and states for layout tests, filled directly: plain data, no rules at work.
 *
 * A sample is large (a whole state): static or heap. All text lives in the sample or is constant.
 * The same want gives the same bytes.
 */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include "layout/audience.h"
#include "words/words.h"

enum sample_scores { SAMPLE_HUNDREDS, SAMPLE_THOUSANDS, SAMPLE_NEGATIVE, SAMPLE_EXTREME };
enum sample_question {
    SAMPLE_TWO_LINES,
    SAMPLE_FOUR_LINES,
    SAMPLE_SHORT,
    SAMPLE_LONG /* 200 characters */
};
enum sample_options {
    SAMPLE_NO_OPTIONS,
    SAMPLE_FOUR_OPTIONS,
    SAMPLE_LONG_OPTIONS,
    SAMPLE_SIX_OPTIONS,
    SAMPLE_TRUE_FALSE
};

struct sample_want {
    int teams;       /* 2..24, 0: ten */
    bool long_names; /* 40 characters */
    enum sample_scores scores;
    enum sample_question question;
    enum sample_options options;
    bool english;
    bool rehearsal;
};

enum { SAMPLE_QUESTIONS = 4 };

struct sample {
    struct sample_want want;
    struct definition def;
    struct question questions[SAMPLE_QUESTIONS];
    char names[TEAMS_MAX][200];
    char text[1024];
    char options[OPTIONS_MAX][200];
    struct view view;
};

void sample_make(struct sample *s, const struct sample_want *want);

/* Puts the state of s->view.contest into `scene`. Call on a fresh sample. */
void sample_scene(struct sample *s, enum scene scene);

/* English for every string a layout shows, as a catalogue would have it. */
extern const struct words sample_english;

/* Whether every Chinese string asked for since the start had a translation; the first missing. */
const char *sample_untranslated(void);

#endif
