#!/usr/bin/env python3
"""Makes the lists of first names and surnames that the stage `names` knows.

    python3 tools/names.py            # from the root of the repository; needs pip, apt-get and network

Reads three packages, pinned, downloaded into a temporary folder:

* nomquamgender (PyPI, MIT): given names with the number of public sources that list each, how often, and the share of women.
* names (PyPI, MIT): the surname counts of the US Census of 1990 (public domain).
* wamerican-small (Debian, SCOWL's permissive licence): which names are also everyday words. No word of it is copied.

Writes `first-names.tsv` (name, gender, also) and `surname.txt` into `src/lang/en/words/`. `also` is what else the capitalised
word can be: `word` for an everyday word (Mark, Grace), `place` for a place (Georgia, Jackson), `-` for neither. Surnames that are
also words or places (Young, Lincoln) are left out: a surname has to be evidence by itself.
"""
import glob, json, os, re, subprocess, sys, tarfile, tempfile, zipfile

WORDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'src', 'lang', 'en', 'words')
PLAIN = re.compile(r'^[a-z]+$')

# A first name is kept if many sources list it, or fewer but for many bearers.
MANY_SOURCES, SOME_SOURCES, BEARERS_OF_SOME = 13, 10, 500
# One that is also an everyday word has to be common, or it would be noise at the start of every second sentence.
BEARERS_OF_WORD = 9_000
# p(female) below the first is a man's name, above the second a woman's.
MALE_BELOW, FEMALE_ABOVE = 0.1, 0.9
SURNAMES = 10_000

# Everyday words, months and kin terms that some source lists as names: in a newspaper they are hardly ever one.
NEVER = set('''a all an and any are as at august baby beat but by can case cash come de del desire earnest else era even ever for he her him his
in ion is it just king la lady le line live loan lord love major man march martial mate may miss mister mother mr mrs ms my nil no nor
not odd of on or our per prince princess queen royal said saint saga she sir so than that the their them they this till to tone tore unto us
van von was we were who winter summer autumn spring monday tuesday wednesday thursday friday saturday sunday january february july
september october november december general minister president senator judge justice doctor professor captain sultan emir sheikh amir
north south east west union state war white black senior junior mar sky star storm sun ocean marine navy republican democrat american
diamond genesis trinity destiny forest franc precious charity liberty miracle ascension constant octave miller
english french german dutch irish spanish italian
russian chinese indian polish danish greek roman welsh scots'''.split())

# Countries, states and towns of the news that are also borne as first names or surnames.
PLACES = set('''africa adelaide albany alabama alaska alberta alexandria america antonia arizona asia aspen athens atlanta austin australia
bali belfast berlin birmingham boston brazil bristol britain brooklyn burma cairo california cambridge canada carolina chad chelsea
chester cheyenne chicago china cleveland colombia congo cordoba cork cuba cyprus dakota dallas dayton delhi denmark denver derby detroit devon diego
durham egypt england essex eugene europe florence florida france galway geneva genoa georgia germany ghana granada guinea haiti hamburg
hamilton hampton harlem havana holland houston hudson huntington india indiana ireland israel italia italy jackson jamaica japan
jersey jordan juneau kansas kent kenya kerry kiev kingston korea kyoto lagos lancaster laredo lebanon leon lima lincoln london lorraine
louisiana lourdes lucerne lyon macon madison madrid maine malaysia mali malta manchester maryland memphis mexico miami milan milford montana montreal
monterey moscow myanmar nairobi naples nassau nevada newport newton niger nigeria norfolk norway odessa ohio oklahoma olympia orlando
oxford panama paris pasadena peru petersburg philadelphia phoenix pierre poland portland preston princeton quincy raleigh regina reno
richmond rochester romania rome russia salem samoa santiago savannah scotland seattle seville shannon sheffield siena somalia spain
stamford stratford sudan sydney syria texas togo toledo trenton troy tulsa turkey uganda ukraine utah valencia venice vera vermont
verona victoria vienna virginia wales warsaw washington wellington wichita winchester windsor wyoming york yukon zurich'''.split())

def download(command, folder, pattern):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return glob.glob(os.path.join(folder, pattern))[0]

def given_names(folder):
    path = download([sys.executable, '-m', 'pip', 'download', '-q', '--no-deps', 'nomquamgender==0.1.4'], folder, 'nomquamgender*.whl')
    with zipfile.ZipFile(path) as wheel:
        return json.loads(wheel.read('nomquamgender/name_data.json'))

def census_surnames(folder):
    """The commonest surnames of the census, commonest first; the census writes McCain without inner marks."""
    path = download([sys.executable, '-m', 'pip', 'download', '-q', '--no-deps', 'names==0.3.0'], folder, 'names*.tar.gz')
    with tarfile.open(path) as sources:
        lines = sources.extractfile('names-0.3.0/names/dist.all.last').read().decode('ascii').splitlines()
    return [line.split()[0].lower() for line in lines][:SURNAMES]

def everyday_words(folder):
    path = download(['apt-get', 'download', '-qq', 'wamerican-small'], folder, 'wamerican-small*.deb')
    subprocess.run(['dpkg-deb', '-x', path, 'deb'], cwd=folder, check=True)
    with open(os.path.join(folder, 'deb/usr/share/dict/american-english-small'), encoding='utf-8') as lines:
        return {line.strip() for line in lines if PLAIN.match(line.strip())}

def also(name, words):
    return 'place' if name in PLACES else 'word' if name in words else '-'

def first_names(data, words):
    rows = {}
    for name, (sources, bearers, female, _) in data.items():
        if not PLAIN.match(name) or len(name) < 2 or name in NEVER: continue
        if sources < MANY_SOURCES and not (sources >= SOME_SOURCES and bearers >= BEARERS_OF_SOME): continue
        if name in words and name not in PLACES and bearers < BEARERS_OF_WORD: continue
        rows[name] = ('male' if female < MALE_BELOW else 'female' if female > FEMALE_ABOVE else 'either', also(name, words))
    return [(name, *rows[name]) for name in sorted(rows)]

def surnames(listed, words):
    return sorted(name for name in set(listed) - NEVER if also(name, words) == '-')

def write(file_name, comment, lines):
    with open(os.path.join(WORDS, file_name), 'w', encoding='utf-8', newline='\n') as out:
        out.write(f'# {comment}\n# Made by tools/names.py; do not edit.\n')
        out.writelines(line + '\n' for line in lines)

def main():
    with tempfile.TemporaryDirectory() as folder:
        words = everyday_words(folder)
        rows = [('name', 'gender', 'also'), *first_names(given_names(folder), words)]
        write('first-names.tsv', 'First names with gender, from nomquamgender 0.1.4 (MIT).', map('\t'.join, rows))
        write('surname.txt', 'Common surnames of the US Census of 1990 (public domain), from names 0.3.0 (MIT).', surnames(census_surnames(folder), words))

if __name__ == '__main__':
    main()
