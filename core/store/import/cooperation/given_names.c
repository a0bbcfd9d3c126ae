/* given_names.c: common given names of the countries around, without accents, by which a text is seen to name a person. Names that
 * places have too (Charlotte, Florence, San Diego ...) or that are words of Dutch, French, German or English are not among them, nor can any
 * list be whole: whoever records keeps names out. Declared in register_table.h.
 *
 * Example:  glo_register_is_given_name("pieter")  ->  true
 */
#include "import/cooperation/register_table.h"

#include <stdlib.h>
#include <string.h>

/* In the order of strcmp: it is searched by halves. */
static const char *const names[] = {
    "abdel",     "abdelkader", "abdellah",  "abdul",      "achmed",   "adam",      "adil",      "adriaan",
    "adrien",    "agnes",      "ahmed",     "aicha",      "alain",    "albert",    "aleksandr", "alessandro",
    "alex",      "alexander",  "alexandre", "alexis",     "ali",      "alice",     "amina",     "amine",
    "anders",    "andre",      "andrea",    "andreas",    "andrew",   "anja",      "anke",      "ann",
    "anna",      "anne",       "annelies",  "annemie",    "annick",   "anouk",     "anthony",   "antoine",
    "anton",     "antonio",    "arnaud",    "arne",       "arnold",   "arthur",    "astrid",    "audrey",
    "aurelie",   "barbara",    "bart",      "bastien",    "benjamin", "benoit",    "bernard",   "bernd",
    "bert",      "birgit",     "bjorn",     "bogdan",     "boris",    "bram",      "brecht",    "brian",
    "brigitte",  "camille",    "carine",    "carl",       "carla",    "carlos",    "carmen",    "caroline",
    "catherine", "cecile",     "cedric",    "celine",     "chantal",  "charles",   "chloe",     "chris",
    "christel",  "christian",  "christine", "christophe", "claire",   "claude",    "claudia",   "claus",
    "colette",   "cyril",      "daan",      "damien",     "daniel",   "daniele",   "danielle",  "danny",
    "david",     "davy",       "debby",     "delphine",   "denis",    "didier",    "dieter",    "dimitri",
    "dirk",      "dominique",  "doris",     "dries",      "driss",    "edith",     "eduard",    "edward",
    "eline",     "elisabeth",  "elise",     "elke",       "ellen",    "els",       "emilie",    "emma",
    "emmanuel",  "eric",       "erik",      "erwin",      "esther",   "etienne",   "eva",       "evelyne",
    "evi",       "fabian",     "fabien",    "fabrice",    "fatiha",   "fatima",    "felix",     "femke",
    "filip",     "florian",    "francis",   "francisco",  "franck",   "francois",  "francoise", "frank",
    "frans",     "franz",      "fred",      "frederic",   "frederik", "friedrich", "fritz",     "gabriel",
    "geert",     "george",     "georges",   "gerald",     "gerard",   "gerd",      "gerhard",   "gert",
    "ghislain",  "gilbert",    "gilles",    "giovanni",   "giuseppe", "godelieve", "greet",     "gregory",
    "griet",     "guido",      "guillaume", "guy",        "hakim",    "hamid",     "hannah",    "hannelore",
    "hans",      "harald",     "hassan",    "heidi",      "heike",    "heinrich",  "heinz",     "helena",
    "helene",    "helga",      "helmut",    "hendrik",    "henk",     "henri",     "henry",     "herbert",
    "herman",    "hicham",     "hilde",     "horst",      "hubert",   "hugo",      "ibrahim",   "ilse",
    "inge",      "ingrid",     "irene",     "isabel",     "isabelle", "ivan",      "jack",      "jacqueline",
    "jacques",   "jamal",      "james",     "jan",        "jane",     "jasper",    "javier",    "jean",
    "jeff",      "jennifer",   "jens",      "jeroen",     "jerome",   "jessica",   "jo",        "joachim",
    "johan",     "johanna",    "johannes",  "john",       "johnny",   "jolien",    "joost",     "joris",
    "jose",      "josef",      "joseph",    "joshua",     "joyce",    "juan",      "julia",     "julie",
    "julien",    "jurgen",     "kaat",      "karel",      "karen",    "karim",     "karin",     "karine",
    "karl",      "karolien",   "kathleen",  "katia",      "katleen",  "katrien",   "katrin",    "kevin",
    "khadija",   "khalid",     "klaas",     "klaus",      "koen",     "kris",      "kristof",   "kurt",
    "laetitia",  "lars",       "laura",     "laurence",   "laurent",  "leen",      "leila",     "leo",
    "lieve",     "lieven",     "liliane",   "linda",      "lisa",     "lode",      "lotte",     "louis",
    "louise",    "luc",        "lucas",     "lucie",      "ludo",     "ludovic",   "luigi",     "luis",
    "lukas",     "lut",        "maarten",   "magali",     "malik",    "manfred",   "manon",     "manuel",
    "marc",      "marcel",     "marco",     "margot",     "maria",    "marianne",  "marie",     "marieke",
    "marijke",   "mario",      "marjan",    "mark",       "markus",   "marleen",   "martine",   "mary",
    "mathias",   "mathieu",    "matthew",   "matthias",   "matthieu", "maurice",   "maxime",    "mehdi",
    "mehmet",    "melanie",    "michael",   "michel",     "michele",  "michelle",  "mieke",     "miguel",
    "mike",      "mireille",   "mohamed",   "mohammed",   "monica",   "monique",   "muhammad",  "murat",
    "mustafa",   "mustapha",   "myriam",    "nadia",      "nadine",   "nancy",     "nathalie",  "nele",
    "nicolas",   "nicole",     "niels",     "nikolaas",   "noor",     "olga",      "olivier",   "omar",
    "oscar",     "otto",       "pablo",     "pascal",     "pascale",  "patricia",  "patrick",   "patrik",
    "paul",      "paula",      "paulo",     "pedro",      "peggy",    "peter",     "petra",     "philip",
    "philippe",  "pierre",     "piet",      "pieter",     "quentin",  "rachid",    "raf",       "ralf",
    "raphael",   "raymond",    "renate",    "rene",       "ria",      "richard",   "rik",       "rita",
    "rob",       "robbe",      "robert",    "roberto",    "robin",    "roel",      "roger",     "roland",
    "romain",    "ronny",      "ruben",     "rudi",       "rudolf",   "rudy",      "ruth",      "sabine",
    "saida",     "samir",      "samira",    "samuel",     "sander",   "sandra",    "sarah",     "sebastian",
    "sebastien", "serge",      "sergei",    "simon",      "simone",   "sofie",     "sonia",     "sophie",
    "stef",      "stefaan",    "stefan",    "stefanie",   "stephane", "stephanie", "steve",     "steven",
    "stijn",     "susan",      "susanne",   "suzanne",    "sven",     "sylvia",    "sylvie",    "tania",
    "tanja",     "theo",       "thierry",   "thijs",      "thomas",   "tim",       "tine",      "tobias",
    "tom",       "toon",       "ulrich",    "ursula",     "ute",      "valerie",   "veerle",    "vera",
    "veronique", "victor",     "vincent",   "vladimir",   "walter",   "werner",    "wilfried",  "wilhelm",
    "willem",    "william",    "willy",     "wim",        "wolfgang", "wout",      "wouter",    "xavier",
    "yannick",   "yasmina",    "yassine",   "youssef",    "yusuf",    "yves",      "yvonne",    "zakaria"};

static int by_text(const void *a, const void *b) {
    return strcmp(a, *(const char *const *)b);
}

/* Of "jean-pierre" the first part tells. */
bool glo_register_is_given_name(const char *folded) {
    char first[32];
    const size_t length = strcspn(folded, "-");
    if (length == 0 || length >= sizeof first)
        return false;
    memcpy(first, folded, length);
    first[length] = '\0';
    return bsearch(first, names, sizeof names / sizeof names[0], sizeof names[0], by_text) != NULL;
}
