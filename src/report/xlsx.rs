//! A workbook: one sheet for each table, and one that says what it was made of.
//!
//! Text is written as text, whatever it begins with; nothing here writes a formula. Text that a
//! spreadsheet would calculate when somebody edits its cell carries the mark that prevents it.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format as Style, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use crate::diag::Diagnostics;
use crate::report::escape::{calculates, clean};
use crate::report::table::{self, Cell, Table};
use crate::report::view::{self, EditionView, ReportView};
use crate::report::{Document, Format, Options, Subject, TABLES};
use crate::text::Catalogue;

/// The longest text of a cell. **Unit:** UTF-16 code units.
const LONGEST: usize = 32_767;
/// Most rows below the head of a sheet.
const MOST_ROWS: usize = 1_048_575;
/// The narrowest and the widest column. **Unit:** characters.
const WIDTHS: (usize, usize) = (8, 60);
/// The longest line in the margin of a printed page. **Unit:** characters.
const MARGIN: usize = 120;
/// Why writing into a sheet cannot fail.
const WITHIN: &str = "texts, rows and names are within the limits of a workbook";

/// A workbook of every table, or of one.
pub(super) struct Xlsx;

impl Format for Xlsx {
    fn id(&self) -> &'static str {
        "xlsx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx"]
    }

    fn render(&self, subject: &Subject, options: &Options) -> Result<Vec<u8>, Diagnostics> {
        let names = match (options.table, options.document) {
            (Some(name), _) => vec![name],
            (None, Document::Score) => vec!["scores"],
            (None, Document::Report) => TABLES.to_vec(),
        };
        let view = view::view(subject, options);
        let mut book = Book { book: Workbook::new(), words: subject.words, notes: Vec::new() };
        book.book.set_properties(&properties(&view, subject.words));
        for name in names {
            let table = table::table(name, subject, options, &view);
            book.table(name, &table, &view);
        }
        book.origin(&view);
        Ok(book.book.save_to_buffer().expect(WITHIN))
    }
}

/// What the file says about itself, with the reference date in place of the time of writing.
fn properties(view: &ReportView, words: Catalogue) -> DocProperties {
    let brand = &view.brand;
    let author = if brand.consultancy.is_empty() { &view.provenance.tool } else { &brand.consultancy };
    let properties = DocProperties::new()
        .set_company(&brand.consultancy)
        .set_title(&view.title)
        .set_subject(format!("{} {}", view.checklist.title, view.checklist.version))
        .set_author(author)
        .set_category(&view.organisation.sensitivity)
        .set_keywords(&view.provenance.assessment_digest)
        .set_comment(words.text("report.statement-short"));
    let first = ExcelDateTime::from_ymd(1900, 1, 1).expect("a workbook's first day");
    properties.set_creation_datetime(&day(&view.today.iso).unwrap_or(first))
}

/// A workbook that grows.
struct Book {
    book: Workbook,
    words: Catalogue,
    /// What was left out, in sentences.
    notes: Vec<String>,
}

impl Book {
    fn table(&mut self, name: &str, table: &Table, view: &ReportView) {
        let title = self.words.text(&format!("table.{name}"));
        let styles = Styles::new();
        let (rows, left_out) = table.rows.split_at(table.rows.len().min(MOST_ROWS));
        if !left_out.is_empty() {
            let values: [(&str, &dyn std::fmt::Display); 1] = [("table", &title)];
            self.notes.push(self.words.count("workbook.rows-left-out", left_out.len(), &values));
        }
        let mut cut = 0;
        let sheet = self.book.add_worksheet();
        sheet.set_name(&title).expect(WITHIN);
        for (column, name) in table.head.iter().enumerate() {
            let head = self.words.text(&format!("column.{name}"));
            let cells = rows.iter().map(|row| width(&row[column]));
            let width = cells.chain([head.chars().count() + 3]).max().unwrap_or(0);
            sheet.write_string_with_format(0, column as u16, &head, &styles.head).expect(WITHIN);
            sheet.set_column_width(column as u16, width.clamp(WIDTHS.0, WIDTHS.1) as f64).expect(WITHIN);
        }
        for (i, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                cut += usize::from(styles.write(sheet, (i as u32 + 1, column as u16), cell));
            }
        }
        let last = (rows.len().max(1) as u32, table.head.len() as u16 - 1);
        sheet.autofilter(0, 0, last.0, last.1).expect(WITHIN);
        let id = table.head.iter().position(|name| *name == "id").filter(|at| *at < 2);
        sheet.set_freeze_panes(1, id.map_or(0, |at| at as u16 + 1)).expect(WITHIN);
        sheet.set_repeat_rows(0, 0).expect(WITHIN);
        page(sheet, view);
        if cut > 0 {
            self.notes.push(self.words.count("workbook.texts-cut", cut, &[("table", &title)]));
        }
    }

    /// The last sheet: what all this was made of, and what was left out of it.
    fn origin(&mut self, view: &ReportView) {
        let (words, styles) = (self.words, Styles::new());
        let sheet = self.book.add_worksheet();
        sheet.set_name(words.text("table.origin")).expect(WITHIN);
        let own = [
            ("workbook.document", &view.title),
            ("workbook.marking", &view.organisation.sensitivity),
            ("report.scope-label", &view.organisation.scope),
            ("report.signed", &view.sign_off.text),
        ];
        let brand = [("brand.authors", &view.brand.prepared), ("brand.contact", &view.brand.contact)];
        let brand = brand.into_iter().filter(|(_, value)| !value.is_empty());
        let own = own.into_iter().chain(brand).map(|(key, value)| (words.text(key), value.clone()));
        let editions = view.brand.editions.iter().map(|edition| edition_row(edition, words));
        let origin = view.origin.iter().map(|row| (row.label.clone(), row.value.clone()));
        let notes = self.notes.iter().map(|note| (words.text("workbook.note"), note.clone()));
        let statement = (words.text("workbook.note"), words.text("report.statement-short"));
        for (i, (label, value)) in
            own.chain(editions).chain(origin).chain(notes).chain([statement]).enumerate()
        {
            sheet.write_string_with_format(i as u32, 0, &label, &styles.head).expect(WITHIN);
            styles.write(sheet, (i as u32, 1), &Cell::Text(value));
        }
        sheet.set_column_width(0, 34).expect(WITHIN);
        sheet.set_column_width(1, 80).expect(WITHIN);
        page(sheet, view);
    }
}

/// An edition as label and value.
fn edition_row(edition: &EditionView, words: Catalogue) -> (String, String) {
    let label = format!("{} {}", words.text("brand.version"), edition.version);
    let parts = [&edition.date.text, &edition.author, &edition.change];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    (label, said.join(", "))
}

/// How a sheet prints: across, as wide as the paper, marked on every page.
fn page(sheet: &mut Worksheet, view: &ReportView) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&R{}", margin(&view.organisation.sensitivity)));
    sheet.set_footer(format!("&L{}&R&P / &N", margin(&view.title)));
}

/// Text for the margin, in which `&` begins a command.
fn margin(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(MARGIN).collect::<String>().replace('&', "&&")
}

/// How cells look.
struct Styles {
    head: Style,
    plain: Style,
    /// Text that would calculate, were it typed.
    quoted: Style,
    day: Style,
}

impl Styles {
    fn new() -> Styles {
        let plain = Style::new().set_text_wrap().set_align(FormatAlign::Top);
        Styles {
            head: plain
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_EF_F7))
                .set_border_bottom(FormatBorder::Medium),
            quoted: plain.clone().set_quote_prefix(),
            day: plain.clone().set_num_format("yyyy-mm-dd"),
            plain,
        }
    }

    /// Writes a cell; says whether its text had to be cut.
    fn write(&self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> bool {
        let text = match cell {
            Cell::Number(number) => {
                let number = *number as f64;
                sheet.write_number_with_format(row, column, number, &self.plain).expect(WITHIN);
                return false;
            }
            Cell::Real(number) => {
                sheet.write_number_with_format(row, column, *number, &self.plain).expect(WITHIN);
                return false;
            }
            Cell::Day(iso) => match day(iso) {
                Some(day) => {
                    sheet.write_datetime_with_format(row, column, &day, &self.day).expect(WITHIN);
                    return false;
                }
                None => iso,
            },
            Cell::Word(word) if word.text.is_empty() => &word.code,
            Cell::Word(word) => &word.text,
            Cell::Text(text) | Cell::Exact(text) => text,
        };
        let whole = clean(text);
        let text = shortened(&whole);
        let style = if calculates(&text) { &self.quoted } else { &self.plain };
        sheet.write_string_with_format(row, column, &text, style).expect(WITHIN);
        text.len() != whole.len()
    }
}

/// A day that workbooks know: from 1900 on.
fn day(iso: &str) -> Option<ExcelDateTime> {
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Text that fits into a cell; its end is `…` when it had to be cut.
fn shortened(text: &str) -> String {
    // A UTF-16 text is never longer than its UTF-8 form.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_string();
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| room.checked_sub(c.len_utf16()).inspect(|left| room = *left).is_some();
    text.chars().take_while(fits).chain(['…']).collect()
}

/// How wide a cell would like to be. **Unit:** characters.
fn width(cell: &Cell) -> usize {
    let text = match cell {
        Cell::Text(text) | Cell::Exact(text) | Cell::Day(text) => text,
        Cell::Word(word) => &word.text,
        Cell::Number(_) | Cell::Real(_) => return WIDTHS.0,
    };
    text.lines().map(|line| line.chars().take(WIDTHS.1).count()).max().unwrap_or(0) + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_cell_ends_and_never_inside_a_character() {
        assert_eq!(shortened(&"a".repeat(LONGEST)).len(), LONGEST);
        assert_eq!(shortened(&"a".repeat(LONGEST + 1)).encode_utf16().count(), LONGEST);
        let wide = shortened(&"😀".repeat(LONGEST));
        assert_eq!((wide.encode_utf16().count(), wide.chars().last()), (LONGEST, Some('…')));
    }

    #[test]
    fn every_sheet_has_a_name_that_a_workbook_takes_in_every_language() {
        for language in Catalogue::languages() {
            let words = Catalogue::of(language).expect("it is listed");
            for name in TABLES.into_iter().chain(["origin"]) {
                let title = words.text(&format!("table.{name}"));
                let fits =
                    title.chars().count() <= 31 && !title.contains(['[', ']', ':', '*', '?', '/', '\\', '⟨']);
                assert!(fits, "{title} in {language}");
            }
        }
    }

    #[test]
    fn the_margin_obeys_no_commands() {
        assert_eq!(margin("R&D &P\nx"), "R&&D &&P x");
    }
}
