//! What the text of a template may not hold: a page runs nothing and loads nothing.
//!
//! The content security policy of the page is what protects its reader, in every browser. This check tells
//! the author, and protects where there is no such policy: in mail, in wikis, in programs that make PDF.

/// Elements that run, embed or redirect.
const ELEMENTS: [&str; 10] =
    ["<script", "<iframe", "<object", "<embed", "<frame", "<applet", "<link", "<base", "<form", "<meta http"];
/// What loads something from elsewhere.
const LOADS: [&str; 4] = ["@import", "url(http", "url(//", "javascript:"];
/// Attributes whose address is loaded without a click.
const LOADING: [&str; 6] = ["src", "srcset", "poster", "background", "data", "xlink:href"];

/// The first thing that is refused: where it is, the key of the sentence, and what it is.
pub(super) fn refused(text: &str) -> Option<(usize, &'static str, String)> {
    let lower = text.to_ascii_lowercase();
    let element =
        |word: &&'static str| lower.find(*word).map(|at| (at, "script", word.trim_start_matches('<')));
    let load = |word: &&'static str| lower.find(*word).map(|at| (at, "remote", *word));
    let words = ELEMENTS.iter().filter_map(element).chain(LOADS.iter().filter_map(load));
    let found = words.chain(attributes(&lower)).min_by_key(|(at, _, _)| *at);
    found.map(|(at, key, word)| (at, key, word.to_string()))
}

/// Attributes of elements that run a script, or load an address that is written out.
fn attributes(lower: &str) -> impl Iterator<Item = (usize, &'static str, &str)> {
    lower.match_indices('=').filter_map(|(at, _)| {
        let before = &lower[..at];
        if before.rfind('<') <= before.rfind('>') {
            return None;
        }
        let name = before.trim_end().rsplit(|c: char| c.is_whitespace() || "\"'/<".contains(c)).next()?;
        let start = before.trim_end().len() - name.len();
        let value = lower[at + 1..].trim_start().trim_start_matches(['"', '\'']);
        let remote = value.starts_with("//") || value.starts_with("http:") || value.starts_with("https:");
        match name {
            _ if name.len() > 2 && name.starts_with("on") => Some((start, "script", name)),
            "srcdoc" => Some((start, "script", name)),
            _ if LOADING.contains(&name) && remote => Some((start, "remote", name)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn what_runs_embeds_or_loads_is_found_where_it_stands() {
        for (text, expected) in [
            ("<p>a</p><SCRIPT>", (8, "script", "script")),
            ("<p onclick = 'x'>", (3, "script", "onclick")),
            ("<img src=\"https://a.example/x.png\">", (5, "remote", "src")),
            ("<img src='//a.example/x.png'>", (5, "remote", "src")),
            ("p { background: url(https://a.example/x) }", (16, "remote", "url(http")),
            ("<a href=\"javascript:x\">", (9, "remote", "javascript:")),
            ("<iframe srcdoc=\"x\">", (0, "script", "iframe")),
        ] {
            let (at, key, word) = expected;
            assert_eq!(refused(text), Some((at, key, word.to_string())), "{text}");
        }
    }

    #[test]
    fn links_embedded_pictures_and_plain_words_pass() {
        for text in [
            "<a href=\"https://a.example/\">more</a>",
            "<img src=\"data:image/png;base64,AA==\" alt=\"\">",
            "so one = 1, and online=2",
            "<p class=\"on\" id=\"only\">on = off</p>",
            "<meta name=\"viewport\" content=\"x\">",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
    }
}
