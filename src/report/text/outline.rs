//! A checklist or a part of it: its sections with their purpose, its controls one line each.

use crate::model::{Child, ControlIx, FrameworkId, SectionIx};
use crate::report::text::{Book, Cell, Ink, Page, Table};

impl Book<'_> {
    /// A section with everything below it; the root gives the whole checklist.
    pub fn section(&self, page: &mut Page, ix: SectionIx) {
        self.head(page, ix);
        let section = self.checklist.section(ix);
        let mut table = Table::new();
        for child in &section.children {
            if let Child::Control(control) = child {
                self.line(&mut table, *control);
            }
        }
        page.table(2, &table);
        for child in &section.children {
            if let Child::Section(below) = child {
                self.section(page, *below);
            }
        }
    }

    /// Title and purpose of a section.
    pub fn head(&self, page: &mut Page, ix: SectionIx) {
        let section = self.checklist.section(ix);
        if ix == SectionIx::ROOT {
            let title = self.texts.text("checklist.title");
            page.heading(&format!("{title} {}", self.checklist.version));
            page.paragraph(0, Ink::Plain, &self.texts.text("checklist.about"));
        } else {
            page.heading(&format!("{}  {}", section.id, self.section_label(ix)));
            for what in ["why", "asks", "asks_not"] {
                let text = self.texts.text(&format!("section.{}.{what}", section.id));
                if !text.is_empty() {
                    page.entry(2, 16, &self.words.text(&format!("show.section-{what}")), &text);
                }
            }
        }
    }

    fn line(&self, table: &mut Table, ix: ControlIx) {
        let control = self.checklist.control(ix);
        let title = self.texts.text(&format!("control.{}.title", control.id));
        let knock_out =
            if control.knock_out.is_some() { self.words.text("show.knock-out") } else { String::new() };
        table.row(vec![
            Cell::inked(Ink::Strong, control.id.as_str()),
            Cell::new(&title),
            Cell::inked(Ink::Fair, &knock_out),
        ]);
    }

    /// A framework and the checklist beside each other, in both directions.
    pub fn crosswalk(&self, page: &mut Page, framework: &FrameworkId) {
        let Some(about) = self.checklist.frameworks.get(framework) else { return };
        page.heading(&about.title);
        for text in [&about.edition, &about.url, &about.licence].into_iter().flatten() {
            page.paragraph(2, Ink::Faint, text);
        }
        page.paragraph(2, Ink::Plain, &self.words.text("show.crosswalk"));
        let mut there = Table::new();
        for id in self.referred(framework) {
            let refers =
                |c: &&crate::model::Control| c.references.get(framework).is_some_and(|ids| ids.contains(&id));
            let controls: Vec<&str> =
                self.checklist.controls.iter().filter(refers).map(|c| c.id.as_str()).collect();
            there.row(vec![Cell::inked(Ink::Strong, &id), Cell::new(&controls.join(", "))]);
        }
        page.heading(&self.words.say("show.crosswalk-there", &[("framework", framework)]));
        page.table(2, &there);
        let mut back = Table::new();
        for control in self.checklist.controls.iter() {
            if let Some(ids) = control.references.get(framework) {
                back.row(vec![Cell::inked(Ink::Strong, control.id.as_str()), Cell::new(&ids.join(", "))]);
            }
        }
        page.heading(&self.words.say("show.crosswalk-back", &[("framework", framework)]));
        page.table(2, &back);
    }

    /// Every id of a framework: as it lists them, else as controls name them, each once.
    fn referred(&self, framework: &FrameworkId) -> Vec<String> {
        let listed = self.checklist.frameworks.get(framework).map(|f| f.ids.clone()).unwrap_or_default();
        if !listed.is_empty() {
            return listed;
        }
        let mut all: Vec<String> = self
            .checklist
            .controls
            .iter()
            .filter_map(|c| c.references.get(framework))
            .flatten()
            .cloned()
            .collect();
        all.sort();
        all.dedup();
        all
    }
}
