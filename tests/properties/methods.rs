//! Methods for random checklists.

use proptest::prelude::*;

/// Methods that only rise with every answer, and leave out what is not applicable.
pub const MONOTONE: &str = "
      leaf: {at: control, normalise: true}
      total: {at: [area, root], items: leaves, weight: weight, normalise: true, answers: {unanswered: 0}, fn: mean}
      sum: {at: [area, root], items: leaves, fn: sum}
      points: {at: [area, root], items: leaves, answers: {unanswered: 0}, fn: ratio}
      least: {at: [area, root], items: leaves, take: leaf, fn: min}
      most: {at: [area, root], items: leaves, fn: max}
      means: {at: root, items: {kind: area}, take: total, weight: none, fn: mean}
      grouped: {at: [area, root], items: leaves, weight: none, group: {by: level, fn: mean}, fn: mean}
      ladder: {at: [area, root], items: leaves, answers: {unanswered: 0}, ladder: {by: level, levels: [1, 2, 3], require: 2}}
      weakest: {at: [area, root], items: leaves, answers: {unanswered: 0}, ladder: {levels: [1, 2, 3], require: level}}
      stepped: {at: [area, root], measures: [total], then: [{multiply: 10}, {round: floor}, {clamp: {min: 1, max: 9}}]}
      two: {at: [area, root], measures: {total: 2, points: 1}, fn: mean}
      every: {at: [area, root], items: leaves, answers: {unanswered: 0}, fn: all, empty: false}
      two_best: {at: [area, root], items: leaves, weight: none, ranks: [2, 1], answers: {unanswered: 0}, fn: mean}
      curved: {at: [area, root], measures: [total], then: [{curve: [[0, 0], [1/2, 1/3], [1, 2]]}]}
";

/// Methods with gates, caps, decisions and labels: their ranges have to hold all the same.
pub const ANY: &str = "
      low: {at: [area, root], items: leaves, where_value: {lt: 2}, fn: count, empty: 0}
      high: {at: [area, root], items: leaves, where: {attr: {level: 1}}, where_value: {gte: 2}, weight: none, fn: sum}
      start: {at: [area, root], items: leaves, answers: {unanswered: full}, fn: sum, then: [{start: {at: 20, direction: down}}]}
      capped: {at: [area, root], items: leaves, normalise: true, fn: mean, then: [{cap: [{when: {measure: {low: {gt: 0}}}, max: 1/2}]}]}
      gated: {at: [area, root], gate: [{require: {measure: {low: 0}}, else: 0}], items: leaves, fn: mean}
      band: {at: [area, root], items: leaves, fn: mean, then: [{bands: [{at_least: 2, label: good}, {at_least: 1, label: fair}, {at_least: 0, label: poor}]}]}
      worst: {at: root, items: {kind: area}, take: band, fn: min, order: [poor, fair, good]}
      decided:
        at: [area, root]
        first:
          - {when: {measure: {low: {gt: 1}}}, give: 0}
          - {when: {measure: {band: good}}, give_measure: high}
          - {give: 1}
      said: {at: [area, root], items: leaves, fn: extent}
      product: {at: [area, root], items: leaves, fn: product}
      ranked: {at: [area, root], items: leaves, ranks: [1, 1/2, 1/4], fn: sum}
      third: {at: [area, root], items: leaves, ranks: {from: least, weights: [0, 0, 1]}, where_value: {gte: 1}, weight: none, fn: mean}
      rooted: {at: [area, root], items: leaves, fn: sum, then: [{subtract: 2}, {root: 2}]}
      geometric: {at: [area, root], items: leaves, fn: product, then: [{root: {of: {measure: number}, digits: 3}}]}
      number: {at: [area, root], items: leaves, fn: count}
      best: {at: root, items: leaves, ranks: [1, 1], weight: none, group: {by: level, fn: mean}, fn: sum}
      asked: {at: root, first: [{when: {answer: {C-0: [2, 3]}}, give: 2}, {give: 1}]}
      plus: {at: root, measures: [asked, low], fn: sum}
";

/// Words of the vocabulary, put together at random: a fold, what blanks count, weights, a filter, steps.
pub fn methods() -> impl Strategy<Value = String> {
    let fold =
        prop::sample::select(vec!["sum", "mean", "ratio", "min", "max", "count", "all", "any", "extent"]);
    let blank = prop::sample::select(vec!["0", "skip", "full", "least", "target", "2"]);
    let weight =
        prop::sample::select(vec!["weight", "none", "level", "{attr: level, map: {1: 3, 2: 1/2, 3: 0}}"]);
    let filter = prop::sample::select(vec![
        "",
        "where: {attr: {level: {lte: 2}}}, ",
        "where: {not: {state: unknown}}, ",
        "where_value: {gte: 1}, ",
        "where_value: {not: 2}, ",
        "group: {by: level, fn: mean}, ",
        "normalise: true, ",
        "normalise: {to: target}, ",
        "zero_weight: skip, ",
    ]);
    let steps = prop::sample::select(vec![
        "",
        ", then: [{multiply: -2}, {add: 3}]",
        ", then: [{divide: 3}, {round: {digits: 1, mode: half_even}}]",
        ", then: [{start: {at: 5, direction: down}}, {clamp: {min: 0}}]",
        ", then: [{cap: [{when: {value: {gt: 1}}, max: 1}]}]",
        ", then: [{multiply: 0, when: {value: {lt: 1}}}]",
        ", empty: 0",
        ", then: [{curve: [[0, 3], [1, 0], [2, 1]]}]",
    ]);
    prop::collection::vec((fold, blank, weight, filter, steps), 1..5).prop_map(|all| {
        let one = |(i, (fold, blank, weight, filter, steps)): (usize, (&str, &str, &str, &str, &str))| {
            format!(
                "      r{i}: {{at: [area, root], items: leaves, {filter}weight: {weight}, \
                 answers: {{unanswered: {blank}}}, fn: {fold}{steps}}}\n"
            )
        };
        all.into_iter().enumerate().map(one).collect()
    })
}
