//! The policy check: rules, waivers, baselines, formats, and what nobody may get past it.

mod files;
mod judge;
mod mutations;
mod rows;
mod table;
mod verdict;
mod words;
