import { openCodeTable } from '../../../codes/codeTable.js';

/** One of the lists that the Consolidated Screening List is made of. */
export interface ScreeningList {
  /** Abbreviation in brackets in `source`, e.g. `EL`. */
  readonly code: string;
  readonly authority: string;
  /** Name of the list: the programme of an entry that states none. */
  readonly name: string;
  /** FollowTheMoney topic of its entries. */
  readonly topic: string;
  /** What most of its entries are, where it has no types. */
  readonly most: 'person' | 'organization';
  /** False for a list that is not in the table below. */
  readonly known: boolean;
}

const authorities: readonly (readonly [RegExp, string])[] = [
  [/treasury|foreign assets/i, 'OFAC'],
  [/industry and security/i, 'BIS'],
  [/state/i, 'US Department of State'],
];

const rowOf = openCodeTable('formats/watchlists/csl/lists.tsv');

/** Name, abbreviation in brackets, department. */
const sourceForm = /^(.*?)\s*\((?:NS-)?([\w-]+)(?: List)?\)\s*(.*?)\s*(?:-\s(.*))?$/;

/**
 * The list that `source` names: `Entity List (EL) - Bureau of Industry and Security`. A list that is not known keeps
 * its name and its department.
 */
export function toScreeningList(source: string): ScreeningList {
  // Why a limit: the expression is quadratic in white space, and a list's name is short.
  const match = source.length > 200 ? null : sourceForm.exec(source);
  const [, before = source, code = '', after = '', department = ''] = match ?? [];
  const name = `${before} ${after}`.trim();
  const stated = code === 'CAPTA' ? 'CAP' : code;
  const [known, topic = 'sanction', most = 'organization'] = rowOf(stated) ?? [];
  return {
    code: stated || source.slice(0, 80),
    authority: authorities.find(([words]) => words.test(department))?.[1] ?? (department || name),
    name,
    topic,
    most: most as ScreeningList['most'],
    known: known !== undefined,
  };
}
