//! The peer of the order by relevance: Tantivy's BM25 over the same words as dateline's, title and body as one text, any of the words.

use std::error::Error;

use dateline::text::Lexicon;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{Index, TantivyDocument, Term};

use crate::relevance_sets::{Text, Topic};

/// An index of some texts.
pub struct PlainBm25 {
    index: Index,
    id: Field,
    pool: Field,
    words: Field,
}

impl PlainBm25 {
    /// Indexes texts, in memory.
    pub fn of(texts: &[Text], lexicon: &mut Lexicon) -> Result<PlainBm25, Box<dyn Error>> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(IndexRecordOption::WithFreqs);
        let id = schema.add_text_field("id", STORED);
        let pool = schema.add_text_field("pool", STRING);
        let words = schema.add_text_field("words", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("whitespace", WhitespaceTokenizer::default());
        let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(id, &text.id);
            document.add_text(pool, text.pool.as_deref().unwrap_or_default());
            document.add_text(words, stems(&format!("{}\n{}", text.title, text.body), lexicon).join(" "));
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(PlainBm25 { index, id, pool, words })
    }

    /// The names of the best `most` texts, best first.
    pub fn order(&self, topic: &Topic, most: usize, lexicon: &mut Lexicon) -> Result<Vec<String>, Box<dyn Error>> {
        let mut stems = stems(&topic.text, lexicon);
        stems.sort();
        stems.dedup();
        let word = |stem: &String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.words, stem);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let mut query: Box<dyn Query> = Box::new(BooleanQuery::new(stems.iter().map(word).collect()));
        if let Some(pool) = &topic.pool {
            let term = TermQuery::new(Term::from_field_text(self.pool, pool), IndexRecordOption::Basic);
            let inside = ConstScoreQuery::new(Box::new(term), 0.0);
            query = Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(inside))]));
        }
        let searcher = self.index.reader()?.searcher();
        let mut order = Vec::new();
        for (_, address) in searcher.search(&query, &TopDocs::with_limit(most).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            order.extend(document.get_first(self.id).and_then(|id| id.as_str()).map(str::to_string));
        }
        Ok(order)
    }
}

/// The stems of a text, in order.
fn stems(text: &str, lexicon: &mut Lexicon) -> Vec<String> {
    let tokens = lexicon.tokenize(text);
    tokens.iter().map(|token| lexicon.word(token.word).stem().to_string()).collect()
}
