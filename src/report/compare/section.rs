//! A section on its way from what it was worth to what it is worth: what time, the checklist, what
//! is asked and the work of people did to it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ControlMove, DeltaView, PointView, Scribe};
use crate::model::SectionIx;
use crate::report::view::anchor;

/// A section directly below the root, or the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionMove {
    /// Its id; the checklist's for the whole.
    pub id: String,
    /// A name for links within the document.
    pub anchor: String,
    /// Number and title.
    pub label: String,
    /// `yes` when it concerns the organisation on either side, else `no`.
    pub material: String,
    /// The earlier answers under their own checklist, on their own day.
    pub then: PointView,
    /// What time alone took.
    pub by_time: DeltaView,
    /// The earlier answers under their own checklist, today.
    pub aged: PointView,
    /// What the checklist or the method alone moved.
    pub by_yardstick: DeltaView,
    /// The earlier answers under the newest checklist, today.
    pub before: PointView,
    /// What another profile, other targets, and what is set aside or no longer is, moved alone.
    pub by_asking: DeltaView,
    /// The earlier answers, asked today what the later assessment asks.
    pub asked: PointView,
    /// What changed answers and evidence did.
    pub by_work: DeltaView,
    /// The later answers under the newest checklist, today.
    pub now: PointView,
    /// From then to now.
    pub in_all: DeltaView,
    /// Its controls that moved or were touched, those only kept up apart.
    pub controls: Vec<ControlMove>,
    /// Its controls that were only kept up.
    pub renewed: Vec<ControlMove>,
    /// The latter in a sentence; empty when there are none.
    pub renewed_text: String,
}

impl Scribe<'_> {
    /// Every section directly below the root; the root alone when there is none.
    pub(super) fn sections(self) -> Vec<SectionMove> {
        let checklist = self.now().checklist();
        let all: Vec<SectionMove> = checklist.top_sections().map(|ix| self.section(ix)).collect();
        if all.is_empty() { vec![self.section(SectionIx::ROOT)] } else { all }
    }

    /// The whole, without its controls.
    pub(super) fn overall(self) -> SectionMove {
        let label = self.now().word("compare.overall");
        SectionMove { label, controls: Vec::new(), renewed: Vec::new(), ..self.section(SectionIx::ROOT) }
    }

    fn section(self, ix: SectionIx) -> SectionMove {
        let (now, old) = (self.now(), self.earlier());
        let (section, root) = (now.checklist().section(ix), ix == SectionIx::ROOT);
        let id = section.id.as_str();
        let by_id = |subject| PointView::by_id(self.writer(subject), id, root);
        let (then, aged) = (by_id(&old.then), by_id(&old.aged));
        let (before, today) = (PointView::of(self.writer(&old.now), ix), PointView::of(now, ix));
        let asked = PointView::of(self.writer(self.asked), ix);
        let applies = |subject: &crate::report::Subject| {
            let items = &subject.outcome.assessment.items[section.controls.clone()];
            items.iter().any(|item| item.applicable)
        };
        let material = applies(&self.later().now) || applies(&old.now);
        let (renewed, controls): (Vec<_>, Vec<_>) =
            self.controls(section.controls.clone()).into_iter().partition(|c| c.renewed == "yes");
        let renewed_text = match renewed.len() {
            0 => String::new(),
            n => now.count("compare.renewed", n, &[]),
        };
        SectionMove {
            anchor: anchor(id),
            label: if root { now.checklist_title() } else { now.section_label(ix) },
            id: id.to_string(),
            material: if material { "yes" } else { "no" }.into(),
            by_time: then.to(&aged),
            by_yardstick: aged.to(&before),
            by_asking: before.to(&asked),
            by_work: asked.to(&today),
            in_all: then.to(&today),
            then,
            aged,
            before,
            asked,
            now: today,
            controls,
            renewed,
            renewed_text,
        }
    }
}
