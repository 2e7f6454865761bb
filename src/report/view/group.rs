//! An alternative grouping of the same sections and controls, such as the eight measures of the press.

use schemars::JsonSchema;
use serde::Serialize;

use super::measure::{BandView, NumberView};
use super::writer::{Coded, Writer};
use crate::gap;
use crate::model::{ControlIx, SectionIx, View, ViewGroup};
use crate::report::escape::clean;
use crate::score::Node;

/// An alternative grouping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupingView {
    /// Its id; empty when none was asked for.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub about: String,
    /// Its groups.
    pub groups: Vec<GroupView>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupView {
    /// Number and title.
    pub label: String,
    /// What to know about it.
    pub note: String,
    /// Whole sections, with their figures. Nothing is averaged over them.
    pub sections: Vec<GroupSection>,
    /// Single controls.
    pub controls: Vec<GroupControl>,
}

/// A section within a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupSection {
    /// Number and title.
    pub label: String,
    /// Its evidenced percentage, or the share of controls at target.
    pub bar: NumberView,
    /// Its band.
    pub band: BandView,
}

/// A control within a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupControl {
    /// Its title.
    pub title: String,
    /// `met`, a kind of gap, `not-applicable` or `switched-off`.
    pub state: Coded,
}

impl Writer<'_> {
    /// The grouping that the options ask for.
    pub(super) fn grouping(self) -> GroupingView {
        let wanted = self.options.view.and_then(|id| self.checklist().views.iter().find(|v| v.id == id));
        wanted.map(|view| self.view(view)).unwrap_or_default()
    }

    fn view(self, view: &View) -> GroupingView {
        GroupingView {
            id: clean(&view.id),
            title: self.text(&format!("view.{}.title", view.id)),
            about: self.text(&format!("view.{}.about", view.id)),
            groups: view.groups.iter().map(|group| self.group(&view.id, group)).collect(),
        }
    }

    fn group(self, view: &str, group: &ViewGroup) -> GroupView {
        let text = |what: &str| self.text(&format!("view.{view}.group.{}.{what}", group.id));
        let number = group.number.map(|n| n.to_string()).unwrap_or_default();
        GroupView {
            label: format!("{number} {}", text("title")).trim().to_string(),
            note: text("note"),
            sections: group.sections.iter().map(|ix| self.group_section(*ix)).collect(),
            controls: group.controls.iter().map(|ix| self.group_control(*ix)).collect(),
        }
    }

    fn group_section(self, ix: SectionIx) -> GroupSection {
        let node = Node::Section(ix);
        GroupSection {
            label: self.section_label(ix),
            bar: self.bar(&self.number("evidenced", node), &self.counts(ix)),
            band: self.band(node),
        }
    }

    fn group_control(self, ix: ControlIx) -> GroupControl {
        let gap = self.subject.outcome.gaps.iter().find(|g| g.control == ix);
        let item = self.assessment().item(ix);
        let state = match gap {
            Some(gap) => self.coded("gap", gap.kind.id()),
            None if item.applicable => self.coded("state", "met"),
            None if gap::knock_out_state(self.assessment(), ix).is_none()
                && item.response == crate::model::Response::NotApplicable =>
            {
                self.coded("state", "not-applicable")
            }
            None => self.coded("state", "switched-off"),
        };
        GroupControl { title: self.name(ix).title, state }
    }
}
