import { describe, expect, it } from '@jest/globals';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { primitives } from '../../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

const logKey = (name: string, seed = 1) => verifierKeyOf(name, checkpointKeys(Buffer.alloc(32, seed)).publicKey);
const witnessKey = (seed: number, name = `w${seed}.example`) =>
  verifierKeyOf(name, checkpointKeys(Buffer.alloc(32, seed)).publicKey, signatureTypes.cosignature);
const parse = (text: string) => parseTrustFile(text, 'trust.txt', primitives);

// The shape of the example of the specification: two groups, one of two in three, one of any.
const example = `log ${logKey('example.com/log')} https://log.example.com/prefix/

witness X1 ${witnessKey(11)} https://x1.example
witness X2 ${witnessKey(12)}
witness X3 ${witnessKey(13)}
group X-witnesses 2 X1 X2 X3

\twitness  Y1 ${witnessKey(21)}
witness Y2 ${witnessKey(22)}
  # a comment
group Y-witnesses any Y1 Y2

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

describe('a trust file', () => {
  it('names logs and witnesses, with their URLs where they have one', () => {
    const { logs, witnesses } = parse(example);
    expect(logs).toMatchObject([{ key: { name: 'example.com/log' }, url: 'https://log.example.com/prefix' }]);
    expect(witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['X1', 'https://x1.example'],
      ['X2', null],
      ['X3', null],
      ['Y1', null],
      ['Y2', null],
    ]);
  });

  it.each([
    [['X1', 'X2', 'Y1'], true],
    [['X1', 'X3', 'Y2', 'Y1'], true],
    [['X1', 'X2'], false],
    [['X1', 'Y1'], false],
    [['X-witnesses', 'Y-witnesses'], false],
    [[], false],
  ] as const)('has %j as a quorum: %s', (names, isEnough) => {
    expect(parse(example).isQuorum(new Set(names))).toBe(isEnough);
  });

  it('may want no witness at all', () => {
    expect(parse('quorum none\n').isQuorum(new Set())).toBe(true);
  });

  it('may name several logs that one deployment signs with one key', () => {
    expect(parse(`log ${logKey('a')}\nlog ${logKey('b')}\nquorum none\n`).logs).toHaveLength(2);
  });

  const one = `witness W ${witnessKey(1)}`;
  it.each([
    ['no quorum', one, /states no quorum/],
    ['two quorums', `${one}\nquorum W\nquorum W`, /Line 3 .* second quorum/],
    ['an unknown quorum', 'quorum W', /Line 1 .* names W/],
    ['a group before its members', `group G any W\n${one}\nquorum G`, /Line 1 .* names W/],
    ['a member that counts twice', `${one}\ngroup G all W W\nquorum G`, /in a group already/],
    ['a member of two groups', `${one}\ngroup G any W\ngroup H any W\nquorum G`, /in a group already/],
    ['none as a name', `witness none ${witnessKey(1)}\nquorum none`, /calls something none/],
    ['a name twice', `${one}\nwitness W ${witnessKey(2)}\nquorum W`, /defines W for the second time/],
    ['a witness key twice', `${one}\nwitness V ${witnessKey(1, 'v')}\nquorum W`, /key for the second time/],
    ['a log key twice', `log ${logKey('a')}\nlog ${logKey('a')}\nquorum none`, /key for the second time/],
    ['too high a threshold', `${one}\ngroup G 2 W\nquorum G`, /more than there are/],
    ['no threshold', `${one}\ngroup G 0 W\nquorum G`, /wants none/],
    ['a negative threshold', `${one}\ngroup G -1 W\nquorum G`, /wants none/],
    ['a key of a log as a witness', `witness W ${logKey('a')}\nquorum W`, /no key of a witness/],
    ['a key of a witness as a log', `log ${witnessKey(1)}\nquorum none`, /no key of a log/],
    ['a carriage return', `${one}\r\nquorum W`, /control character/],
    ['another word', 'wintess W x\nquorum none', /no line of/],
    ['a URL that is none', `${one} ftp://x\nquorum W`, /no URL/],
  ])('is refused with %s', (_name, text, message) => {
    expect(() => parse(`${text}\n`)).toThrow(message);
  });
});
