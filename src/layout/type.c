#include "layout/type.h"

#include <string.h>

/* 2^(k/6) for k = 0..5; whole octaves are shifts. */
static const float sixth[6] = {1.0f, 1.122462f, 1.259921f, 1.414214f, 1.587401f, 1.781797f};

int type_em(float height_px, int k)
{
    int octave = k >= 0 ? k / 6 : -((5 - k) / 6);
    float em = height_px / 30.0f * sixth[k - 6 * octave];
    for (; octave > 0; octave--)
        em *= 2;
    for (; octave < 0; octave++)
        em /= 2;
    return (int)(em + 0.5f);
}

/* clang-format off */
const struct theme theme_night = {.rgb = {
    [COLOUR_BASE] = 0x0A1222, [COLOUR_BASE_TOP] = 0x1A2A4E, [COLOUR_BASE_EDGE] = 0x060B16,
    [COLOUR_CARD_TOP] = 0x16233F, [COLOUR_CARD_BOTTOM] = 0x101A31,
    [COLOUR_PANEL_TOP] = 0x192747, [COLOUR_PANEL_BOTTOM] = 0x121D36,
    [COLOUR_RAISED] = 0x1D2C4D, [COLOUR_BADGE] = 0x2A3B66,
    [COLOUR_LINE] = 0x3A4D76, [COLOUR_SPENT] = 0x34466E,
    [COLOUR_TEXT] = 0xF6F3EB, [COLOUR_TEXT_2] = 0xC4CCDC, [COLOUR_TEXT_3] = 0x93A0BA,
    [COLOUR_GOLD] = 0xF2B84B, [COLOUR_VERMILION] = 0xE8553E, [COLOUR_VERMILION_TEXT] = 0xF26A50,
    [COLOUR_JADE] = 0x3DBE94, [COLOUR_INK] = 0x0A1222, [COLOUR_INK_TEAM] = 0x0A1222,
    [COLOUR_PAPER] = 0xF3EEDF, [COLOUR_PAPER_INK] = 0x1B1A17,
    [COLOUR_PAPER_JADE] = 0x0B6B50, [COLOUR_PAPER_GOLD] = 0x9A6200,
    [COLOUR_BLACK] = 0x000000, [COLOUR_WHITE] = 0xFFFFFF,
    [COLOUR_TEAM_1] = 0x6FAAFF, 0xEB9BA6, 0xEDF191, 0xB7A0C9, 0xB9916A,
                      0xB4F8EA, 0xD66EA3, 0xA0AA3C, 0x49E4FD, 0xF6C8AB,
    [COLOUR_TEAM_TEXT_1] = 0x6FAAFF, 0xEB9BA6, 0xEDF191, 0xB7A0C9, 0xB9916A,
                           0xB4F8EA, 0xD66EA3, 0xA0AA3C, 0x49E4FD, 0xF6C8AB,
}};

/* The lit colours are dark here, so their ink is paper; team plates keep the dark ink. */
const struct theme theme_day = {.rgb = {
    [COLOUR_BASE] = 0xF6F3EB, [COLOUR_BASE_TOP] = 0xFAF8F2, [COLOUR_BASE_EDGE] = 0xE6E0D0,
    [COLOUR_CARD_TOP] = 0xFFFFFF, [COLOUR_CARD_BOTTOM] = 0xFDFCF8,
    [COLOUR_PANEL_TOP] = 0xFFFFFF, [COLOUR_PANEL_BOTTOM] = 0xFDFCF8,
    [COLOUR_RAISED] = 0xE8E4D8, [COLOUR_BADGE] = 0xDCE2EF,
    [COLOUR_LINE] = 0xA3AABA, [COLOUR_SPENT] = 0xB4BAC6,
    [COLOUR_TEXT] = 0x0A1222, [COLOUR_TEXT_2] = 0x2E3A52, [COLOUR_TEXT_3] = 0x525E77,
    [COLOUR_GOLD] = 0x8A5600, [COLOUR_VERMILION] = 0xB3321F, [COLOUR_VERMILION_TEXT] = 0xB3321F,
    [COLOUR_JADE] = 0x0B6B50, [COLOUR_INK] = 0xF6F3EB, [COLOUR_INK_TEAM] = 0x0A1222,
    [COLOUR_PAPER] = 0xF3EEDF, [COLOUR_PAPER_INK] = 0x1B1A17,
    [COLOUR_PAPER_JADE] = 0x0B6B50, [COLOUR_PAPER_GOLD] = 0x9A6200,
    [COLOUR_BLACK] = 0x000000, [COLOUR_WHITE] = 0xFFFFFF,
    [COLOUR_TEAM_1] = 0x6FAAFF, 0xEB9BA6, 0xEDF191, 0xB7A0C9, 0xB9916A,
                      0xB4F8EA, 0xD66EA3, 0xA0AA3C, 0x49E4FD, 0xF6C8AB,
    [COLOUR_TEAM_TEXT_1] = 0x1F5FBF, 0xA83A4C, 0x6A6A00, 0x6B4A86, 0x7A5430,
                           0x10705F, 0x9C2F68, 0x5B6300, 0x006A80, 0x9A4E22,
}};
/* clang-format on */

static const char *const names[COLOUR_TEAM_1] = {
    [COLOUR_NONE] = "none",
    [COLOUR_CUSTOM] = "custom",
    [COLOUR_BASE] = "base",
    [COLOUR_BASE_TOP] = "base-top",
    [COLOUR_BASE_EDGE] = "base-edge",
    [COLOUR_CARD_TOP] = "card-top",
    [COLOUR_CARD_BOTTOM] = "card-bottom",
    [COLOUR_PANEL_TOP] = "panel-top",
    [COLOUR_PANEL_BOTTOM] = "panel-bottom",
    [COLOUR_RAISED] = "raised",
    [COLOUR_BADGE] = "badge",
    [COLOUR_LINE] = "line",
    [COLOUR_SPENT] = "spent",
    [COLOUR_TEXT] = "text",
    [COLOUR_TEXT_2] = "text-2",
    [COLOUR_TEXT_3] = "text-3",
    [COLOUR_GOLD] = "gold",
    [COLOUR_VERMILION] = "vermilion",
    [COLOUR_VERMILION_TEXT] = "vermilion-text",
    [COLOUR_JADE] = "jade",
    [COLOUR_INK] = "ink",
    [COLOUR_INK_TEAM] = "ink-team",
    [COLOUR_PAPER] = "paper",
    [COLOUR_PAPER_INK] = "paper-ink",
    [COLOUR_PAPER_JADE] = "paper-jade",
    [COLOUR_PAPER_GOLD] = "paper-gold",
    [COLOUR_BLACK] = "black",
    [COLOUR_WHITE] = "white",
};

static const char *const team_names[20] = {
    "team-1",      "team-2",      "team-3",      "team-4",      "team-5",
    "team-6",      "team-7",      "team-8",      "team-9",      "team-10",
    "team-text-1", "team-text-2", "team-text-3", "team-text-4", "team-text-5",
    "team-text-6", "team-text-7", "team-text-8", "team-text-9", "team-text-10",
};

const char *colour_name(enum colour token)
{
    if (token >= COLOUR_COUNT)
        return "?";
    return token < COLOUR_TEAM_1 ? names[token] : team_names[token - COLOUR_TEAM_1];
}

enum colour colour_by_name(const char *name)
{
    for (int i = COLOUR_BASE; i < COLOUR_COUNT; i++)
        if (strcmp(name, colour_name((enum colour)i)) == 0)
            return (enum colour)i;
    return COLOUR_NONE;
}

/*
 * sRGB → linear without libm: the 2.4 power through (c^12)^(1/5), the fifth root by Newton.
 * Exact to 1e-9 over 0..1, more than a contrast ratio of two decimals needs.
 */
static double linear(int c8)
{
    double c = c8 / 255.0;
    if (c <= 0.04045)
        return c / 12.92;
    double x = (c + 0.055) / 1.055;
    double p12 = x * x * x;
    p12 *= p12;
    p12 *= p12;
    double root = 1.0;
    for (int i = 0; i < 40; i++) {
        double r4 = root * root * root * root;
        root -= (r4 * root - p12) / (5 * r4);
    }
    return root;
}

static double luminance(uint32_t rgb)
{
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

double colour_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

static const struct {
    uint8_t front, back;
    float need;
} pairs[] = {
    {COLOUR_TEXT, COLOUR_BASE, 7},
    {COLOUR_TEXT, COLOUR_CARD_TOP, 7},
    {COLOUR_TEXT, COLOUR_BASE_TOP, 7},
    {COLOUR_TEXT, COLOUR_BASE_EDGE, 7},
    {COLOUR_TEXT, COLOUR_CARD_BOTTOM, 7},
    {COLOUR_TEXT, COLOUR_PANEL_TOP, 7},
    {COLOUR_TEXT, COLOUR_PANEL_BOTTOM, 7},
    {COLOUR_TEXT, COLOUR_RAISED, 7},
    {COLOUR_TEXT, COLOUR_BADGE, 4.5f},
    {COLOUR_TEXT_2, COLOUR_BASE, 4.5f},
    {COLOUR_TEXT_2, COLOUR_BASE_TOP, 4.5f},
    {COLOUR_TEXT_2, COLOUR_BASE_EDGE, 4.5f},
    {COLOUR_TEXT_2, COLOUR_CARD_TOP, 4.5f},
    {COLOUR_TEXT_2, COLOUR_PANEL_TOP, 4.5f},
    {COLOUR_TEXT_2, COLOUR_RAISED, 4.5f},
    {COLOUR_TEXT_3, COLOUR_BASE, 4.5f},
    {COLOUR_TEXT_3, COLOUR_BASE_TOP, 4.5f},
    {COLOUR_TEXT_3, COLOUR_CARD_TOP, 4.5f},
    {COLOUR_TEXT_3, COLOUR_PANEL_TOP, 4.5f},
    {COLOUR_TEXT_3, COLOUR_RAISED, 4.5f},
    {COLOUR_GOLD, COLOUR_BASE, 4.5f},
    {COLOUR_GOLD, COLOUR_PANEL_TOP, 4.5f},
    {COLOUR_VERMILION_TEXT, COLOUR_BASE, 4.5f},
    {COLOUR_VERMILION_TEXT, COLOUR_PANEL_TOP, 4.5f},
    {COLOUR_JADE, COLOUR_BASE, 4.5f},
    {COLOUR_JADE, COLOUR_PANEL_TOP, 4.5f},
    {COLOUR_INK, COLOUR_GOLD, 4.5f},
    {COLOUR_INK, COLOUR_JADE, 4.5f},
    {COLOUR_INK, COLOUR_VERMILION, 4.5f},
    {COLOUR_PAPER_INK, COLOUR_PAPER, 7},
    {COLOUR_PAPER_JADE, COLOUR_PAPER, 4.3f},
    {COLOUR_PAPER_GOLD, COLOUR_PAPER, 4.3f},
};

static void add_fault(const struct theme *theme, struct theme_fault *faults, int cap, int *n,
                      struct theme_fault pair)
{
    pair.ratio = colour_contrast(theme->rgb[pair.front], theme->rgb[pair.back]);
    if (pair.ratio >= pair.need - 0.005)
        return;
    if (*n < cap)
        faults[*n] = pair;
    (*n)++;
}

int theme_check(const struct theme *theme, struct theme_fault *faults, int cap)
{
    int n = 0;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        add_fault(theme, faults, cap, &n,
                  (struct theme_fault){pairs[i].front, pairs[i].back, 0, pairs[i].need});
    for (int i = 0; i < 10; i++) {
        add_fault(theme, faults, cap, &n,
                  (struct theme_fault){COLOUR_TEAM_TEXT_1 + i, COLOUR_CARD_TOP, 0, 4.5});
        add_fault(theme, faults, cap, &n,
                  (struct theme_fault){COLOUR_INK_TEAM, COLOUR_TEAM_1 + i, 0, 4.5});
    }
    return n;
}

struct paint paint(enum colour token)
{
    return (struct paint){.token = (uint8_t)token, .alpha = 255};
}

static uint8_t alpha8(float alpha)
{
    return alpha <= 0 ? 0 : alpha >= 1 ? 255 : (uint8_t)(alpha * 255 + 0.5f);
}

struct paint paint_alpha(enum colour token, float alpha)
{
    return (struct paint){.token = (uint8_t)token, .alpha = alpha8(alpha)};
}

struct paint paint_rgb(uint32_t rgb)
{
    return (struct paint){COLOUR_CUSTOM, 255, rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
}

struct paint paint_fade(struct paint p, float alpha)
{
    p.alpha = alpha8(p.alpha / 255.0f * alpha);
    return p;
}

struct paint paint_team(int seat)
{
    return paint((enum colour)(COLOUR_TEAM_1 + (seat > 0 ? (seat - 1) % 10 : 0)));
}

struct paint paint_team_text(int seat)
{
    return paint((enum colour)(COLOUR_TEAM_TEXT_1 + (seat > 0 ? (seat - 1) % 10 : 0)));
}

int team_band_cuts(int seat)
{
    return seat > 0 ? (seat - 1) / 10 + 1 : 1;
}

uint32_t paint_argb(struct paint p, const struct theme *theme)
{
    if (p.token == COLOUR_NONE)
        return 0;
    uint32_t rgb = p.token == COLOUR_CUSTOM
                       ? (uint32_t)p.r << 16 | (uint32_t)p.g << 8 | p.b
                       : theme->rgb[p.token < COLOUR_COUNT ? p.token : COLOUR_TEXT];
    return (uint32_t)p.alpha << 24 | rgb;
}
