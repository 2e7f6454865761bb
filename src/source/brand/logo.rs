//! The picture of a brand: a small file of a known kind that loads nothing and runs nothing.

use super::{Place, problem, svg};
use crate::diag::{Diagnostics, Located, SourceText, Sources};
use crate::model::{Logo, Picture};
use crate::source::path;
use crate::source::wire::brand as wire;

/// The largest file: it stands in every document. **Unit:** bytes.
const LARGEST: usize = 256 << 10;
/// The widest and highest picture: what a reader's program has to unpack. **Unit:** pixels.
const MOST_PIXELS: u32 = 4_096;

/// Reads the picture. **Reports:** `path-outside`, `missing-key`, `brand` at the path or in the SVG file.
pub(super) fn read(
    written: &Located<wire::Logo>,
    place: &Place,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> Option<Logo> {
    let (logo, span) = (&written.value, written.span);
    let alt = logo.alt.need("alt", span, diags).map(|alt| alt.value.text.trim().to_string());
    if let (Some(alt), Some(at)) = (&alt, logo.alt.get())
        && alt.is_empty()
    {
        diags.push(problem("brand.alt-empty", at.span));
    }
    let file = logo.file.need("file", span, diags)?;
    let below = path::inside(&file.value, file.span, diags)?;
    let Some(bytes) = place.files.get(&below) else {
        diags.push(problem("brand.logo-missing", file.span));
        return None;
    };
    let kind = match picture(bytes) {
        Ok(Some(kind)) => Some(kind),
        Ok(None) => {
            let name = format!("{}{below}", place.folder);
            let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg"));
            let text = text.ok_or("brand.logo-kind");
            match text {
                Ok(text) => {
                    let text = text.trim_start_matches('\u{feff}');
                    let id = sources.add(SourceText::new(name, text));
                    svg::check(text, id, diags).then_some(Picture::Svg)
                }
                Err(key) => {
                    diags.push(problem(key, file.span));
                    None
                }
            }
        }
        Err(key) => {
            diags.push(problem(key, file.span));
            None
        }
    };
    Some(Logo { kind: kind?, bytes: bytes.clone(), alt: alt? })
}

/// The kind of a picture by its first bytes; `None` when it is neither PNG nor JPEG.
/// **Errors:** the key of what is wrong with it.
fn picture(bytes: &[u8]) -> Result<Option<Picture>, &'static str> {
    if bytes.len() > LARGEST {
        return Err("brand.logo-too-large");
    }
    let (kind, size) = match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, rest @ ..] => (Picture::Png, png_size(rest)),
        [0xFF, 0xD8, 0xFF, ..] => (Picture::Jpeg, jpeg_size(bytes)),
        _ => return Ok(None),
    };
    match size {
        None => Err("brand.logo-broken"),
        Some((width, height)) if width.max(height) > MOST_PIXELS => Err("brand.logo-too-large"),
        Some((width, height)) if width.min(height) == 0 => Err("brand.logo-broken"),
        Some(_) => Ok(Some(kind)),
    }
}

/// Width and height from the first chunk of a PNG file, which follows its signature.
fn png_size(chunks: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(chunks.get(at..at + 4)?.try_into().ok()?));
    (chunks.get(4..8)? == b"IHDR").then_some(())?;
    Some((number(8)?, number(12)?))
}

/// Width and height from the frame header of a JPEG file.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0xFF))?;
        match marker {
            0xFF => at += 1,
            // A frame begins; 0xC4, 0xC8 and 0xCC are tables and not frames.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((number(at + 7)?, number(at + 5)?));
            }
            0xD9 | 0xDA => return None,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => at += 2 + number(at + 2)? as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes
    }

    #[test]
    fn pictures_are_known_by_what_is_in_them() {
        assert_eq!(picture(&png(300, 80)), Ok(Some(Picture::Png)));
        assert_eq!(picture(&jpeg(300, 80)), Ok(Some(Picture::Jpeg)));
        assert_eq!(jpeg_size(&jpeg(300, 80)), Some((300, 80)));
        assert_eq!(picture(b"<svg/>"), Ok(None));
    }

    #[test]
    fn pictures_that_would_unpack_to_much_or_are_cut_off_are_refused() {
        assert_eq!(picture(&png(60_000, 60_000)), Err("brand.logo-too-large"));
        assert_eq!(picture(&jpeg(300, 5_000)), Err("brand.logo-too-large"));
        assert_eq!(picture(&vec![0; LARGEST + 1]), Err("brand.logo-too-large"));
        for cut in [
            &png(3, 3)[..20],
            &jpeg(3, 3)[..10],
            &png(0, 3),
            b"\xff\xd8\xff\xff\xff",
            b"\xff\xd8\xff\xe0\0\0",
        ] {
            assert_eq!(picture(cut), Err("brand.logo-broken"), "{cut:?}");
        }
    }
}
