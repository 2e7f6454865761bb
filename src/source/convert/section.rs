//! The tree of sections, flattened: each section before what it holds, controls in document order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::Names;
use super::{say, values};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{ChecklistId, Child, ControlId, ControlIx, Exact, Section, SectionId, SectionIx};
use crate::source::field::{Field, List};
use crate::source::wire::control::{Control as WireControl, Section as WireSection};

/// A control whose references are not looked up yet.
pub(crate) struct Draft<'w> {
    /// Its id.
    pub(crate) id: ControlId,
    /// The section that directly holds it.
    pub(crate) section: SectionIx,
    /// As written.
    pub(crate) written: &'w Located<WireControl>,
}

/// Sections and controls of a checklist.
pub(crate) struct Outline<'w> {
    /// Sections; the first is the root.
    pub(crate) sections: Vec<Section>,
    /// The sections as written, one less than `sections`.
    pub(crate) written: Vec<(&'w Located<WireSection>, SectionId)>,
    /// Controls in document order.
    pub(crate) controls: Vec<Draft<'w>>,
    /// Their ids; the number is the [`ControlIx`].
    pub(crate) control_names: Names,
    /// Ids of sections; the number is one less than the [`SectionIx`].
    pub(crate) section_names: Names,
}

impl<'w> Outline<'w> {
    /// An outline with the root only.
    pub(crate) fn new(id: &ChecklistId, at: Span) -> Self {
        let id = SectionId::parse(id.as_str()).expect("ids of all kinds follow the same rule");
        let root = Section {
            id,
            kind: "root".to_string(),
            number: None,
            parent: None,
            depth: 0,
            children: Vec::new(),
            controls: Range::default(),
            weight: Exact::ONE,
            attributes: Default::default(),
            span: at,
        };
        Outline {
            sections: vec![root],
            written: Vec::new(),
            controls: Vec::new(),
            control_names: Names::default(),
            section_names: Names::default(),
        }
    }

    /// Adds sections and what they hold below `parent`.
    ///
    /// **Reports:** `missing-key`, `bad-id`, `number-like-id`, `duplicate-id`.
    pub(crate) fn sections(
        &mut self,
        field: &'w Field<List<WireSection>>,
        parent: SectionIx,
        diags: &mut Diagnostics,
    ) {
        for section in field.value().map(|l| l.items(diags)).unwrap_or_default() {
            // What stands in a section that cannot be is still read, for the sake of its problems.
            let ix = self.section(section, parent, diags).unwrap_or(parent);
            self.controls(&section.value.controls, ix, diags);
            self.sections(&section.value.sections, ix, diags);
            self.sections[ix.0].controls.end = self.controls.len();
        }
        self.sections[parent.0].controls.end = self.controls.len();
    }

    fn section(
        &mut self,
        section: &'w Located<WireSection>,
        parent: SectionIx,
        diags: &mut Diagnostics,
    ) -> Option<SectionIx> {
        let written = section.value.id.need("id", section.span, diags)?;
        let id = say::id(&written.value, written.span, SectionId::parse, diags)?;
        let weight = section.value.weight.get().and_then(|w| say::number(&w.value, w.span, diags));
        let kind = section.value.kind.get().and_then(|k| say::id(&k.value, k.span, SectionId::parse, diags));
        let ix = SectionIx(self.sections.len());
        let entry = Section {
            id: id.clone(),
            kind: kind.map_or_else(|| "section".to_string(), |kind| kind.to_string()),
            number: say::whole(&section.value.number, diags),
            parent: Some(parent),
            depth: self.sections[parent.0].depth + 1,
            children: Vec::new(),
            controls: self.controls.len()..self.controls.len(),
            weight: weight.unwrap_or(Exact::ONE),
            attributes: values(&section.value.attributes, diags),
            span: section.span,
        };
        if let Some(first) = self.control_names.place(id.as_str()) {
            let twice = Diagnostic::new(Code::DuplicateId, written.span).with("id", &id);
            diags.push(twice.and_at(first, "diag.at.first"));
        }
        self.section_names.add(id.as_str(), written.span, diags)?;
        self.sections.push(entry);
        self.written.push((section, id));
        self.sections[parent.0].children.push(Child::Section(ix));
        Some(ix)
    }

    /// Adds controls to a section.
    pub(crate) fn controls(
        &mut self,
        field: &'w Field<List<WireControl>>,
        section: SectionIx,
        diags: &mut Diagnostics,
    ) {
        for control in field.value().map(|l| l.items(diags)).unwrap_or_default() {
            let Some(written) = control.value.id.need("id", control.span, diags) else { continue };
            let Some(id) = say::id(&written.value, written.span, ControlId::parse, diags) else { continue };
            if let Some(first) = self.section_names.place(id.as_str()) {
                let twice = Diagnostic::new(Code::DuplicateId, written.span).with("id", &id);
                diags.push(twice.and_at(first, "diag.at.first"));
            }
            if let Some(number) = self.control_names.add(id.as_str(), written.span, diags) {
                self.sections[section.0].children.push(Child::Control(ControlIx(number)));
                self.controls.push(Draft { id, section, written: control });
            }
        }
        self.sections[section.0].controls.end = self.controls.len();
    }

    /// Where the keys of controls stand: `control.<id>.<key>`.
    pub(crate) fn places(&self) -> BTreeMap<String, Span> {
        let mut places = BTreeMap::new();
        for draft in &self.controls {
            let written = &draft.written.value;
            let after = written.remedy.value().and_then(|remedy| remedy.after.span());
            let keys = [
                ("id", written.id.get().map(|id| id.span)),
                ("title", written.title.span()),
                ("ask", written.ask.span()),
                ("anchors", written.anchors.span()),
                ("weight", written.weight.span()),
                ("applies", written.applies.span()),
                ("knock_out", written.knock_out.span()),
                ("after", after),
            ];
            let there = keys.into_iter().filter_map(|(key, span)| Some((key, span?)));
            places.extend(there.map(|(key, span)| (format!("control.{}.{key}", draft.id), span)));
        }
        places
    }

    /// The control of an id. **Reports:** `unknown-control`.
    pub(crate) fn control(
        &self,
        id: &Located<crate::source::wire::leaf::Id>,
        diags: &mut Diagnostics,
    ) -> Option<ControlIx> {
        self.control_names.resolve(&id.value, id.span, Code::UnknownControl, diags).map(ControlIx)
    }

    /// The section of an id. **Reports:** `unknown-section`.
    pub(crate) fn find_section(
        &self,
        id: &Located<crate::source::wire::leaf::Id>,
        diags: &mut Diagnostics,
    ) -> Option<SectionIx> {
        let found = self.section_names.resolve(&id.value, id.span, Code::UnknownSection, diags)?;
        Some(SectionIx(found + 1))
    }
}
