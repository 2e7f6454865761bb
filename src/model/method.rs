//! A scoring method as data: named measures, each a pipeline of five steps.
//!
//! Answer to number, what counts, how much, fold, finish. `docs/scoring.md` explains every word.

use serde::{Deserialize, Serialize};

use crate::diag::{Located, Span};
use crate::model::{Condition, Exact, Gives, Matcher, MeasureId, MethodId, Operand, Rounding, Step};

/// A scoring method.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Method {
    /// Its id.
    pub id: MethodId,
    /// What it computes, in file order.
    pub measures: Vec<Measure>,
    /// Where it stands.
    pub span: Span,
}

/// One number, label or truth for each node of some kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Measure {
    /// Its name.
    pub id: MeasureId,
    /// How it is computed; several where it differs by kind of node.
    pub definitions: Vec<Definition>,
    /// Where it stands.
    pub span: Span,
}

/// How a measure is computed for some kinds of nodes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Definition {
    /// The kinds of nodes: a section's kind, `root`, `any`, or `control`.
    pub at: Vec<Located<String>>,
    /// Whether it describes the answers as they stand, so that blanks give it no range.
    pub state: bool,
    /// What comes before anything else.
    pub gates: Vec<Gate>,
    /// What it is computed from.
    pub source: Source,
    /// How answers become values.
    pub answers: AnswerRules,
    /// Which items count, by condition.
    pub filter: Option<Condition>,
    /// Which items count, by value.
    pub value_filter: Option<Matcher>,
    /// Whether an item without a value because of an error is left out; else it takes the result along.
    pub skip_null: bool,
    /// Whether items of weight 0 are left out.
    pub skip_zero_weight: bool,
    /// How much an item counts.
    pub weight: Weight,
    /// How much an item counts by its rank among the items.
    pub ranks: Option<Ranks>,
    /// By what items are folded first.
    pub group: Option<Group>,
    /// How items become one.
    pub shape: Shape,
    /// The result when nothing is counted.
    pub empty: Gives,
    /// What finishes it.
    pub then: Vec<Step>,
    /// What is said beside the value.
    pub findings: Vec<Finding>,
    /// Labels from worst to best.
    pub order: Vec<String>,
    /// Rounding for print only.
    pub show: Option<Rounding>,
    /// Where it stands.
    pub span: Span,
}

/// What a measure is computed from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Source {
    /// The control's own answer.
    Answer,
    /// Nodes below; `take` names a measure of them.
    Items(Items, Option<Located<String>>),
    /// Measures of the same node, each with its weight.
    Measures(Vec<(Located<String>, Exact)>),
    /// The first rule that holds.
    First(Vec<Rule>),
}

/// Which nodes below.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Items {
    /// Every control at any depth.
    Leaves,
    /// What the section directly holds.
    Children,
    /// Every section of a kind at any depth.
    Kind(Located<String>),
}

/// How answers become values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct AnswerRules {
    /// The column of the choices that is read; `None` for their value.
    pub read: Option<Located<String>>,
    /// What single answers count.
    pub policy: AnswerPolicy,
    /// What several choices in one answer count.
    pub several: Several,
    /// How values are brought to 0..1.
    pub normalise: Option<Normalise>,
}

/// What answers count, by choice, by number, or by one of the [`AnswerPolicy::WORDS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct AnswerPolicy(pub Vec<(Located<String>, Credit)>);

impl AnswerPolicy {
    /// Keys that are no choices: a blank, *unknown*, not applicable by hand and by the profile, and
    /// every answer that is not named.
    pub const WORDS: [&'static str; 5] = ["unanswered", "unknown", "not_applicable", "switched_off", "*"];

    /// What a key counts.
    pub fn get(&self, key: &str) -> Option<&Credit> {
        self.0.iter().find(|(k, _)| k.value == key).map(|(_, value)| value)
    }

    /// Puts the entries of `other` over this one's.
    #[must_use]
    pub fn overlaid(mut self, other: &AnswerPolicy) -> AnswerPolicy {
        for (key, value) in &other.0 {
            match self.0.iter_mut().find(|(k, _)| k.value == key.value) {
                Some(entry) => *entry = (key.clone(), value.clone()),
                None => self.0.push((key.clone(), value.clone())),
            }
        }
        self
    }
}

/// What one answer counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Credit {
    /// A number.
    Number(Exact),
    /// It is left out.
    Skip,
    /// There is no result because of it.
    Null,
    /// The greatest value of the question's scale.
    Full,
    /// The least value of the question's scale.
    Least,
    /// The target of the control.
    Target,
}

/// What several choices in one answer count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum Several {
    /// Their mean.
    #[default]
    Mean,
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Each counts as an item of its own.
    Each,
}

impl Several {
    /// Every way with its word in files.
    pub const ALL: [(&'static str, Several); 5] = [
        ("mean", Several::Mean),
        ("sum", Several::Sum),
        ("min", Several::Min),
        ("max", Several::Max),
        ("each", Several::Each),
    ];
}

/// How a value is brought to 0..1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Normalise {
    /// (value − min) ÷ (max − min) of the question's own scale.
    Scale,
    /// value ÷ max of the question's own scale.
    Max,
    /// value ÷ target, at most 1.
    Target,
}

/// How much an item counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Weight {
    /// Its own weight, 1 unless given.
    Own,
    /// 1.
    None,
    /// An attribute, 1 unless given.
    Attr(Located<String>),
    /// By the value of an attribute.
    Map(Located<String>, Vec<(Located<String>, Exact)>),
    /// A measure of the item.
    Measure(Located<String>),
}

/// Weights by rank, for a sum or a mean.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Ranks {
    /// Which value has the first rank.
    pub from: RankOrder,
    /// What the weight of an item is multiplied by, first rank first; past the last one it is 0.
    /// **Range:** not negative.
    pub weights: Vec<Exact>,
}

/// Which value has the first rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum RankOrder {
    /// The greatest.
    #[default]
    Greatest,
    /// The least.
    Least,
}

/// Folding by a tag before the fold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Group {
    /// The attribute; an item with a list of values is in several groups.
    pub by: Located<String>,
    /// How a group becomes one value.
    pub fold: Fold,
    /// The groups that there are; empty: those that items name.
    pub values: Vec<String>,
    /// How much a group counts; 1 when not named.
    pub weights: Vec<(String, Exact)>,
    /// The value of a group in which nothing is counted.
    pub empty: Gives,
}

/// How items become one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Shape {
    /// A fold.
    Fold(Fold),
    /// The highest level without a gap.
    Ladder(Ladder),
}

/// A fold of many values into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Fold {
    /// Σ weight × value.
    Sum,
    /// Σ weight × value ÷ Σ weight.
    Mean,
    /// Σ weight × value ÷ Σ weight × max.
    Ratio,
    /// Σ weight × max.
    Possible,
    /// The product of the values.
    Product,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// How many items count.
    Count,
    /// Whether every value is true (a number: not 0).
    All,
    /// Whether at least one is.
    Any,
    /// `all`, `some` or `none` of them are.
    Extent,
}

impl Fold {
    /// Every fold with its word in files.
    pub const ALL: [(&'static str, Fold); 11] = [
        ("sum", Fold::Sum),
        ("mean", Fold::Mean),
        ("ratio", Fold::Ratio),
        ("possible", Fold::Possible),
        ("product", Fold::Product),
        ("min", Fold::Min),
        ("max", Fold::Max),
        ("count", Fold::Count),
        ("all", Fold::All),
        ("any", Fold::Any),
        ("extent", Fold::Extent),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, f)| *f == self).map_or("", |(word, _)| word)
    }
}

/// The highest level without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Ladder {
    /// The attribute that gives an item's level; `None`: every item counts for every level, and has to
    /// reach the level itself.
    pub by: Option<Located<String>>,
    /// The levels, lowest first: numbers or labels.
    pub levels: Vec<Operand>,
    /// The value that an item needs; `None`: the level itself.
    pub require: Option<Operand>,
    /// The share of items, by weight, that need it. **Range:** 0 to 1.
    pub share: Exact,
    /// Whether a level includes the items of all lower ones and the first gap ends the climb.
    pub cumulative: bool,
    /// The result below the first level.
    pub start: Gives,
}

/// One rule of `first`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Rule {
    /// When; `None` for always.
    pub when: Option<Condition>,
    /// What.
    pub give: Gives,
    /// What is said beside the value.
    pub finding: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What has to hold before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Gate {
    /// What has to hold.
    pub require: Condition,
    /// The result when it does not.
    pub otherwise: Gives,
    /// What is said then.
    pub finding: Option<String>,
}

/// What is said beside a value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Finding {
    /// When.
    pub when: Condition,
    /// What.
    pub say: String,
}
