import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'yaml';
import { readPackageFile } from '../../../schema/files.js';
import { type Recognised, searchedIn, textForms } from '../../../schema/identifiers/recognition/forms.js';
import { recognise } from '../../../schema/identifiers/recognition/recognise.js';
import { searchedKinds as cargo } from '../../../subgraphs/cargo/searchRepository.js';
import { searchedKinds as incidents } from '../../../subgraphs/incidents/searchRepository.js';
import { searchedKinds as persons } from '../../../subgraphs/persons/searchRepository.js';
import { searchedKinds as seizures } from '../../../subgraphs/seizures/repository.js';

/* One list of texts is this test, and the table in docs/SEARCH.md. */
const isCaseReference = (text: string) => /^NLC-\d{4}-\d{4,6}$/.test(text);
const examples = Object.entries(
  parse(readPackageFile('schema', 'identifiers', 'recognition', 'examples.yaml')) as Record<string, string[]>,
);

const checks = new Map([
  [true, ['right']],
  [false, ['wrong']],
]);

function written({ form, value, checkDigitValid, countries }: Recognised): string {
  return [form, value, ...(checks.get(checkDigitValid as boolean) ?? []), ...countries].join(' ');
}

test.each(examples)('%j is recognised as %j', async (text, forms) => {
  const recognised = await recognise(text, isCaseReference);
  expect(recognised.filter(({ form }) => form !== 'WORDS').map(written)).toEqual(forms);
});

describe('the list', () => {
  const firsts = examples.flatMap(([, forms]) => forms.map((each) => each.split(' ')[0]));

  it('has at least 120 texts, and each form', () => {
    expect(examples.length).toBeGreaterThanOrEqual(120);
    expect(textForms.filter((form) => form !== 'WORDS' && !firsts.includes(form))).toEqual([]);
  });

  it('has a right and a wrong one of each form with check digits', () => {
    const checked = (state: string) =>
      new Set(
        examples
          .flatMap(([, forms]) => forms.filter((each) => each.includes(` ${state}`)))
          .map((each) => each.split(' ')[0]),
      );
    expect([...checked('right')].sort()).toEqual([...checked('wrong')].sort());
    expect([...checked('wrong')].sort()).toEqual(
      ['AIR_WAYBILL', 'CONTAINER', 'IBAN', 'IMO', 'LEI', 'MRN', 'MRZ', 'VAT_NUMBER', 'VIN', 'WALLET'].sort(),
    );
  });
});

test('the kinds of record that a form is said to be searched in are those of the sources', () => {
  const sources = [...persons, ...cargo, ...seizures, ...incidents];
  for (const form of textForms) {
    const kinds = sources.filter(
      ({ exact, names, alike, words, positions }) =>
        exact.some((each) => each.form === form) ||
        (form === 'NAME' && (names || alike)) ||
        (form === 'WORDS' && words) ||
        (form === 'COORDINATES' && positions),
    );
    expect([form, ...(searchedIn[form] ?? []).toSorted()]).toEqual([form, ...kinds.map(({ field }) => field).sort()]);
  }
});
