//! What is handed over: many clients at once, a client's brand, tables, and templates of anyone's.

mod brand;
mod many;
mod tables;
mod templates;

#[path = "../shell/folder.rs"]
mod folder;
#[path = "../shell/mod.rs"]
mod shell;
#[path = "../world/mod.rs"]
mod world;
