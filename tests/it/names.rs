//! The tagger of names from outside: what it finds in sentences, what no text may do to it, and how well it reads what people have marked.

use std::path::PathBuf;
use std::time::Instant;

use dateline::annotate::ActorKind;
use dateline::annotate::tagger::{Tagger, Text};
use dateline::text::{Lexicon, Span, paragraphs, sentences};

use measured_names::measure;

#[path = "../../benches/quality/measured_names.rs"]
mod measured_names;
#[path = "../../benches/quality/ner_sets.rs"]
mod ner_sets;
#[path = "../../benches/quality/seqeval.rs"]
mod seqeval;
#[path = "../../benches/quality/tagged.rs"]
mod tagged;
