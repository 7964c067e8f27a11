import { describe, expect, it } from '@jest/globals';
import { loadPolicy, parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { parseKnownYaml, parseTexts, parseYaml } from '../../../policy/loading/yaml.js';
import { writeFile } from '../../ingest/support/samples.js';

const text = 'a: [1, no, "2"]\nb: {c: ~}\n';
const parsed = writeFile('parsed.json', JSON.stringify(parseTexts([text])));

describe('a YAML text that was parsed when the package was built', () => {
  it('says what it says', () => {
    expect(parseKnownYaml(text, parsed)).toEqual(parseYaml(text));
    expect(parseKnownYaml(text, parsed)).toEqual({ a: [1, 'no', '2'], b: { c: null } });
  });

  it('is known by its whole text: one that was changed afterwards is parsed anew', () => {
    expect(parseKnownYaml(text.replace('1', '3'), parsed)).toEqual({ a: [3, 'no', '2'], b: { c: null } });
    expect(() => parseKnownYaml(`${text}b: 1\n`, parsed)).toThrow(/unique/);
  });

  it('is taken from there, not parsed', () => {
    const [hash = ''] = Object.keys(parseTexts([text]));
    expect(parseKnownYaml(text, writeFile('parsed.json', JSON.stringify({ [hash]: 'known' })))).toBe('known');
  });

  it.each([
    ['is not there', '/nowhere/parsed.json'],
    ['is half of one', writeFile('parsed.json', '{"a')],
  ])('is parsed where the file %s', (_what, file) => {
    expect(parseKnownYaml(text, file)).toEqual(parseYaml(text));
  });

  it('makes the same policy, to the last key', () => {
    const { matrix, agencies, operations } = readPolicyFiles();
    const ahead = writeFile('parsed.json', JSON.stringify(parseTexts([matrix, agencies, operations])));
    const fresh = parsePolicy(readPolicyFiles(), parseYaml);
    expect(parsePolicy(readPolicyFiles(), (one) => parseKnownYaml(one, ahead))).toStrictEqual(fresh);
    expect(loadPolicy()).toStrictEqual(fresh);
  });
});
