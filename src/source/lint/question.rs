//! Whether a question asks two things, in the languages whose grammar it knows a little of.
//!
//! It knows few verbs and misses much; what it finds is worth a look.

/// What the rule knows of a language.
struct Grammar {
    /// Its code; regional forms of it count as well.
    language: &'static str,
    /// The word between two things.
    and: &'static str,
    /// Words that begin a part of a question which only describes something.
    subordinate: &'static str,
    /// Words that begin a second question after "and".
    auxiliaries: &'static str,
    /// Beginnings of the forms of verbs that controls use.
    stems: &'static str,
    /// What may follow such a beginning, or nothing.
    endings: &'static str,
}

/// Every language that the rule knows; the words of each list stand between blanks.
const GRAMMARS: [Grammar; 2] = [
    Grammar {
        language: "en",
        and: "and",
        subordinate: "that which who whose how when where whether if so such between",
        auxiliaries: "is are was were has have does do did can will must",
        stems: "approv assess assign block check correct defin delet document encrypt enforc fix implement inform \
                log maintain measur monitor patch protect publish record rehears remov report restor review scan \
                test train updat verif",
        endings: "e y s es ed ies ied ged ned ted",
    },
    Grammar {
        language: "fr",
        and: "et",
        subordinate: "que qu qui dont où comment lorsque lorsqu quand si afin pour entre avant après",
        auxiliaries: "est sont était étaient a ont peut peuvent doit doivent fait font sait savent",
        // Participles of verbs that do not end in -er stand whole.
        stems: "affich analys appliqu approuv bloqu chiffr communiqu contrôl corrig document désign déploy \
                enregistr examin form inform inscri journalis mesur mis négoci protég publi recens relu restaur \
                revu signal suivi supprim surveill tenu test transmis vérifi établi évalu",
        endings: "e s es é ée és ées er ent t te ts tes",
    },
];

/// Whether a question seems to ask two things: two question marks, or, in a language that the rule knows,
/// "and" between two verbs of the main clause.
pub(super) fn asks_two_things(ask: &str, language: &str) -> bool {
    if ask.matches('?').count() > 1 {
        return true;
    }
    let primary = language.split('-').next();
    let Some(grammar) = GRAMMARS.iter().find(|g| Some(g.language) == primary) else { return false };
    let lower = ask.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty()).collect();
    let main = words.iter().position(|w| holds(grammar.subordinate, w)).unwrap_or(words.len());
    words[..main].windows(3).any(|three| {
        let [first, and, second] = three else { return false };
        *and == grammar.and && (grammar.asks(second) || grammar.is_verb(first) && grammar.is_verb(second))
    })
}

/// Whether a list between blanks holds a word.
fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

impl Grammar {
    /// Whether a word begins another question: `are`; in French with its subject, `sont-elles`, or alone.
    fn asks(&self, word: &str) -> bool {
        holds(self.auxiliaries, word.split('-').next().unwrap_or(word))
    }

    /// Whether a word is a form of one of the verbs.
    fn is_verb(&self, word: &str) -> bool {
        self.stems
            .split_whitespace()
            .any(|stem| word.strip_prefix(stem).is_some_and(|end| end.is_empty() || holds(self.endings, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_question_with_two_verbs_asks_two_things() {
        for two in [
            "Are backups made and are they tested?",
            "Are changes reviewed and approved?",
            "Do you scan and patch all systems?",
            "Is there a plan? Is it tested?",
            "Are incidents logged and reported within a day?",
        ] {
            assert!(asks_two_things(two, "en") && asks_two_things(two, "en-GB"), "{two}");
        }
        for one in [
            "Are all computers and servers listed?",
            "Is there a list of changes that were reviewed and approved?",
            "Does a written rule bind staff and contractors?",
            "Is hardware and software in one inventory?",
        ] {
            assert!(!asks_two_things(one, "en"), "{one}");
        }
    }

    #[test]
    fn a_french_question_with_two_verbs_asks_two_things() {
        for two in [
            "Les sauvegardes sont-elles faites et sont-elles testées ?",
            "Les changements sont-ils relus et approuvés ?",
            "L’inventaire est-il tenu et vérifié ?",
            "Existe-t-il un plan ? Est-il testé ?",
            "Les incidents sont-ils journalisés et signalés sous vingt-quatre heures ?",
        ] {
            assert!(asks_two_things(two, "fr") && asks_two_things(two, "fr-CA"), "{two}");
        }
        for one in [
            "Tous les ordinateurs et serveurs sont-ils recensés ?",
            "Existe-t-il une liste des changements qui ont été relus et approuvés ?",
            "Une règle écrite engage-t-elle le personnel et les prestataires ?",
            "Le matériel et les logiciels figurent-ils dans un seul inventaire ?",
        ] {
            assert!(!asks_two_things(one, "fr"), "{one}");
        }
    }

    #[test]
    fn in_another_language_only_two_question_marks_tell() {
        assert!(!asks_two_things("Werden Änderungen geprüft und genehmigt?", "de"));
        assert!(asks_two_things("Gibt es einen Plan? Wird er geübt?", "de"));
    }
}
