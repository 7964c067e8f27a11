import type { FoundBy, TokenKind } from './member.js';
import { allMembers } from './members.js';

/** A text that an entry is found by. */
export type Word = readonly [kind: TokenKind, text: string];

const finding = allMembers.flatMap(([name, { foundBy }]) => (foundBy ? [{ name, ...foundBy }] : []));

/** What a body is found by beside those whom it names. */
export function wordsOf(body: Readonly<Record<string, unknown>>): readonly Word[] {
  const words: Word[] = [];
  for (const { name, kind, of } of finding) {
    const value = body[name];
    if (value === undefined) continue;
    for (const text of of(value)) words.push([kind, text]);
  }
  return words;
}

/** By each leaf of the auditor's filter, the tokens that it finds entries by. */
export const foundByFilter: Readonly<Record<string, Pick<FoundBy<unknown>, 'kind' | 'sought'>>> = Object.fromEntries(
  finding.map(({ filter, ...by }) => [filter, by]),
);
