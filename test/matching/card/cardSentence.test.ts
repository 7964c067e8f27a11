import { describe, expect, it } from '@jest/globals';
import {
  analyseRecord,
  type ComparedRecord,
  cardSentence,
  compareRecords,
  type RankedName,
} from '../../../matching/index.js';

const person = (more: Partial<ComparedRecord> = {}): ComparedRecord => ({
  kind: 'person',
  names: ['Pavel Sokolov'],
  ...more,
});
const say = (a: ComparedRecord, b: ComparedRecord, ranked: RankedName = 'NAME') =>
  cardSentence(compareRecords(analyseRecord(a), analyseRecord(b)), a.kind, ranked);
const born = { birthDates: ['1961-04-09'] };

describe('the sentence of a card', () => {
  it('says of names alone what was not compared, that others may have the same name, and what would settle it', () => {
    expect(say(person(), person(born))).toEqual({
      en:
        'The name agrees. Nothing contradicts it. The record also shows the date of birth. Neither side shows the number of a ' +
        'document, the place of birth, the nationality and the sex. Others may have the same name. What would settle it: ' +
        'the date of birth.',
      fr:
        'Le nom concorde. Rien ne s’y oppose. La fiche montre aussi la date de naissance. Aucun des deux côtés ne montre le numéro ' +
        'd’un document, le lieu de naissance, la nationalité et le sexe. D’autres peuvent porter le même nom. Ce ' +
        'qui trancherait : la date de naissance.',
    });
  });

  it('says what agrees, in full or in part, and what contradicts', () => {
    const of = (more: Partial<ComparedRecord>) => person({ ...born, gender: 'male', ...more });
    expect(say(of({ nationalities: ['ru'] }), of({ birthDates: ['1961-04-08'], nationalities: ['kz'] })).en).toMatch(
      /^The name agrees, and so does the sex\. The date of birth agrees in part\. But the nationality contradicts\. /,
    );
    expect(
      say(person({ ...born, names: ['Sokolov'] }), person({ ...born, names: ['Pavel Andreevich Sokolov'] })).en,
    ).toMatch(/^Only a part of the name agrees, and so does the date of birth\. /);
  });

  it('says that a name nearly agrees which is spelled otherwise, or lacks a word', () => {
    const { en, fr } = say(person({ names: ['Pavel Sokolow'] }), person());
    expect(en).toMatch(/^The name nearly agrees\. /);
    expect(fr).toMatch(/^Le nom concorde à peu près\. /);
    expect(say(person(), person({ names: ['Pavel Andreevich Sokolov'] })).en).toMatch(/^The name nearly agrees\. /);
  });

  it('names the rank of the name by which a record was found, and that a weak alias confirms nothing', () => {
    const weak = { names: ['Pavel Sokolov', 'Andrei Volkov'], weakNames: [1] };
    const { en, fr } = say(person({ ...born, names: ['Andrei Volkov'] }), person({ ...born, ...weak }), 'WEAK_ALIAS');
    expect(en).toMatch(/^A weak alias agrees, and so does the date of birth\. .* A weak alias confirms nothing\. /);
    expect(fr).toMatch(/^Un alias peu sûr concorde, ainsi que la date de naissance\. /);
    expect(say(person(), person(), 'PREVIOUS').en).toMatch(/^A former name agrees\. /);
  });

  it('says of two numbers of documents that they tell nothing, and of two names that only a document joins that they contradict', () => {
    const document = (number: string) => ({ documents: [{ kind: 'passport', number }] });
    expect(say(person(document('AB1234567')), person(document('XY7654321'))).en).toMatch(
      /On both sides, but telling nothing either way: the number of a document\./,
    );
    expect(
      say(person(document('AB1234567')), person({ ...document('AB1234567'), names: ['Viktor Sokolov'] })).en,
    ).toMatch(/^The names contradict each other\. The number of a document agrees\. /);
  });
});
