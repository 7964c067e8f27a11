import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseRecord, type ComparedRecord, compareRecords, cutOff } from '../../../matching/index.js';
import { maxByNames, maxByWeakAlias } from '../../../matching/records/weights.js';
import { inventedName } from '../names/invented.js';

const person = (more: Partial<ComparedRecord> = {}): ComparedRecord => ({
  kind: 'person',
  names: ['Pavel Sokolov'],
  ...more,
});
const vessel = (more: Partial<ComparedRecord> = {}): ComparedRecord => ({
  kind: 'vessel',
  names: ['Northern Star'],
  ...more,
});
const compare = (a: ComparedRecord, b: ComparedRecord) => compareRecords(analyseRecord(a), analyseRecord(b));
const withBirth = (a: string, b: string) => compare(person({ birthDates: [a] }), person({ birthDates: [b] }));

describe('two records of one name', () => {
  it('are told apart from confirmed ones where nothing else is known, and never have 1', () => {
    expect(compare(person(), person())).toMatchObject({ state: 'sameNameOnly', agreements: [], contradictions: [] });
    expect(compare(person(), person()).score).toBeLessThan(1);
  });

  it('are confirmed by a full date of birth, or by the number of a document', () => {
    expect(withBirth('1961-04-09', '1961-04-09').state).toBe('confirmed');
    const document = { documents: [{ kind: 'passport', number: 'AB 123-4567' }] };
    expect(compare(person(document), person({ documents: [{ kind: 'Passport', number: 'ab1234567' }] }))).toMatchObject(
      {
        state: 'confirmed',
        settledBy: null,
      },
    );
  });

  it('are supported by a year, and disputed by another nationality', () => {
    expect(withBirth('1961', '1961-04-09').state).toBe('supported');
    expect(compare(person({ nationalities: ['RU'] }), person({ nationalities: ['KZ'] }))).toMatchObject({
      state: 'disputed',
    });
  });

  it('are apart where they were born in other years, or differ in gender', () => {
    expect(withBirth('1961', '1974').state).toBe('apart');
    expect(compare(person({ gender: 'male' }), person({ gender: 'female' })).score).toBeLessThan(
      compare(person(), person()).score,
    );
  });

  it('may have day and month swapped, one digit another, or years that overlap', () => {
    const scores = ['1961-09-04', '1961-04-08', '1959/1963', '1962-04-09'].map(
      (date) => withBirth('1961-04-09', date).score,
    );
    for (const score of scores) expect(score).toBeGreaterThanOrEqual(cutOff);
    expect(withBirth('1961-04-09', '1971-11-30').score).toBeLessThan(cutOff);
  });

  it('take the first of January for a year of which the day is not known', () => {
    expect(withBirth('1961-01-01', '1961-04-09').state).toBe('supported');
    expect(withBirth('1961-01-01', '1961-01-01').state).toBe('supported');
  });

  it('are the closest that a record states: its year alone agreed with a day of the same year that its own day contradicts', () => {
    const dated = (...birthDates: string[]) => person({ birthDates });
    const born = compare(dated('1961', '1961-04-05'), dated('1961-12-08'));
    expect(born.state).toBe('disputed');
    expect(born).toEqual(compare(dated('1961-04-05'), dated('1961-12-08')));
    // Another year is another statement, and one of them may agree.
    expect(compare(dated('1962', '1961-04-05'), dated('1962-12-08')).state).toBe('supported');
  });

  it('pass over what is no date', () => {
    expect(withBirth('in spring', '1961-04-09').state).toBe('sameNameOnly');
  });
});

describe('the datum that would settle it', () => {
  it('is one that a record already has, if there is one', () => {
    expect(compare(person({ birthDates: ['1961-04-09'] }), person()).settledBy).toBe('birthDate');
    expect(compare(person(), person()).settledBy).toBe('document');
  });

  it('is the number of a vessel', () => {
    expect(compare(vessel(), vessel())).toMatchObject({
      silent: ['identifier', 'flag', 'type'].map((datum) => ({ datum, statedBy: 'neither' })),
      settledBy: 'identifier',
    });
  });
});

describe('two records of one vessel', () => {
  const numbered = (kind: string, number: string) => vessel({ flag: 'MT', identifiers: [{ kind, number }] });

  it('are settled by the IMO number, either way, and not by numbers that go with a flag', () => {
    expect(compare(numbered('imo', '9074729'), numbered('imo', '9074729')).state).toBe('confirmed');
    expect(compare(numbered('imo', '9074729'), numbered('imo', '9319466')).score).toBeLessThan(0.05);
    expect(compare(numbered('mmsi', '248000001'), numbered('mmsi', '248000002')).score).toBeGreaterThan(cutOff);
  });

  it('never have more than 0.9 by the name alone, and less the more usual its words are', () => {
    const [rare, usual] = [vessel({ names: ['Quartz Heron'] }), vessel({ names: ['Ocean Star'] })];
    expect(compare(rare, rare).score).toBeLessThanOrEqual(0.9);
    expect(compare(usual, usual).score).toBeLessThan(compare(rare, rare).score);
    expect(compare(usual, usual).score).toBeGreaterThanOrEqual(cutOff);
  });

  it('tell more by a flag that is the same than by a former one, and than by a type', () => {
    const score = (more: Partial<ComparedRecord>) =>
      compare(vessel({ flag: 'MT', type: 'Bulk carrier' }), vessel(more)).score;
    const inOrder = [
      { flag: 'mt' },
      { formerFlags: ['MT'] },
      { type: 'bulk' },
      {},
      { type: 'tug' },
      { flag: 'PA' },
    ].map(score);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a));
    expect(new Set(inOrder).size).toBe(6);
  });
});

describe('addresses', () => {
  const at = (...addresses: string[]) => person({ addresses });
  const of = (a: string, b: string) => compare(at(a), at(b));
  const home = '12 Rue de l’Exemple, 75011 Paris';

  it('agree weakly where half of their words do, whatever order and accents they are written in', () => {
    const { state, agreements, score } = of(home, 'PARIS 75011, Rue de l’exemple 12, France');
    expect([state, agreements.map(({ datum }) => datum)]).toEqual(['supported', ['address']]);
    expect(score).toBeLessThan(withBirth('1961', '1961').score);
  });

  it('contradict weakly where no word is shared, and never part a name from its bearer', () => {
    const moved = of(home, 'Musterweg 5, Hamburg');
    expect(moved.contradictions.map(({ datum }) => datum)).toEqual(['address']);
    expect(moved.score).toBeGreaterThan(0.8);
  });

  it('tell nothing where a city or a number is all that is shared, or the script is another', () => {
    for (const other of ['75011 Paris, Avenue Fictive 9', 'Musterweg 12, Hamburg', 'ул. Примерная 12, Москва'])
      expect(of(home, other)).toMatchObject({ agreements: [], contradictions: [] });
    expect(of(home, 'Musterweg 12').silent).toContainEqual({ datum: 'address', statedBy: 'both' });
  });
});

describe('a score by names alone', () => {
  const pairs = fc.tuple(inventedName, inventedName, fc.constantFrom('person', 'organization', 'vessel', 'aircraft'));
  const born = { birthDates: ['1961-04-09'] };
  const numbered = { documents: [{ kind: 'passport', number: 'AB1234567' }] };

  it('never is over the limit, whatever the names are', () => {
    fc.assert(
      fc.property(pairs, ([one, other, kind]) => {
        for (const name of [one, other])
          expect(compare({ kind, names: [one] }, { kind, names: [name] }).score).toBeLessThanOrEqual(maxByNames);
      }),
    );
  });

  it('keeps the order of the names, and moves none over the cut-off', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const scores = [one, other].map((name) => {
          const { score, name: names } = compare(person({ names: [one] }), person({ names: [name] }));
          expect(score >= cutOff).toBe(names.score >= cutOff);
          return [score, names.score] as const;
        });
        const [[first, byFirst], [second, bySecond]] = scores as [readonly [number, number], readonly [number, number]];
        if (byFirst > bySecond && bySecond >= cutOff) expect(first).toBeGreaterThanOrEqual(second);
      }),
    );
  });

  it('is below what a full date of birth or a document confirms', () => {
    fc.assert(
      fc.property(inventedName, fc.constantFrom(born, numbered), (name, more) => {
        const confirmed = compare(person({ names: [name], ...more }), person({ names: [name], ...more }));
        if (confirmed.state === 'confirmed') expect(confirmed.score).toBeGreaterThan(maxByNames);
      }),
    );
    expect(compare(person(born), person(born)).state).toBe('confirmed');
  });

  it('is raised by what agrees beside it as far as that tells: the sex hardly, the year more', () => {
    const score = (more: Partial<ComparedRecord>) => compare(person(more), person(more)).score;
    const inOrder = [{}, { gender: 'male' }, { nationalities: ['ru'] }, { birthDates: ['1961'] }, born].map(score);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(score({ gender: 'male' })).toBeLessThan(0.93);
  });
});

describe('a weak alias', () => {
  const listed = (more: Partial<ComparedRecord> = {}) =>
    person({ names: ['Pavel Sokolov', 'Andrei Volkov'], weakNames: [1], ...more });
  const asked = (more: Partial<ComparedRecord> = {}) => person({ names: ['Andrei Volkov'], ...more });
  const born = { birthDates: ['1961-04-09'] };

  it('is found, scores less than any other name could, and is named', () => {
    const found = compare(asked(), listed());
    expect(found).toMatchObject({ isWeak: true, state: 'sameNameOnly', namedAt: [0, 1] });
    expect(found.score).toBeGreaterThanOrEqual(cutOff);
    expect(found.score).toBeLessThanOrEqual(maxByWeakAlias);
    expect(compare(asked(), person({ names: ['Andrei Volkov'] })).score).toBeGreaterThan(maxByWeakAlias);
  });

  it('is confirmed by no date of birth, only by a number', () => {
    const dated = compare(asked(born), listed(born));
    expect(dated).toMatchObject({ state: 'supported', settledBy: 'document' });
    expect(dated.score).toBeLessThanOrEqual(maxByNames);
    const document = { documents: [{ kind: 'passport', number: 'AB1234567' }] };
    expect(compare(asked(document), listed(document)).state).toBe('confirmed');
  });

  it('counts only where no other name agrees', () => {
    const both = person({ names: ['Andrei Volkov', 'Andrei Petrovich Volkov'], weakNames: [0] });
    expect(compare(asked(), both)).toMatchObject({ isWeak: false, namedAt: [0, 1] });
  });
});

describe('a part of a name', () => {
  const birth = (date: string) =>
    compare(
      person({ names: ['Sokolov'], birthDates: [date] }),
      person({ names: ['Pavel Andreevich Sokolov'], birthDates: ['1961-04-09'] }),
    );

  it('is lifted over the cut-off by a full date of birth, and by nothing that many share', () => {
    expect(birth('1961-04-09').score).toBeGreaterThanOrEqual(cutOff);
    expect(birth('1961').score).toBeLessThan(cutOff);
  });
});

describe('two records of two names', () => {
  it('are not made one by what many share', () => {
    const shared = { birthDates: ['1961-04-09'], nationalities: ['ru'], birthPlaces: ['Omsk'], gender: 'male' };
    expect(compare(person(shared), person({ ...shared, names: ['Viktor Sokolov'] })).score).toBeLessThan(cutOff);
  });

  it('may be of one who has two, where a document says so', () => {
    const document = { documents: [{ kind: 'passport', number: 'AB1234567' }] };
    expect(compare(person(document), person({ ...document, names: ['Viktor Orlov'] })).score).toBeGreaterThanOrEqual(
      cutOff,
    );
  });
});

const record: fc.Arbitrary<ComparedRecord> = fc
  .record(
    {
      names: fc.array(inventedName, { minLength: 1, maxLength: 2 }),
      birthDates: fc.array(fc.constantFrom('1961', '1961-04', '1961-04-09', '1959/1963', '1980-01-01', '?'), {
        maxLength: 2,
      }),
      nationalities: fc.array(fc.constantFrom('ru', 'DE'), { maxLength: 2 }),
      gender: fc.constantFrom('male', 'female'),
      documents: fc.array(fc.constantFrom({ kind: 'passport', number: 'AB123456' }, { kind: 'id', number: '1' }), {
        maxLength: 1,
      }),
    },
    { requiredKeys: ['names'] },
  )
  .map((each) => ({ kind: 'person', ...each }));

describe('a score of two records', () => {
  it('is the same from both sides, and from 0 to 1', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const [one, other] = [compare(a, b), compare(b, a)];
        expect(one.score).toBe(other.score);
        expect(one.state).toBe(other.state);
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same of records that were stored as JSON', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const stored = JSON.parse(JSON.stringify(analyseRecord(a)));
        expect(compareRecords(stored, analyseRecord(b)).score).toBe(compare(a, b).score);
      }),
    );
  });
});
