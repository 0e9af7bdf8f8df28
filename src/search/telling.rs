//! The words of an article that tell most about it, chosen by how often they stand there and how rare they are in the index. Decides which
//! words are looked for, not how they count.

use rustc_hash::FxHashMap;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Facet, IndexRecordOption};
use tantivy::{DocAddress, Term};

use super::answer::id_text;
use super::hits::stored;
use super::leaf::{Figure, Leaf, Scope};
use super::like::{Like, LikeError, Liked, Likeness, MOST, Sought, is_common, weight};
use super::plan::Plan;
use super::searcher::{SearchError, Searcher};
use super::show::ShowError;
use crate::index::{FacetColumn, Fields, PassageBound, StoredArticle, stem_term};
use crate::text::{Lexicon, Word};

/// A word of a text.
#[derive(Default)]
pub(super) struct Told {
    /// How often it stands there in whatever form.
    pub count: u32,
    /// The same with the title counting twice.
    stressed: u32,
    /// Its forms, and how often each stands there.
    pub forms: FxHashMap<Box<str>, u32>,
}

impl Searcher {
    /// Adds to a plan the words of the article, or the passage, that hits are to resemble.
    pub(super) fn resemble(&self, like: &Like, plan: &mut Plan) -> Result<(), SearchError> {
        let wrong = |error| match error {
            ShowError::Search(error) => error,
            error => LikeError::Article { like: like.clone(), error: Box::new(error) }.into(),
        };
        let address = self.find(&like.id).map_err(wrong)?;
        let searcher = self.tantivy();
        let article = stored(&searcher, address, self.fields()).map_err(|e| self.failed(e))?;
        let bounds = bounds(&searcher, address).map_err(|e| self.failed(e))?;
        let like = Like { id: id_text(article.facts.id), passage: like.passage };
        let mut lexicon = Lexicon::default();
        let words = match like.passage {
            None => words(&[(&article.title, 2), (&article.body, 1)], &mut lexicon),
            Some(number) => {
                let passages = bounds.windows(2).map(|of| article.body.get(of[0].byte..of[1].byte).unwrap_or_default());
                let passage = number.checked_sub(1).and_then(|at| passages.clone().nth(at));
                let none = LikeError::NoPassage { like: like.clone(), passages: passages.len() };
                words(&[(passage.ok_or(none)?, 1)], &mut lexicon)
            }
        };
        let telling = Telling { searcher: &searcher, fields: self.fields() };
        let chosen = telling.choose(words, article.facts.language.as_deref()).map_err(|e| self.failed(e))?;
        if chosen.is_empty() {
            return Err(LikeError::NothingTelling { like }.into());
        }
        let sought = chosen.into_iter().map(|(word, weight, count)| Sought { leaf: plan.leaf_of(word), weight, count });
        let sought = sought.collect();
        let length = bounds.last().filter(|_| like.passage.is_none()).map(|end| end.token);
        let StoredArticle { title, facts, .. } = article;
        let liked = Liked { id: like.id, passage: like.passage, title };
        plan.like = Some(Likeness::new(liked, facts.id, sought, length));
        Ok(())
    }
}

/// Where the passages of an article begin, and where its body ends.
fn bounds(searcher: &tantivy::Searcher, address: DocAddress) -> tantivy::Result<Vec<PassageBound>> {
    let passages = searcher.segment_reader(address.segment_ord).fast_fields().u64("passages")?;
    Ok(passages.values_for_doc(address.doc_id).map(PassageBound::from_column).collect())
}

/// The words of texts, each of which counts so many times, by their stems.
pub(super) fn words(texts: &[(&str, u32)], lexicon: &mut Lexicon) -> FxHashMap<Box<str>, Told> {
    let mut words: FxHashMap<Box<str>, Told> = FxHashMap::default();
    for &(text, times) in texts {
        for token in lexicon.tokenize(text) {
            let word = lexicon.word(token.word);
            // Numbers tell nothing of what a text is about.
            if !word.folded.contains(char::is_alphabetic) {
                continue;
            }
            let told = words.entry(word.stem().into()).or_default();
            told.count += 1;
            told.stressed += times;
            *told.forms.entry(word.folded.clone()).or_default() += 1;
        }
    }
    words
}

/// Chooses words.
struct Telling<'a> {
    searcher: &'a tantivy::Searcher,
    fields: &'a Fields,
}

impl Telling<'_> {
    /// The words that tell most, with their weights and how often they stand in the text, those that weigh most first.
    fn choose(
        &self,
        words: FxHashMap<Box<str>, Told>,
        language: Option<&str>,
    ) -> tantivy::Result<Vec<(Word, f64, u32)>> {
        let all = self.searcher.num_docs();
        let mut weighed = Vec::with_capacity(words.len());
        for (stem, told) in words {
            let term = Term::from_field_text(self.fields.text, &stem);
            let articles = self.searcher.doc_freq(&term)?;
            // What no other article has finds nothing.
            if articles > 1 && !is_common(articles, all) {
                weighed.push((weight(told.stressed, articles, all), articles, stem, told));
            }
        }
        weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let own_language = language.map(|language| self.of_language(language)).transpose()?;
        let mut chosen = Vec::with_capacity(MOST);
        for (weight, articles, stem, told) in weighed {
            let word = Word { folded: commonest(told.forms), changed_stem: Some(stem) };
            if chosen.len() < MOST && !self.is_common_in(&own_language, &word, articles)? {
                chosen.push((plain(word), weight, told.count));
            }
        }
        Ok(chosen)
    }

    /// The articles in a language, and how many there are.
    fn of_language(&self, language: &str) -> tantivy::Result<(Box<dyn Query>, u64)> {
        let field = self.fields.facet(FacetColumn::Language);
        let term = Term::from_facet(field, &Facet::from_path([language]));
        let articles = self.searcher.doc_freq(&term)?;
        Ok((Box::new(TermQuery::new(term, IndexRecordOption::Basic)), articles))
    }

    /// Whether a word is common in a language that few of the articles are in, as its function words are.
    fn is_common_in(
        &self,
        language: &Option<(Box<dyn Query>, u64)>,
        word: &Word,
        articles: u64,
    ) -> tantivy::Result<bool> {
        let Some((of_language, all)) = language.as_ref().filter(|(_, all)| is_common(articles, *all)) else {
            return Ok(false);
        };
        let of_word = TermQuery::new(stem_term(self.fields.text, word), IndexRecordOption::Basic);
        let both = BooleanQuery::intersection(vec![of_language.box_clone(), Box::new(of_word)]);
        Ok(is_common(self.searcher.search(&both, &Count)? as u64, *all))
    }
}

/// The form that stands there most often; of several the first by the alphabet.
pub(super) fn commonest<F: Ord + Default>(forms: FxHashMap<F, u32>) -> F {
    let commonest = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    commonest.map(|(form, _)| form).unwrap_or_default()
}

/// The word as the lexicon has it.
fn plain(Word { folded, changed_stem }: Word) -> Word {
    let changed_stem = changed_stem.filter(|stem| *stem != folded);
    Word { folded, changed_stem }
}

impl Plan {
    /// The number of the leaf that finds a word in whatever form.
    fn leaf_of(&mut self, word: Word) -> usize {
        let is_it = |leaf: &Leaf| match &leaf.figure {
            Figure::Words { words, exact: false } => {
                leaf.scope == Scope::Anywhere && matches!(&words[..], [known] if known.stem() == word.stem())
            }
            _ => false,
        };
        self.leaves.iter().position(is_it).unwrap_or_else(|| {
            let figure = Figure::Words { words: vec![word], exact: false };
            self.leaves.push(Leaf { figure, scope: Scope::Anywhere, weight: 1.0 });
            self.leaves.len() - 1
        })
    }
}
