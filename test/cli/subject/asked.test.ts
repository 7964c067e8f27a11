import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readAskedPerson } from '../../../cli/subject/asked.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-asked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = { name: 'Nemo Nusquam', birthDate: '1970-01-02', identifiedBy: 'IN_PERSON' };

function read(value: unknown): unknown {
  const file = join(folder, 'person.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readAskedPerson(file);
}

test('a person who asks is read from a file', () => {
  expect(read(whole)).toEqual(whole);
  const documents = [{ number: 'SPEC000118', country: 'NL', kind: 'PASSPORT' }];
  expect(read({ ...whole, documents, eori: 'NLDEMO1', agency: 'NL-CUSTOMS' })).toMatchObject({ documents });
});

test.each([
  ['one word of a name', { ...whole, name: 'Nemo' }, 'name'],
  ['a date without its day', { ...whole, birthDate: '1970-01' }, 'birthDate'],
  ['a day that there is not', { ...whole, birthDate: '1970-02-30' }, 'birthDate'],
  ['no word of how the person was identified', { ...whole, identifiedBy: undefined }, 'identifiedBy'],
  ['another way to identify somebody', { ...whole, identifiedBy: 'BY_PHONE' }, 'identifiedBy'],
  ['six documents', { ...whole, documents: Array.from({ length: 6 }, () => ({ number: '12345' })) }, 'documents'],
  ['a member that there is not', { ...whole, birthdate: '1970-01-02' }, 'birthdate'],
])('%s is refused at its place, without its value', (_, person, place) => {
  const failed = (): unknown => read(person);
  expect(failed).toThrow(new RegExp(`: ${place}: `));
  expect(failed).not.toThrow(/Nemo|1970|BY_PHONE|12345/);
});

test('what is no JSON is refused with a hint', () => {
  expect(() => read('Nemo Nusquam')).toThrow(/is no JSON/);
});
