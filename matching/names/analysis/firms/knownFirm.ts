import { foldAbjad } from '../../../scripts/abjad/abjadNames.js';
import { knownFirms } from '../../../tables/tables.js';
import type { NameToken } from '../../analysedName.js';
import { organizationGlue } from '../roleWords.js';

let firms: ReadonlyMap<string, string> | undefined;

/** The short name of an organization that is known by several, where these words are the whole of one of them. */
export function knownFirm(tokens: readonly NameToken[]): string | undefined {
  firms ??= readFirms();
  const from = tokens.findIndex(isNamed);
  const words = tokens.slice(from, tokens.findLastIndex(isNamed) + 1).map(({ written }) => written);
  const key = keyOf(words.join(' '));
  return firms.get(key) ?? firms.get(bare(key));
}

// A form inside it is part of the name: Aluminum Corporation of China Ltd.
const isNamed = ({ role }: NameToken): boolean => role !== 'form' && role !== 'glue';

function readFirms(): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [name, [firm = '']] of knownFirms()) read.set(keyOf(name), firm);
  for (const [name, [firm = '']] of knownFirms()) {
    const key = bare(keyOf(name));
    if (!read.has(key)) read.set(key, firm);
  }
  return read;
}

/** What stands before or behind a name or not, whatever firm it is. */
const empty = /^(?:شرکه|شرکت|компания)|(?<=.{3})(?:corporation|corp|company|group|集团|集團|公司|그룹|グループ)$/gu;

const bare = (key: string): string => key.replaceAll(empty, '');

const marks = /\p{M}/gu;
const noLetter = /[^\p{L}\p{N}]+/u;

// Accents and the letters of keyboards differ from writer to writer.
function keyOf(text: string): string {
  const letters = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(marks, '')
    .replaceAll(/['’]/g, '')
    .split(noLetter)
    .filter((word) => !organizationGlue.has(word))
    .join('');
  return foldAbjad(letters);
}
