import { openCodeTable } from '../../../codes/codeTable.js';

/** One of the lists in the Consolidated Screening List. */
export interface ScreeningList {
  /** Abbreviation in brackets in `source`, e.g. `EL`. */
  readonly code: string;
  readonly authority: string;
  /** Name of the list: the programme of an entry that states none. */
  readonly name: string;
  /** FollowTheMoney topic of its entries. */
  readonly topic: string;
  /** Kind of most entries, for lists without types. */
  readonly most: 'person' | 'organization';
  /** Whether the list is in the table of lists. */
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
 * The list that `source` names: `Entity List (EL) - Bureau of Industry and Security`. An unknown list keeps its name and
 * department.
 */
export function toScreeningList(source: string): ScreeningList {
  // Why a limit: the expression is quadratic in white space.
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
