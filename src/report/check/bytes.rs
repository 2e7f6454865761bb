//! Foreign text on its way into a log: nothing in it may act on whoever reads the log.
//!
//! GitHub takes `::command::` at the beginning of a line for an order, where our own lines never have
//! foreign text; other orders may stand anywhere (see [`without_orders`]).

use std::borrow::Cow;

use serde::Serialize;

use crate::text::{clean, without_orders};

/// Text for a log of lines: it can neither move a cursor nor give an order.
pub(super) fn harmless(text: &str) -> String {
    without_orders(&clean(text))
}

/// A value as JSON with a line end. What could act on a log is escaped, so that it is the same JSON.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    let text = serde_json::to_string_pretty(value).expect("plain structs are always JSON");
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut before = '\n';
    for c in text.chars() {
        let order = c == '#' && before == '#';
        // Control characters below U+0080 are escaped already; the line ends left are those between lines.
        let odd = !c.is_ascii() && matches!(clean(c.encode_utf8(&mut [0; 4])), Cow::Owned(_));
        if order || odd {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
        before = c;
    }
    escaped.push('\n');
    escaped.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_value_and_gives_no_orders() {
        let value = serde_json::json!({"a": "##[error]x ###vso[y] \u{202e}\u{1b}[31m\u{e0041}é\u{7f}#"});
        let bytes = json(&value);
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON"), value);
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("##") && !text.contains(['\u{202e}', '\u{1b}', '\u{e0041}']), "{text}");
        assert!(text.contains('é'), "letters stay as they are");
    }
}
