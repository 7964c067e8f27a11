import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as matching from '../../../matching/index.js';
import { packageFile, root } from '../../../schema/files.js';

const {
  honorifics,
  nameForms,
  nicknames,
  ordinals,
  organisationForms,
  organisationWords,
  phraseKey,
  places,
  romanise,
} = matching;
const { skeletonOf, commonness } = matching;
const say = (table: matching.Table, phrase: string): readonly string[] | undefined => table.get(phraseKey(phrase));

describe('the tables of words', () => {
  it.each([
    ['ООО', 'LLC'],
    ['Общество с ограниченной ответственностью', 'LLC'],
    ['Sp. z o.o.', 'LLC'],
    ['G.m.b.H.', 'LLC'],
    ['Aktiengesellschaft', 'JSC'],
    ['S.A.', 'JSC'],
  ])('know the form %s, however it is written', (form, kind) => {
    expect(say(organisationForms(), form)).toContain(kind);
  });

  it('know words of organizations, titles, numbers and places in several languages', () => {
    expect(say(organisationWords(), 'компания')).toContain('co');
    expect(say(honorifics(), 'Prof.')).toEqual(say(honorifics(), 'Professor'));
    expect(say(ordinals(), 'двадцать')).toEqual(say(ordinals(), 'twenty'));
    for (const place of ['Україна', 'Ukraine', 'Ucrania', 'ウクライナ']) expect(say(places(), place)).toEqual(['ua']);
  });

  it('tell a pet name from a name, and a neighbour’s form of it', () => {
    expect(say(nicknames(), 'Bob')).toContain('robert');
    expect(say(nicknames(), 'Robert')).toContain('robert');
    expect(say(nicknames(), 'Richard')).not.toContain('robert');
    expect(say(nameForms(), 'Олександр')).toEqual(say(nameForms(), 'Alexander'));
    expect(say(nameForms(), 'محمد')).toEqual(say(nameForms(), 'Mehmet'));
  });

  it('tell how usual a name is, no matter how it is spelt', () => {
    const steps = ['Mohammad', 'Muhammad', 'محمد', 'Smith', 'Nuristani'].map((name) =>
      commonness().get(skeletonOf(romanise(name)[0] ?? '')),
    );
    expect(steps).toEqual([['4'], ['4'], ['4'], ['4'], undefined]);
  });

  it.each(Object.entries({ honorifics, nameForms, nicknames, ordinals, organisationForms, organisationWords, places }))(
    'have keys that their words are read as today: %s was made anew when the readings changed',
    (_, table) => {
      for (const key of [...table().keys()].slice(0, 3000)) expect(phraseKey(key)).toBe(key);
    },
  );

  it('have each land under its code of today: Germany was DD in one language, and German DE', () => {
    const codes = ['firmPlaces', 'firmWords', 'tradeWords', 'tradePhrases'].flatMap((name) =>
      [
        ...readFileSync(packageFile('matching', 'tables', 'words', `${name}.txt`), 'utf8').matchAll(
          /^(?:place )?([a-z]{2})\t/gm,
        ),
      ].map(([, code = '']) => code),
    );
    expect(codes.length).toBeGreaterThan(400);
    expect(codes.filter((code) => new Intl.Locale(`und-${code}`).region?.toLowerCase() !== code)).toEqual([]);
  });

  it('are read by no process that compares no names', () => {
    const code = `const { readFileSync } = await import('node:fs');
      const fs = (await import('node:fs')).default; let reads = [];
      fs.readFileSync = (path, ...rest) => { reads.push(String(path)); return readFileSync(path, ...rest); };
      (await import('node:module')).syncBuiltinESMExports();
      const { analyseName, ordinals } = await import('${root}/dist/matching/index.js');
      const before = reads.length; ordinals();
      console.log(before, reads.filter((path) => path.includes('ordinals')).length);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
    expect(said.trim()).toBe('0 1');
  });
});

describe('a Japanese name in Han characters', () => {
  it.each([
    ['田中', 'tanaka'],
    ['花子', 'hanako'],
    ['田中花子', 'tanakahanako'],
    ['田中花子', 'hanakotanaka'],
  ])('%s is read %s, beside the readings of China', (name, reading) => {
    expect(romanise(name)).toContain(reading);
  });
});
