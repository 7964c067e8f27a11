import { createRequire } from 'node:module';
import { foldJapanese } from './japaneseSigns.js';

const require = createRequire(import.meta.url);
let simplify: ((text: string) => string) | undefined;

/** A text with traditional and Japanese Han characters simplified: 陳 and 陈 are one, as are 澤, 沢 and 泽. */
export function foldHan(text: string): string {
  simplify ??= simplifier();
  return foldJapanese(simplify(text));
}

function simplifier(): (text: string) => string {
  const { Converter } = require('opencc-js/t2cn') as typeof import('opencc-js/t2cn');
  return Converter({ from: 't', to: 'cn' });
}
