//! `plan`: the cheapest way to a goal, the best for a budget, and what would be if.

use crate::assess::{self, Edition, Outcome};
use crate::cli::args::{Args, BrandChoice, Command, Input, Output};
use crate::cli::{Exit, Failure, Session, find, outcome, output};
use crate::model::{AssessmentFile, Checklist, ControlIx, Exact, Given, Method, Today};
use crate::plan::{
    Band, Goal, NODE_LIMIT, Plan as Found, Problem, Query, Supposed, fits, holds, plan, suppose,
    supposed_file,
};
use crate::report::plan::{Drawn, FORMATS, Planned, view};
use crate::score::Traces;

/// Find the cheapest way to a goal, the best for a budget, or what would be if
///
/// Without a goal and without --if it plans for the knock-outs, because nothing else makes up for them. The
/// result is scored again by the method itself: what is shown is what the scorecard would say.
#[derive(Args, Debug)]
pub(super) struct Plan {
    #[command(flatten)]
    input: Input,
    /// Reach a percentage: overall, or of a principle as `PC6=80`
    #[arg(long, value_name = "[ID=]PERCENT", group = "goal")]
    reach: Option<String>,
    /// Verify every knock-out
    #[arg(long, group = "goal")]
    knock_outs: bool,
    /// Reach band A, B or C: in all principles, or in one as `PC6=B`
    #[arg(long, value_name = "[ID=]BAND", group = "goal")]
    band: Option<String>,
    /// Get the most for a number of person-days: overall, or for a principle as `PC6=20`
    #[arg(long, value_name = "[ID=]DAYS", group = "goal")]
    budget: Option<String>,
    /// Suppose an answer, backed by evidence that a second person has seen; may be repeated
    #[arg(long = "if", value_name = "CONTROL=ANSWER")]
    suppose: Vec<String>,
    /// Scoring method [default: the checklist's first]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    #[command(flatten)]
    brand: BrandChoice,
    #[command(flatten)]
    output: Output,
}

impl Command for Plan {
    const NAME: &'static str = "plan";
    const EXAMPLES: &'static str = "gapcheck plan --knock-outs
gapcheck plan --reach 70
gapcheck plan client-a/assessment.yaml --reach PC6=80 -o plan.html
gapcheck plan --band B --format json
gapcheck plan --budget 20
gapcheck plan --if PC7-IAM-01=3 --if PC7-IAM-02=3";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets(&self.output, &output::view_formats(FORMATS))?;
        let answered = session.answered(&self.input.path()?, self.input.when)?;
        output::check(&targets, &answered)?;
        let branded = session.brand(&self.brand)?;
        output::check_inputs(&targets, &answered.path, &branded.files)?;
        let checklist = &answered.loaded.checklist;
        let names: Vec<String> = self.method.iter().cloned().collect();
        let method = outcome::methods(checklist, &names)?[0];
        let query = self.query(checklist)?;
        let supposed = self.supposed(checklist)?;
        let now = outcome::outcome(&answered, &[method], Traces::None);
        let file = supposed_file(&now.assessment, &supposed, answered.today);
        let with = assess::outcome(Edition { checklist, method, file: &file }, answered.today);
        let problem = problem(checklist, &with, method, answered.today);
        let fitting = with.cards.first().is_some_and(|card| fits(&problem, card));
        if query.is_some() && !fitting {
            let usual = checklist.methods.first().filter(|usual| usual.id != method.id);
            let helps = usual.is_some_and(|usual| {
                let with = assess::outcome(Edition { checklist, method: usual, file: &file }, answered.today);
                with.cards.first().is_some_and(|c| fits(&Problem::new(&with.assessment, &with.gaps), c))
            });
            let key = if helps { "plan-method" } else { "plan-no-method" };
            return Err(Failure::new(key).with("method", &method.id));
        }
        let found = query.as_ref().and_then(|query| plan(&problem, query, NODE_LIMIT));
        let file = after(&with, &problem, found.as_ref(), answered.today);
        let after = if query.is_some() {
            assess::outcome(Edition { checklist, method, file: &file }, answered.today)
        } else {
            with.clone()
        };
        let subjects = [&now, &with, &after].map(|outcome| session.subject(outcome, &answered));
        let holds = query.as_ref().is_some_and(|query| reached(query, &problem, &after));
        let drawn = query.as_ref().map(|query| Drawn {
            query,
            problem: &problem,
            plan: found.as_ref(),
            after: &subjects[2],
            holds,
        });
        let [now, with_supposed] = [&subjects[0], &subjects[1]];
        let options = branded.options();
        let view = view(&Planned { now, supposed: &supposed, with_supposed, drawn }, &options);
        for target in &targets {
            let bytes = session.view_rendered(target, FORMATS, &view, &options)?;
            session.deliver(target, &answered.path, &bytes)?;
        }
        Ok(Exit::Pass)
    }
}

/// What there is to decide, with what each action brings by the method's own score.
fn problem(checklist: &Checklist, with: &Outcome, method: &Method, today: Today) -> Problem {
    let problem = Problem::new(&with.assessment, &with.gaps);
    let file = after(with, &problem, None, today);
    let all = assess::outcome(Edition { checklist, method, file: &file }, today);
    problem.leaving(checklist, &all.gaps)
}

/// The file after a plan; after every action when there is none.
fn after(with: &Outcome, problem: &Problem, found: Option<&Found>, today: Today) -> AssessmentFile {
    let done: Vec<_> = match found {
        Some(plan) => plan.steps.iter().map(|step| step.action.control).collect(),
        None => problem.actions.iter().map(|action| action.control).collect(),
    };
    supposed_file(&with.assessment, &suppose(&with.assessment, &done), today)
}

fn reached(query: &Query, problem: &Problem, after: &Outcome) -> bool {
    match (query, after.cards.first()) {
        (Query::Best { .. }, _) => true,
        (Query::Cheapest(goal), Some(card)) => holds(goal, problem, &after.assessment, card),
        (Query::Cheapest(_), None) => false,
    }
}

impl Plan {
    /// What is asked; `None` when only something is supposed.
    fn query(&self, checklist: &Checklist) -> Result<Option<Query>, Failure> {
        if let Some(text) = &self.reach {
            let (section, number) = aim(checklist, text)?;
            let in_range = |n: &Exact| !n.is_negative() && *n <= Exact::from(100i64);
            let number = Exact::parse(number).filter(in_range).ok_or_else(|| shape("plan-percent", text))?;
            let goal = section.map_or(Goal::Overall(number.clone()), |ix| Goal::Section(ix, number));
            return Ok(Some(Query::Cheapest(goal)));
        }
        if let Some(text) = &self.band {
            let (section, letter) = aim(checklist, text)?;
            let band = Band::ALL.into_iter().find(|band| band.id().eq_ignore_ascii_case(letter));
            let band = band.ok_or_else(|| shape("plan-band", text))?;
            return Ok(Some(Query::Cheapest(Goal::Band(section, band))));
        }
        if let Some(text) = &self.budget {
            let (section, days) = aim(checklist, text)?;
            let budget: u32 =
                days.parse().ok().filter(|n| *n <= MOST_DAYS).ok_or_else(|| shape("plan-budget", text))?;
            return Ok(Some(Query::Best { section, budget }));
        }
        let only_supposed = !self.suppose.is_empty() && !self.knock_outs;
        Ok((!only_supposed).then_some(Query::Cheapest(Goal::KnockOuts)))
    }

    /// What is supposed. **Errors:** no such control, no such choice.
    fn supposed(&self, checklist: &Checklist) -> Result<Vec<Supposed>, Failure> {
        self.suppose.iter().map(|text| one(checklist, text)).collect()
    }
}

/// The largest budget. **Unit:** person-days.
const MOST_DAYS: u32 = 100_000;

fn shape(key: &'static str, text: &str) -> Failure {
    Failure::new(key).with("found", text)
}

/// A section directly below the root before `=`, and what is aimed at.
fn aim<'t>(
    checklist: &Checklist,
    text: &'t str,
) -> Result<(Option<crate::model::SectionIx>, &'t str), Failure> {
    let Some((name, aim)) = text.split_once('=') else { return Ok((None, text)) };
    let tops: Vec<_> = checklist.top_sections().collect();
    let id = |ix: &crate::model::SectionIx| checklist.section(*ix).id.as_str();
    match tops.iter().find(|ix| id(ix) == name) {
        Some(ix) => Ok((Some(*ix), aim)),
        None => {
            let known: Vec<&str> = tops.iter().map(id).collect();
            let failure = find::unknown("plan-section", name, known.iter().copied());
            Err(failure.with("known", known.join(", ")))
        }
    }
}

fn one(checklist: &Checklist, text: &str) -> Result<Supposed, Failure> {
    let (id, choice) = text.split_once('=').ok_or_else(|| shape("plan-if", text))?;
    let controls = || checklist.controls.iter().map(|c| c.id.as_str());
    let ix = checklist.find_control(id).ok_or_else(|| find::unknown("unknown-name", id, controls()))?;
    Ok(Supposed { control: checklist.control(ix).id.clone(), given: given(checklist, ix, choice)? })
}

/// An answer of a control: a number, a choice, or several with commas. **Errors:** it is none.
fn given(checklist: &Checklist, ix: ControlIx, text: &str) -> Result<Given, Failure> {
    let control = checklist.control(ix);
    let scale = checklist.scale_of(control);
    if let Some(range) = &scale.number {
        let number = Exact::parse(text).filter(|n| *n >= range.min && *n <= range.max);
        let failure = Failure::new("plan-number").with("found", text).with("id", &control.id);
        return number
            .map(Given::Number)
            .ok_or_else(|| failure.with("min", &range.min).with("max", &range.max));
    }
    let ids: Vec<&str> = if control.multiple { text.split(',').map(str::trim).collect() } else { vec![text] };
    if let Some(wrong) = ids.iter().find(|id| scale.find(id).is_none()) {
        let known: Vec<&str> = scale.choices.iter().map(|c| c.id.as_str()).collect();
        let failure = Failure::new("plan-choice").with("found", wrong).with("id", &control.id);
        return Err(failure.with("known", known.join(", ")));
    }
    Ok(Given::Choices(ids.into_iter().map(str::to_string).collect()))
}
