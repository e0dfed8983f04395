#include "report/workbook.h"

#include <string.h>

/* In characters: room at both sides of a text, where text is wrapped, headings that stand in one
 * line. */
enum { SIDES = 3, WIDEST = 44, HEAD_LINE = 8 };

enum { INK = 0x17233F, HEAD_FILL = 0xE8ECF5, GRID = 0xB9C2D6, GREY = 0x7A8397 };

static lxw_format *plain(struct book *b)
{
    lxw_format *f = workbook_add_format(b->workbook);
    format_set_font_name(f, "Noto Sans CJK SC");
    format_set_font_size(f, 11);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    return f;
}

static lxw_format *boxed(struct book *b, uint8_t align)
{
    lxw_format *f = plain(b);
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, GRID);
    format_set_align(f, align);
    return f;
}

void book_formats(struct book *b)
{
    lxw_format **f = b->format;
    f[FORMAT_TITLE] = plain(b);
    format_set_bold(f[FORMAT_TITLE]);
    format_set_font_size(f[FORMAT_TITLE], 18);
    format_set_font_color(f[FORMAT_TITLE], INK);
    f[FORMAT_NOTE] = plain(b);
    format_set_font_color(f[FORMAT_NOTE], GREY);
    format_set_font_size(f[FORMAT_NOTE], 10);
    f[FORMAT_HEAD] = boxed(b, LXW_ALIGN_CENTER);
    format_set_bold(f[FORMAT_HEAD]);
    format_set_text_wrap(f[FORMAT_HEAD]);
    format_set_bg_color(f[FORMAT_HEAD], HEAD_FILL);
    f[FORMAT_TEXT] = boxed(b, LXW_ALIGN_LEFT);
    format_set_text_wrap(f[FORMAT_TEXT]);
    format_set_indent(f[FORMAT_TEXT], 1);
    f[FORMAT_CENTRE] = boxed(b, LXW_ALIGN_CENTER);
    f[FORMAT_POINTS] = boxed(b, LXW_ALIGN_RIGHT);
    f[FORMAT_TOTAL] = boxed(b, LXW_ALIGN_RIGHT);
    format_set_bold(f[FORMAT_TOTAL]);
    f[FORMAT_CLOCK] = boxed(b, LXW_ALIGN_CENTER);
    format_set_num_format(f[FORMAT_CLOCK], "hh:mm:ss.000");
    f[FORMAT_MS] = boxed(b, LXW_ALIGN_RIGHT);
    format_set_num_format(f[FORMAT_MS], "0.000");
    f[FORMAT_UNDONE] = boxed(b, LXW_ALIGN_CENTER);
    format_set_font_color(f[FORMAT_UNDONE], GREY);
    format_set_italic(f[FORMAT_UNDONE]);
}

static void print_set_up(struct book *b)
{
    char footer[256];
    worksheet_set_paper(b->sheet, 9); /* A4 */
    worksheet_set_landscape(b->sheet);
    worksheet_fit_to_pages(b->sheet, 1, 0);
    worksheet_set_margins(b->sheet, 0.5, 0.5, 0.6, 0.7);
    snprintf(footer, sizeof footer, TR(b->r->words, "&L&8日志校验值 %s&R&8第 &P 页 / 共 &N 页"),
             b->r->head);
    worksheet_set_footer(b->sheet, footer);
}

void book_sheet(struct book *b, const char *name)
{
    char title[600], note[400], date[PLAIN_TIME];
    b->name = TR(b->r->words, name);
    b->sheet = workbook_add_worksheet(b->workbook, b->name);
    b->row = b->column = 0;
    if (!b->sheet)
        return;
    snprintf(title, sizeof title, TR(b->r->words, "%s　%s"), b->r->title, b->name);
    worksheet_set_row(b->sheet, 0, 30, NULL);
    worksheet_write_string(b->sheet, 0, 0, title, b->format[FORMAT_TITLE]);
    report_caution(b->r, note, sizeof note);
    if (!note[0])
        snprintf(note, sizeof note, TR(b->r->words, "%s　%s　时间均为北京时间"),
                 plain_date(b->r->words, b->r->begin_us, date), b->r->def->where);
    worksheet_write_string(b->sheet, 1, 0, note, b->format[FORMAT_NOTE]);
    print_set_up(b);
    b->row = 2;
}

/* Characters a text takes: Han and their like two, others one. */
static double text_width(const char *text)
{
    double width = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80)
            width += (unsigned char)*text >= 0xE2 ? 2.1 : 1;
    return width;
}

static void widen(struct book *b, int column, double width)
{
    width += SIDES;
    if (column < b->columns && width > b->width[column])
        b->width[column] = width > WIDEST ? WIDEST : width;
}

void book_sheet_end(struct book *b)
{
    for (int i = 0; b->sheet && i < b->columns; i++)
        worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, b->width[i], NULL);
}

void book_heads(struct book *b, const struct book_column *columns, int count)
{
    bool two_lines = false;
    b->columns = count;
    for (int i = 0; i < count; i++) {
        const char *title = columns[i].title;
        double width = text_width(title);
        two_lines |= width > HEAD_LINE;
        b->width[i] = columns[i].width;
        widen(b, i, width > HEAD_LINE ? width / 2 + 2 : width);
        worksheet_write_string(b->sheet, b->row, (lxw_col_t)i, title, b->format[FORMAT_HEAD]);
    }
    worksheet_set_row(b->sheet, b->row, two_lines ? 40 : 24, NULL);
    worksheet_freeze_panes(b->sheet, b->row + 1, 0);
    worksheet_repeat_rows(b->sheet, b->row, b->row);
    book_next_row(b);
}

void book_heads_of(struct book *b, const struct book_column *columns, int count)
{
    struct book_column own[BOOK_COLUMNS_MAX];
    for (int i = 0; i < count; i++)
        own[i] = (struct book_column){TR(b->r->words, columns[i].title), columns[i].width};
    book_heads(b, own, count);
}

void book_next_row(struct book *b)
{
    b->row++;
    b->column = 0;
}

void book_text(struct book *b, const char *text, enum book_format format)
{
    char clean[REPORT_TIE_TEXT];
    plain_text(text, true, clean, sizeof clean);
    if (format != FORMAT_NOTE)
        widen(b, b->column, text_width(clean));
    if (clean[0])
        worksheet_write_string(b->sheet, b->row, b->column, clean, b->format[format]);
    else
        worksheet_write_blank(b->sheet, b->row, b->column, b->format[format]);
    b->column++;
}

void book_number(struct book *b, double number, enum book_format format)
{
    worksheet_write_number(b->sheet, b->row, b->column++, number, b->format[format]);
}

void book_points(struct book *b, int32_t cp, enum book_format format)
{
    book_number(b, cp / 100.0, format);
}

void book_blank(struct book *b)
{
    worksheet_write_blank(b->sheet, b->row, b->column++, b->format[FORMAT_TEXT]);
}

void book_clock(struct book *b, int64_t wall_us)
{
    /* the day fraction of Beijing time, to the millisecond */
    int64_t day_us = 86400000000, zone_us = 28800000000;
    int64_t us = ((wall_us + zone_us) % day_us + day_us) % day_us;
    book_number(b, (double)(us / 1000) / 86400000.0, FORMAT_CLOCK);
}
