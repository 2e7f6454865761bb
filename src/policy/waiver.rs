//! Waivers: what the policy excuses for a time. They change the verdict, never the score.

use crate::gap::knock_out_state;
use crate::model::{ControlIx, Date, SectionIx, Waiver};
use crate::policy::rules::WAIVER_ON_KNOCK_OUT;
use crate::policy::{Config, Context, Finding, find_rule};

/// What became of a waiver.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiverUse<'a> {
    /// The waiver.
    pub waiver: &'a Waiver,
    /// How many findings it excuses.
    pub excuses: usize,
    /// Knock-outs whose findings it matches and may not excuse, or excuses because the policy says so.
    pub knock_outs: Vec<ControlIx>,
}

impl WaiverUse<'_> {
    /// Whether it is in force on a day.
    pub fn holds(&self, today: Date) -> bool {
        in_force(self.waiver, today)
    }

    /// What tells it from other waivers, wherever it stands.
    pub fn name(&self) -> String {
        let part = |p: &Option<crate::diag::Located<String>>| p.as_ref().map_or("", |l| &l.value).to_string();
        let parts = [part(&self.waiver.control), part(&self.waiver.section), part(&self.waiver.rule)];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Excuses findings and says what became of each waiver.
pub(super) fn apply<'a>(context: &Context<'a>, findings: &mut [Finding]) -> Vec<WaiverUse<'a>> {
    let knock_outs_too = Config::of(&WAIVER_ON_KNOCK_OUT, context.policy).flag("allow");
    let today = context.assessment.today.date;
    let unused = |waiver| WaiverUse { waiver, excuses: 0, knock_outs: Vec::new() };
    let mut uses: Vec<WaiverUse> = context.policy.waivers.iter().map(unused).collect();
    for finding in findings.iter_mut().filter(|f| find_rule(f.rule).is_some_and(|r| r.waivable())) {
        for (index, used) in uses.iter_mut().enumerate() {
            if !in_force(used.waiver, today) || !covers(used.waiver, finding, context) {
                continue;
            }
            let knock_out = finding.control.filter(|c| knock_out_state(context.assessment, *c).is_some());
            used.knock_outs.extend(knock_out.filter(|c| !used.knock_outs.contains(c)));
            if knock_out.is_none() || knock_outs_too {
                used.excuses += 1;
                finding.waived_by.get_or_insert(index);
            }
        }
    }
    uses
}

fn in_force(waiver: &Waiver, today: Date) -> bool {
    waiver.approved.as_ref().is_none_or(|from| from.value <= today) && today <= waiver.until.value
}

/// Whether everything that the waiver names is what the finding is about.
fn covers(waiver: &Waiver, finding: &Finding, context: &Context) -> bool {
    let checklist = context.assessment.checklist;
    let control = |id: &str| finding.control.is_some_and(|ix| checklist.control(ix).id.as_str() == id);
    let section = |id: &str| {
        let mut next = finding.control.map(|ix| checklist.control(ix).section).or(finding.section);
        while let Some(ix) = next.filter(|ix| *ix != SectionIx::ROOT) {
            if checklist.section(ix).id.as_str() == id {
                return true;
            }
            next = checklist.section(ix).parent;
        }
        false
    };
    waiver.control.as_ref().is_none_or(|id| control(&id.value))
        && waiver.section.as_ref().is_none_or(|id| section(&id.value))
        && waiver.rule.as_ref().is_none_or(|id| finding.rule == id.value)
}
