//! Goal, answer, proof and assumptions of a plan, in sentences.

use super::{Drawn, Planned, StepView, figure};
use crate::model::{Exact, SectionIx};
use crate::plan::{Goal, Proof, Query};
use crate::report::compare::PointView;
use crate::report::figures;
use crate::report::view::{Coded, Writer};

/// What is to be reached.
pub(super) fn goal(writer: Writer, drawn: Option<Drawn>) -> Coded {
    let Some(drawn) = drawn else { return writer.coded("plan.goal", "none") };
    let section = |ix: &SectionIx| writer.section_label(*ix);
    let number = |n: &Exact| writer.subject.words.decimal(&figures::decimal(n, 2));
    let (code, key, values) = match drawn.query {
        Query::Cheapest(Goal::Overall(n)) => ("reach", "overall", vec![("n", writer.percent(&number(n)))]),
        Query::Cheapest(Goal::Section(ix, n)) => {
            ("reach", "section", vec![("n", writer.percent(&number(n))), ("section", section(ix))])
        }
        Query::Cheapest(Goal::KnockOuts) => ("knock-outs", "knock-outs", vec![]),
        Query::Cheapest(Goal::Band(None, band)) => ("band", "bands", vec![("band", band.id().into())]),
        Query::Cheapest(Goal::Band(Some(ix), band)) => {
            ("band", "band", vec![("band", band.id().into()), ("section", section(ix))])
        }
        Query::Best { section: None, budget } => {
            ("budget", "budget", vec![("days", writer.count("days", *budget as usize, &[]))])
        }
        Query::Best { section: Some(ix), budget } => {
            let days = writer.count("days", *budget as usize, &[]);
            ("budget", "budget-section", vec![("days", days), ("section", section(ix))])
        }
    };
    Coded { code: code.into(), text: writer.say(&format!("plan.goal.{key}"), &values) }
}

/// Whether there is a plan.
pub(super) fn state(writer: Writer, drawn: Option<Drawn>) -> Coded {
    let code = match drawn {
        None => "none",
        Some(Drawn { plan: None, .. }) => "unreachable",
        Some(Drawn { holds: false, .. }) => "unreachable",
        Some(Drawn { plan: Some(plan), query: Query::Cheapest(_), .. }) if plan.steps.is_empty() => "reached",
        Some(_) => "found",
    };
    writer.coded("plan.state", code)
}

/// How sure it is that there is nothing better.
pub(super) fn proof(writer: Writer, drawn: Option<Drawn>) -> Coded {
    let Some(plan) = drawn.and_then(|drawn| drawn.plan) else { return Coded::default() };
    let (code, values) = match &plan.proof {
        Proof::Optimal => ("optimal", vec![]),
        Proof::AtLeastDays(days) => {
            ("at-least-days", vec![("days", writer.count("days", *days as usize, &[]))])
        }
        Proof::AtMost(number) => ("at-most", vec![("n", writer.percent(&figures::whole_up(number)))]),
    };
    Coded { code: code.into(), text: writer.say(&format!("plan.proof.{code}"), &values) }
}

/// What came out, in sentences.
pub(super) fn answer(now: Writer, after: Writer, planned: &Planned) -> Vec<String> {
    let Some(drawn) = planned.drawn else {
        return vec![ways(now, after, "plan.what-if", &[], None)];
    };
    let section = match drawn.query {
        Query::Cheapest(Goal::Section(ix, _) | Goal::Band(Some(ix), _)) => Some(*ix),
        Query::Best { section, .. } => *section,
        Query::Cheapest(Goal::Overall(_) | Goal::KnockOuts | Goal::Band(None, _)) => None,
    };
    if let Some(ix) = section.filter(|ix| PointView::of(after, *ix).number.text.is_empty()) {
        return vec![now.say("plan.answer.nothing-applies", &[("section", now.section_label(ix))])];
    }
    let state = state(now, Some(drawn)).code;
    let steps = drawn.plan.map_or(0, |plan| plan.steps.len());
    let days = drawn.plan.map_or(0, |plan| plan.days);
    let values = [
        ("steps", now.count("plan.steps", steps, &[])),
        ("days", now.count("report.days", days as usize, &[])),
    ];
    let mut all = vec![match state.as_str() {
        "reached" => now.word("plan.answer.reached"),
        "unreachable" => ways(now, after, "plan.answer.unreachable", &values, section),
        _ if steps == 0 => now.word("plan.answer.nothing-fits"),
        _ => ways(now, after, "plan.answer.found", &values, section),
    }];
    if state == "unreachable" {
        all.extend(why(now, after, drawn.query));
    }
    let proof = proof(now, Some(drawn)).text;
    all.extend(Some(proof).filter(|text| !text.is_empty() && state == "found" && steps > 0));
    all
}

/// A sentence with the way of the figure that the query is about.
fn ways(
    now: Writer,
    after: Writer,
    key: &str,
    values: &[(&'static str, String)],
    section: Option<SectionIx>,
) -> String {
    let ix = section.unwrap_or(SectionIx::ROOT);
    let shown = |writer: Writer| {
        let point = figure::point(writer, ix);
        if point.number.text.is_empty() { "–".to_string() } else { point.number.text }
    };
    let what = section.map_or_else(|| figure::whole(now), |ix| now.section_label(ix));
    let mut all = values.to_vec();
    all.extend([("what", what), ("before", shown(now)), ("after", shown(after))]);
    now.say(key, &all)
}

/// Why a goal cannot be reached: what the method will not rate.
fn why(now: Writer, after: Writer, query: &Query) -> Vec<String> {
    let sections: Vec<SectionIx> = match query {
        Query::Cheapest(Goal::Section(ix, _) | Goal::Band(Some(ix), _)) => vec![*ix],
        Query::Cheapest(Goal::Overall(_) | Goal::KnockOuts | Goal::Band(None, _)) | Query::Best { .. } => {
            now.checklist().top_sections().collect()
        }
    };
    let wanted = match query {
        Query::Cheapest(Goal::Band(_, band)) => Some(band.id()),
        Query::Cheapest(_) | Query::Best { .. } => None,
    };
    let one = |ix: SectionIx| {
        let point = PointView::of(after, ix);
        let values = [("section", now.section_label(ix)), ("band", point.band.text.clone())];
        let falls_short = |wanted: &str| point.band.code.as_str() > wanted;
        let has_figure = !point.number.text.is_empty();
        (has_figure && wanted.is_some_and(falls_short)).then(|| now.say("plan.why.band", &values))
    };
    sections.into_iter().filter_map(one).collect()
}

/// What the plan takes for granted.
pub(super) fn assumptions(writer: Writer, steps: &[StepView], planned: &Planned) -> Vec<String> {
    let mut all = Vec::new();
    if !planned.supposed.is_empty() {
        all.push(writer.word("plan.assume.supposed"));
    }
    if steps.is_empty() {
        return all;
    }
    all.push(writer.word("plan.assume.step"));
    for code in ["plan", "remedy", "effort", "evidence", "shared"] {
        let n = steps.iter().filter(|step| step.days_from.code == code).count();
        if n > 0 {
            all.push(writer.count(&format!("plan.assume.{code}"), n, &[]));
        }
    }
    all.push(writer.word("plan.assume.time"));
    all
}
