//! The template engine: strict Handlebars, checked before it runs, with limits while it runs.
//!
//! This is the only file (with its part `hbs/check.rs`) that names the engine. What the engine itself
//! lets through – misspelt conditions, raw output, partials that include each other until the stack is
//! gone – is refused by [`check`] before anything is rendered.

mod check;

use std::collections::BTreeMap;
use std::io::{Error, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, ScopedJson, Template,
};
use serde_json::Value;

use crate::report::escape::Flavour;
use crate::text::Catalogue;

/// The stack of the thread that renders. **Unit:** bytes. Deep templates are refused before it matters.
const STACK: usize = 32 << 20;

/// Everything that one document is rendered from.
pub(super) struct Job {
    /// Which escape function the output needs.
    pub(super) flavour: Flavour,
    /// The template to render, by name.
    pub(super) template: String,
    /// Every template and partial, by name.
    pub(super) texts: BTreeMap<String, String>,
    /// The words for `t`.
    pub(super) words: Catalogue,
    /// The view.
    pub(super) view: Value,
    /// Drawings that `chart` puts in as they are; written by this program, never by a user.
    pub(super) charts: BTreeMap<String, String>,
    /// Most bytes of output.
    pub(super) most_bytes: usize,
    /// Longest time; `None` when only shipped templates run.
    pub(super) longest: Option<Duration>,
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

/// The document, or every problem of the templates.
pub(super) fn render(job: Job) -> Result<String, Vec<Problem>> {
    let (longest, name) = (job.longest, job.template.clone());
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let worker_stop = Arc::clone(&stop);
    let worker = move || {
        // Nobody listens any more when the time was over; then the result is not wanted.
        let _ = sender.send(work(&job, &worker_stop));
    };
    let started = thread::Builder::new().stack_size(STACK).spawn(worker);
    let failed = |key| Err(vec![Problem::new(&name, None, key, name.clone())]);
    if started.is_err() {
        return failed("thread");
    }
    let received = match longest {
        Some(longest) => receiver.recv_timeout(longest).ok(),
        None => receiver.recv().ok(),
    };
    stop.store(true, Ordering::Relaxed);
    received.unwrap_or_else(|| failed("too-slow"))
}

/// Checks the templates of a flavour without rendering.
pub(super) fn problems(flavour: Flavour, texts: &BTreeMap<String, String>, words: Catalogue) -> Vec<Problem> {
    match compile(texts) {
        Err(problems) => problems,
        Ok(templates) => check::problems(flavour, &templates, words),
    }
}

fn work(job: &Job, stop: &Arc<AtomicBool>) -> Result<String, Vec<Problem>> {
    let templates = compile(&job.texts)?;
    let problems = check::problems(job.flavour, &templates, job.words);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    let escape = job.flavour.escape();
    registry.register_escape_fn(escape);
    for name in check::FORBIDDEN_BUILT_INS {
        registry.unregister_helper(name);
    }
    registry.register_helper("t", Box::new(Words(job.words)));
    registry.register_helper("chart", Box::new(Charts(job.charts.clone())));
    for (name, template) in templates {
        registry.register_template(&name, template);
    }
    let context = Context::wraps(&job.view).expect("a JSON value is a context");
    let mut sink = Sink { bytes: Vec::new(), most: job.most_bytes, stop: Arc::clone(stop) };
    registry
        .render_with_context_to_write(&job.template, &context, &mut sink)
        .map_err(|e| vec![problem_of(&job.template, &e)])?;
    Ok(String::from_utf8(sink.bytes).expect("the engine writes text"))
}

fn compile(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Template>, Vec<Problem>> {
    let mut templates = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, text) in texts {
        match compile_one(name, text) {
            Ok(template) => drop(templates.insert(name.clone(), template)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(templates) } else { Err(problems) }
}

fn compile_one(name: &str, text: &str) -> Result<Template, Problem> {
    if text.len() > check::LARGEST || text.matches("{{#").count() > check::MOST_BLOCKS {
        return Err(Problem::new(name, None, "too-large", name));
    }
    Template::compile_with_name(text, name.to_string()).map_err(|e| {
        // The engine's own message lists grammar rules; only its place is of use to an author.
        Problem::new(name, e.pos(), "syntax", name)
    })
}

fn problem_of(template: &str, error: &RenderError) -> Problem {
    let at = error.line_no.zip(error.column_no);
    let name = error.template_name.as_deref().unwrap_or(template);
    let (key, about) = match error.reason() {
        RenderErrorReason::MissingVariable(path) => ("unknown-field", path.clone().unwrap_or_default()),
        RenderErrorReason::ParamNotFoundForIndex(helper, _) => ("unknown-field-in", (*helper).to_string()),
        RenderErrorReason::InvalidParamType(kind) => ("wrong-field", (*kind).to_string()),
        RenderErrorReason::TemplateNotFound(partial) => ("unknown-partial", partial.clone()),
        RenderErrorReason::PartialNotFound(partial) => ("unknown-partial", partial.clone()),
        RenderErrorReason::HelperNotFound(helper) => ("unknown-helper", helper.clone()),
        RenderErrorReason::IOError(_) => ("too-long", name.to_string()),
        other => ("other", other.to_string()),
    };
    Problem::new(name, at, key, about)
}

/// Collects the output, up to a limit, while someone still waits for it.
struct Sink {
    bytes: Vec<u8>,
    most: usize,
    stop: Arc<AtomicBool>,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) || self.bytes.len() + bytes.len() > self.most {
            return Err(Error::other("the output's limit"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// `{{t "key" name=value}}`: the catalogue's text with its placeholders filled in; escaped like any value.
struct Words(Catalogue);

impl HelperDef for Words {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let key = helper.param(0).and_then(|p| p.value().as_str());
        let key = key.ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let mut values: Vec<(&str, String)> = Vec::new();
        for (name, value) in helper.hash() {
            if value.is_value_missing() {
                return Err(RenderErrorReason::MissingVariable(value.relative_path().cloned()).into());
            }
            let text = value.value().as_str().map_or_else(|| value.value().to_string(), str::to_string);
            values.push((name, text));
        }
        let shown: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(n, v)| (*n, v as &dyn std::fmt::Display)).collect();
        Ok(ScopedJson::Derived(Value::from(self.0.say(key, &shown))))
    }
}

/// `{{chart "id"}}`: a drawing of this program, as it is.
struct Charts(BTreeMap<String, String>);

impl HelperDef for Charts {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let id = helper.param(0).and_then(|p| p.value().as_str());
        let id = id.ok_or(RenderErrorReason::ParamNotFoundForIndex("chart", 0))?;
        let drawing = self.0.get(id);
        let drawing = drawing.ok_or_else(|| RenderErrorReason::MissingVariable(Some(id.to_string())))?;
        Ok(out.write(drawing)?)
    }
}
