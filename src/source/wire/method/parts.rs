//! The parts of a measure: what it is computed from, what counts, how much, and how it is folded.

use super::any::{
    Map, bad, bad_word, entries, items, label, number, number_in, one_of, one_or_more, scalar, truth, word,
};
use super::condition::{condition, operand};
use super::step::{gives, share};
use crate::diag::{Code, Diagnostic, Diagnostics, Located, Suggestion};
use crate::model::{
    AnswerPolicy, Credit, Exact, Finding, Fold, Gate, Gives, Group, Items, Ladder, Normalise, Operand,
    RankOrder, Ranks, Rule, Source, Value, Weight,
};
use crate::source::field::Any;

/// What answers count: choice, number or word → number, `skip`, `null`, `full`, `least`, `target`.
///
/// **Reports:** `wrong-type`, `bad-value`.
pub fn answer_policy(any: &Located<Any>, diags: &mut Diagnostics) -> AnswerPolicy {
    let mut policy = AnswerPolicy::default();
    for (key, value) in entries(any, diags).unwrap_or_default() {
        if let Some(credit) = credit(value, diags) {
            let word = match key.value.text.as_str() {
                "na" => "not_applicable".to_string(),
                text => text.to_string(),
            };
            policy.0.push((Located::new(word, key.span), credit));
        }
    }
    policy
}

fn credit(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Credit> {
    let found = match &any.value {
        Any::Null => return Some(Credit::Null),
        Any::Scalar(_) | Any::List(_) | Any::Map(_) => scalar(any, diags)?,
    };
    if let Some(number) = number_in(found) {
        return Some(Credit::Number(number));
    }
    match found.text.as_str() {
        "skip" => Some(Credit::Skip),
        "full" => Some(Credit::Full),
        "least" => Some(Credit::Least),
        "target" => Some(Credit::Target),
        _ => {
            bad(any, &["a number", "skip", "null", "full", "least", "target"], diags);
            None
        }
    }
}

/// `leaves`, `children`, or `{kind: K}`.
pub(super) fn which_items(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Items> {
    if matches!(any.value, Any::Map(_)) {
        let known = Map::of(any, &["kind"], diags)?;
        return word(known.need("kind", diags)?, diags).map(Items::Kind);
    }
    match scalar(any, diags)?.text.as_str() {
        "leaves" => Some(Items::Leaves),
        "children" => Some(Items::Children),
        kind => {
            let problem = bad_word(any, &["leaves", "children", "{kind: …}"]);
            let otherwise = |near: Suggestion| near.or(format!("{{kind: {kind}}}"));
            diags.push(Diagnostic { suggestion: problem.suggestion.map(otherwise), ..problem });
            None
        }
    }
}

/// A list of measures, or measures with weights.
pub(super) fn measures(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Source> {
    let mut all = Vec::new();
    if matches!(any.value, Any::Map(_)) {
        for (key, weight) in entries(any, diags)? {
            all.push((Located::new(key.value.text.clone(), key.span), number(weight, diags)?));
        }
    } else {
        for one in one_or_more(any) {
            all.push((word(one, diags)?, Exact::ONE));
        }
    }
    Some(Source::Measures(all))
}

/// The rules of `first`.
pub(super) fn rules(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Source> {
    let mut rules = Vec::new();
    for one in items(any, diags)? {
        let known = Map::of(one, &["when", "give", "give_measure", "finding"], diags)?;
        let when = match known.get("when") {
            Some(when) => Some(condition(when, diags)?),
            None => None,
        };
        let give = match known.get("give_measure") {
            Some(name) => Gives::Value(Operand::Measure(word(name, diags)?)),
            None => gives(known.need("give", diags)?, diags)?,
        };
        rules.push(Rule { when, give, finding: known.text("finding", diags), span: known.span });
    }
    Some(Source::First(rules))
}

/// `if` with `then_measure` or `then_give` and `else_measure` or `else_give`, as two rules.
pub(super) fn two_rules(map: Map, diags: &mut Diagnostics) -> Option<Source> {
    let when = condition(map.need("if", diags)?, diags)?;
    let mut give = |measure: &str, value: &str| match map.get(measure) {
        Some(name) => word(name, diags).map(|name| Gives::Value(Operand::Measure(name))),
        None => gives(map.need(value, diags)?, diags),
    };
    let then = give("then_measure", "then_give")?;
    let otherwise = give("else_measure", "else_give")?;
    Some(Source::First(vec![
        Rule { when: Some(when), give: then, finding: None, span: map.span },
        Rule { when: None, give: otherwise, finding: None, span: map.span },
    ]))
}

/// `{of: [measures], rows: [[value, …, result], …]}`, as one rule per row; `*` matches anything.
pub(super) fn table(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Source> {
    use crate::model::{Condition, Matcher};
    let known = Map::of(any, &["of", "rows"], diags)?;
    let mut names = Vec::new();
    for name in items(known.need("of", diags)?, diags)? {
        names.push(word(name, diags)?);
    }
    let mut rules = Vec::new();
    for row in items(known.need("rows", diags)?, diags)? {
        let all = items(row, diags)?;
        let Some((result, cells)) = all.split_last().filter(|(_, cells)| cells.len() == names.len()) else {
            let problem = Diagnostic::new(Code::TableRow, row.span).with("found", all.len());
            diags.push(problem.with("expected", names.len() + 1));
            return None;
        };
        let mut parts = Vec::new();
        for (name, cell) in names.iter().zip(cells) {
            if cell.value.scalar().is_none_or(|s| s.text != "*") {
                let is: Matcher = super::condition::matcher(cell, diags)?;
                parts.push(Condition::Measure(name.clone(), is));
            }
        }
        let give = gives(result, diags)?;
        rules.push(Rule { when: Some(Condition::All(parts)), give, finding: None, span: row.span });
    }
    Some(Source::First(rules))
}

/// `weight`, `none`, an attribute, `{attr, map}` or `{measure}`.
pub(super) fn weight(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Weight> {
    if matches!(any.value, Any::Map(_)) {
        let known = Map::of(any, &["attr", "map", "measure"], diags)?;
        if let Some(name) = known.get("measure") {
            return word(name, diags).map(Weight::Measure);
        }
        let attr = word(known.need("attr", diags)?, diags)?;
        let Some(map) = known.get("map") else { return Some(Weight::Attr(attr)) };
        let mut all = Vec::new();
        for (key, to) in entries(map, diags)? {
            all.push((Located::new(key.value.text.clone(), key.span), number(to, diags)?));
        }
        return Some(Weight::Map(attr, all));
    }
    let name = word(any, diags)?;
    Some(match name.value.as_str() {
        "weight" => Weight::Own,
        "none" => Weight::None,
        _ => Weight::Attr(name),
    })
}

/// A list of weights, first rank first, or `{from, weights}`.
///
/// **Reports:** `wrong-type`, `bad-value`.
pub(super) fn ranks(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Ranks> {
    let (from, list) = match &any.value {
        Any::Map(_) => {
            let known = Map::of(any, &["from", "weights"], diags)?;
            let words = [("greatest", RankOrder::Greatest), ("least", RankOrder::Least)];
            let from = known.get("from").map_or(Some(RankOrder::Greatest), |f| one_of(f, &words, diags))?;
            (from, known.need("weights", diags)?)
        }
        Any::Null | Any::Scalar(_) | Any::List(_) => (RankOrder::Greatest, any),
    };
    let mut weights = Vec::new();
    for one in items(list, diags)? {
        let weight = number(one, diags)?;
        if weight.is_negative() {
            bad(one, &["0 …"], diags);
            return None;
        }
        weights.push(weight);
    }
    Some(Ranks { from, weights })
}

/// `{by, fn, values, weight, empty}`.
pub(super) fn group(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Group> {
    let known = Map::of(any, &["by", "fn", "values", "weight", "empty"], diags)?;
    let by = word(known.need("by", diags)?, diags)?;
    let fold = one_of(known.need("fn", diags)?, &Fold::ALL, diags)?;
    let values = known.get("values").map(|v| super::step::labels(v, diags)).unwrap_or_default();
    let mut weights = Vec::new();
    if let Some(map) = known.get("weight") {
        for (key, to) in entries(map, diags)? {
            weights.push((key.value.text.clone(), number(to, diags)?));
        }
    }
    let empty = known.get("empty").map_or(Some(Gives::Skip), |e| nothing_counted(e, diags))?;
    Some(Group { by, fold, values, weights, empty })
}

/// What an empty fold gives: `null` means that there is nothing, not that something is wrong.
pub(super) fn nothing_counted(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Gives> {
    gives(any, diags).map(|g| if g == Gives::Null { Gives::Skip } else { g })
}

/// `{by, levels, require, share, cumulative, start}`.
pub(super) fn ladder(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Ladder> {
    let known = Map::of(any, &["by", "levels", "require", "share", "cumulative", "start"], diags)?;
    let by = match known.get("by") {
        Some(by) => Some(word(by, diags)?),
        None => None,
    };
    let mut levels = Vec::new();
    for level in items(known.need("levels", diags)?, diags)? {
        levels.push(operand(level, diags)?);
    }
    let require = match known.get("require") {
        Some(any) if any.value.scalar().is_some_and(|s| s.text == "level") => None,
        Some(any) => Some(operand(any, diags)?),
        None if by.is_none() => None,
        None => Some(Operand::Literal(Value::Number(Exact::ONE))),
    };
    let zero = Gives::Value(Operand::Literal(Value::Number(Exact::ZERO)));
    Some(Ladder {
        by,
        levels,
        require,
        share: known.get("share").map_or(Some(Exact::ONE), |s| share(s, diags))?,
        cumulative: known.get("cumulative").map_or(Some(true), |c| truth(c, diags))?,
        start: known.get("start").map_or(Some(zero), |s| gives(s, diags))?,
    })
}

/// The gates, in order.
pub(super) fn gates(any: &Located<Any>, diags: &mut Diagnostics) -> Vec<Gate> {
    let mut all = Vec::new();
    for one in one_or_more(any) {
        let Some(known) = Map::of(one, &["require", "else", "finding"], diags) else { continue };
        let Some(require) = known.need("require", diags).and_then(|c| condition(c, diags)) else { continue };
        let otherwise = known.get("else").map_or(Some(Gives::Null), |e| gives(e, diags));
        let finding = known.text("finding", diags);
        all.extend(otherwise.map(|otherwise| Gate { require, otherwise, finding }));
    }
    all
}

/// What is said beside the value.
pub(super) fn findings(any: &Located<Any>, diags: &mut Diagnostics) -> Vec<Finding> {
    let mut all = Vec::new();
    for one in one_or_more(any) {
        let Some(known) = Map::of(one, &["when", "say"], diags) else { continue };
        let when = known.need("when", diags).and_then(|c| condition(c, diags));
        let say = known.need("say", diags).and_then(|s| label(s, diags));
        if let (Some(when), Some(say)) = (when, say) {
            all.push(Finding { when, say });
        }
    }
    all
}

/// `true`, or `{to: scale | max | target}`.
pub(super) fn normalise(any: &Located<Any>, diags: &mut Diagnostics) -> Option<Normalise> {
    if matches!(any.value, Any::Map(_)) {
        let words = [("scale", Normalise::Scale), ("max", Normalise::Max), ("target", Normalise::Target)];
        let known = Map::of(any, &["to"], diags)?;
        return one_of(known.need("to", diags)?, &words, diags);
    }
    truth(any, diags).and_then(|yes| yes.then_some(Normalise::Scale))
}
