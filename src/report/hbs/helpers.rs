//! The helpers that templates have beside the engine's own.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use serde_json::Value;

use crate::text::Catalogue;

/// The key under which the drawings lie beside the view; no template can write it.
pub(super) const DRAWINGS: &str = "\0drawings";

/// `{{t "key" name=value}}`: the catalogue's text with its placeholders filled in; escaped like any value.
pub(super) struct Words(pub(super) Catalogue);

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
pub(super) struct Charts;

impl HelperDef for Charts {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let id = helper.param(0).and_then(|p| p.value().as_str());
        let id = id.ok_or(RenderErrorReason::ParamNotFoundForIndex("chart", 0))?;
        let drawing = context.data().get(DRAWINGS).and_then(|all| all.get(id)?.as_str());
        let drawing = drawing.ok_or_else(|| RenderErrorReason::MissingVariable(Some(id.to_string())))?;
        Ok(out.write(drawing)?)
    }
}
