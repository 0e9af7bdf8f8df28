//! Texts that are no prose, or not in English: nothing rather than nonsense, and in time that grows with the text alone.

use super::tests::tag;

fn found(body: &str) -> Vec<String> {
    tag("", body).1.into_iter().map(|mention| body[mention.range].to_string()).collect()
}

#[test]
fn capitals_and_small_letters_alone_show_known_names_at_most() {
    let shouted = "THE MINISTER OF TRADE MET HIS DEPUTY IN KABUL ON MONDAY AND LEFT FOR TURKEY. ZAMIN QORBANOV STAYED.";
    assert_eq!(found(shouted), ["KABUL", "TURKEY"]);
    assert!(found("the minister of trade met zamin qorbanov in kabul on monday").is_empty());
}

#[test]
fn tables_and_code_have_hardly_any_names() {
    let table = "P W D L F A Pts\n1 10 7 2 1 20 9 23\n2 10 6 3 1 18 8 21\n3 10 5 2 3 14 12 17\n";
    assert!(found(&table.repeat(5)).is_empty(), "{:?}", found(table));
    let code = "fn main() { let x = foo(bar, 1); if x > 2 { return baz(x); } }\nfor (i = 0; i < n; i++) { a[i] = b[i] + 1; }\n";
    assert!(found(&code.repeat(5)).is_empty(), "{:?}", found(code));
}

#[test]
fn other_languages_have_only_known_names() {
    for text in [
        "Die Regierung hat am Mittwoch über den Haushalt beraten, sagte Kanzler Ottokar Brandl nach der Sitzung im Kanzleramt. ",
        "Le gouvernement a examiné mercredi le budget, a déclaré le ministre Anatole Verrier après la réunion du conseil. ",
        "El gobierno examinó el miércoles el presupuesto, dijo el ministro Evaristo Lombera después de la reunión del consejo. ",
        "Правительство обсудило в среду бюджет, сказал министр Иван Сидоров после заседания. ",
        "ناقشت الحكومة الميزانية يوم الأربعاء، قال الوزير أحمد العلي بعد الاجتماع. ",
        "政府は水曜日に予算を審議したと大臣の山田太郎氏が会議の後で述べた。",
    ] {
        assert!(found(&text.repeat(4)).is_empty(), "{text}: {:?}", found(&text.repeat(4)));
    }
    let german =
        "Die Regierung hat am Mittwoch in Berlin über den Haushalt beraten, sagte der Kanzler nach der Sitzung. ";
    assert_eq!(found(&german.repeat(4)), ["Berlin"; 4]);
}

#[test]
fn signs_and_scripts_of_all_sorts_do_no_harm() {
    for text in [
        "🙂 Zamir 🙂 Kabulov 🙂 said 🙂 so.",
        "The minister, محمد العلي, met Zamir Kabulov (זמיר קבולוב) on Monday.",
        "\u{202e}Zamir Kabulov\u{202c} said İ\u{301}zmir\u{200f} was far.",
        "'’s Mr. . ' & - Dr",
        "$US $$ US$ A$ B",
    ] {
        let (title, body) = tag(text, text);
        assert!(title.iter().chain(&body).all(|mention| text.get(mention.range.clone()).is_some()), "{text}");
    }
}

#[test]
fn mentions_are_sorted_apart_and_whole_whatever_the_text() {
    let units = [
        "A ",
        "A. ",
        "Kabul ",
        "U.S.",
        "al-",
        "de La ",
        "Bank of ",
        "and The ",
        "(ABC) ",
        "Mr ",
        "Ü-é’s ",
        "John Smith ",
        "Lake & ",
        "İ\u{301} ",
        "Ministry of Health, Labour and ",
        "“Yes,” X-",
        "🙂Ali ",
        "New York, ",
        "Name$ ",
    ];
    for (n, unit) in units.iter().enumerate() {
        let mixed: String = (0..400).map(|i| units[(i * (n + 3) + i / 7) % units.len()]).collect();
        for body in [unit.repeat(20_000), mixed] {
            holds(&body, unit);
        }
    }
    assert_eq!(tag("", ""), (vec![], vec![]));
}

#[test]
fn many_different_names_take_no_longer_each() {
    let letters = |n: usize| format!("{}{}", (b'a' + (n % 26) as u8) as char, (b'a' + (n / 26 % 26) as u8) as char);
    let word = |n: usize| format!("{}{}ov", letters(n).to_uppercase(), letters(n / 676 + 7 * n));
    let people = |surname: bool| -> String {
        let named =
            |n| if surname { format!("Ivan {} said so. ", word(n)) } else { format!("{} Kabulov said so. ", word(n)) };
        (0..20_000).map(named).collect()
    };
    let bodies: String =
        (0..20_000).map(|n| format!("The Bank of {} (BO{}) paid. ", word(n), letters(n).to_uppercase())).collect();
    let lines: String = (0..20_000).map(|n| format!("{} WON AGAIN TODAY.\n\n", word(n).to_uppercase())).collect();
    for body in [people(true), people(false), bodies, lines] {
        holds(&body, &body[..40]);
    }
}

/// Mentions of a long text come soon, and are sorted, apart and whole.
fn holds(body: &str, what: &str) {
    let started = std::time::Instant::now();
    let (title_mentions, mentions) = tag(&body[..body.floor_char_boundary(2000)], body);
    assert!(started.elapsed().as_secs() < 20, "{what}");
    let mut all = title_mentions.iter().chain(&mentions);
    assert!(all.all(|m| body.get(m.range.clone()).is_some_and(|t| !t.is_empty())), "{what}");
    assert!(mentions.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{what}");
}
