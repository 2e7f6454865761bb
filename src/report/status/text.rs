//! The status on a terminal: what to answer first stands first.

use std::fmt::Display;

use super::{ControlStatus, ExpiringStatus, MissingStatus, OwnerProgress, Progress, StatusView};
use crate::model::parse_date;
use crate::report::text::{Cell, Ink, Page, Table};
use crate::text::Catalogue;

/// How many entries of a list are shown when not all are asked for.
const SHOWN: usize = 10;

/// Writes the status down; `all` shows every entry of every list.
pub fn write(page: &mut Page, view: &StatusView, words: &Catalogue, all: bool) {
    let sheet = Sheet { view, words, shown: if all { usize::MAX } else { SHOWN } };
    sheet.head(page);
    sheet.sections(page);
    sheet.owners(page);
    let rows = |list: &[ControlStatus]| list.iter().map(|control| (control.clone(), String::new())).collect();
    sheet.list(page, "status.knock-outs", Ink::Poor, rows(&view.knock_outs));
    let due = |day: &str| words.say("status.due", &[("date", &day)]);
    let overdue = view.overdue.iter().map(|o| (o.control.clone(), due(&o.due))).collect();
    sheet.list(page, "status.overdue", Ink::Poor, overdue);
    sheet.list(page, "status.find-out", Ink::Fair, rows(&view.find_out));
    let missing = view.evidence_missing.iter().map(|m| (m.control.clone(), sheet.missing(m))).collect();
    sheet.list(page, "status.evidence-missing", Ink::Fair, missing);
    let expiring = view.expiring.iter().map(|e| (e.control.clone(), sheet.ends(e))).collect();
    sheet.list(page, "status.expiring", Ink::Fair, expiring);
}

struct Sheet<'a> {
    view: &'a StatusView,
    words: &'a Catalogue,
    shown: usize,
}

impl Sheet<'_> {
    fn head(&self, page: &mut Page) {
        let (view, words) = (self.view, self.words);
        let title = match view.organisation.as_str() {
            "" => view.title.clone(),
            name => format!("{name} – {}", view.title),
        };
        page.paragraph(0, Ink::Strong, &title);
        let progress = view.progress;
        if progress.asked == 0 {
            page.paragraph(0, Ink::Plain, &words.text("report.nothing-applies"));
            return;
        }
        let values: [(&str, &dyn Display); 5] = [
            ("n", &progress.answered),
            ("of", &progress.asked),
            ("percent", &words.percent(percent(progress))),
            ("unknown", &progress.unknown),
            ("set_aside", &progress.set_aside),
        ];
        page.paragraph(0, Ink::Plain, &words.say("status.head", &values));
    }

    fn sections(&self, page: &mut Page) {
        let mut table = Table::new().right(&[1, 2, 3]);
        self.header(
            &mut table,
            &["status.section", "status.answered", "status.asked", "status.open-knock-outs"],
        );
        for section in &self.view.sections {
            let progress = section.progress;
            table.row(vec![
                Cell::new(&section.label),
                Cell::new(&progress.answered.to_string()),
                Cell::new(&progress.asked.to_string()),
                Cell::inked(Ink::Poor, &or_dash(section.knock_outs_open)),
            ]);
        }
        page.blank();
        page.table(0, &table);
    }

    fn owners(&self, page: &mut Page) {
        if self.view.owners.iter().all(|owner| owner.owner.is_empty()) {
            return;
        }
        let mut table = Table::new().right(&[1, 2, 3, 4, 5]);
        let heads = [
            "status.owner",
            "status.answered",
            "status.asked",
            "status.unknown",
            "status.without-evidence",
            "status.ending",
        ];
        self.header(&mut table, &heads);
        for row in &self.view.owners {
            table.row(self.owner(row));
        }
        page.blank();
        page.table(0, &table);
    }

    fn owner(&self, row: &OwnerProgress) -> Vec<Cell> {
        let name = match row.owner.as_str() {
            "" => Cell::inked(Ink::Faint, &self.words.text("status.nobody")),
            name => Cell::new(name),
        };
        let progress = row.progress;
        let numbers = [progress.answered, progress.asked];
        let work = [progress.unknown, row.evidence_missing, row.expiring];
        let numbers = numbers.into_iter().map(|n| Cell::new(&n.to_string()));
        [name].into_iter().chain(numbers).chain(work.into_iter().map(|n| Cell::new(&or_dash(n)))).collect()
    }

    fn header(&self, table: &mut Table, keys: &[&str]) {
        let names: Vec<String> = keys.iter().map(|key| self.words.text(key)).collect();
        table.header(&names.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// A list of work under its heading; nothing for none.
    fn list(&self, page: &mut Page, key: &str, ink: Ink, rows: Vec<(ControlStatus, String)>) {
        if rows.is_empty() {
            return;
        }
        let horizon = parse_date(&self.view.horizon).map(|day| self.words.long_date(day)).unwrap_or_default();
        page.heading(&self.words.count(key, rows.len(), &[("date", &horizon)]));
        let mut table = Table::new();
        for (control, more) in rows.iter().take(self.shown) {
            table.row(vec![
                Cell::inked(ink, &control.id),
                Cell::new(&control.title),
                Cell::new(&control.owner),
                Cell::inked(Ink::Faint, more),
            ]);
        }
        page.table(2, &table);
        let left = rows.len().saturating_sub(self.shown);
        if left > 0 {
            page.paragraph(2, Ink::Faint, &self.words.count("status.more", left, &[]));
        }
    }

    fn missing(&self, missing: &MissingStatus) -> String {
        let words = missing.missing.iter().map(|word| self.words.text(&format!("status.missing.{word}")));
        format!("{}: {}", missing.tier, words.collect::<Vec<_>>().join(", "))
    }

    fn ends(&self, expiring: &ExpiringStatus) -> String {
        let key = if expiring.over { "status.over" } else { "status.until" };
        self.words.say(key, &[("date", &expiring.day)])
    }
}

/// The answered share, of at least one question. **Unit:** per cent, rounded down, so that 100 % is all.
fn percent(progress: Progress) -> usize {
    progress.answered * 100 / progress.asked
}

fn or_dash(n: usize) -> String {
    if n == 0 { "–".to_string() } else { n.to_string() }
}
