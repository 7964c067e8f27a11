import { hash } from './random.js';

/** Texts that a careless writer of JSON, a key of an object or a cut through bytes would break on. */
const odd = [
  '',
  '"',
  '\\',
  '\\"}]',
  '\u2028',
  'Ωé€😀',
  '\u0000\n\t',
  '__proto__',
  'constructor',
  '</script>',
  'null',
  '{"data":1}',
];

const trees: readonly unknown[] = [
  { a: 1, b: { c: [null, true, 'x'] } },
  [],
  [[{}]],
  'text',
  1.5,
  false,
  { __typename: 'Nobody', id: 'x' },
  { '': { '0': 0 } },
];

/** A value for a scalar. */
export function leafValue(type: string, field: string, seed: number): unknown {
  switch (type) {
    case 'Int':
      return (seed % 2000) - 300;
    case 'Float':
      return seed % 3 === 0 ? seed % 100 : ((seed % 4000) - 700) / 16;
    case 'Boolean':
      return seed % 2 === 0;
    case 'ID':
      return `${field}-${seed % 50}`;
    case 'String':
      return seed % 8 === 0 ? odd[hash(seed) % odd.length] : `${field} ${seed % 1000}`;
    case 'Json':
      return trees[hash(seed) % trees.length];
    default:
      return `${type} ${seed % 1000}`;
  }
}
