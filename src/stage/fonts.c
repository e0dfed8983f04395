#include "stage/fonts.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

enum {
    FACES = 4,     /* family × weight */
    FALLBACKS = 8, /* other fonts opened for odd characters */
    ADVANCES = 8192,
    TELL_MAX = 8,
};

struct face {
    TTF_Font *font;
    float em; /* set now */
};

struct fonts {
    struct face face[FACES + FALLBACKS];
    int fallback_count;
    FcConfig *config;
    struct text_metrics metrics;
    struct stage_listener listener;
    uint32_t told[64]; /* characters reported missing */
    int told_count;
    /* advance cache, direct-mapped: key = cp << 2 | face, in thousandths of the em */
    uint32_t advance_key[ADVANCES];
    float advance[ADVANCES];
};

/* ---- finding ---- */

struct found {
    char file[1024];
    char family[128];
    int index;
};

static bool take_match(FcPattern *match, struct found *out)
{
    FcChar8 *file = NULL, *family = NULL;
    if (!match || FcPatternGetString(match, FC_FILE, 0, &file) != FcResultMatch)
        return false;
    out->index = 0;
    FcPatternGetInteger(match, FC_INDEX, 0, &out->index);
    FcPatternGetString(match, FC_FAMILY, 0, &family);
    snprintf(out->file, sizeof out->file, "%s", (const char *)file);
    snprintf(out->family, sizeof out->family, "%s", family ? (const char *)family : "");
    out->index &= 0xFFFF; /* the upper half names an instance of a variable font */
    return true;
}

static bool find(FcConfig *config, const char *family, enum text_weight weight, uint32_t cp,
                 struct found *out)
{
    FcPattern *want = FcPatternCreate();
    FcPatternAddString(want, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(want, FC_WEIGHT, weight == TEXT_BOLD ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddBool(want, FC_SCALABLE, FcTrue);
    if (cp) {
        FcCharSet *set = FcCharSetCreate();
        FcCharSetAddChar(set, cp);
        FcPatternAddCharSet(want, FC_CHARSET, set);
        FcCharSetDestroy(set);
    } else {
        FcPatternAddString(want, FC_LANG, (const FcChar8 *)"zh-cn");
    }
    FcConfigSubstitute(config, want, FcMatchPattern);
    FcDefaultSubstitute(want);
    FcResult result;
    FcPattern *match = FcFontMatch(config, want, &result);
    bool ok = take_match(match, out);
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(want);
    return ok;
}

static const char *const default_family[2] = {"Noto Sans CJK SC", "Noto Serif CJK SC"};
static const char *const weight_name[2] = {"Regular", "Bold"};

static bool open_face(struct fonts *f, const char *family, enum text_weight weight,
                      struct face *face)
{
    struct found found;
    if (!find(f->config, family, weight, 0, &found)) {
        stage_say(&f->listener, STAGE_FONT_NONE, "%s", family);
        return false;
    }
    face->font = TTF_OpenFontIndex(found.file, 32, found.index);
    face->em = 0;
    if (!face->font) {
        stage_say(&f->listener, STAGE_FONT_NONE, "%s (%s)", found.file, TTF_GetError());
        return false;
    }
    const char *got = TTF_FontFaceFamilyName(face->font);
    if (strcmp(found.family, family) != 0 && (!got || strcmp(got, family) != 0))
        stage_say(&f->listener, STAGE_FONT_REPLACED, "%s %s → %s", family, weight_name[weight],
                  got ? got : found.family);
    TTF_SetFontHinting(face->font, TTF_HINTING_NONE);
    TTF_SetFontKerning(face->font, 0);
    return true;
}

/* ---- sizes ---- */

/* Any em, also a fraction: one point at 72·em dpi is em px. */
static void set_em(struct face *face, float em)
{
    unsigned dpi = (unsigned)lroundf(em * 72);
    if (face->em == em || dpi == 0)
        return;
    if (TTF_SetFontSizeDPI(face->font, 1, dpi, dpi) == 0)
        face->em = em;
}

static int face_index(enum text_family family, enum text_weight weight)
{
    return (int)family * 2 + (int)weight;
}

static void encode(uint32_t cp, char out[5])
{
    static const uint8_t lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    out[n] = 0;
    for (int i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)(n == 1 ? cp : lead[n] | cp);
}

static void tell_missing(struct fonts *f, uint32_t cp)
{
    for (int i = 0; i < f->told_count; i++)
        if (f->told[i] == cp)
            return;
    if (f->told_count == (int)(sizeof f->told / sizeof *f->told))
        return;
    f->told[f->told_count++] = cp;
    if (f->told_count > TELL_MAX) /* a whole script is missing: eight examples are enough */
        return;
    char utf8[5] = "";
    encode(cp, utf8);
    stage_say(&f->listener, STAGE_GLYPH_MISSING, "%s U+%04X", utf8, (unsigned)cp);
}

static int open_fallback(struct fonts *f, enum text_weight weight, uint32_t cp)
{
    struct found found;
    if (f->fallback_count == FALLBACKS ||
        !find(f->config, default_family[TEXT_SANS], weight, cp, &found))
        return -1;
    TTF_Font *font = TTF_OpenFontIndex(found.file, 32, found.index);
    if (!font)
        return -1;
    if (!TTF_GlyphIsProvided32(font, cp)) {
        TTF_CloseFont(font);
        return -1;
    }
    TTF_SetFontHinting(font, TTF_HINTING_NONE);
    f->face[FACES + f->fallback_count] = (struct face){.font = font};
    return FACES + f->fallback_count++;
}

/* The face that has cp, −1 when none. Asks fontconfig once per unknown character. */
static int face_for(struct fonts *f, enum text_family family, enum text_weight weight, uint32_t cp)
{
    int own = face_index(family, weight);
    if (TTF_GlyphIsProvided32(f->face[own].font, cp))
        return own;
    for (int i = FACES; i < FACES + f->fallback_count; i++)
        if (TTF_GlyphIsProvided32(f->face[i].font, cp))
            return i;
    for (int i = 0; i < f->told_count; i++)
        if (f->told[i] == cp)
            return -1;
    int other = open_fallback(f, weight, cp);
    if (other < 0)
        tell_missing(f, cp);
    return other;
}

/* ---- advances and breaks for layouts ---- */

static bool is_mark(uint32_t cp)
{
    return cp < 32 || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF ||
           (cp >= 0xFE00 && cp <= 0xFE0F);
}

static float measure(struct fonts *f, enum text_family family, enum text_weight weight, uint32_t cp)
{
    int at = face_for(f, family, weight, cp), advance = 0;
    if (is_mark(cp))
        return 0;
    if (at < 0)
        return 1; /* the box drawn for it */
    set_em(&f->face[at], 1000);
    if (TTF_GlyphMetrics32(f->face[at].font, cp, NULL, NULL, NULL, NULL, &advance))
        return 1;
    return (float)advance / 1000;
}

static float advance_of(void *ctx, enum text_family family, enum text_weight weight, uint32_t cp)
{
    struct fonts *f = ctx;
    uint32_t key = cp << 2 | (uint32_t)face_index(family, weight);
    uint32_t slot = (key * 0x9E3779B1u) >> 19; /* 13 bits */
    if (f->advance_key[slot] != key + 1) {
        f->advance[slot] = measure(f, family, weight, cp);
        f->advance_key[slot] = key + 1;
    }
    return f->advance[slot];
}

/*
 * Quotation marks as Chinese uses them: full-width, so a line may end before “ and after ”. The
 * Unicode rule cannot know and forbids both.
 */
static bool quote_break(uint32_t before, uint32_t at)
{
    return ((at == 0x201C || at == 0x2018) && text_is_wide(before)) ||
           ((before == 0x201D || before == 0x2019) && text_is_wide(at));
}

static void breaks_of(void *ctx, const char *utf8, size_t n, char *out)
{
    uint32_t before = 0;
    (void)ctx;
    /* "GBK" makes characters of ambiguous width (× ① …) wide, which is what our fonts do */
    u8_possible_linebreaks((const uint8_t *)utf8, n, "GBK", out);
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = text_decode(utf8 + i, n - i, &used);
        bool may = out[i] == UC_BREAK_POSSIBLE || quote_break(before, cp);
        memset(out + i, TEXT_BREAK_NO, used);
        out[i] = may ? TEXT_BREAK_MAY : TEXT_BREAK_NO; /* line feeds: the caller's business */
        before = cp;
    }
}

/* Opens an earlier face's file again in place of one that is missing. */
static bool stand_in(struct fonts *f, int missing)
{
    return missing > 0 && open_face(f, default_family[TEXT_SANS], TEXT_REGULAR, &f->face[missing]);
}

struct fonts *fonts_create(const struct font_names *names, const struct stage_listener *listener)
{
    struct fonts *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    if (listener)
        f->listener = *listener;
    f->metrics = (struct text_metrics){advance_of, breaks_of, f};
    if (TTF_Init()) {
        stage_say(listener, STAGE_FONT_NONE, "%s", TTF_GetError());
        free(f);
        return NULL;
    }
    f->config = FcInitLoadConfigAndFonts();
    const char *family[2] = {
        names && names->sans && *names->sans ? names->sans : default_family[TEXT_SANS],
        names && names->serif && *names->serif ? names->serif : default_family[TEXT_SERIF],
    };
    for (int i = 0; i < FACES; i++)
        if (!open_face(f, family[i / 2], (enum text_weight)(i % 2), &f->face[i]) &&
            !stand_in(f, i)) {
            fonts_destroy(f);
            return NULL;
        }
    return f;
}

void fonts_destroy(struct fonts *f)
{
    if (!f)
        return;
    for (int i = 0; i < FACES + FALLBACKS; i++)
        if (f->face[i].font)
            TTF_CloseFont(f->face[i].font);
    if (f->config)
        FcConfigDestroy(f->config);
    TTF_Quit();
    free(f);
}

const struct text_metrics *fonts_metrics(struct fonts *f)
{
    return &f->metrics;
}

int fonts_missing(struct fonts *f, const char *utf8, size_t n, uint32_t *first)
{
    int count = 0;
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = text_decode(utf8 + i, n - i, &used);
        if (is_mark(cp) || face_for(f, TEXT_SANS, TEXT_REGULAR, cp) >= 0)
            continue;
        if (count++ == 0 && first)
            *first = cp;
    }
    return count;
}

/* ---- glyphs ---- */

static uint8_t alpha_at(const SDL_Surface *s, int x, int y)
{
    return (uint8_t)(((const uint32_t *)((const uint8_t *)s->pixels + (long)y * s->pitch))[x] >>
                     24);
}

/* Rows and columns of a glyph's surface that hold ink. */
static struct area ink_of(const SDL_Surface *s)
{
    int x0 = s->w, y0 = s->h, x1 = 0, y1 = 0;
    for (int y = 0; y < s->h; y++)
        for (int x = 0; x < s->w; x++) {
            if (!alpha_at(s, x, y))
                continue;
            x0 = x < x0 ? x : x0;
            x1 = x >= x1 ? x + 1 : x1;
            y0 = y < y0 ? y : y0;
            y1 = y >= y1 ? y + 1 : y1;
        }
    return (struct area){x0, y0, x1 - x0, y1 - y0};
}

static bool render(TTF_Font *font, uint32_t cp, struct mask *m)
{
    int minx = 0, maxy = 0;
    SDL_Surface *s = TTF_RenderGlyph32_Blended(font, cp, (SDL_Color){255, 255, 255, 255});
    if (!s)
        return false;
    TTF_GlyphMetrics32(font, cp, &minx, NULL, NULL, &maxy, NULL);
    struct area ink = ink_of(s);
    int ascent = TTF_FontAscent(font), above = maxy > ascent ? maxy - ascent : 0;
    bool ok = !area_empty(ink);
    if (ok) {
        *m = (struct mask){.w = ink.w, .h = ink.h};
        m->left = ink.x + (minx < 0 ? minx : 0);
        m->top = ink.y - ascent - above;
        m->cover = malloc((size_t)ink.w * (size_t)ink.h);
        for (int y = 0; m->cover && y < ink.h; y++)
            for (int x = 0; x < ink.w; x++)
                m->cover[y * ink.w + x] = alpha_at(s, ink.x + x, ink.y + y);
        ok = m->cover != NULL;
    }
    SDL_FreeSurface(s);
    return ok;
}

/* What stands for a character nothing can draw: an upright box. */
static bool make_box(float em, struct mask *m)
{
    int side = (int)(em * 0.7f), line = side / 12 + 1;
    *m = (struct mask){side, side, (int)(em * 0.15f), -(int)(em * 0.73f), NULL};
    m->cover = side > 0 ? calloc((size_t)side, (size_t)side) : NULL;
    for (int y = 0; m->cover && y < side; y++)
        for (int x = 0; x < side; x++)
            if (x < line || y < line || x >= side - line || y >= side - line)
                m->cover[y * side + x] = 255;
    return m->cover != NULL;
}

const struct mask *fonts_glyph(struct fonts *f, struct mask_cache *cache, enum text_family family,
                               enum text_weight weight, float em, uint32_t cp)
{
    int own = face_index(family, weight);
    struct mask_key key = {MASK_GLYPH, (int)lroundf(em * 64), (int)cp, own, 0};
    const struct mask *have = mask_cache_find(cache, &key);
    if (have)
        return have->w ? have : NULL;
    struct mask m = {0};
    int at = face_for(f, family, weight, cp);
    if (at >= 0) {
        set_em(&f->face[at], em);
        if (!render(f->face[at].font, cp, &m))
            m = (struct mask){0};      /* a space: remembered as empty */
        if ((float)m.h > 2 * em + 4) { /* a bitmap font that has only its own size */
            free(m.cover);
            make_box(em, &m);
        }
    } else if (!is_mark(cp)) {
        make_box(em, &m);
    }
    have = mask_cache_add(cache, &key, m);
    return have && have->w ? have : NULL;
}
