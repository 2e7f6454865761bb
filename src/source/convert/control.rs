//! One control, with every reference looked up.

use std::collections::BTreeMap;

use super::names::Names;
use super::scale::{shape, unknown_choice};
use super::section::{Draft, Outline};
use super::{Declared, say, valid_for, values};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{
    Applies, ChoiceIx, Control, ControlIx, Effort, EvidenceHint, Exact, FrameworkId, Measured, Remedy, Scale,
    ScaleIx,
};
use crate::source::field::{Field, List, Ordered, Scalar};
use crate::source::wire::control as wire;
use crate::source::wire::leaf::{Expression, Id, Number};
use crate::source::wire::method;

/// The most steps of a circle that a message shows.
const LONGEST_PATH: usize = 10;

/// Turns drafts into controls. Scales that belong to one control are added to the declared ones.
pub(crate) fn controls(
    outline: &Outline<'_>,
    declared: &mut Declared,
    diags: &mut Diagnostics,
) -> Vec<Control> {
    let mut controls: Vec<Control> = Vec::new();
    for draft in &outline.controls {
        let scale = scale(draft, declared, diags);
        let reader = Reader { outline, declared, draft };
        controls.push(reader.control(scale, diags));
    }
    share_answers(outline, declared, &mut controls, diags);
    controls
}

/// The scale of a control; one without any choices when it cannot be told, which is reported.
fn scale(draft: &Draft<'_>, declared: &mut Declared, diags: &mut Diagnostics) -> ScaleIx {
    let written = &draft.written.value;
    let has_own = !(written.choices.is_blank() && written.number.is_blank());
    if let Some(named) = written.scale.get() {
        if let Some(own) = written.choices.span().or(written.number.span()).filter(|_| has_own) {
            let both = Diagnostic::new(Code::ConflictingKeys, named.span);
            diags.push(both.with("keys", "scale, choices, number").and_at(own, "diag.at.other"));
        }
        let names = &declared.scale_names;
        if let Some(ix) = names.resolve(&named.value, named.span, Code::UnknownScale, diags) {
            return ScaleIx(ix);
        }
    }
    let own = if has_own {
        shape(&written.choices, &written.number, draft.written.span, diags)
    } else {
        if written.scale.is_blank() {
            let at = Span { end: draft.written.span.start, ..draft.written.span };
            diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "scale"));
        }
        None
    };
    let none = Scale { id: None, choices: Vec::new(), number: None, targets: Vec::new() };
    declared.scales.push(own.unwrap_or(none));
    ScaleIx(declared.scales.len() - 1)
}

struct Reader<'a, 'w> {
    outline: &'a Outline<'w>,
    declared: &'a Declared,
    draft: &'a Draft<'w>,
}

impl Reader<'_, '_> {
    fn control(&self, scale_ix: ScaleIx, diags: &mut Diagnostics) -> Control {
        let written = &self.draft.written.value;
        let scale = &self.declared.scales[scale_ix.0];
        self.check_levels(scale, &written.anchors, diags);
        let weight = written.weight.get().and_then(|w| say::number(&w.value, w.span, diags));
        Control {
            id: self.draft.id.clone(),
            section: self.draft.section,
            scale: scale_ix,
            multiple: say::flag(&written.multiple, diags).unwrap_or(false),
            weight: weight.unwrap_or(Exact::ONE),
            knock_out: self.knock_out(scale, &written.knock_out, diags),
            applies: self.applies(&written.applies, diags),
            counts_if: written.counts_if.get().and_then(|c| method::condition(c, diags)),
            answers: written.answers.get().map(|a| method::answer_policy(a, diags)).unwrap_or_default(),
            same_as: written.same_as.get().and_then(|id| self.outline.control(id, diags)),
            measured: self.measured(scale, diags),
            evidence: self.evidence(&written.evidence, diags),
            remedy: self.remedy(&written.remedy, diags),
            valid_for: valid_for(&written.valid_for, diags),
            references: self.references(&written.references, diags),
            automation: written.automation.get().and_then(|a| {
                let possible = a.value.possible.need("possible", a.span, diags)?;
                say::word(possible, diags)
            }),
            keywords: written
                .keywords
                .value()
                .map(|k| k.items(diags).into_iter().map(|word| word.value.text.clone()).collect())
                .unwrap_or_default(),
            attributes: values(&written.attributes, diags),
            span: self.draft.written.span,
        }
    }

    fn id(&self) -> &str {
        self.draft.id.as_str()
    }

    /// A level is a choice of the scale. **Reports:** `unknown-choice`.
    fn level(&self, scale: &Scale, level: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<ChoiceIx> {
        let found = scale.find(&level.text);
        if found.is_none() && !scale.choices.is_empty() {
            diags.push(unknown_choice(scale, &level.text, at, self.id(), None));
        }
        found
    }

    fn check_levels<T>(&self, scale: &Scale, field: &Field<Ordered<T>>, diags: &mut Diagnostics) {
        for (key, _) in field.value().map(|levels| levels.entries(diags)).unwrap_or_default() {
            self.level(scale, &key.value, key.span, diags);
        }
    }

    fn knock_out(
        &self,
        scale: &Scale,
        field: &Field<wire::KnockOut>,
        diags: &mut Diagnostics,
    ) -> Option<ChoiceIx> {
        let knock_out = field.get()?;
        let level = knock_out.value.at_least.need("at_least", knock_out.span, diags)?;
        self.level(scale, &level.value, level.span, diags)
    }

    fn applies(&self, field: &Field<Expression>, diags: &mut Diagnostics) -> Applies {
        let written = field.get();
        written.and_then(|e| self.declared.applies(&e.value, e.span, diags)).unwrap_or(Applies::Always)
    }

    fn measured(&self, scale: &Scale, diags: &mut Diagnostics) -> Option<Measured> {
        let measured = self.draft.written.value.measured.get()?;
        self.check_levels(scale, &measured.value.also, diags);
        let written = measured.value.thresholds.need("thresholds", measured.span, diags)?;
        let mut thresholds: Vec<(ChoiceIx, Exact)> = Vec::new();
        for (level, share) in written.value.entries(diags) {
            let choice = self.level(scale, &level.value, level.span, diags);
            let share = self.threshold(share, thresholds.last().map(|(_, share)| share), diags);
            thresholds.extend(choice.zip(share));
        }
        Some(Measured { thresholds })
    }

    /// A share in per cent, above the one before. **Reports:** `wrong-type`, `bad-value`.
    fn threshold(
        &self,
        written: &Located<Number>,
        before: Option<&Exact>,
        diags: &mut Diagnostics,
    ) -> Option<Exact> {
        let share = say::number(&written.value, written.span, diags)?;
        let hundred = Exact::from(100i64);
        let least = before.cloned().unwrap_or(Exact::ZERO);
        let rises = before.is_none_or(|before| share > *before);
        if share.is_negative() || share > hundred || !rises {
            let expected = format!("{least} < … ≤ 100");
            diags.push(say::bad_value(&written.value, written.span, &expected));
        }
        Some(share)
    }

    fn evidence(&self, field: &Field<List<wire::Evidence>>, diags: &mut Diagnostics) -> Vec<EvidenceHint> {
        let items = field.value().map(|items| items.items(diags)).unwrap_or_default();
        let mut hints = Vec::new();
        for item in items {
            item.value.what.need("what", item.span, diags);
            let kind = item.value.kind.need("kind", item.span, diags).and_then(|w| say::word(w, diags));
            let tier = item.value.reaches.need("reaches", item.span, diags).and_then(|w| say::word(w, diags));
            hints.extend(kind.zip(tier).map(|(kind, reaches)| EvidenceHint { kind, reaches }));
        }
        hints
    }

    fn remedy(&self, field: &Field<wire::Remedy>, diags: &mut Diagnostics) -> Remedy {
        let Some(written) = field.value() else {
            return Remedy { effort: Effort::M, days: None, after: Vec::new() };
        };
        let effort = written.effort.get().and_then(|word| say::word(word, diags));
        let after = written.after.value().map(|ids| ids.items(diags)).unwrap_or_default();
        Remedy {
            effort: effort.unwrap_or(Effort::M),
            days: say::whole(&written.days, diags),
            after: after.into_iter().filter_map(|id| self.outline.control(id, diags)).collect(),
        }
    }

    fn references(
        &self,
        field: &Field<Ordered<List<Id>>>,
        diags: &mut Diagnostics,
    ) -> BTreeMap<FrameworkId, Vec<String>> {
        let mut all = BTreeMap::new();
        for (key, ids) in field.value().map(|map| map.entries(diags)).unwrap_or_default() {
            let known = self.declared.frameworks.get_key_value(key.value.text.as_str());
            let Some((framework, entry)) = known else {
                let names = || self.declared.frameworks.keys().map(FrameworkId::as_str);
                let problem = Diagnostic::new(Code::UnknownFramework, key.span).with("id", &key.value.text);
                let problem = problem.with("expected", super::names::listed(names()));
                diags.push(problem.suggest(&key.value.text, names()));
                continue;
            };
            let mut found = Names::default();
            for id in ids.value.items(diags) {
                self.check_reference(id, framework, &entry.ids, diags);
                found.add(&id.value.text, id.span, diags);
            }
            all.insert(framework.clone(), found.iter().map(str::to_string).collect());
        }
        all
    }

    fn check_reference(
        &self,
        id: &Located<Id>,
        framework: &FrameworkId,
        known: &[String],
        diags: &mut Diagnostics,
    ) {
        let text = id.value.text.as_str();
        if id.value.is_number() {
            diags.push(Diagnostic::new(Code::NumberLikeId, id.span).with("found", text));
        } else if !known.is_empty() && !known.iter().any(|k| k == text) {
            let problem = Diagnostic::new(Code::UnknownReference, id.span).with("found", text);
            diags.push(problem.with("id", framework).suggest(text, known.iter().map(String::as_str)));
        }
    }
}

/// Follows `same_as` to the control that is really answered.
///
/// **Reports:** `cycle`, and `other-scale` when both do not answer with the same choices.
fn share_answers(
    outline: &Outline<'_>,
    declared: &Declared,
    controls: &mut [Control],
    diags: &mut Diagnostics,
) {
    let next: Vec<Option<usize>> = controls.iter().map(|c| c.same_as.map(|ix| ix.0)).collect();
    let mut seen_from = vec![usize::MAX; controls.len()];
    for i in 0..controls.len() {
        let Some(at) = outline.controls[i].written.value.same_as.span() else { continue };
        let mut last = i;
        seen_from[i] = i;
        while let Some(further) = next[last].filter(|n| seen_from[*n] != i) {
            last = further;
            seen_from[last] = i;
        }
        if next[last].is_some() {
            controls[i].same_as = None;
            let steps = std::iter::successors(Some(i), |n| next[*n]).take(LONGEST_PATH);
            let mut path: Vec<&str> = Vec::new();
            for step in steps.map(|n| outline.controls[n].id.as_str()) {
                let closed = path.contains(&step);
                path.push(step);
                if closed {
                    break;
                }
            }
            diags.push(Diagnostic::new(Code::Cycle, at).with("path", path.join(" → ")));
        } else if last != i {
            controls[i].same_as = Some(ControlIx(last));
            if !same_choices(declared, &controls[i], &controls[last]) {
                let problem = Diagnostic::new(Code::OtherScale, at).with("id", &controls[i].id);
                diags.push(problem.with("other", &controls[last].id));
            }
        }
    }
}

fn same_choices(declared: &Declared, one: &Control, other: &Control) -> bool {
    let (a, b) = (&declared.scales[one.scale.0], &declared.scales[other.scale.0]);
    let words = |scale: &Scale| scale.choices.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    one.multiple == other.multiple && words(a) == words(b) && a.number == b.number
}
