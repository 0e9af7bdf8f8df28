//! Annotation: from an article as it was found to one whose language, dates, actors and passages are known. Works on the shared tokens;
//! annotators do not know each other, and none knows an index.

mod actors;
mod article;
pub mod dates;
mod language;
mod passages;
mod published;

pub use actors::{MainActor, known_actor, main_actors, seats, tagger};
pub use article::{ActorKind, Article, Basis, Contradiction, DateMention, Mention, Passage, Published, TimeKind};

use crate::calendar::{Day, PartialDate};
use crate::read::RawArticle;
use crate::text::{Lexicon, Span, Token, paragraphs, sentences};
use dates::Writing;
use published::Evidence;

/// Annotates articles, one after another. Each thread has its own.
pub struct Annotator {
    lexicon: Lexicon,
    vocabulary: actors::Vocabulary,
    today: Day,
    given: Option<PartialDate>,
}

/// An article and the tokens that it was annotated on, whose words are in the annotator's lexicon until the next article.
#[derive(Debug)]
pub struct Annotated {
    /// The article.
    pub article: Article,
    /// The tokens of its title.
    pub title_tokens: Vec<Token>,
    /// The tokens of its body.
    pub body_tokens: Vec<Token>,
}

impl Annotator {
    /// An annotator on the day `today`: nothing is published after it. `given` is the publication date of every article, where the user says so.
    pub fn new(today: Day, given: Option<PartialDate>) -> Self {
        Annotator { lexicon: Lexicon::default(), vocabulary: actors::Vocabulary::default(), today, given }
    }

    /// The words of the article annotated last.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Annotates one article. `path` is its file's path below the root, with `/` between the names, which may tell its date.
    pub fn annotate(&mut self, raw: RawArticle, path: &str) -> Annotated {
        if self.lexicon.renew_if_full() {
            self.vocabulary = actors::Vocabulary::default();
        }
        let title_tokens = self.lexicon.tokenize(&raw.title);
        let body_tokens = self.lexicon.tokenize(&raw.body);
        let paragraphs = paragraphs(&raw.body, &body_tokens);
        let sentences: Vec<Span> = paragraphs.iter().flat_map(|&p| sentences(&raw.body, &body_tokens, p)).collect();

        // What the text says of times may tell when it was published, and that tells which day "August 15" or "Tuesday" is.
        let language = language::language(raw.metadata.language.as_deref(), &raw.title, &raw.body);
        let writing = Writing { language, month_first: published::month_comes_first(&raw.metadata) };
        let expressions = dates::find(&raw.body, &body_tokens, writing);
        let (given, today) = (self.given, self.today);
        let published = published::published(&Evidence {
            given,
            raw: &raw,
            path,
            tokens: &body_tokens,
            dates: &expressions,
            today,
        });
        let reference = reference(published);
        let dates = dates::resolve(&expressions, reference);
        let title_dates = dates::dates(&raw.title, &title_tokens, writing, reference);

        let headline = [Span { start: 0, end: raw.title.len(), first_token: 0, last_token: title_tokens.len() }];
        let title = actors::Text { text: &raw.title, tokens: &title_tokens, sentences: &headline };
        let body = actors::Text { text: &raw.body, tokens: &body_tokens, sentences: &sentences };
        let (title_mentions, mentions) = actors::actors(title, body, language, &self.lexicon, &mut self.vocabulary);
        let passages = passages::passages(&raw.body, &body_tokens, &paragraphs, &sentences);
        let RawArticle { record, title, body, metadata, notes } = raw;
        let article = Article {
            record,
            title,
            body,
            metadata,
            notes,
            language,
            published,
            dates,
            title_dates,
            mentions,
            title_mentions,
            passages,
        };
        Annotated { article, title_tokens, body_tokens }
    }
}

/// The day from which the text counts. A guess is good for its month: "Tuesday" would be some Tuesday.
fn reference(published: Published) -> Option<PartialDate> {
    let (year, month, _) = published.date?.first().ymd();
    match published.date? {
        PartialDate::Day(..) if matches!(published.basis, Basis::Text | Basis::Capture) => {
            Some(PartialDate::Month(year, month))
        }
        date => Some(date),
    }
}
