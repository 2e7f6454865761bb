//! What is legal in a checklist and still wrong: rules for its author.

mod counted;
mod question;

use super::load::Loaded;
use super::reach::is_reachable;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, Span};
use crate::model::{Checklist, Control, ControlIx, Scale, Tier};
use crate::score;
pub use counted::not_counted;
use question::asks_two_things;

/// Every rule over a checklist.
///
/// **Reports:** `double-barrelled`, `missing-anchor`, `missing-text`, `weight-outside`,
/// `unreachable-control`, `unverifiable-knock-out`, `reused-id`, `cycle`, `labels-without-range`.
pub fn lint(loaded: &Loaded) -> Diagnostics {
    let mut linter = Linter { loaded, diags: Diagnostics::new() };
    for control in &loaded.checklist.controls {
        linter.question(control);
        linter.anchors(control);
        linter.weight(control);
        linter.reach(control);
        linter.knock_out(control);
    }
    linter.retired();
    linter.order();
    linter.translations();
    for method in &loaded.checklist.methods {
        let notes = score::check(&loaded.checklist, method).into_iter();
        linter.diags.extend(notes.filter(|problem| problem.severity == Severity::Note));
    }
    linter.diags
}

struct Linter<'a> {
    loaded: &'a Loaded,
    diags: Diagnostics,
}

impl Linter<'_> {
    fn checklist(&self) -> &Checklist {
        &self.loaded.checklist
    }

    /// The place of a key of a control; of the control's beginning when it has no such key.
    fn place(&self, control: &Control, key: &str) -> Span {
        let beginning = Span { end: control.span.start, ..control.span };
        let place = self.loaded.places.get(&format!("control.{}.{key}", control.id));
        place.copied().unwrap_or(beginning)
    }

    fn say(&mut self, code: Code, control: &Control, key: &str) {
        let at = self.place(control, key);
        self.diags.push(Diagnostic::new(code, at).with("id", &control.id));
    }

    fn question(&mut self, control: &Control) {
        let texts = &self.loaded.texts;
        let said = |part: &str| texts.text(&format!("control.{}.{part}", control.id)).into_owned();
        let (ask, title) = (said("ask"), said("title"));
        if ask == title {
            let at = self.place(control, "title");
            let missing = Diagnostic::new(Code::MissingText, at).with("id", &control.id).with("key", "ask");
            let language = texts.language.as_str();
            self.diags.push(missing.with("language", language).with("fallback", "title"));
        } else if asks_two_things(&ask, &texts.language) {
            self.say(Code::DoubleBarrelled, control, "ask");
        }
        self.translated_questions(control);
    }

    /// The same rule for the question in each other language.
    fn translated_questions(&mut self, control: &Control) {
        let (loaded, key) = (self.loaded, format!("control.{}.ask", control.id));
        for (language, texts) in &loaded.translations {
            let place = loaded.places.get(&format!("{language}:{key}"));
            let Some((at, (ask, true))) = place.zip(texts.get(&key)) else { continue };
            if asks_two_things(ask, language) {
                self.diags.push(Diagnostic::new(Code::DoubleBarrelled, *at).with("id", &control.id));
            }
        }
    }

    /// Levels between which a rater has to choose need anchors: those of a scale with three or more
    /// choices, and all of a scale of which some have one. The lowest level is the rest.
    fn anchors(&mut self, control: &Control) {
        let scale = self.checklist().scale_of(control);
        let has = |id: &str| self.loaded.texts.get(&format!("control.{}.anchor.{id}", control.id)).is_some();
        let levels = || scale.choices.iter().filter(|c| c.means.is_none());
        let some = levels().any(|c| has(c.id.as_str()));
        if scale.id.is_none() || !(some || levels().count() > 2) {
            return;
        }
        let lowest = lowest(scale);
        let missing: Vec<String> = levels()
            .map(|c| c.id.as_str())
            .filter(|id| Some(*id) != lowest && !has(id))
            .map(str::to_string)
            .collect();
        if !missing.is_empty() {
            let at = self.place(control, "anchors");
            let problem = Diagnostic::new(Code::MissingAnchor, at).with("id", &control.id);
            self.diags.push(problem.with("level", missing.join(", ")));
        }
    }

    fn weight(&mut self, control: &Control) {
        let Some((min, max)) = self.checklist().weights.clone() else { return };
        if control.weight < min || control.weight > max {
            let at = self.place(control, "weight");
            let problem = Diagnostic::new(Code::WeightOutside, at).with("id", &control.id);
            let problem = problem.with("found", control.weight.to_plain());
            self.diags.push(problem.with("min", min.to_plain()).with("max", max.to_plain()));
        }
    }

    fn reach(&mut self, control: &Control) {
        if !is_reachable(&control.applies, &self.checklist().facts) {
            self.say(Code::UnreachableControl, control, "applies");
        }
    }

    fn knock_out(&mut self, control: &Control) {
        let verifiable = control.evidence.iter().any(|hint| hint.reaches >= Tier::E2);
        if control.knock_out.is_some() && control.same_as.is_none() && !verifiable {
            self.say(Code::UnverifiableKnockOut, control, "knock_out");
        }
    }

    fn retired(&mut self) {
        let loaded = self.loaded;
        for retired in &loaded.checklist.retired {
            let Some(ix) = loaded.checklist.find_control(retired.id.as_str()) else { continue };
            self.say(Code::ReusedId, loaded.checklist.control(ix), "id");
        }
    }

    /// Circles of `remedy.after`, each said once.
    fn order(&mut self) {
        let loaded = self.loaded;
        for circle in circles(&loaded.checklist) {
            let names: Vec<&str> =
                circle.iter().map(|ix| loaded.checklist.control(*ix).id.as_str()).collect();
            let first = loaded.checklist.control(circle[0]);
            let problem = Diagnostic::new(Code::Cycle, self.place(first, "after"));
            self.diags.push(problem.with("path", names.join(" → ")));
        }
    }

    /// Texts without a translation, one diagnostic for what one control or section lacks.
    fn translations(&mut self) {
        let own = self.loaded.texts.language.as_str();
        for (language, texts) in &self.loaded.translations {
            let Some(file) = self.loaded.translation_files.get(language) else { continue };
            let mut missing: Vec<(String, Vec<&str>)> = Vec::new();
            for key in texts.missing() {
                let (owner, part) = owner_and_part(key);
                match missing.last_mut().filter(|(last, _)| *last == owner) {
                    Some((_, parts)) => parts.push(part),
                    None => missing.push((owner, vec![part])),
                }
            }
            for (owner, parts) in missing {
                let problem = Diagnostic::whole_file(Code::MissingText, *file).with("id", owner);
                let problem = problem.with("key", parts.join(", ")).with("language", language);
                self.diags.push(problem.with("fallback", own));
            }
        }
    }
}

/// `control.PC6-SUP-02.anchor.1` → `PC6-SUP-02` and `anchor.1`; ids may hold dots, kinds and parts do not.
fn owner_and_part(key: &str) -> (String, &str) {
    const PARTS: [&str; 3] = [".anchor.", ".also.", ".choice."];
    let (kind, rest) = key.split_once('.').unwrap_or((key, ""));
    let nested = PARTS.iter().find_map(|part| rest.rfind(part)).or_else(|| rest.rfind(".evidence."));
    match nested.or_else(|| rest.rfind('.')) {
        Some(at) => (rest[..at].to_string(), &rest[at + 1..]),
        None => (kind.to_string(), rest),
    }
}

/// The choice with the least value.
fn lowest(scale: &Scale) -> Option<&str> {
    let valued = scale.choices.iter().filter(|c| c.means.is_none());
    let least = valued.min_by(|a, b| a.value.cmp(&b.value));
    least.map(|choice| choice.id.as_str())
}

/// Every circle of `remedy.after`: it begins at its first control and ends there.
fn circles(checklist: &Checklist) -> Vec<Vec<ControlIx>> {
    /// How far a control has been looked at.
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Not; checklist.controls.len()];
    let mut circles = Vec::new();
    for start in 0..checklist.controls.len() {
        if seen[start] != Seen::Not {
            continue;
        }
        // A path of controls, each with the number of the next of its predecessors to look at.
        let mut path = vec![(start, 0)];
        seen[start] = Seen::Open;
        while let Some((at, next)) = path.last_mut() {
            let Some(before) = checklist.controls[*at].remedy.after.get(*next).map(|ix| ix.0) else {
                seen[*at] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match seen[before] {
                Seen::Not => {
                    seen[before] = Seen::Open;
                    path.push((before, 0));
                }
                Seen::Open => {
                    let from = path.iter().position(|(ix, _)| *ix == before).unwrap_or(0);
                    let steps = path[from..].iter().map(|(ix, _)| ControlIx(*ix));
                    circles.push(steps.chain([ControlIx(before)]).collect());
                }
                Seen::Done => {}
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_text_may_have_dots_in_its_id() {
        assert_eq!(owner_and_part("control.3.13.11.anchor.1"), ("3.13.11".to_string(), "anchor.1"));
        assert_eq!(owner_and_part("control.3.13.11.title"), ("3.13.11".to_string(), "title"));
        assert_eq!(owner_and_part("checklist.title"), ("checklist".to_string(), "title"));
        assert_eq!(owner_and_part("control.A.evidence.0"), ("A".to_string(), "evidence.0"));
    }
}
