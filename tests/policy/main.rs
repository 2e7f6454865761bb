//! The policy check: rules, waivers, baselines, formats, and what nobody may get past it.

mod badge;
mod command;
mod delivery;
mod files;
mod hostile;
mod judge;
mod mutations;
mod own;
mod repo;
mod rows;
#[path = "../shell/mod.rs"]
mod shell;
mod table;
mod verdict;
mod words;
