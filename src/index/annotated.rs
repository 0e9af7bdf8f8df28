//! A stored article, annotated again: the index keeps what it counts, not where in the text it stands.

use super::document::{Facts, StoredArticle};
use crate::annotate::{Annotator, Article, Published};
use crate::calendar::Day;
use crate::read::{RawArticle, Record};

impl StoredArticle {
    /// The article with what was seen in it when it was indexed, and where. `today` is a day before which it was published.
    pub fn annotated(&self, today: Day) -> Article {
        let StoredArticle { title, body, facts } = self;
        let raw = RawArticle {
            title: title.clone(),
            body: body.clone(),
            metadata: facts.metadata.clone(),
            notes: facts.notes.clone(),
            ..RawArticle::new(Record::file(&facts.record))
        };
        // Relative days in the text are counted from the day that the index knows.
        let article = Annotator::new(today, facts.published).annotate(raw, &facts.relative).article;
        let Facts { published: date, basis, contradiction, .. } = *facts;
        Article { published: Published { date, basis, contradiction }, ..article }
    }
}
