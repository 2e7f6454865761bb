//! From answers to values: what a choice, a number, a blank counts under a definition's rules.

use std::collections::BTreeMap;

use crate::model::{
    AnswerPolicy, Checklist, Choice, ChoiceIx, Control, Credit, Definition, Exact, Means, Normalise, Scale,
    Several, Value,
};
use crate::score::outcome::Outcome;

/// What one answer counts, before normalising.
#[derive(Clone, Debug)]
pub(super) enum Credited {
    /// A number, a label or a truth.
    Value(Outcome),
    /// 0, also after normalising.
    Zero,
    /// Left out, for this reason.
    Skip(&'static str),
    /// No result because of it.
    Null,
    /// The greatest value of the question's scale.
    Full,
    /// The least value of the question's scale.
    Least,
    /// The target of the control.
    Target,
}

/// What the answers of a scale count under a definition's rules.
#[derive(Clone, Debug)]
pub(super) struct Table {
    choices: Vec<Credited>,
    numbers: Vec<(Exact, Credited)>,
    other_number: Option<Credited>,
    unknown: Credited,
    manual: Credited,
    rule: Credited,
    blank: Credited,
    /// Least and greatest value of one answer.
    bounds: Option<(Exact, Exact)>,
    /// Least and greatest sum of several choices.
    sums: Option<(Exact, Exact)>,
}

/// What is answered, as a table sees it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    /// One or several choices.
    Choices(&'a [ChoiceIx]),
    /// A number.
    Number(&'a Exact),
    /// Nobody knows.
    Unknown,
    /// Not applicable by hand.
    Manual,
    /// Not applicable by the profile.
    Rule,
    /// No answer.
    Blank,
    /// Any number of the scale, any set of its choices: a blank in all its completions.
    Anything,
    /// Not known at all: whether the control counts depends on blanks.
    Unsure,
}

/// The tables of a definition, one per scale.
pub(super) fn tables(def: &Definition, checklist: &Checklist) -> Vec<Table> {
    checklist.scales.iter().map(|scale| Table::new(def, scale, &def.answers.policy)).collect()
}

/// The tables of controls with exceptions of their own.
pub(super) fn overrides(def: &Definition, checklist: &Checklist) -> BTreeMap<usize, Table> {
    let own = checklist.controls.iter().enumerate().filter(|(_, c)| !c.answers.0.is_empty());
    let table = |control: &Control| {
        let policy = def.answers.policy.clone().overlaid(&control.answers);
        Table::new(def, checklist.scale_of(control), &policy)
    };
    own.map(|(i, control)| (i, table(control))).collect()
}

fn from_policy(policy: &AnswerPolicy, key: &str, reason: &'static str) -> Option<Credited> {
    policy.get(key).map(|credit| match credit {
        Credit::Number(number) => Credited::Value(Outcome::Number(number.clone())),
        Credit::Skip => Credited::Skip(reason),
        Credit::Null => Credited::Null,
        Credit::Full => Credited::Full,
        Credit::Least => Credited::Least,
        Credit::Target => Credited::Target,
    })
}

impl Table {
    fn new(def: &Definition, scale: &Scale, policy: &AnswerPolicy) -> Table {
        let word = |key: &str, reason| from_policy(policy, key, reason);
        let star = word("*", "skip");
        let unknown = word("unknown", "skip").or_else(|| star.clone()).unwrap_or(Credited::Zero);
        let manual = word("not_applicable", "not_applicable").unwrap_or(Credited::Skip("not_applicable"));
        let column = def.answers.read.as_ref().map(|r| r.value.as_str());
        let choice = |choice: &Choice| {
            let own = || choice.means.is_none().then(|| star.clone()).flatten();
            from_policy(policy, choice.id.as_str(), "skip")
                .or_else(|| match choice.means {
                    Some(Means::Unknown) => Some(unknown.clone()),
                    Some(Means::NotApplicable) => Some(manual.clone()),
                    None => None,
                })
                .or_else(own)
                .unwrap_or_else(|| written(choice, column))
        };
        let choices: Vec<Credited> = scale.choices.iter().map(choice).collect();
        let numeric = |(key, credit): (&str, Credited)| Some((Exact::parse(key)?, credit));
        let named = policy.0.iter().filter_map(|(k, _)| Some((k.value.as_str(), word(&k.value, "skip")?)));
        let mut table = Table {
            numbers: named.filter_map(numeric).collect(),
            other_number: star,
            unknown,
            manual,
            rule: word("switched_off", "switched_off").unwrap_or(Credited::Skip("switched_off")),
            blank: word("unanswered", "blank").unwrap_or(Credited::Skip("blank")),
            bounds: None,
            sums: None,
            choices,
        };
        table.measure(scale);
        table
    }

    /// Works out the least and greatest values.
    fn measure(&mut self, scale: &Scale) {
        if let Some(range) = &scale.number {
            self.bounds = Some((range.min.clone(), range.max.clone()));
            self.sums = self.bounds.clone();
            return;
        }
        let plain = self.choices.iter().zip(&scale.choices).filter(|(_, choice)| choice.means.is_none());
        let mut sums = (Exact::ZERO, Exact::ZERO);
        for (credited, _) in plain {
            let Credited::Value(outcome) = credited else { continue };
            let value = match outcome {
                Outcome::Number(number) => number.clone(),
                Outcome::Truth(truth) => Exact::from(i64::from(*truth)),
                Outcome::Label(_) | Outcome::Null | Outcome::Nothing => continue,
            };
            self.bounds = Some(match self.bounds.take() {
                Some((low, high)) => (low.min(value.clone()), high.max(value.clone())),
                None => (value.clone(), value.clone()),
            });
            let side = if value.is_negative() { &mut sums.0 } else { &mut sums.1 };
            *side = &*side + &value;
        }
        self.sums = self.bounds.as_ref().map(|_| sums);
    }

    /// Least and greatest value of one answer, or of several choices that are summed.
    pub(super) fn bounds(&self, multiple: bool, several: Several) -> Option<&(Exact, Exact)> {
        if multiple && several == Several::Sum { self.sums.as_ref() } else { self.bounds.as_ref() }
    }

    fn number(&self, number: &Exact) -> Credited {
        let named = self.numbers.iter().find(|(n, _)| n == number).map(|(_, credit)| credit);
        let other = named.or(self.other_number.as_ref());
        other.cloned().unwrap_or_else(|| Credited::Value(Outcome::Number(number.clone())))
    }
}

/// What a choice counts by itself: its value, or the column that is read.
fn written(choice: &Choice, column: Option<&str>) -> Credited {
    let value = || choice.value.clone().map(|v| Credited::Value(Outcome::Number(v)));
    let read = match column {
        None => value(),
        Some(name) => match choice.columns.get(name) {
            Some(Value::Null | Value::List(_)) => None,
            Some(found) => Some(Credited::Value(Outcome::of(found))),
            None if name == "level" => value(),
            None => None,
        },
    };
    let unmeant = || match choice.means {
        Some(Means::Unknown) => Credited::Zero,
        Some(Means::NotApplicable) => Credited::Skip("not_applicable"),
        None => Credited::Skip("no_value"),
    };
    read.unwrap_or_else(unmeant)
}

/// What an answer comes to under a definition.
pub(super) enum Answered {
    /// One value.
    One(Outcome),
    /// One value for each choice (`several: each`).
    Each(Vec<Outcome>),
    /// Left out, for this reason.
    Left(&'static str),
}

/// A control as a definition's rules see it.
pub(super) struct Asker<'t> {
    pub(super) def: &'t Definition,
    pub(super) table: &'t Table,
    pub(super) multiple: bool,
    pub(super) target: Option<&'t Exact>,
    /// `min` and `max` of the control itself, where it has them.
    pub(super) own_bounds: (Option<&'t Exact>, Option<&'t Exact>),
}

impl Asker<'_> {
    /// The value of an answer. [`Given::Anything`] and [`Given::Unsure`] have none here.
    pub(super) fn value(&self, given: Given) -> Answered {
        match given {
            Given::Choices([one]) => self.credited(self.choice(*one)),
            Given::Choices(several) => self.several(several),
            Given::Number(number) => self.credited(&self.table.number(number)),
            Given::Unknown => self.credited(&self.table.unknown),
            Given::Manual => self.credited(&self.table.manual),
            Given::Rule => self.credited(&self.table.rule),
            Given::Blank => self.credited(&self.table.blank),
            Given::Anything | Given::Unsure => Answered::Left("blank"),
        }
    }

    fn choice(&self, ix: ChoiceIx) -> &Credited {
        &self.table.choices[ix.0]
    }

    /// The value of every choice without a special meaning, for blanks in all their completions.
    pub(super) fn every_choice(&self, scale: &Scale) -> Vec<Answered> {
        let plain = scale.choices.iter().zip(&self.table.choices).filter(|(c, _)| c.means.is_none());
        plain.map(|(_, credited)| self.credited(credited)).collect()
    }

    /// The numbers that a policy names, each with what it counts.
    pub(super) fn named_numbers(&self) -> impl Iterator<Item = (&Exact, Answered)> {
        self.table.numbers.iter().map(|(number, credited)| (number, self.credited(credited)))
    }

    /// The least or greatest sum of several choices.
    pub(super) fn value_of_sum(&self, greatest: bool) -> Option<Outcome> {
        let (low, high) = self.table.sums.clone()?;
        // Without negative (positive) choices the least (greatest) sum is that of one choice.
        let sum = if greatest { high } else { low };
        if sum.is_zero() {
            return None;
        }
        match self.normalised(Outcome::Number(sum)) {
            Answered::One(value) => Some(value),
            Answered::Left(_) | Answered::Each(_) => None,
        }
    }

    /// What numbers count that a policy does not name, when it gives them one value.
    pub(super) fn other_number(&self) -> Option<Answered> {
        self.table.other_number.as_ref().map(|credited| self.credited(credited))
    }

    /// The value that a number without a name counts.
    pub(super) fn plain_number(&self, number: &Exact) -> Answered {
        self.credited(&Credited::Value(Outcome::Number(number.clone())))
    }

    fn several(&self, choices: &[ChoiceIx]) -> Answered {
        let values: Vec<Answered> = choices.iter().map(|c| self.raw(self.choice(*c))).collect();
        let mut found = Vec::with_capacity(values.len());
        for value in values {
            match value {
                Answered::One(Outcome::Null) => return Answered::One(Outcome::Null),
                Answered::One(outcome) => found.push(outcome),
                Answered::Each(_) | Answered::Left(_) => {}
            }
        }
        if self.def.answers.several == Several::Each {
            let all: Option<Vec<Outcome>> = found.into_iter().map(|o| self.normal(o)).collect();
            return all.map_or(Answered::Left("no_scale"), Answered::Each);
        }
        match together(&found, self.def.answers.several) {
            Some(value) => self.normalised(value),
            None => Answered::Left("no_value"),
        }
    }

    /// The value of a credit, normalised.
    fn credited(&self, credited: &Credited) -> Answered {
        match self.raw(credited) {
            Answered::One(value) if matches!(credited, Credited::Zero) => Answered::One(value),
            Answered::One(value) => self.normalised(value),
            other => other,
        }
    }

    fn raw(&self, credited: &Credited) -> Answered {
        let number = |n: Option<&Exact>| match n {
            Some(n) => Answered::One(Outcome::Number(n.clone())),
            None => Answered::Left("no_scale"),
        };
        match credited {
            Credited::Value(outcome) => Answered::One(outcome.clone()),
            Credited::Zero => Answered::One(Outcome::Number(Exact::ZERO)),
            Credited::Skip(reason) => Answered::Left(reason),
            Credited::Null => Answered::One(Outcome::Null),
            Credited::Full => number(self.bounds().map(|b| b.1)),
            Credited::Least => number(self.bounds().map(|b| b.0)),
            Credited::Target => number(self.target.or(self.bounds().map(|b| b.1))),
        }
    }

    /// Least and greatest value of the question.
    pub(super) fn bounds(&self) -> Option<(&Exact, &Exact)> {
        let table = self.table.bounds(self.multiple, self.def.answers.several);
        let (min, max) = (table.map(|b| &b.0), table.map(|b| &b.1));
        Some((self.own_bounds.0.or(min)?, self.own_bounds.1.or(max)?))
    }

    /// The greatest value of the question after normalising: the points possible.
    pub(super) fn possible(&self) -> Option<Exact> {
        match self.def.answers.normalise {
            Some(_) => Some(Exact::ONE),
            None => self.bounds().map(|b| b.1.clone()),
        }
    }

    fn normalised(&self, value: Outcome) -> Answered {
        self.normal(value).map_or(Answered::Left("no_scale"), Answered::One)
    }

    fn normal(&self, value: Outcome) -> Option<Outcome> {
        let (Some(how), Outcome::Number(number)) = (self.def.answers.normalise, &value) else {
            return Some(value);
        };
        normalise(number, how, self.bounds(), self.target).map(Outcome::Number)
    }
}

/// A number brought to 0..1; `None` when the scale has only one value, or there is no scale or target.
pub(super) fn normalise(
    number: &Exact,
    how: Normalise,
    bounds: Option<(&Exact, &Exact)>,
    target: Option<&Exact>,
) -> Option<Exact> {
    match how {
        Normalise::Scale => {
            let (min, max) = bounds?;
            (number - min).checked_div(&(max - min))
        }
        Normalise::Max => number.checked_div(bounds?.1),
        // A target of 0 is met by anything.
        Normalise::Target => Some(number.checked_div(target?).unwrap_or(Exact::ONE).min(Exact::ONE)),
    }
}

/// Several chosen values as one; none chosen is 0.
fn together(found: &[Outcome], several: Several) -> Option<Outcome> {
    if let [one] = found {
        return Some(one.clone());
    }
    let numbers: Vec<Exact> = found
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Number(number) => Some(number.clone()),
            Outcome::Truth(truth) => Some(Exact::from(i64::from(*truth))),
            Outcome::Label(_) | Outcome::Null | Outcome::Nothing => None,
        })
        .collect();
    if numbers.len() < found.len() {
        return None;
    }
    let count = Exact::from(numbers.len());
    let value = match several {
        Several::Min => numbers.into_iter().min(),
        Several::Max => numbers.into_iter().max(),
        Several::Sum | Several::Each => Some(numbers.into_iter().sum()),
        Several::Mean => numbers.into_iter().sum::<Exact>().checked_div(&count),
    };
    Some(Outcome::Number(value.unwrap_or(Exact::ZERO)))
}
