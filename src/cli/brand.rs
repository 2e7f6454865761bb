//! A brand's folder: what is in it, read and with its templates.

use std::path::{Path, PathBuf};

use crate::cli::args::BrandChoice;
use crate::cli::{Failure, Session, files};
use crate::diag::{Diagnostics, SourceText};
use crate::model::Brand;
use crate::report::{Options, TemplateFile};
use crate::source::brand::{FILE, read_brand};
use crate::source::decode::decode;
use crate::source::load::Files;

/// How much of a template file is kept: more than any may have. **Unit:** bytes.
const KEPT: usize = 512 * 1024;

/// A brand with the templates beside it.
#[derive(Debug, Default)]
pub(super) struct Branded {
    /// The brand; `None` when it has errors.
    pub(super) brand: Option<Brand>,
    /// Its templates.
    pub(super) templates: Vec<TemplateFile>,
    /// Every file that was read.
    pub(super) files: Vec<PathBuf>,
}

impl Branded {
    /// How to write a document in this brand.
    pub(super) fn options(&self) -> Options<'_> {
        Options { brand: self.brand.as_ref(), overrides: &self.templates, ..Options::default() }
    }
}

/// Whether a folder is a brand's.
pub(super) fn is_brand(folder: &Path) -> bool {
    folder.join(FILE).is_file()
}

impl Session {
    /// The brand that is chosen; empty when none is. **Errors:** any problem of it, after all were shown.
    pub(super) fn brand(&mut self, choice: &BrandChoice) -> Result<Branded, Failure> {
        let Some(folder) = choice.brand.as_deref() else { return Ok(Branded::default()) };
        if !is_brand(folder) {
            return Err(Failure::new("no-brand").with("path", folder.display()));
        }
        let mut problems = Diagnostics::new();
        let branded = self.read_brand(folder, &mut problems)?;
        self.show(&problems)?;
        Ok(branded)
    }

    /// The brand of a folder, with every problem of it but those of its templates.
    pub(super) fn read_brand(
        &mut self,
        folder: &Path,
        problems: &mut Diagnostics,
    ) -> Result<Branded, Failure> {
        let all: Files = files::read_brand(folder, &self.words)?;
        let name = folder.to_string_lossy().trim_end_matches('/').to_string() + "/";
        let brand = read_brand(&name, &all, &mut self.sources, problems);
        let files = all.keys().map(|below| folder.join(below)).collect();
        let all = all.into_iter().filter(|(below, _)| below.ends_with(".hbs"));
        let templates = self.template_files(folder, all, problems);
        Ok(Branded { brand, templates, files })
    }

    /// Template files as the report stage takes them; of one that is far too large, its beginning.
    ///
    /// **Reports:** `encoding`.
    pub(super) fn template_files(
        &mut self,
        folder: &Path,
        all: impl IntoIterator<Item = (String, Vec<u8>)>,
        problems: &mut Diagnostics,
    ) -> Vec<TemplateFile> {
        let mut templates = Vec::new();
        for (name, bytes) in all {
            let shown = folder.join(&name).display().to_string();
            let Ok(whole) = std::str::from_utf8(&bytes) else {
                decode(&shown, &bytes, &mut self.sources, problems);
                continue;
            };
            let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
            let text = text[..text.floor_char_boundary(KEPT)].to_string();
            let file = self.sources.add(SourceText::new(shown, text.clone()));
            templates.push(TemplateFile { name, file, text });
        }
        templates
    }
}
