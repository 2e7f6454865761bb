//! The template engine: strict Handlebars, checked before it runs, with limits while it runs.
//!
//! This is the only place (with its parts in `hbs/`) that names the engine. What the engine itself
//! lets through – misspelt conditions, raw output, partials that include each other until the stack is
//! gone – is refused by [`check`] before anything is rendered.

mod check;
mod compile;
mod helpers;
mod markup;
mod packed;
mod shipped;
mod sink;
mod unpack;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, RenderError, RenderErrorReason, Template};
use serde_json::Value;

use crate::report::escape::Flavour;
use crate::text::Catalogue;
use crate::threads;
pub(super) use sink::Limits;
use sink::Sink;

/// The stack of the threads that compile and render. **Unit:** bytes. Deep templates are refused before it
/// matters.
const STACK: usize = 64 << 20;
/// How long a document that was stopped may take to say where it was.
const LAST_WORD: Duration = Duration::from_secs(1);

/// Checked templates of one flavour and language, ready for any number of documents.
#[derive(Debug)]
pub(super) struct Engine {
    registry: Handlebars<'static>,
    /// The names of the pieces of a template that was taken apart, in their order.
    pieces: Vec<String>,
    /// Of packed templates, which have no lines: how to read them again, to say where something is wrong.
    again: Option<Again>,
}

type Again = (Flavour, Catalogue, fn(Flavour) -> BTreeMap<String, String>);

/// What one document is rendered from.
pub(super) struct Job {
    /// The template to render, by name.
    pub(super) template: String,
    /// The view.
    pub(super) view: Value,
    /// Drawings that `chart` puts in as they are; written by this program, never by a user.
    pub(super) charts: BTreeMap<String, String>,
    /// How much it may cost; `None` when only shipped templates run.
    pub(super) limits: Option<Limits>,
}

/// What is wrong with a template, as facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The template's name.
    pub(super) template: String,
    /// Line and column, both from 1, when known.
    pub(super) at: Option<(usize, usize)>,
    /// Catalogue key of the sentence: `template.<key>`.
    pub(super) key: &'static str,
    /// The name that the sentence is about.
    pub(super) name: String,
}

impl Problem {
    fn new(template: &str, at: Option<(usize, usize)>, key: &'static str, name: impl Into<String>) -> Self {
        Problem { template: template.into(), at, key, name: name.into() }
    }
}

impl Engine {
    /// Compiles and checks every template and partial of a flavour.
    pub(super) fn new(
        flavour: Flavour,
        texts: BTreeMap<String, String>,
        words: Catalogue,
    ) -> Result<Engine, Vec<Problem>> {
        let made = aside(move || made(flavour, &texts, words));
        made.and_then(|made| made.recv().ok()).unwrap_or_else(|| Err(no_thread("")))
    }

    /// One shipped template, which needs no check and is read again, from `texts`, only when it fails; `None`
    /// when it has not been packed.
    pub(super) fn shipped(
        flavour: Flavour,
        page: &str,
        words: Catalogue,
        texts: fn(Flavour) -> BTreeMap<String, String>,
    ) -> Option<Engine> {
        let template = shipped::template(flavour, page, words)?;
        let mut registry = registry(flavour, words);
        let mut pieces = Vec::new();
        for piece in apart(template) {
            let number = pieces.len();
            let name = if number == 0 { page.to_string() } else { format!("{page} {number}") };
            registry.register_template(&name, piece);
            pieces.push(name);
        }
        Some(Engine { registry, pieces, again: Some((flavour, words, texts)) })
    }

    /// Whether there is a template of this name.
    pub(super) fn has(&self, template: &str) -> bool {
        self.registry.has_template(template)
    }

    /// The document, or what is wrong with the templates.
    pub(super) fn render(self: &Arc<Engine>, job: Job) -> Result<String, Vec<Problem>> {
        let (limits, name) = (job.limits, job.template.clone());
        let stop = Arc::new(AtomicBool::new(false));
        let Some(limits) = limits else { return self.work(job, stop) };
        let (engine, stopped) = (Arc::clone(self), Arc::clone(&stop));
        let Some(receiver) = aside(move || engine.work(job, stopped)) else { return Err(no_thread(&name)) };
        receiver.recv_timeout(limits.time).unwrap_or_else(|_| {
            stop.store(true, Ordering::Relaxed);
            let late = receiver.recv_timeout(LAST_WORD).ok().filter(Result::is_err);
            late.unwrap_or_else(|| Err(vec![Problem::new(&name, None, "too-slow", name.clone())]))
        })
    }

    fn work(&self, job: Job, stop: Arc<AtomicBool>) -> Result<String, Vec<Problem>> {
        let mut view = job.view;
        if let Value::Object(fields) = &mut view {
            let drawings = job.charts.into_iter().map(|(id, drawing)| (id, Value::from(drawing)));
            fields.insert(helpers::DRAWINGS.to_string(), drawings.collect::<serde_json::Map<_, _>>().into());
        }
        let context = Context::from(view);
        let one = |name: &str| {
            let mut sink = Sink::new(job.limits, Arc::clone(&stop));
            let rendered = self.registry.render_with_context_to_write(name, &context, &mut sink);
            rendered.map_err(|e| vec![problem_of(&job.template, &e, sink.passed)])?;
            Ok(sink.into_text())
        };
        if self.pieces.is_empty() {
            return one(&job.template);
        }
        let written = threads::each(self.pieces.iter().collect(), |name| one(name));
        let whole = written.into_iter().collect::<Result<Vec<String>, _>>().map(|all| all.concat());
        let whole = whole.map_err(|problems| self.located(&job.template, &context).unwrap_or(problems));
        threads::put_away(context);
        whole
    }

    /// What is wrong with a packed template, with its line.
    fn located(&self, template: &str, context: &Context) -> Option<Vec<Problem>> {
        let (flavour, words, texts) = self.again?;
        let registry = made(flavour, &texts(flavour), words).ok()?.registry;
        let error = registry.render_with_context(template, context).err()?;
        Some(vec![problem_of(template, &error, None)])
    }
}

/// The pieces of a template that come after each other and can be written beside each other: nothing that one
/// does is seen by the next.
fn apart(template: Template) -> Vec<Template> {
    let mut pieces = vec![Template::new()];
    for element in template.elements {
        let is_block = matches!(element, TemplateElement::HelperBlock(_));
        if let Some(piece) = pieces.last_mut() {
            piece.elements.push(element);
        }
        if is_block {
            pieces.push(Template::new());
        }
    }
    pieces
}

/// Checks the templates of a flavour without rendering.
pub(super) fn problems(flavour: Flavour, texts: BTreeMap<String, String>, words: Catalogue) -> Vec<Problem> {
    Engine::new(flavour, texts, words).err().unwrap_or_default()
}

/// Does something on a thread with a large stack; `None` when there is no room for one.
fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<Receiver<T>> {
    let (sender, receiver) = channel();
    let worker = move || {
        // Nobody listens any more when the time was over; then the result is not wanted.
        let _ = sender.send(work());
    };
    thread::Builder::new().stack_size(STACK).spawn(worker).ok().map(|_| receiver)
}

fn no_thread(template: &str) -> Vec<Problem> {
    vec![Problem::new(template, None, "thread", template)]
}

fn made(
    flavour: Flavour,
    texts: &BTreeMap<String, String>,
    words: Catalogue,
) -> Result<Engine, Vec<Problem>> {
    let templates = compile::compile(texts)?;
    let problems = check::problems(flavour, &templates, words);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut registry = registry(flavour, words);
    for (name, mut template) in templates {
        compile::mark_loops(&mut template);
        registry.register_template(&name, template);
    }
    Ok(Engine { registry, pieces: Vec::new(), again: None })
}

/// A registry without templates.
fn registry(flavour: Flavour, words: Catalogue) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    let escape = flavour.escape();
    registry.register_escape_fn(escape);
    for name in check::FORBIDDEN_BUILT_INS {
        registry.unregister_helper(name);
    }
    registry.register_helper("t", Box::new(helpers::Words(words)));
    registry.register_helper("chart", Box::new(helpers::Charts));
    registry
}

fn problem_of(template: &str, error: &RenderError, passed: Option<&'static str>) -> Problem {
    let at = error.line_no.zip(error.column_no);
    let name = error.template_name.as_deref().unwrap_or(template);
    let (key, about) = match error.reason() {
        RenderErrorReason::MissingVariable(path) => ("unknown-field", path.clone().unwrap_or_default()),
        RenderErrorReason::ParamNotFoundForIndex(helper, _)
        | RenderErrorReason::ParamNotFoundForName(helper, _) => ("unknown-field-in", (*helper).to_string()),
        RenderErrorReason::InvalidParamType(kind) => ("wrong-field", (*kind).to_string()),
        RenderErrorReason::TemplateNotFound(partial) => ("unknown-partial", partial.clone()),
        RenderErrorReason::PartialNotFound(partial) => ("unknown-partial", partial.clone()),
        RenderErrorReason::HelperNotFound(helper) => ("unknown-helper", helper.clone()),
        RenderErrorReason::IOError(_) => (passed.unwrap_or("too-long"), name.to_string()),
        other => ("other", other.to_string()),
    };
    Problem::new(name, at, key, about)
}
