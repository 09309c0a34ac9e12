//! How a page is built, by its tags alone and in one pass. The parser of HTML and Readability take time with the square of what stands inside
//! each other, of the attributes of a tag and of the ampersands of a text, and the parser copies what is left open (`<b>`, `<font>`) into
//! each paragraph: a small page can be work without end. The bounds are far above those of honest pages.

/// Elements inside each other. No browser goes deeper than 512; a tag whose end is left out counts on.
const MAX_DEPTH: usize = 1000;
/// Elements of the tree, with the copies.
const MAX_ELEMENTS: usize = 1_000_000;
/// The sum of the depths of all elements.
const MAX_DEPTHS: usize = 5_000_000;
/// Attributes of one tag, and of all of them.
const MAX_ATTRIBUTES: usize = 10_000;
const MAX_ALL_ATTRIBUTES: usize = 20_000_000;
/// `&amp;` and its like.
const MAX_REFERENCES: usize = 200_000;
/// Bytes in which the end of a tag of a drawing is looked for.
const MAX_TAG: usize = 1 << 13;

/// Elements that need no end tag, in HTML.
const WITHOUT_END: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "optgroup", "option",
    "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];
/// Elements that the parser opens again in the next paragraph where they were left open.
const COPIED: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements of drawings, in which `/>` ends an element. Any other element may end the drawing.
const DRAWING: &[&str] = &[
    "circle",
    "clippath",
    "defs",
    "ellipse",
    "g",
    "line",
    "lineargradient",
    "mask",
    "path",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "tspan",
    "use",
];

/// Why a page is not parsed; `None` for an honest one.
pub(super) fn fault_of(html: &str) -> Option<String> {
    if memchr::memchr_iter(b'&', html.as_bytes()).count() > MAX_REFERENCES {
        return Some(format!("it has more than {MAX_REFERENCES} ampersands"));
    }
    let mut shape = Shape::default();
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        shape.take(&html.as_bytes()[at + 1..]);
        if let Some(fault) = shape.fault() {
            return Some(fault);
        }
    }
    None
}

#[derive(Default)]
struct Shape {
    depth: usize,
    depths: usize,
    elements: usize,
    /// Attributes of the present tag, and of all.
    attributes: usize,
    all_attributes: usize,
    /// Elements that are copied, and open.
    copied: usize,
    in_drawing: bool,
}

impl Shape {
    fn fault(&self) -> Option<String> {
        let beyond = |count: usize, limit: usize, what: &str| (count > limit).then(|| format!("more than {limit} {what}"));
        beyond(self.depth, MAX_DEPTH, "of its elements stand inside each other")
            .or_else(|| beyond(self.elements, MAX_ELEMENTS, "elements are on the page"))
            .or_else(|| beyond(self.depths, MAX_DEPTHS, "is the sum of the depths of its elements"))
            .or_else(|| beyond(self.attributes, MAX_ATTRIBUTES, "attributes are in one tag"))
            .or_else(|| beyond(self.all_attributes, MAX_ALL_ATTRIBUTES, "attributes are in its tags"))
    }

    /// Takes one tag, from behind its bracket.
    fn take(&mut self, tag: &[u8]) {
        let (is_end, name) = tag.strip_prefix(b"/").map_or((false, tag), |name| (true, name));
        let length = name.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == 0 {
            return;
        }
        let is_one_of = |names: &[&str]| names.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(&name[..length]));
        let (is_copied, needs_end) = (is_one_of(COPIED), !is_one_of(WITHOUT_END));
        self.attributes = attributes_of(&name[length..]);
        self.all_attributes += self.attributes;
        if is_end {
            self.copied = self.copied.saturating_sub(usize::from(is_copied));
            self.depth = self.depth.saturating_sub(usize::from(needs_end));
            return;
        }
        self.elements += 1 + self.copied;
        self.depths += self.depth;
        self.in_drawing = is_one_of(DRAWING) && (self.in_drawing || name[..length].eq_ignore_ascii_case(b"svg"));
        if self.in_drawing && ends_itself(name) {
            return;
        }
        self.copied += usize::from(is_copied);
        self.depth += usize::from(needs_end);
    }
}

/// Where a tag is between its name and its end.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Between,
    Name,
    BehindName,
    BeforeValue,
    Value,
}

/// How many attributes stand between the name of a tag and its end, as far as they are counted. Quotation marks have a meaning at the
/// beginning of a value alone.
fn attributes_of(tag: &[u8]) -> usize {
    use Place::{BeforeValue, BehindName, Between, Name, Value};
    let (mut at, mut count, mut place) = (0, 0, Between);
    while let Some(&byte) = tag.get(at).filter(|_| count <= MAX_ATTRIBUTES) {
        let is_blank = byte.is_ascii_whitespace();
        place = match (place, byte) {
            (_, b'>') => break,
            (BeforeValue, b'"' | b'\'') => match memchr::memchr(byte, &tag[at + 1..]) {
                Some(length) => {
                    at += length + 1;
                    Between
                }
                None => break,
            },
            (Name | BehindName, b'=') => BeforeValue,
            (Name, _) if is_blank => BehindName,
            (Value, _) if is_blank => Between,
            (Name | BehindName, b'/') => Between,
            (Between | BehindName | BeforeValue, _) if is_blank => place,
            (Between, b'/') => Between,
            (Between | BehindName, _) => {
                count += 1;
                Name
            }
            (BeforeValue | Value, _) => Value,
            (Name, _) => Name,
        };
        at += 1;
    }
    count
}

/// Whether the tag ends with `/>`, not too far away.
fn ends_itself(tag: &[u8]) -> bool {
    let tag = &tag[..tag.len().min(MAX_TAG)];
    memchr::memchr(b'>', tag).is_some_and(|end| end > 0 && tag[end - 1] == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_pages_are_parsed() {
        let icon = "<svg viewBox='0 0 8 8'><g><path d='M0 0'/><circle r='1' /></g></svg><!-- x --><!-- <div> --></div>";
        let row = "<tr><td><a href='/'><b>Noon</b></a><td>1<br>2<li>3<p>4";
        let page = format!("<!doctype html><html><body><table>{}</table>", [icon, row].concat().repeat(10_000));
        assert_eq!(fault_of(&page), None);
        assert_eq!(fault_of("1 < 2, <3, </ , <"), None);
    }

    #[test]
    fn attributes_are_counted() {
        for (tag, count) in [
            (">", 0),
            (" a b=c d=\"e f\" g = 'h > i' j/k>l m", 6),
            (" a = \"b", 1),
            ("/>", 0),
            (" \"a b\" c>", 3),
            (" a=b =\" c d", 4),
        ] {
            assert_eq!(attributes_of(tag.as_bytes()), count, "{tag}");
        }
    }

    #[test]
    fn work_without_end_is_not_begun() {
        let copies: String = (0..900).map(|size| format!("<font size={size}>")).collect();
        for page in [
            "<div>".repeat(1001),
            "<div/>".repeat(1001),
            "<svg>".to_string() + &"<path>".repeat(1001),
            "<svg><desc>".to_string() + &"<path/>".repeat(1001),
            "<ul>".repeat(900) + &"<li>".repeat(6000),
            copies + &"<p>".repeat(2000),
            "<p ".to_string() + &"a ".repeat(10_001),
            "&amp; ".repeat(200_001),
        ] {
            assert!(fault_of(&page).is_some(), "{}", &page[..40]);
        }
    }
}
