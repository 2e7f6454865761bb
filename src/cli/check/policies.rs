//! Which policy judges: the one that is named, the one beside the assessment, or a shipped one; and the
//! one that stood in its place before.

use std::path::{Path, PathBuf};

use crate::cli::check::before::path_in;
use crate::cli::git::Commit;
use crate::cli::inputs::Answered;
use crate::cli::{Failure, Session, files, find, outcome};
use crate::diag::Diagnostics;
use crate::model::{Method, PolicyFile};
use crate::policy;
use crate::source::policy::{bundled_policies, bundled_policy, read_policy};

/// The policy beside an assessment.
const BESIDE: &str = "policy.yaml";
/// The shipped policy where there is none beside the assessment.
const USUAL: &str = "recommended";

/// Which policy is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A shipped one, by name.
    Shipped(String),
    /// A file that the command line names.
    File(PathBuf),
    /// The file beside the assessment.
    Beside(PathBuf),
    /// The shipped one, because this file is not there.
    Usual(PathBuf),
}

/// A policy that was read.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// What it requires.
    pub(super) policy: PolicyFile,
    /// How it is called.
    pub(super) name: String,
    /// Whether it comes with the program and lies in no file.
    pub(super) is_shipped: bool,
}

impl Choice {
    /// The policy of `--policy`, else the one beside the assessment, else the usual one.
    pub(super) fn of(option: Option<&str>, assessment: &Path) -> Result<Choice, Failure> {
        let Some(name) = option else {
            let beside = assessment.with_file_name(BESIDE);
            return Ok(if beside.is_file() { Choice::Beside(beside) } else { Choice::Usual(beside) });
        };
        if bundled_policy(name).is_some() {
            return Ok(Choice::Shipped(name.to_string()));
        }
        if find::looks_like_file(name) || Path::new(name).exists() {
            return Ok(Choice::File(PathBuf::from(name)));
        }
        let known: Vec<&str> = bundled_policies().collect();
        Err(find::unknown("unknown-policy", name, bundled_policies()).with("known", known.join(", ")))
    }

    /// The file, where it is or would be one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Choice::Shipped(_) => None,
            Choice::File(path) | Choice::Beside(path) | Choice::Usual(path) => Some(path),
        }
    }
}

impl Session {
    /// The policy of a choice. **Errors:** problems of it, after all were shown.
    pub(super) fn policy(&mut self, choice: &Choice) -> Result<Named, Failure> {
        match choice {
            Choice::Shipped(name) => self.shipped(name),
            Choice::Usual(_) => self.shipped(USUAL),
            Choice::File(path) | Choice::Beside(path) => {
                let bytes = files::read(path, &self.words)?;
                self.read_policy(self.name_of(path), &bytes)
            }
        }
    }

    /// The policy that would have judged at a commit; `None` when the file that is named was not there.
    pub(super) fn policy_at(
        &mut self,
        commit: &Commit,
        choice: &Choice,
        now: &Named,
    ) -> Result<Option<Named>, Failure> {
        let Some(path) = choice.path() else {
            // A shipped policy is the same at every commit.
            return Ok(Some(now.clone()));
        };
        let path = path_in(commit, path)?;
        match (commit.read(&path)?, choice) {
            (Some(bytes), _) => self.read_policy(commit.name_of(&path), &bytes).map(Some),
            (None, Choice::Beside(_) | Choice::Usual(_)) => self.shipped(USUAL).map(Some),
            (None, Choice::File(_) | Choice::Shipped(_)) => Ok(None),
        }
    }

    fn shipped(&mut self, name: &str) -> Result<Named, Failure> {
        let text = bundled_policy(name).expect("the name was looked up");
        let named = self.read_policy(name.to_string(), text.as_bytes())?;
        Ok(Named { is_shipped: true, ..named })
    }

    fn read_policy(&mut self, name: String, bytes: &[u8]) -> Result<Named, Failure> {
        let mut problems = Diagnostics::new();
        let policy = read_policy(&name, bytes, &mut self.sources, &mut problems);
        self.show(&problems)?;
        Ok(Named { policy: policy.ok_or(Failure::Input)?, name, is_shipped: false })
    }

    /// The method that judges: the one that is named, else the one that the policy pins, else the first.
    pub(super) fn judging<'c>(
        &self,
        option: Option<&str>,
        policy: &PolicyFile,
        answered: &'c Answered,
    ) -> Result<&'c Method, Failure> {
        let checklist = &answered.loaded.checklist;
        let pinned = policy.pins.method.as_ref().and_then(|pin| checklist.find_method(pin.value.as_str()));
        let named: Vec<String> = option.map(str::to_string).into_iter().collect();
        match (option, pinned) {
            (None, Some(pinned)) => Ok(pinned),
            (Some(_), _) | (None, None) => Ok(outcome::methods(checklist, &named)?[0]),
        }
    }

    /// Shows every problem of a policy with the checklist and method that it is for.
    pub(super) fn check_policy(
        &self,
        policy: &PolicyFile,
        answered: &Answered,
        method: &Method,
    ) -> Result<(), Failure> {
        self.show(&policy::check(policy, Some((&answered.loaded.checklist, method))))
    }
}
