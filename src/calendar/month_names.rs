//! The names of the months in the languages of news, with their abbreviations and the cases in which dates put them. A table and how it is looked
//! up; knows no dates. Source: written down from the calendars of these languages; nothing is copied from a data set.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// No name of a month is longer, in bytes.
const LONGEST: usize = 32;

/// A language as an ISO 639-1 code, and the names of its twelve months in lower case, `|` between those of one month.
///
/// Where two languages give one name to different months (`listopad` is November in Polish and October in Croatian), the earlier row counts unless the language is
/// known.
#[rustfmt::skip]
const LANGUAGES: &[(&str, [&str; 12])] = &[
    ("en", ["january|jan", "february|feb|febr", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug", "september|sept|sep",
        "october|oct", "november|nov", "december|dec"]),
    ("de", ["januar|jänner|jän", "februar|feber|febr", "märz|mär|mrz|maerz", "april", "mai", "juni", "juli", "august", "september", "oktober|okt",
        "november", "dezember|dez"]),
    ("fr", ["janvier|janv", "février|fevrier|févr|fevr|fév", "mars", "avril|avr", "mai", "juin", "juillet|juil|juill", "août|aout|aoû", "septembre",
        "octobre", "novembre", "décembre|decembre|déc"]),
    ("es", ["enero|ene", "febrero", "marzo", "abril|abr", "mayo", "junio", "julio", "agosto|ago", "septiembre|setiembre|set", "octubre",
        "noviembre", "diciembre|dic"]),
    ("pt", ["janeiro", "fevereiro|fev", "março|marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro|out", "novembro", "dezembro"]),
    ("it", ["gennaio|genn|gen", "febbraio|febbr", "marzo", "aprile", "maggio|mag|magg", "giugno|giu", "luglio|lug", "agosto", "settembre|sett",
        "ottobre|ott", "novembre", "dicembre"]),
    ("nl", ["januari", "februari", "maart|mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]),
    ("sv", ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"]),
    ("da", ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]),
    ("no", ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember|des"]),
    ("is", ["janúar", "febrúar", "mars", "apríl", "maí", "júní|jún", "júlí|júl", "ágúst|ágú", "september", "október", "nóvember|nóv", "desember"]),
    ("pl", ["stycznia|styczeń|sty", "lutego|luty|lut", "marca|marzec", "kwietnia|kwiecień|kwi", "maja", "czerwca|czerwiec|cze", "lipca|lipiec|lip",
        "sierpnia|sierpień|sie", "września|wrzesień|wrz", "października|październik|paź", "listopada|listopad|lis", "grudnia|grudzień|gru"]),
    ("cs", ["ledna|leden|led", "února|únor|úno", "března|březen|bře", "dubna|duben|dub", "května|květen|kvě", "června|červen|čvn", "července|červenec|čvc",
        "srpna|srpen|srp", "září|zář", "října|říjen|říj", "listopadu|listopad", "prosince|prosinec|pro"]),
    ("sk", ["januára|január", "februára|február", "marca|marec", "apríla|apríl", "mája|máj", "júna|jún", "júla|júl", "augusta", "septembra", "októbra|október",
        "novembra", "decembra"]),
    ("hr", ["siječnja|siječanj|sij", "veljače|veljača|velj", "ožujka|ožujak|ožu", "travnja|travanj|tra", "svibnja|svibanj|svi", "lipnja|lipanj", "srpnja|srpanj",
        "kolovoza|kolovoz|kol", "rujna|rujan|ruj", "listopada|listopad", "studenoga|studenog|studeni|stu", "prosinca|prosinac"]),
    ("sr", ["januara|januar|јануар|јануара|јан", "februara|фебруар|фебруара|феб", "marta|mart|март|марта", "aprila|април|априла", "maja|maj|мај|маја", "juna|jun|јун|јуна",
        "jula|jul|јул|јула", "avgusta|avgust|avg|август|августа", "septembra|септембар|септембра", "oktobra|oktobar|октобар|октобра", "novembra|novembar|новембар|новембра",
        "decembra|decembar|децембар|децембра"]),
    ("sl", ["januarja", "februarja", "marca|marec", "aprila", "maja", "junija|junij", "julija|julij", "avgusta|avgust", "septembra", "oktobra", "novembra", "decembra"]),
    ("hu", ["január|jan", "február|febr", "március|márc", "április|ápr", "május|máj", "június|jún", "július|júl", "augusztus", "szeptember|szept", "október",
        "november", "december"]),
    ("ro", ["ianuarie|ian", "februarie", "martie", "aprilie", "mai", "iunie|iun", "iulie|iul", "august", "septembrie", "octombrie", "noiembrie|noi", "decembrie"]),
    ("tr", ["ocak|oca", "şubat|şub", "mart", "nisan|nis", "mayıs", "haziran|haz", "temmuz|tem", "ağustos|ağu", "eylül|eyl", "ekim|eki", "kasım|kas", "aralık|ara"]),
    ("ru", ["января|январь|янв", "февраля|февраль|фев|февр", "марта|март|мар", "апреля|апрель|апр", "мая|май", "июня|июнь|июн", "июля|июль|июл", "августа|август|авг",
        "сентября|сентябрь|сен|сент", "октября|октябрь|окт", "ноября|ноябрь|ноя|нояб", "декабря|декабрь|дек"]),
    ("uk", ["січня|січень|січ", "лютого|лютий|лют", "березня|березень|бер", "квітня|квітень|кві|квіт", "травня|травень|тра|трав", "червня|червень|чер|черв", "липня|липень|лип",
        "серпня|серпень|сер|серп", "вересня|вересень|вер", "жовтня|жовтень|жов|жовт", "листопада|листопад|лис|лист", "грудня|грудень|гру|груд"]),
    ("bg", ["януари|яну", "февруари", "март", "април", "май", "юни", "юли", "август", "септември|септ", "октомври", "ноември", "декември"]),
    ("el", ["ιανουαρίου|ιανουάριος|ιαν", "φεβρουαρίου|φεβρουάριος|φεβ", "μαρτίου|μάρτιος|μαρ", "απριλίου|απρίλιος|απρ", "μαΐου|μαϊου|μάιος|μαϊ|μάι", "ιουνίου|ιούνιος|ιουν",
        "ιουλίου|ιούλιος|ιουλ", "αυγούστου|αύγουστος|αυγ", "σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ", "οκτωβρίου|οκτώβριος|οκτ", "νοεμβρίου|νοέμβριος|νοε|νοεμ", "δεκεμβρίου|δεκέμβριος|δεκ"]),
    ("fi", ["tammikuuta|tammikuu|tammi", "helmikuuta|helmikuu|helmi", "maaliskuuta|maaliskuu|maalis", "huhtikuuta|huhtikuu|huhti", "toukokuuta|toukokuu|touko",
        "kesäkuuta|kesäkuu|kesä", "heinäkuuta|heinäkuu|heinä", "elokuuta|elokuu|elo", "syyskuuta|syyskuu|syys", "lokakuuta|lokakuu|loka", "marraskuuta|marraskuu|marras",
        "joulukuuta|joulukuu|joulu"]),
    ("et", ["jaanuar|jaan", "veebruar|veebr", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember|dets"]),
    ("lv", ["janvāris|janvārī", "februāris|februārī", "marts|martā", "aprīlis|aprīlī", "maijs|maijā", "jūnijs|jūnijā", "jūlijs|jūlijā", "augusts|augustā", "septembris|septembrī",
        "oktobris|oktobrī", "novembris|novembrī", "decembris|decembrī"]),
    ("lt", ["sausio|sausis", "vasario|vasaris", "kovo|kovas", "balandžio|balandis", "gegužės|gegužė", "birželio|birželis", "liepos|liepa", "rugpjūčio|rugpjūtis",
        "rugsėjo|rugsėjis", "spalio|spalis", "lapkričio|lapkritis", "gruodžio|gruodis"]),
    ("ca", ["gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"]),
    ("sq", ["janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"]),
    ("id", ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus|agu", "september", "oktober", "november", "desember"]),
    ("ar", ["يناير|كانون", "فبراير|شباط", "مارس|آذار", "أبريل|ابريل|نيسان", "مايو|أيار", "يونيو|يونيه|حزيران", "يوليو|يوليه|تموز", "أغسطس|اغسطس|آب", "سبتمبر|أيلول", "أكتوبر|اكتوبر",
        "نوفمبر", "ديسمبر"]),
    ("fa", ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه|جولای", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"]),
    ("he", ["ינואר|בינואר", "פברואר|בפברואר", "מרץ|במרץ", "אפריל|באפריל", "מאי|במאי", "יוני|ביוני", "יולי|ביולי", "אוגוסט|באוגוסט", "ספטמבר|בספטמבר", "אוקטובר|באוקטובר", "נובמבר|בנובמבר",
        "דצמבר|בדצמבר"]),
    ("hi", ["जनवरी", "फरवरी|फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितम्बर", "अक्टूबर|अक्तूबर", "नवंबर|नवम्बर", "दिसंबर|दिसम्बर"]),
];

/// The month (1 to 12) of a name or abbreviation in any case and any of the languages. Of a name that means different months, the one in `language`, an ISO 639-1
/// code; if that is not known, the one in the language that more people read.
pub(crate) fn month_named(name: &str, language: Option<&str>) -> Option<u8> {
    static BY_NAME: LazyLock<FxHashMap<&'static str, Vec<(&'static str, u8)>>> = LazyLock::new(|| {
        let mut by_name: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (language, months) in LANGUAGES {
            for (month, names) in (1..).zip(months) {
                names.split('|').for_each(|name| by_name.entry(name).or_default().push((*language, month)));
            }
        }
        by_name
    });
    if name.len() > LONGEST {
        return None;
    }
    let meanings = BY_NAME.get(name.to_lowercase().as_str())?;
    let own = meanings.iter().find(|(spoken, _)| Some(*spoken) == language);
    own.or_else(|| meanings.first()).map(|(_, month)| *month)
}

/// The languages whose months are known, as ISO 639-1 codes.
pub(crate) fn month_languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(language, _)| *language)
}

/// The names of the twelve months in a language, in lower case, `|` between those of one month.
pub(crate) fn month_names(language: &str) -> Option<&'static [&'static str; 12]> {
    LANGUAGES.iter().find(|(known, _)| *known == language).map(|(_, months)| months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_many_languages() {
        for (name, month) in [
            ("August", Some(8)),
            ("SEPT", Some(9)),
            ("März", Some(3)),
            ("août", Some(8)),
            ("AOÛT", Some(8)),
            ("Ağustos", Some(8)),
            ("сентября", Some(9)),
            ("października", Some(10)),
            ("Μαΐου", Some(5)),
            ("أكتوبر", Some(10)),
            ("rugpjūčio", Some(8)),
            ("listopada", Some(11)),
            ("Monday", None),
            ("", None),
        ] {
            assert_eq!(month_named(name, None), month, "{name}");
        }
    }

    #[test]
    fn the_language_tells_which_of_two_months_is_meant() {
        assert_eq!(month_named("listopada", Some("hr")), Some(10));
        assert_eq!(month_named("listopada", Some("pl")), Some(11));
        assert_eq!(month_named("August", Some("hr")), Some(8));
    }

    #[test]
    fn no_name_means_two_months_in_one_language() {
        for (language, months) in LANGUAGES {
            let mut names: Vec<&str> = months.iter().flat_map(|names| names.split('|')).collect();
            assert!(names.iter().all(|name| name.len() <= LONGEST && name.to_lowercase() == **name), "{language}");
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{language}");
        }
    }
}
