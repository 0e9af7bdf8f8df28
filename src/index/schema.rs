//! The fields of the index, and what each is for. Everything that reads or writes a field gets it from here.

use tantivy::schema::{
    FacetOptions, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::terms::TOKENIZER;

/// Changes whenever an index written by another version could be misread: fields, analysis, passages, identifiers.
pub const FINGERPRINT: &str = "dateline-8";

/// The fields of the index.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The article's id, for looking it up and for breaking ties the same way always.
    pub id: Field,
    /// The file that the article came from: a changed file's articles are removed by it.
    pub file: Field,
    /// The words of body and title together: what decides whether an article matches.
    pub text: Field,
    /// The words of the title again: what counts more.
    pub title: Field,
    /// Common words that stand side by side in `text`, with how often and not where.
    pub bigrams: Field,
    /// The first day on which the article can have come out.
    pub first_day: Field,
    /// The last day on which it can have come out.
    pub last_day: Field,
    /// The words of its text as a number: articles with the same number are copies.
    pub content: Field,
    /// Where its passages begin: token number in the upper, byte in the lower 32 bits; the last value is the end of the body.
    pub passages: Field,
    /// Which of the article's actors its title and each of its passages name; see [`naming`](super::named::naming).
    pub named: Field,
    /// The days, months and years that it speaks of, each as written out, for filters.
    pub about_value: Field,
    /// Facets, each a column of paths.
    pub facets: Vec<(FacetColumn, Field)>,
    /// What is shown: title, body, and everything else as one JSON text.
    pub stored_title: Field,
    /// See `stored_title`.
    pub stored_body: Field,
    /// See `stored_title`.
    pub stored_facts: Field,
}

/// The columns of facet values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetColumn {
    /// `/2021/08/15`: when it was published.
    Date,
    /// `/2021/08/15`: when it speaks of.
    About,
    /// `/person/Sergey Lavrov`: whom its text names.
    Actor,
    /// The same: whom its record names.
    Tagged,
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// What its record says it is about: keywords and topics.
    Topic,
    /// Who wrote it.
    Author,
    /// The language.
    Language,
    /// How the date of publication is known.
    Basis,
    /// What sort of file it came from.
    FileType,
    /// What went less than well while it was read or dated.
    Note,
}

impl FacetColumn {
    /// Every column.
    pub const ALL: [FacetColumn; 12] = [
        FacetColumn::Date,
        FacetColumn::About,
        FacetColumn::Actor,
        FacetColumn::Tagged,
        FacetColumn::Source,
        FacetColumn::Section,
        FacetColumn::Topic,
        FacetColumn::Author,
        FacetColumn::Language,
        FacetColumn::Basis,
        FacetColumn::FileType,
        FacetColumn::Note,
    ];

    /// The column's name in the index.
    pub fn name(self) -> &'static str {
        match self {
            FacetColumn::Date => "date",
            FacetColumn::About => "about",
            FacetColumn::Actor => "actor",
            FacetColumn::Tagged => "tagged",
            FacetColumn::Source => "source",
            FacetColumn::Section => "section",
            FacetColumn::Topic => "topic",
            FacetColumn::Author => "author",
            FacetColumn::Language => "language",
            FacetColumn::Basis => "basis",
            FacetColumn::FileType => "filetype",
            FacetColumn::Note => "note",
        }
    }
}

impl Fields {
    /// The field of a facet column.
    pub fn facet(&self, column: FacetColumn) -> Field {
        self.facets[column as usize].1
    }
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default().set_tokenizer(TOKENIZER);
    let counted = words.clone().set_index_option(IndexRecordOption::WithFreqs).set_fieldnorms(false);
    let words = words.set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let [counted, text] = [counted, words].map(|words| TextOptions::default().set_indexing_options(words));
    let day = NumericOptions::default().set_fast();
    let fields = Fields {
        id: builder.add_u64_field("id", day.clone()),
        file: builder.add_text_field("file", STRING),
        text: builder.add_text_field("text", text.clone()),
        title: builder.add_text_field("title", text),
        bigrams: builder.add_text_field("bigrams", counted),
        first_day: builder.add_i64_field("first_day", day.clone()),
        last_day: builder.add_i64_field("last_day", day.clone()),
        content: builder.add_u64_field("content", day.clone()),
        passages: builder.add_u64_field("passages", day.clone()),
        named: builder.add_u64_field("named", day),
        about_value: builder.add_text_field("about_value", STRING),
        facets: FacetColumn::ALL
            .map(|column| (column, builder.add_facet_field(column.name(), FacetOptions::default())))
            .to_vec(),
        stored_title: builder.add_text_field("stored_title", STORED),
        stored_body: builder.add_text_field("stored_body", STORED),
        stored_facts: builder.add_text_field("stored_facts", STORED),
    };
    (builder.build(), fields)
}
