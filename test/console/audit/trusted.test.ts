import { expect, it } from '@jest/globals';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { primitives } from '../../../console/audit/primitives.js';
import { readTrusted } from '../../../console/audit/trusted.js';

const key = (name: string, seed: number) => verifierKeyOf(name, checkpointKeys(Buffer.alloc(32, seed)).publicKey);
const main = key('p.example/1/main', 1);
const witness = verifierKeyOf('w.example', checkpointKeys(Buffer.alloc(32, 2)).publicKey, signatureTypes.cosignature);
const read = (text: string) => readTrusted(text, primitives);

it.each([
  ['a key', ` ${main}\n`],
  ['keys, one a line', `${main}\r\n\r\n${key('p.example/1/main.cli', 1)}\n`],
  ['a trust file', `# ours\nlog ${main}\nwitness W ${witness}\nquorum W\n`],
])('whom to believe is read from %s', (_, text) => {
  const trusted = read(text);
  expect(trusted).toMatchObject({ logs: expect.arrayContaining([expect.objectContaining({ log: 'main' })]) });
});

it('shows a key as its text has it, to be compared by eye or voice', () => {
  const trusted = read(`log ${main}\nwitness W ${witness}\nquorum W\n`);
  if (!('trust' in trusted)) throw new RangeError('not read');
  expect(trusted.logs[0]?.groups.join('')).toBe(main.split('+').slice(2).join('+'));
  expect(trusted.witnesses).toEqual([expect.objectContaining({ name: 'W' })]);
  expect(trusted.witnesses[0]?.groups.join('')).toBe(witness.split('+').slice(2).join('+'));
});

it.each([
  ['nothing', '', null],
  ['no key of a log', `witness W ${witness}\nquorum W\n`, null],
  ['no quorum', `log ${main}\n`, null],
  ['a key with a wrong letter', main.replace('+A', '+B'), 1],
  ['a second line that is none', `${main}\nnonsense\n`, 2],
  ['a word', 'main', 1],
])('believes nobody by %s, and says in which line', (_, text, line) => {
  expect(read(text)).toEqual({ line });
});
