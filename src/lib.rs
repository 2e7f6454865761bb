//! gapcheck: a compliance self-assessment engine.
//!
//! A checklist says what to ask, answers say what is claimed, evidence says what backs the claim.
//! Joined they are an assessment; a method turns it into a scorecard, a gap is a control that earned
//! less than its target, a policy turns both into findings and a verdict, and a report is all this
//! written for someone. `docs/ARCHITECTURE.md` has the picture.

pub mod assess;
pub mod cli;
pub mod compare;
pub mod diag;
pub mod edit;
mod embedded;
pub mod evidence;
pub mod gap;
pub mod model;
pub mod plan;
pub mod policy;
pub mod report;
pub mod score;
pub mod source;
pub mod text;
mod threads;
