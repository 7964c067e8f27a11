import type { FoundBy, TokenKind } from './member.js';
import { allMembers } from './members.js';

/** A text that entries are found by. */
export type Word = readonly [kind: TokenKind, text: string];

const searchable = allMembers.flatMap(([name, { foundBy }]) => (foundBy ? [{ name, ...foundBy }] : []));

/** The texts that a body is found by, besides the subjects that it names. */
export function wordsOf(body: Readonly<Record<string, unknown>>): readonly Word[] {
  const words: Word[] = [];
  for (const { name, kind, of } of searchable) {
    const value = body[name];
    if (value === undefined) continue;
    for (const text of of(value)) words.push([kind, text]);
  }
  return words;
}

/** By leaf of the auditor's filter: the tokens that it searches. */
export const foundByFilter: Readonly<Record<string, Pick<FoundBy<unknown>, 'kind' | 'sought'>>> = Object.fromEntries(
  searchable.map(({ filter, ...by }) => [filter, by]),
);
