//! `methods:`, `counts_if:` and a control's `answers:` → model.
//!
//! Reads values of any shape, so that every problem of every measure is reported and the rest is read.
//! Whether a method fits its checklist is checked by `score::check`.

mod any;
mod condition;
mod parts;
mod step;

pub use condition::condition;
pub use parts::answer_policy;

use crate::diag::{Code, Diagnostic, Diagnostics, Located, Span};
use crate::model::{
    AnswerPolicy, AnswerRules, Definition, Fold, Gives, Measure, MeasureId, Method, MethodId, Ranks, Several,
    Shape, Source, Weight,
};
use crate::source::field::{Any, Ordered, Scalar};
use any::{Map, entries, one_of, one_or_more, word, wrong};

/// Every key of a method.
const METHOD_KEYS: [&str; 4] = ["title", "about", "answers", "measures"];

/// Every key of a measure, in the order of the pipeline.
const MEASURE_KEYS: [&str; 34] = [
    "title",
    "about",
    "at",
    "of",
    "gate",
    "items",
    "measures",
    "first",
    "table",
    "if",
    "then_measure",
    "then_give",
    "else_measure",
    "else_give",
    "take",
    "read",
    "answers",
    "several",
    "normalise",
    "where",
    "where_value",
    "null_item",
    "null",
    "zero_weight",
    "weight",
    "ranks",
    "group",
    "fn",
    "ladder",
    "empty",
    "then",
    "findings",
    "order",
    "show",
];

/// The methods of a checklist, in file order; what cannot be read is reported and left out.
///
/// **Reports:** `wrong-type`, `unknown-key`, `missing-key`, `bad-value`, `bad-id`.
pub fn methods(written: &Ordered<Any>, diags: &mut Diagnostics) -> Vec<Method> {
    let entries = written.entries(diags);
    entries.into_iter().filter_map(|(key, any)| method(key, any, diags)).collect()
}

fn bad_id<T>(key: &Located<Scalar>, diags: &mut Diagnostics) -> Option<T> {
    diags.push(Diagnostic::new(Code::BadId, key.span).with("found", &key.value.text));
    None
}

fn method(key: &Located<Scalar>, any: &Located<Any>, diags: &mut Diagnostics) -> Option<Method> {
    let Ok(id) = MethodId::parse(&key.value.text) else { return bad_id(key, diags) };
    let known = Map::of(any, &METHOD_KEYS, diags)?;
    let answers = known.get("answers").map(|a| answer_policy(a, diags)).unwrap_or_default();
    let mut measures = Vec::new();
    for (key, written) in entries(known.need("measures", diags)?, diags)? {
        let Ok(id) = MeasureId::parse(&key.value.text) else {
            bad_id::<()>(key, diags);
            continue;
        };
        let definitions: Vec<_> =
            one_or_more(written).iter().filter_map(|one| definition(one, &answers, diags)).collect();
        if !definitions.is_empty() {
            measures.push(Measure { id, definitions, span: key.span });
        }
    }
    Some(Method { id, measures, span: key.span })
}

fn definition(any: &Located<Any>, shared: &AnswerPolicy, diags: &mut Diagnostics) -> Option<Definition> {
    let known = Map::of(any, &MEASURE_KEYS, diags)?;
    let at: Vec<_> =
        one_or_more(known.need("at", diags)?).iter().filter_map(|kind| word(kind, diags)).collect();
    let source = source(known, diags)?;
    unused(known, &source, diags);
    let answers = answer_rules(known, shared, diags);
    let shape = shape(known, &source, diags)?;
    Some(Definition {
        at,
        state: known.get("of").is_some_and(|of| is_state(of, diags)),
        gates: known.get("gate").map(|g| parts::gates(g, diags)).unwrap_or_default(),
        source,
        answers,
        filter: known.get("where").and_then(|w| condition(w, diags)),
        value_filter: known.get("where_value").and_then(|w| condition::matcher(w, diags)),
        skip_null: skips(known, &["null_item", "null"], "null", diags),
        skip_zero_weight: skips(known, &["zero_weight"], "count", diags),
        weight: known.get("weight").and_then(|w| parts::weight(w, diags)).unwrap_or(Weight::Own),
        ranks: ranks(known, &shape, diags),
        group: known.get("group").and_then(|g| parts::group(g, diags)),
        shape,
        empty: known.get("empty").and_then(|e| parts::nothing_counted(e, diags)).unwrap_or(Gives::Skip),
        then: known.get("then").map(|t| step::steps(t, diags)).unwrap_or_default(),
        findings: known.get("findings").map(|f| parts::findings(f, diags)).unwrap_or_default(),
        order: known.get("order").map(|o| step::labels(o, diags)).unwrap_or_default(),
        show: known.get("show").and_then(|s| step::rounding(s, diags)),
        span: any.span,
    })
}

/// The one thing that a measure is computed from; a control's own answer when nothing is named.
fn source(known: Map, diags: &mut Diagnostics) -> Option<Source> {
    let keys = ["items", "measures", "first", "table", "if"];
    let named: Vec<_> = keys.iter().filter_map(|key| known.get(key).map(|any| (*key, any))).collect();
    match named[..] {
        [] => Some(Source::Answer),
        [("items", any)] => {
            let items = parts::which_items(any, diags)?;
            let take = match known.get("take") {
                Some(take) => Some(word(take, diags)?),
                None => None,
            };
            Some(Source::Items(items, take))
        }
        [("measures", any)] => parts::measures(any, diags),
        [("first", any)] => parts::rules(any, diags),
        [("table", any)] => parts::table(any, diags),
        [_] => parts::two_rules(known, diags),
        [_, (_, second), ..] => wrong(second, "kind.one_source", diags),
    }
}

/// Keys that change nothing for what a measure is computed from. **Reports:** `unused-key`,
/// `conflicting-keys`.
fn unused(known: Map, source: &Source, diags: &mut Diagnostics) {
    let of_items = ["take", "weight", "zero_weight", "group"];
    let of_answers = ["read", "answers", "several"];
    let of_folds = ["normalise", "where_value", "null_item", "null", "ranks", "fn", "ladder"];
    let mut keys: Vec<&str> = match source {
        Source::Items(..) => Vec::new(),
        Source::Answer => of_items.into_iter().chain(["null_item", "null", "ranks"]).collect(),
        Source::Measures(_) => of_items.into_iter().chain(of_answers).chain(["where"]).collect(),
        Source::First(_) => of_items.into_iter().chain(of_answers).chain(of_folds).chain(["where"]).collect(),
    };
    if known.get("if").is_none() {
        keys.extend(["then_measure", "then_give", "else_measure", "else_give"]);
    }
    for (key, at) in keys.iter().filter_map(|key| Some((key, known.place(key)?))) {
        diags.push(Diagnostic::new(Code::UnusedKey, at).with("key", key));
    }
    for (one, other) in [("fn", "ladder"), ("then_measure", "then_give"), ("else_measure", "else_give")] {
        if let (Some(at), Some(also)) = (known.place(one), known.place(other)) {
            let both = Diagnostic::new(Code::ConflictingKeys, at).with("keys", format!("{one}, {other}"));
            diags.push(both.and_at(also, "diag.at.other"));
        }
    }
}

fn answer_rules(known: Map, shared: &AnswerPolicy, diags: &mut Diagnostics) -> AnswerRules {
    let own = known.get("answers").map(|a| answer_policy(a, diags)).unwrap_or_default();
    let several = known.get("several").and_then(|s| one_of(s, &Several::ALL, diags));
    AnswerRules {
        read: known.get("read").and_then(|r| word(r, diags)).filter(|r| r.value != "value"),
        policy: shared.clone().overlaid(&own),
        several: several.unwrap_or_default(),
        normalise: known.get("normalise").and_then(|n| parts::normalise(n, diags)),
    }
}

/// The fold, or the ladder. A single measure needs none: it is taken as it is.
fn shape(known: Map, source: &Source, diags: &mut Diagnostics) -> Option<Shape> {
    if let Some(ladder) = known.get("ladder") {
        return parts::ladder(ladder, diags).map(Shape::Ladder);
    }
    if let Some(fold) = known.get("fn") {
        return one_of(fold, &Fold::ALL, diags).map(Shape::Fold);
    }
    let needed = match source {
        Source::Items(..) => true,
        Source::Measures(all) => all.len() != 1,
        Source::Answer | Source::First(_) => false,
    };
    if needed {
        let at = Span { end: known.span.start, ..known.span };
        diags.push(Diagnostic::new(Code::MissingKey, at).with("key", "fn"));
    }
    Some(Shape::Fold(Fold::Sum))
}

/// Weights by rank, which only a sum or a mean has: of the items, or of those of a group.
///
/// **Reports:** `unused-key`.
fn ranks(known: Map, shape: &Shape, diags: &mut Diagnostics) -> Option<Ranks> {
    let any = known.get("ranks")?;
    let inner = known.get("group").and_then(|g| parts::group(g, &mut Diagnostics::default()));
    let fold = match shape {
        Shape::Fold(fold) => Some(inner.map_or(*fold, |group| group.fold)),
        Shape::Ladder(_) => None,
    };
    if !matches!(fold, Some(Fold::Sum | Fold::Mean)) {
        diags
            .extend(known.place("ranks").map(|at| Diagnostic::new(Code::UnusedKey, at).with("key", "ranks")));
        return None;
    }
    parts::ranks(any, diags)
}

/// `of: state`; `of: answers` is what holds anyway.
fn is_state(any: &Located<Any>, diags: &mut Diagnostics) -> bool {
    one_of(any, &[("answers", false), ("state", true)], diags).unwrap_or(false)
}

/// Whether one of the keys says `skip`; `other` is the word for what holds anyway.
fn skips(known: Map, keys: &[&str], other: &'static str, diags: &mut Diagnostics) -> bool {
    let Some(any) = keys.iter().find_map(|key| known.get(key)) else { return false };
    match &any.value {
        Any::Null => false,
        Any::Scalar(_) | Any::List(_) | Any::Map(_) => {
            one_of(any, &[("skip", true), (other, false)], diags).unwrap_or(false)
        }
    }
}
