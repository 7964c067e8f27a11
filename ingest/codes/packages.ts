import { lazy, readCodeTable, toWordKey } from './codeTable.js';

const packages = lazy(readTable);

/**
 * UNECE Recommendation 21 code of a type of package, from its code, its name in the list or a common word, in any case:
 * `CT`, `Carton`, `ctns`. Null for anything else.
 *
 * @see UNECE Recommendation 21, annexes V and VI
 */
export function toPackageType(text: string | null | undefined): string | null {
  if (!text) return null;
  const { codes, byWord } = packages();
  const code = text.trim().toUpperCase();
  return codes.has(code) ? code : (byWord.get(toWordKey(text)) ?? null);
}

function readTable() {
  const codes = new Set<string>();
  const byWord = new Map<string, string>();
  for (const [code = '', name = '', others = ''] of readCodeTable('codes/packages.tsv')) {
    codes.add(code);
    byWord.set(toWordKey(name), code);
    if (others !== '') for (const other of others.split('|')) byWord.set(toWordKey(other), code);
  }
  return { codes, byWord };
}
