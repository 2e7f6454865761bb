//! Answers, each checked against its control.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{NOT_APPLICABLE, UNKNOWN, by_number, by_truth, no_answer};
use super::names::Names;
use super::say;
use super::scale::{target_value, unknown_choice};
use super::set_aside::set_aside_keys;
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{
    Answer, Applies, Checklist, Control, ControlId, ControlIx, Date, FactValue, Facts, Given, Plan, Retired,
    Scale, Today,
};
use crate::source::field::{Any, Field, Ordered, Scalar, Short};
use crate::source::wire::assessment as wire;
use crate::source::wire::leaf::Number;

/// Reads the answers of one assessment.
pub(crate) struct Reader<'a> {
    pub(super) checklist: &'a Checklist,
    pub(super) profile: &'a Facts,
    pub(super) today: Today,
    names: Names,
    retired: BTreeMap<&'a str, &'a Retired>,
    wanted: BTreeSet<ControlIx>,
}

/// One answer with its control, while it is read.
pub(super) struct Entry<'a> {
    pub(super) ix: ControlIx,
    pub(super) control: &'a Control,
    pub(super) scale: &'a Scale,
    pub(super) key: Span,
}

impl<'a> Reader<'a> {
    /// A reader of answers to a checklist under a profile.
    pub(crate) fn new(checklist: &'a Checklist, profile: &'a Facts, today: Today) -> Self {
        let names = crate::source::assessment::control_names(checklist);
        let retired = checklist.retired.iter().map(|r| (r.id.as_str(), r)).collect();
        let wanted = checklist.wanted_under(profile);
        Reader { checklist, profile, today, names, retired, wanted }
    }

    /// Every answer that can be read, in file order.
    pub(crate) fn answers(
        &self,
        written: &Ordered<Short<wire::Answer>>,
        diags: &mut Diagnostics,
    ) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (key, field) in &written.0 {
            let Some(entry) = self.entry(key, diags) else { continue };
            if let Field::Bad(_) = field {
                continue;
            }
            if let Some(answer) = self.answer(&entry, field.get(), diags) {
                self.check(&entry, &answer, diags);
                answers.push(answer);
            }
        }
        answers
    }

    fn answer(
        &self,
        entry: &Entry<'_>,
        written: Option<&Located<Short<wire::Answer>>>,
        diags: &mut Diagnostics,
    ) -> Option<Answer> {
        let Some(written) = written else { return Some(self.short(entry, Given::Blank, entry.key)) };
        let at = written.span;
        let given = match &written.value {
            Short::One(scalar) => self.scalar(entry, scalar, at, diags)?,
            Short::Several(words) => self.several(entry, words, at, diags)?,
            Short::Full(full) => return self.full(entry, full, at, diags),
        };
        if given == Given::NotApplicable {
            // The short form has no room for a reason: everything that it needs is missing.
            self.not_applicable(entry, &wire::Answer::default(), None, diags);
        }
        Some(self.short(entry, given, at))
    }

    /// The control of a key.
    ///
    /// **Reports:** `number-like-id`, `retired-control`, `dropped-control`, `unknown-control`, `answered-through-other`.
    fn entry(&self, key: &Located<Scalar>, diags: &mut Diagnostics) -> Option<Entry<'a>> {
        if key.value.is_number() {
            diags.push(Diagnostic::new(Code::NumberLikeId, key.span).with("found", &key.value.text));
            // What it names is known when it is written as an id.
            self.names.find(&key.value.text)?;
        }
        let id = key.value.text.as_str();
        if let Some(retired) = self.retired.get(id).filter(|_| self.names.find(id).is_none()) {
            let became: Vec<&str> = retired.became.iter().map(ControlId::as_str).collect();
            let code = if became.is_empty() { Code::DroppedControl } else { Code::RetiredControl };
            let problem = Diagnostic::new(code, key.span).with("id", id);
            diags.push(problem.with("since", &retired.since).with("became", became.join(", ")));
            return None;
        }
        let ix = self.names.resolve(&key.value, key.span, Code::UnknownControl, diags)?;
        let control = &self.checklist.controls[ix];
        if let Some(other) = control.same_as {
            let other = &self.checklist.control(other).id;
            let problem = Diagnostic::new(Code::AnsweredThroughOther, key.span).with("id", id);
            diags.push(problem.with("other", other));
            return None;
        }
        let scale = self.checklist.scale_of(control);
        Some(Entry { ix: ControlIx(ix), control, scale, key: key.span })
    }

    fn short(&self, entry: &Entry<'_>, given: Given, at: Span) -> Answer {
        Answer {
            control: Located::new(entry.control.id.clone(), entry.key),
            given: Located::new(given, at),
            note: None,
            owner: None,
            answered: None,
            evidence: Vec::new(),
            plan: None,
            target: None,
            share: None,
            not_applicable: None,
            span: Span { end: at.end.max(entry.key.end), ..entry.key },
        }
    }

    fn full(
        &self,
        entry: &Entry<'_>,
        written: &wire::Answer,
        at: Span,
        diags: &mut Diagnostics,
    ) -> Option<Answer> {
        let given = match written.answer.get() {
            Some(given) => Located::new(self.given(entry, &given.value.0, given.span, diags), given.span),
            None => Located::new(Some(Given::Blank), written.answer.span().unwrap_or(entry.key)),
        };
        let answered = say::day(&written.answered, diags);
        if let Some(day) = &answered {
            self.check_day(day, diags);
        }
        // Everything is read before the answer is given up, so that everything is reported.
        let control = Located::new(entry.control.id.clone(), entry.key);
        let target = written.target.get().and_then(|t| self.target(entry, t, diags));
        let share = written.share.get().and_then(|s| self.share(entry, s, given.value.as_ref(), diags));
        let evidence = self.evidence(&written.evidence, diags);
        let plan = written.plan.get().map(|p| plan(p, diags));
        let not_applicable = match &given.value {
            Some(Given::NotApplicable) => self.not_applicable(entry, written, answered.as_ref(), diags),
            Some(Given::Blank | Given::Choices(_) | Given::Number(_) | Given::Unknown) | None => {
                for (key, span) in set_aside_keys(written) {
                    diags.push(Diagnostic::new(Code::UnusedKey, span).with("key", key));
                }
                None
            }
        };
        Some(Answer {
            control,
            given: Located::new(given.value?, given.span),
            note: say::text(&written.note),
            owner: say::text(&written.owner),
            answered,
            evidence,
            plan,
            target,
            share,
            not_applicable,
            span: Span { end: at.end, ..entry.key },
        })
    }

    fn given(&self, entry: &Entry<'_>, any: &Any, at: Span, diags: &mut Diagnostics) -> Option<Given> {
        match any {
            Any::Null => Some(Given::Blank),
            Any::Scalar(scalar) => self.scalar(entry, scalar, at, diags),
            Any::List(items) => {
                let words: Option<Vec<Located<Scalar>>> = items
                    .iter()
                    .map(|item| Some(Located::new(item.value.scalar()?.clone(), item.span)))
                    .collect();
                match words {
                    Some(words) => self.several(entry, &words, at, diags),
                    None => {
                        diags.push(say::wrong_kind("kind.single", any, at));
                        None
                    }
                }
            }
            Any::Map(_) => {
                diags.push(say::wrong_kind("kind.single", any, at));
                None
            }
        }
    }

    /// Several choices. **Reports:** `wrong-type` where only one may be given, `duplicate-id`.
    fn several(
        &self,
        entry: &Entry<'_>,
        words: &[Located<Scalar>],
        at: Span,
        diags: &mut Diagnostics,
    ) -> Option<Given> {
        if words.is_empty() {
            return Some(Given::Blank);
        }
        if !entry.control.multiple {
            diags.push(say::wrong_kind("kind.single", &Any::List(Vec::new()), at));
            return None;
        }
        let mut names = Names::default();
        for word in words {
            match self.scalar(entry, &word.value, word.span, diags)? {
                Given::Choices(choices) => {
                    for choice in choices {
                        names.add(&choice, word.span, diags);
                    }
                }
                Given::Blank | Given::Number(_) | Given::Unknown | Given::NotApplicable => {
                    diags.push(unknown_choice(
                        entry.scale,
                        &word.value.text,
                        word.span,
                        self.id(entry),
                        None,
                    ));
                }
            }
        }
        Some(Given::Choices(names.iter().map(str::to_string).collect()))
    }

    fn id<'e>(&self, entry: &Entry<'e>) -> &'e str {
        entry.control.id.as_str()
    }

    /// One word. **Reports:** `unknown-choice`, `boolean-for-choice`, `number-outside`.
    fn scalar(&self, entry: &Entry<'_>, scalar: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<Given> {
        let text = scalar.text.as_str();
        if entry.scale.find(text).is_some() {
            return Some(Given::Choices(vec![text.to_string()]));
        }
        match text {
            "" => return Some(Given::Blank),
            UNKNOWN => return Some(Given::Unknown),
            NOT_APPLICABLE => return Some(Given::NotApplicable),
            _ => {}
        }
        if let Some(range) = &entry.scale.number {
            let number = say::number(scalar, at, diags)?;
            if number < range.min || number > range.max {
                let problem = Diagnostic::new(Code::NumberOutside, at).with("found", text);
                diags.push(problem.with("min", range.min.to_plain()).with("max", range.max.to_plain()));
                return None;
            }
            return Some(Given::Number(number));
        }
        if let Some(choice) = by_number(entry.scale, scalar) {
            return Some(Given::Choices(vec![choice]));
        }
        if let Some(choice) = by_truth(entry.scale, scalar) {
            let problem = Diagnostic::new(Code::BooleanForChoice, at).with("found", text);
            diags.push(problem.with("read", &choice));
            return Some(Given::Choices(vec![choice]));
        }
        diags.push(no_answer(entry.scale, text, at, self.id(entry)));
        None
    }

    /// **Reports:** `future-date`, or `later-answer` when the reference date was chosen.
    fn check_day(&self, day: &Located<Date>, diags: &mut Diagnostics) {
        if day.value > self.today.latest_answer() {
            diags.push(if self.today.explicit {
                let problem = Diagnostic::new(Code::LaterAnswer, day.span).with("found", day.value);
                problem.with("today", self.today.date)
            } else {
                future(day, self.today)
            });
        }
    }

    /// A target of one's own.
    ///
    /// **Reports:** `unknown-choice`, `number-outside`, `target-below-knock-out`, `target-asks-nothing`.
    fn target(
        &self,
        entry: &Entry<'_>,
        written: &Located<Number>,
        diags: &mut Diagnostics,
    ) -> Option<Located<crate::model::Exact>> {
        let word = Located::new(crate::source::wire::leaf::ChoiceWord(written.value.0.clone()), written.span);
        let target = target_value(entry.scale, &word, self.id(entry), diags)?;
        let threshold = entry.control.knock_out.map(|ix| entry.scale.choice(ix));
        let needed = threshold.and_then(|choice| Some((choice.value.clone()?, choice.id.clone())));
        if let Some((_, id)) = needed.filter(|(value, _)| target < *value) {
            let problem = Diagnostic::new(Code::TargetBelowKnockOut, written.span);
            diags.push(problem.with("found", &written.value.text).with("needed", id));
        }
        if entry.scale.bounds().is_some_and(|(least, greatest)| target <= least && least < greatest) {
            let problem = Diagnostic::new(Code::TargetAsksNothing, written.span);
            diags.push(problem.with("found", &written.value.text).with("id", &entry.control.id));
        }
        Some(Located::new(target, written.span))
    }

    /// **Reports:** `does-not-apply`, `knock-out-not-applicable`.
    fn check(&self, entry: &Entry<'_>, answer: &Answer, diags: &mut Diagnostics) {
        self.knock_outs_stay(entry, answer, diags);
        if answer.given.value != Given::Blank && !self.wanted.contains(&entry.ix) {
            let problem = Diagnostic::new(Code::DoesNotApply, entry.key).with("id", &entry.control.id);
            diags.push(problem.with("because", because(&entry.control.applies, self.profile)));
        }
    }
}

/// The facts that switch a control off, as they stand in the profile.
fn because(applies: &Applies, profile: &Facts) -> String {
    let said = |fact: &crate::model::FactId| match profile.get(fact) {
        Some(FactValue::Flag(flag)) => format!("{fact}: {flag}"),
        Some(FactValue::Word(word)) => format!("{fact}: {word}"),
        None => fact.to_string(),
    };
    applies.deciding(profile).into_iter().map(said).collect::<Vec<_>>().join(", ")
}

/// Says that a day lies after the reference date.
pub(crate) fn future(day: &Located<Date>, today: Today) -> Diagnostic {
    let problem = Diagnostic::new(Code::FutureDate, day.span).with("found", day.value);
    problem.with("today", today.date)
}

fn plan(written: &Located<wire::Plan>, diags: &mut Diagnostics) -> Plan {
    Plan {
        what: say::text(&written.value.what),
        owner: say::text(&written.value.owner),
        due: say::day(&written.value.due, diags).map(|day| day.value),
        days: say::whole(&written.value.days, diags),
        approved_by: say::text(&written.value.approved_by),
        span: written.span,
    }
}
