//! `check`: the verdict of a policy, with an exit code and the line that caused it.

mod before;
mod places;
mod policies;

use std::path::{Path, PathBuf};

use crate::assess::{self, Earlier, Edition, Hearing, judge};
use crate::cli::args::{Args, Command, Input, Output, PossibleValues};
use crate::cli::git::Commit;
use crate::cli::inputs::Answered;
use crate::cli::output::{self, FormatName, Target};
use crate::cli::{Exit, Failure, Session, outcome};
use crate::diag::Severity;
use crate::evidence;
use crate::model::{Checklist, Method};
use crate::policy::Verdict;
use crate::report::Provenance;
use crate::report::check::{Checked, FORMATS, find_format};
use crate::score::Traces;
use crate::text::clean;
use before::{Asked, Before};
use policies::{Choice, Named};

/// Judge an assessment by a policy: a verdict for people and for pipelines
///
/// Without `--policy` the policy.yaml beside the assessment judges, else the shipped policy `recommended`.
/// The verdict is printed beside whatever is written with `-o`. It is fail, with exit code 1, when a
/// finding is as grave as `--fail-on` and no waiver excuses it.
#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    input: Input,
    /// A policy file, or a shipped policy; see `gapcheck list policies` [default: policy.yaml beside the
    /// assessment, else recommended]
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// An earlier assessment to compare with: nothing may have become worse
    #[arg(long, value_name = "FILE", conflicts_with = "baseline_ref")]
    baseline: Option<PathBuf>,
    /// Compare with the assessment at a commit, branch or tag, read through git; its policy and waivers
    /// judge, so that a change cannot soften its own verdict
    #[arg(long, value_name = "REF")]
    baseline_ref: Option<String>,
    /// Judge by the policy under review although `--baseline-ref` has an earlier one
    #[arg(long, requires = "baseline_ref")]
    policy_from_head: bool,
    /// Open the evidence: every file is there, inside the folder, and has the digest stated
    #[arg(long)]
    evidence: bool,
    /// The least grave finding that makes the verdict fail
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = severities())]
    fail_on: String,
    /// End with code 0 even when the verdict is fail
    #[arg(long)]
    exit_zero: bool,
    /// Scoring method [default: the one that the policy pins, else the checklist's first]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    #[command(flatten)]
    output: Output,
}

fn severities() -> PossibleValues {
    Severity::ALL.map(Severity::id).into()
}

impl Command for Check {
    const NAME: &'static str = "check";
    const EXAMPLES: &'static str = "gapcheck check
gapcheck check --policy strict --evidence
gapcheck check --baseline-ref origin/main -o sarif:gapcheck.sarif -o junit:gapcheck.xml
gapcheck check --baseline last-year.yaml --fail-on warning
gapcheck check --format github -o markdown:summary.md --exit-zero";

    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        let targets = output::targets_beside_stream(&self.output, &format_names())?;
        let path = self.input.path()?;
        output::check_distinct(&targets, std::slice::from_ref(&path))?;
        let case = self.case(session, &path)?;
        output::check_inputs(&targets, &path, &case.inputs())?;
        let verdict = self.judge(session, &case, &targets)?;
        Ok(if verdict == Verdict::Fail && !self.exit_zero { Exit::Fail } else { Exit::Pass })
    }
}

/// Everything that was read.
struct Case {
    answered: Answered,
    choice: Choice,
    policy: Named,
    /// The policy of the baseline.
    earlier: Option<Named>,
    asked: Asked,
    before: Option<Before>,
}

impl Case {
    /// Every file that must not be written over.
    fn inputs(&self) -> Vec<PathBuf> {
        let baseline = match &self.asked {
            Asked::File(path) => Some(path.clone()),
            Asked::Nothing | Asked::Commit(_) => None,
        };
        let policy = self.choice.path().map(Path::to_path_buf);
        self.answered.inputs().into_iter().chain(baseline).chain(policy).collect()
    }
}

impl Check {
    /// Reads the assessment, the policy, and what they were before.
    fn case(&self, session: &mut Session, path: &Path) -> Result<Case, Failure> {
        let choice = Choice::of(self.policy.as_deref(), path)?;
        let answered = session.answered(path, self.input.when)?;
        let policy = session.policy(&choice)?;
        if let Choice::Usual(beside) = &choice {
            let facts: [(&str, &dyn std::fmt::Display); 2] =
                [("path", &beside.display()), ("policy", &policy.name)];
            session.tell(&clean(&session.words.say("check.usual-policy", &facts)));
        }
        let asked = self.asked(path)?;
        let earlier = match &asked {
            Asked::Commit(commit) => session.policy_at(commit, &choice, &policy)?,
            Asked::Nothing | Asked::File(_) => None,
        };
        if let (Choice::Beside(path), Some(earlier)) = (&choice, &earlier)
            && earlier.is_shipped
            && !self.policy_from_head
        {
            let facts: [(&str, &dyn std::fmt::Display); 3] = [
                ("path", &path.display()),
                ("baseline", &self.baseline_ref.as_deref().unwrap_or_default()),
                ("policy", &earlier.name),
            ];
            session.tell(&clean(&session.words.say("check.new-policy", &facts)));
        }
        let before = session.before(&asked, &answered)?;
        Ok(Case { answered, choice, policy, earlier, asked, before })
    }

    /// What to compare with.
    fn asked(&self, path: &Path) -> Result<Asked, Failure> {
        match (&self.baseline, &self.baseline_ref) {
            (Some(file), _) => Ok(Asked::File(file.clone())),
            (None, Some(name)) => Commit::find(folder_of(path), name).map(Asked::Commit),
            (None, None) => Ok(Asked::Nothing),
        }
    }

    /// Whoever is judged does not choose the yardstick: the policy of the baseline is in force.
    fn in_force<'c>(&self, case: &'c Case) -> &'c Named {
        case.earlier.as_ref().filter(|_| !self.policy_from_head).unwrap_or(&case.policy)
    }

    /// Judges, and writes every output.
    fn judge(&self, session: &Session, case: &Case, targets: &[Target]) -> Result<Verdict, Failure> {
        let (answered, today) = (&case.answered, case.answered.today);
        let checklist = &answered.loaded.checklist;
        let in_force = self.in_force(case);
        let method = session.judging(self.method.as_deref(), &in_force.policy, answered)?;
        for named in [&case.policy, in_force] {
            session.check_policy(&named.policy, answered, method)?;
        }
        let now = outcome::outcome(answered, &[method], Traces::None);
        let then = case.before.as_ref().map(|before| {
            let edition = Edition { checklist, method, file: &before.file };
            assess::outcome(edition, today)
        });
        let own = case.before.as_ref().and_then(|before| before.own.as_ref());
        let as_was = own.and_then(|(loaded, file)| {
            let method = self.counterpart(&loaded.checklist, method)?;
            Some(assess::outcome(Edition { checklist: &loaded.checklist, method, file }, today))
        });
        let sightings = self.evidence.then(|| evidence::look(folder_of(&answered.path), &answered.file));
        let judgement = judge(Hearing {
            outcome: &now,
            method,
            policy: &case.policy.policy,
            earlier_policy: case.earlier.as_ref().map(|named| &named.policy),
            policy_from_head: self.policy_from_head,
            earlier: match (&then, &case.asked) {
                (Some(outcome), _) => Earlier::Found { outcome, as_was: as_was.as_ref() },
                (None, Asked::Nothing) => Earlier::NotAsked,
                (None, Asked::File(_) | Asked::Commit(_)) => Earlier::Missing,
            },
            sightings: sightings.as_deref(),
        });
        let checked = Checked {
            assessment: &now.assessment,
            ruling: &judgement.ruling,
            policy: judgement.policy,
            policy_name: &in_force.name,
            comparison: judgement.comparison.as_ref(),
            baseline_name: case.before.as_ref().map(|before| before.name.as_str()),
            fail_on: Severity::parse(&self.fail_on).expect("the command line knows the severities"),
            sources: &session.sources,
            shown: &places::shown(case),
            texts: &answered.loaded.texts,
            words: session.words,
            provenance: Provenance::of(&now),
            colour: false,
        };
        // Files first: that nobody reads the terminal any more neither loses one nor softens the verdict.
        let (streams, files): (Vec<&Target>, Vec<&Target>) = targets.iter().partition(|t| t.is_stream());
        for target in files.into_iter().chain(streams) {
            let format = find_format(target.format).expect("the command line knows the formats");
            let bytes = format.render(&Checked { colour: target.is_stream(), ..checked.clone() });
            match session.deliver(target, &answered.path, &bytes) {
                Err(Failure::ClosedPipe) => {}
                delivered => delivered?,
            }
        }
        Ok(checked.verdict())
    }

    /// The method that judged an earlier checklist: the one that was asked for, where it has it, else its
    /// first.
    fn counterpart<'c>(&self, checklist: &'c Checklist, method: &Method) -> Option<&'c Method> {
        let same = checklist.find_method(method.id.as_str()).filter(|_| self.method.is_some());
        same.or(checklist.methods.first())
    }
}

/// The folder of an assessment; of one from a stream, this one.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Every format of a verdict; the first is the default.
fn format_names() -> Vec<FormatName> {
    FORMATS.iter().map(|format| FormatName { id: format.id(), extensions: format.extensions() }).collect()
}
