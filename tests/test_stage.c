/* rooms: layout stage view contest keypad words */
#include "stage/decode.h"
#include "support/stage_kit.h"

#include <sys/stat.h>
#include <unistd.h>

static struct draw_page inner;

START_TEST(the_full_scene_looks_as_drawn)
{
    full_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    mkdir("build", 0777);
    ck_assert_msg(stage_save_png(&c, "build/sample_scene.png", why, sizeof why), "%s", why);
    ck_colour(at(&c, 960, 3), 0x19294C, 3); /* backdrop: top, middle, edge */
    ck_colour(at(&c, 960, 733), 0x0B1426, 4);
    ck_colour(at(&c, 960, 1075), 0x060B16, 2);
    ck_colour(at(&c, 1300, 160), 0x192747, 3); /* panel gradient */
    ck_colour(at(&c, 1300, 715), 0x121D36, 3);
    ck_colour(at(&c, 1200, 900), 0xF2B84B, 1);  /* the lit card is gold to its edge */
    ck_colour(at(&c, 1154, 1000), 0xF2B84B, 1); /* (inside left) */
    ck_assert_str_eq(said, "");
}
END_TEST

/* Optical centre: the ink of a digit must be centred on the y it was given, within a pixel. */
START_TEST(digits_and_han_are_centred)
{
    static const char *const texts[] = {"7", "0", "国"};
    for (int i = 0; i < 3; i++) {
        struct draw_list *d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_text(d,
                  &(struct draw_run){.x = 200,
                                     .y = 200,
                                     .em = 144,
                                     .weight = TEXT_BOLD,
                                     .align = DRAW_CENTRE,
                                     .paint = paint(COLOUR_WHITE)},
                  texts[i], 0);
        struct canvas c = paint_page(400, 400);
        int x0 = 400, x1 = 0, y0 = 400, y1 = 0;
        for (int y = 0; y < 400; y++)
            for (int x = 0; x < 400; x++)
                if ((at(&c, x, y) & 255) > 127) {
                    x0 = x < x0 ? x : x0;
                    x1 = x > x1 ? x : x1;
                    y0 = y < y0 ? y : y0;
                    y1 = y > y1 ? y : y1;
                }
        ck_assert_int_le(abs((y0 + y1) / 2 - 200), 3);
        ck_assert_int_le(abs((x0 + x1) / 2 - 200), 3);
    }
}
END_TEST

START_TEST(built_in_metrics_are_those_of_the_font)
{
    const struct text_metrics *real = fonts_metrics(fonts);
    const char *s = "0123456789+\u2212ABCXYZabcxyz行政，。（）《》“”×±·%/.:- ";
    for (int f = 0; f < 2; f++)
        for (int w = 0; w < 2; w++)
            for (size_t i = 0, used; i < strlen(s); i += used) {
                uint32_t cp = text_decode(s + i, strlen(s) - i, &used);
                float a = real->advance(real->ctx, (enum text_family)f, (enum text_weight)w, cp);
                float b = text_metrics_builtin.advance(NULL, (enum text_family)f,
                                                       (enum text_weight)w, cp);
                ck_assert_msg(a - b < 0.002f && b - a < 0.002f, "U+%04X: %f, built in %f",
                              (unsigned)cp, (double)a, (double)b);
            }
}
END_TEST

/* With libunistring and real widths the lines are those of Chinese typesetting, too. */
START_TEST(mixed_text_is_broken_well)
{
    static const struct {
        const char *text, *want;
        float chars;
    } cases[] = {
        {"他们说：“可以。”然后离开了", "他们说：/“可以。”/然后离开了", 5},
        {"应当在15日内答复", "应当在/15日内/答复", 4},
        {"依据《行政处罚法》规定", "依据/《行政/处罚/法》规/定", 3},
        {"访问https://www.gov.cn查询", "访问https:///www.gov.cn查/询", 7},
        {"well-known e-mail地址", "well-/known/e-mail/地址", 3.6f},
        {"甲×乙①丙……丁", "甲×/乙①/丙/……/丁", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_fit fit;
        char lines[400] = "";
        struct text_want want = {.metrics = fonts_metrics(fonts),
                                 .utf8 = cases[i].text,
                                 .width = 72 * cases[i].chars + 1,
                                 .height = 4000,
                                 .screen_height = 1080,
                                 .k_max = 6,
                                 .k_min = 6};
        text_fit(&want, &fit);
        for (int k = 0; k < fit.line_count; k++) {
            strcat(lines, k ? "/" : "");
            strncat(lines, cases[i].text + fit.lines[k].start,
                    (size_t)(fit.lines[k].end - fit.lines[k].start));
        }
        ck_assert_str_eq(lines, cases[i].want);
    }
}
END_TEST

START_TEST(a_clip_holds)
{
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_clip(d, &(struct draw_box){20, 20, 30, 30});
    draw_rect(d, (struct draw_box){0, 0, 100, 100},
              &(struct draw_fill){.top = paint(COLOUR_WHITE), .radius = 8});
    struct canvas c = paint_page(100, 100);
    ck_colour(at(&c, 19, 30), 0, 0);
    ck_colour(at(&c, 20, 30), 0xFFFFFF, 0);
    ck_colour(at(&c, 49, 49), 0xFFFFFF, 0);
    ck_colour(at(&c, 50, 49), 0, 0);
}
END_TEST

START_TEST(corners_outlines_and_alpha_are_exact)
{
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_rect(d, (struct draw_box){10, 10, 80, 80},
              &(struct draw_fill){.top = paint_rgb(0x204060),
                                  .radius = 20,
                                  .corners = CORNER_TOP,
                                  .outline = paint(COLOUR_WHITE),
                                  .outline_px = 4});
    draw_alpha(d, 0.5f);
    draw_rect(d, (struct draw_box){40, 40, 20, 20},
              &(struct draw_fill){.top = paint(COLOUR_WHITE)});
    struct canvas c = paint_page(100, 100);
    ck_colour(at(&c, 11, 11), 0, 0);        /* outside the round corner */
    ck_colour(at(&c, 10, 89), 0xFFFFFF, 0); /* the square one is whole */
    ck_colour(at(&c, 13, 50), 0xFFFFFF, 0); /* outline, and where it ends */
    ck_colour(at(&c, 14, 50), 0x204060, 0);
    ck_colour(at(&c, 50, 50), 0x8F9FAF, 1);
}
END_TEST

/* A preview shows what the audience sees: the nested list, scaled, inside its box only. */
START_TEST(a_miniature_is_the_same_picture)
{
    full_scene(draw_page_begin(&inner, 1920, 1080, fonts_metrics(fonts)));
    struct draw_list *d = draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_mini(d, (struct draw_box){100, 100, 960, 540}, &inner.list);
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    stage_save_png(&c, "build/sample_mini.png", why, sizeof why);
    ck_colour(at(&c, 100 + 600, 100 + 450), 0xF2B84B, 1); /* the lit card at half size */
    for (int x = 0; x < 1920; x++) {
        ck_colour(at(&c, x, 99), 0, 0);
        ck_colour(at(&c, x, 640), 0, 0);
    }
}
END_TEST

/* Whatever the size of the target, nothing is written outside it. */
START_TEST(absurd_sizes_are_survived)
{
    static const int sizes[][2] = {{1, 1}, {1, 1080}, {1920, 1}, {3, 700}, {640, 480}};
    full_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t n = (size_t)sizes[i][0] * (size_t)sizes[i][1];
        uint32_t *mem = calloc(n + 2, 4);
        struct canvas c;
        mem[0] = mem[n + 1] = 0x12345678;
        canvas_init(&c, mem + 1, sizes[i][0], sizes[i][1], sizes[i][0]);
        painter_draw(painter, &c, &page.list);
        ck_assert_uint_eq(mem[0], 0x12345678);
        ck_assert_uint_eq(mem[n + 1], 0x12345678);
        free(mem);
    }
}
END_TEST

START_TEST(every_icon_has_ink)
{
    for (int i = 1; i < ICON_COUNT; i++) {
        struct draw_list *d = draw_page_begin(&page, 60, 60, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_icon(d, 30, 30, 48, (enum draw_icon)i, paint(COLOUR_WHITE));
        struct canvas c = paint_page(60, 60);
        int ink = 0;
        for (int y = 0; y < 60; y++)
            for (int x = 0; x < 60; x++)
                ink += at(&c, x, y) > 0x808080;
        ck_assert_msg(ink > 60 && ink < 2400, "icon %d has %d px", i, ink);
    }
}
END_TEST

START_TEST(ring_counts_down_from_the_right_of_twelve)
{
    for (int style = DRAW_RING_TICKS; style <= DRAW_RING_BLOCKS; style++) {
        struct draw_list *d = draw_page_begin(&page, 300, 300, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_BLACK);
        draw_ring(d, &(struct draw_ring){.cx = 150,
                                         .cy = 150,
                                         .radius = 125,
                                         .style = (uint8_t)style,
                                         .lit = style == DRAW_RING_TICKS ? 30 : 5,
                                         .on = paint(COLOUR_WHITE),
                                         .off = paint_rgb(0x0000FF)});
        struct canvas c = paint_page(300, 300);
        long right = 0, left = 0;
        for (int y = 0; y < 300; y++)
            for (int x = 0; x < 300; x++)
                *(x > 158 ? &right : x < 142 ? &left : &(long){0}) += at(&c, x, y) >> 16;
        ck_assert_int_gt(right, 100000);
        ck_assert_int_eq(left, 0);
    }
}
END_TEST

START_TEST(a_character_no_font_has_is_boxed_and_said_once)
{
    uint32_t first = 0;
    const char *odd = "\U0010FFFD"; /* private use */
    ck_assert_int_eq(fonts_missing(fonts, odd, strlen(odd), &first), 1);
    ck_assert_uint_eq(first, 0x10FFFD);
    ck_assert_int_eq(fonts_missing(fonts, "行政 7号 ✓", strlen("行政 7号 ✓"), NULL), 0);
    ck_assert_ptr_nonnull(strstr(said, "U+10FFFD"));
    size_t n = strlen(said);
    struct draw_list *d = draw_page_begin(&page, 100, 100, fonts_metrics(fonts));
    draw_text(d, &(struct draw_run){.x = 10, .y = 50, .em = 60, .paint = paint(COLOUR_WHITE)}, odd,
              0);
    memset(px, 0, sizeof px);
    struct canvas c = paint_page(100, 100);
    int ink = 0;
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 100; x++)
            ink += at(&c, x, y) != 0;
    ck_assert_int_gt(ink, 50);
    ck_assert_uint_eq(strlen(said), n);
}
END_TEST

START_TEST(bad_pictures_are_said_and_leave_a_quiet_panel)
{
    FILE *f = fopen("build/bad.png", "wb");
    fputs("\x89PNG\r\n\x1a\n nonsense", f);
    fclose(f);
    struct draw_list *d = draw_page_begin(&page, 400, 300, fonts_metrics(fonts));
    draw_image(d, (struct draw_box){0, 0, 400, 300}, &(struct draw_picture){0}, "bad.png");
    draw_image(d, (struct draw_box){0, 0, 40, 30}, &(struct draw_picture){0}, "none.png");
    struct canvas c = paint_page(400, 300);
    ck_colour(at(&c, 200, 280), 0x121D36, 5);
    ck_assert_ptr_nonnull(strstr(said, "bad.png"));
    ck_assert_ptr_nonnull(strstr(said, "none.png"));
    size_t n = strlen(said);
    paint_page(400, 300);
    ck_assert_uint_eq(strlen(said), n); /* once */
}
END_TEST

static uint32_t crc_of(const uint8_t *p, size_t n)
{
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

static void put_chunk(FILE *f, const char *type, const uint8_t *data, size_t n)
{
    uint8_t chunk[64];
    memcpy(chunk, type, 4);
    memcpy(chunk + 4, data, n);
    uint32_t crc = crc_of(chunk, n + 4);
    const uint8_t head[4] = {0, 0, 0, (uint8_t)n};
    const uint8_t tail[4] = {(uint8_t)(crc >> 24), (uint8_t)(crc >> 16), (uint8_t)(crc >> 8),
                             (uint8_t)crc};
    fwrite(head, 4, 1, f);
    fwrite(chunk, n + 4, 1, f);
    fwrite(tail, 4, 1, f);
}

/* A picture that wants to move stands still: its first frame is shown, and nothing is said. */
START_TEST(an_animated_picture_stands_still)
{
    uint8_t png[2000];
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 20, 10, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(s, NULL, 0xFF00FF00);
    IMG_SavePNG(s, "build/still.png");
    SDL_FreeSurface(s);
    FILE *f = fopen("build/still.png", "rb");
    size_t n = fread(png, 1, sizeof png, f);
    fclose(f);
    ck_assert(n > 50 && n < sizeof png);
    f = fopen("build/moving.png", "wb");
    fwrite(png, 33, 1, f); /* signature and IHDR */
    put_chunk(f, "acTL", (const uint8_t[]){0, 0, 0, 2, 0, 0, 0, 0}, 8);
    static const uint8_t frame[26] = {[7] = 20, [11] = 10, [21] = 1, [23] = 10};
    put_chunk(f, "fcTL", frame, 26);
    fwrite(png + 33, n - 33, 1, f);
    fclose(f);
    int w = 0, h = 0;
    ck_assert(images_load(images, "moving.png"));
    ck_assert(images_size(images, "moving.png", &w, &h) && w == 20 && h == 10);
    struct draw_list *d = draw_page_begin(&page, 400, 200, fonts_metrics(fonts));
    draw_image(d, (struct draw_box){0, 0, 400, 200}, &(struct draw_picture){0}, "moving.png");
    struct canvas c = paint_page(400, 200);
    ck_colour(at(&c, 200, 100), 0x00FF00, 0);
    ck_assert_str_eq(said, "");
}
END_TEST

START_TEST(pictures_are_fitted)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 200, 100, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(s, NULL, 0xFFFF0000);
    SDL_FillRect(s, &(SDL_Rect){100, 0, 100, 100}, 0xFF00FF00);
    IMG_SavePNG(s, "build/two.png");
    SDL_FreeSurface(s);
    struct draw_list *d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_BLACK);
    draw_image(d, (struct draw_box){0, 0, 400, 400}, &(struct draw_picture){0}, "two.png");
    struct canvas c = paint_page(400, 400);
    ck_colour(at(&c, 100, 50), 0, 0); /* contained: bands above and below */
    ck_colour(at(&c, 100, 200), 0xFF0000, 0);
    ck_colour(at(&c, 300, 200), 0x00FF00, 0);
    d = draw_page_begin(&page, 400, 400, fonts_metrics(fonts));
    draw_image(d, (struct draw_box){0, 0, 400, 400},
               &(struct draw_picture){.region = {0.5f, 0, 0.5f, 1}, .fit = DRAW_COVER}, "two.png");
    c = paint_page(400, 400);
    ck_colour(at(&c, 20, 20), 0x00FF00, 0);
    ck_colour(at(&c, 380, 380), 0x00FF00, 0);
}
END_TEST

START_TEST(the_day_theme_paints_paper)
{
    painter_set_theme(painter, &theme_day);
    full_scene(draw_page_begin(&page, 1920, 1080, fonts_metrics(fonts)));
    struct canvas c = paint_page(1920, 1080);
    char why[300];
    stage_save_png(&c, "build/sample_day.png", why, sizeof why);
    ck_colour(at(&c, 960, 3), 0xFAF8F2, 3);
}
END_TEST

/* One painter serves two windows in two palettes: what a miniature shows keeps its own. */
START_TEST(a_miniature_keeps_the_palette_of_its_screen)
{
    struct draw_list *mini = draw_page_begin(&inner, 192, 108, fonts_metrics(fonts));
    draw_backdrop(mini, DRAW_BACKDROP_HALL);
    struct draw_list *d = draw_page_begin(&page, 384, 108, fonts_metrics(fonts));
    draw_backdrop(d, DRAW_BACKDROP_FLAT);
    draw_mini(d, (struct draw_box){0, 0, 192, 108}, mini);
    painter_set_mini_theme(painter, &theme_night);
    for (int i = 0; i < 2; i++) { /* the backdrop baked for one is not the other's */
        painter_set_theme(painter, &theme_day);
        struct canvas c = paint_page(384, 108);
        ck_colour(at(&c, 96, 1), 0x1A2A4E, 3);
        ck_colour(at(&c, 300, 50), theme_day.rgb[COLOUR_BASE], 3);
        painter_set_mini_theme(painter, NULL);
        c = paint_page(384, 108);
        ck_colour(at(&c, 96, 1), 0xFAF8F2, 3);
        painter_set_mini_theme(painter, &theme_night);
    }
}
END_TEST

/* The seal is the text's colour, its character the hall's: light on dark as dark on light. */
START_TEST(the_seal_can_be_read)
{
    static const struct theme *const themes[] = {&theme_night, &theme_day};
    for (int i = 0; i < 2; i++) {
        painter_set_theme(painter, themes[i]);
        struct draw_list *d = draw_page_begin(&page, 200, 200, fonts_metrics(fonts));
        draw_backdrop(d, DRAW_BACKDROP_FLAT);
        draw_icon(d, 100, 100, 160, ICON_SEAL, paint(COLOUR_TEXT));
        struct canvas c = paint_page(200, 200);
        uint32_t base = themes[i]->rgb[COLOUR_BASE];
        int inked = 0;
        for (int y = 50; y < 150; y++)
            for (int x = 50; x < 150; x++)
                inked += colour_contrast(at(&c, x, y) & 0xFFFFFF, base) < 1.3;
        ck_assert_int_gt(inked, 1000);
    }
}
END_TEST

/* No font at all, or none with Han: a sentence with the package's name, no crash. */
START_TEST(missing_fonts_are_said)
{
    char conf[4096];
    ck_assert_ptr_nonnull(getcwd(conf, sizeof conf - 30));
    strcat(conf, "/build/no-fonts.conf"); /* a relative name would be looked for elsewhere */
    FILE *f = fopen(conf, "w");
    fputs("<?xml version=\"1.0\"?><fontconfig><dir prefix=\"cwd\">build/nothing</dir>"
          "<cachedir>build/nothing</cachedir></fontconfig>",
          f);
    fclose(f);
    setenv("FONTCONFIG_FILE", conf, 1);
    struct fonts *none = fonts_create(NULL, &listener);
    ck_assert_ptr_null(none);
    ck_assert_ptr_nonnull(strstr(said, "fonts-noto-cjk"));
    unsetenv("FONTCONFIG_FILE");
    said[0] = 0;
    struct fonts *other_family =
        fonts_create(&(struct font_names){.sans = "No Such Font"}, &listener);
    ck_assert_ptr_nonnull(other_family);
    ck_assert_ptr_nonnull(strstr(said, "No Such Font"));
    fonts_destroy(other_family);
}
END_TEST

START_TEST(a_huge_photo_is_reduced_and_a_bomb_refused)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 5472, 3648, 24, SDL_PIXELFORMAT_RGB24);
    SDL_FillRect(s, NULL, SDL_MapRGB(s->format, 10, 200, 30));
    IMG_SaveJPG(s, "build/huge.jpg", 80);
    SDL_FreeSurface(s);
    ck_assert(images_load(images, "huge.jpg"));
    int w, h;
    ck_assert(images_size(images, "huge.jpg", &w, &h));
    ck_assert(w == 5472 && h == 3648);
    struct draw_list *d = draw_page_begin(&page, 600, 400, NULL);
    draw_image(d, (struct draw_box){0, 0, 600, 400}, &(struct draw_picture){0}, "huge.jpg");
    struct canvas c = paint_page(600, 400);
    ck_colour(at(&c, 300, 200), 0x0AC81E, 4);

    static const uint8_t bomb[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\10\6\0\0\0";
    FILE *f = fopen("build/bomb.png", "wb");
    fwrite(bomb, 1, sizeof bomb, f);
    fclose(f);
    ck_assert(!images_load(images, "bomb.png"));
    ck_assert_ptr_nonnull(strstr(said, "160"));
}
END_TEST

/* A JPEG that hides its claim behind a megabyte of remarks. */
static void write_late_bomb(const char *path)
{
    static const uint8_t remark[65537] = {0xFF, 0xFE, 0xFF, 0xFF};
    static const uint8_t frame[] = "\xFF\xC0\0\21\10\xEA\x60\xEA\x60\3\1\x22\0\2\x11\1\3\x11\1";
    FILE *f = fopen(path, "wb");
    fwrite("\xFF\xD8", 1, 2, f);
    for (int i = 0; i < 16; i++)
        fwrite(remark, 1, sizeof remark, f);
    fwrite(frame, 1, sizeof frame - 1, f);
    fwrite("\xFF\xD9", 1, 2, f);
    fclose(f);
}

START_TEST(what_is_no_picture_file_is_refused_at_once)
{
    char path[64];
    static const struct {
        const char *name, *why;
    } bad[] = {{"pipe.png", "not a plain file"},   {"zero.png", "not a plain file"},
               {"folder.png", "not a plain file"}, {"sparse.png", "64 MiB"},
               {"text.tga", "not a PNG or JPEG"},  {"late.jpg", "160"}};
    remove("build/pipe.png");
    remove("build/zero.png");
    mkdir("build/folder.png", 0755);
    ck_assert_int_eq(mkfifo("build/pipe.png", 0644), 0); /* nobody will ever write */
    ck_assert_int_eq(symlink("/dev/zero", "build/zero.png"), 0);
    write_late_bomb("build/late.jpg");
    FILE *f = fopen("build/text.tga", "wb");
    fputs("\1\2\n\4 a TGA has no mark of its own, its size is what it says", f);
    fclose(f);
    f = fopen("build/sparse.png", "wb");
    fputs("\x89PNG\r\n\x1a\n", f);
    ck_assert_int_eq(ftruncate(fileno(f), INT64_C(5) << 30), 0);
    fclose(f);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct decoded d;
        char why[200];
        snprintf(path, sizeof path, "build/%s", bad[i].name);
        ck_assert_msg(!decode_picture(path, bad[i].name, &d, why, sizeof why), "%s", path);
        ck_assert_msg(strstr(why, bad[i].name) && strstr(why, bad[i].why), "%s: %s", path, why);
        remove(path);
    }
}
END_TEST

START_TEST(pictures_arrive_from_the_loader)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, 20, 20, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(s, NULL, 0xFF123456);
    IMG_SavePNG(s, "build/later.png");
    SDL_FreeSurface(s);
    images_set_blocking(images, false);
    unsigned before = images_serial(images);
    struct draw_list *d = draw_page_begin(&page, 100, 100, NULL);
    draw_image(d, (struct draw_box){0, 0, 100, 100}, &(struct draw_picture){0}, "later.png");
    paint_page(100, 100); /* asks, and shows the quiet panel meanwhile */
    for (int i = 0; i < 400 && images_serial(images) == before; i++)
        SDL_Delay(5);
    struct canvas c = paint_page(100, 100);
    ck_colour(at(&c, 50, 50), 0x123456, 1);
}
END_TEST

START_TEST(a_video_frame_fills_its_box)
{
    static uint32_t frame[64 * 36];
    for (int i = 0; i < 64 * 36; i++)
        frame[i] = i % 64 < 32 ? 0xFFFF0000 : 0xFF0000FF;
    images_set_video(images, frame, 64, 36, 64);
    struct draw_list *d = draw_page_begin(&page, 640, 400, NULL);
    draw_image(d, (struct draw_box){0, 0, 640, 400}, &(struct draw_picture){.source = DRAW_VIDEO},
               NULL);
    struct canvas c = paint_page(640, 400);
    ck_colour(at(&c, 100, 200), 0xFF0000, 0);
    ck_colour(at(&c, 600, 200), 0x0000FF, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {mixed_text_is_broken_well,
                                  the_full_scene_looks_as_drawn,
                                  digits_and_han_are_centred,
                                  built_in_metrics_are_those_of_the_font,
                                  a_clip_holds,
                                  corners_outlines_and_alpha_are_exact,
                                  a_miniature_is_the_same_picture,
                                  absurd_sizes_are_survived,
                                  every_icon_has_ink,
                                  ring_counts_down_from_the_right_of_twelve,
                                  a_character_no_font_has_is_boxed_and_said_once,
                                  bad_pictures_are_said_and_leave_a_quiet_panel,
                                  an_animated_picture_stands_still,
                                  pictures_are_fitted,
                                  the_day_theme_paints_paper,
                                  a_miniature_keeps_the_palette_of_its_screen,
                                  the_seal_can_be_read,
                                  missing_fonts_are_said,
                                  a_huge_photo_is_reduced_and_a_bomb_refused,
                                  what_is_no_picture_file_is_refused_at_once,
                                  pictures_arrive_from_the_loader,
                                  a_video_frame_fills_its_box,
                                  NULL};
    return stage_kit_run("stage", tests);
}
