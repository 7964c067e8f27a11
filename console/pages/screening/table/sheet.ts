import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import { constantWords } from '../../../parts/words.js';
import { matchingTexts } from '../../../texts/matching.js';
import { screeningTexts } from '../../../texts/screening.js';
import { kindSearch } from '../../search/kinds.js';
import { isMistake } from '../lines/readLines.js';
import type { Candidate } from './found.js';
import type { Mark, WorkRow } from './rows.js';
import { resultWords } from './words.js';

const texts = screeningTexts.sheet;

/** Who asked, and what for: on every row, so that a row that is torn out keeps it. */
export interface SheetBy {
  readonly agency: string;
  readonly role: string;
  readonly purpose: string;
  readonly caseReference: string | undefined;
}

/** What is in the file, column by column. A candidate, or a hit, has a row of its own; so has a line without, and one that was not read. */
export const sheetColumns = [
  ...(['line', 'text', 'kind', 'result', 'found', 'place', 'record', 'recordKind', 'name', 'details'] as const),
  ...(['score', 'state', 'compared', 'originator', 'feed', 'classification', 'handling'] as const),
  ...(['hitReference', 'hitContact', 'mark', 'agency', 'role', 'purpose', 'case', 'askedAt', 'log', 'index'] as const),
] as const;
type Column = (typeof sheetColumns)[number];
type SheetRow = Readonly<Partial<Record<Column, string | number>>>;

/** The table as rows of cells, with its head. Nothing that the table shows as withheld is in it as a blank. */
export function toSheet(
  rows: readonly WorkRow[],
  marks: ReadonlyMap<number, Mark>,
  by: SheetBy,
): readonly (readonly (string | number)[])[] {
  const all = rows.flatMap((row) => rowsOf(row, marks.get(row.line.line), by));
  return [
    sheetColumns.map((column) => texts.columns[column]),
    ...all.map((row) => sheetColumns.map((c) => row[c] ?? '')),
  ];
}

function rowsOf(row: WorkRow, mark: Mark | undefined, by: SheetBy): readonly SheetRow[] {
  const { line, as, found, outcome, receipt } = row;
  const { candidates = [], hits = [] } = found ?? {};
  const shared: SheetRow = {
    ...{ line: line.line, text: line.text, kind: as ? screeningTexts.kinds[as] : '', result: resultWords(row) },
    ...{ found: candidates.length + hits.length, mark: mark ? screeningTexts.marks[mark] : '' },
    ...{ agency: by.agency, role: by.role, purpose: by.purpose, case: by.caseReference ?? '' },
    askedAt: outcome?.state === 'answered' ? outcome.at.toISOString() : '',
    ...(receipt ? { log: receipt.log, index: receipt.index } : {}),
  };
  const found_ = [
    ...hits.map(({ reference, contact }) => ({ hitReference: reference, hitContact: contact ?? '' })),
    ...candidates.map((candidate, at) => ({ place: at + 1, ...candidateRow(row.answer, candidate) })),
  ];
  return found_.length === 0 || isMistake(line.read) ? [shared] : found_.map((each) => ({ ...shared, ...each }));
}

function candidateRow(answer: Answered | undefined, { kind, id, path, match }: Candidate): SheetRow {
  if (!answer) return {};
  const cell = (...steps: readonly string[]) => cellText(answer, [...path, ...steps]);
  const ofMatch = (step: string) => (match ? cellText(answer, [...match, step]) : '');
  const [name, ...others] = kindSearch[kind].columns.filter(({ path: [first = ''] }) => isAsked(answer, path, first));
  const state = ofMatch('state');
  return {
    ...{ record: id, recordKind: texts.kinds[kind], name: name ? cell(...name.path) : '' },
    details: others
      .map((column) => cell(...column.path))
      .filter(Boolean)
      .join('; '),
    ...{ score: ofMatch('score'), state: matchingTexts.states[state] ?? state, compared: ofMatch('matchedName') },
    ...{ originator: cell('handling', 'originator'), feed: cell('handling', 'source') },
    ...{
      classification: constantWords(cell('handling', 'classification')),
      handling: cell('handling', 'handlingCodes'),
    },
  };
}

function isAsked(answer: Answered, path: CellPath, name: string): boolean {
  const record = path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<string | number, unknown>> | null)?.[step],
    answer.data,
  );
  return Object.hasOwn(Object(record), name);
}

/** A cell of an answer as text: what is not shown in full says so. */
export function cellText(answer: Answered, path: CellPath): string {
  const cell = cellState(answer, path);
  if (cell.state === 'null') return '';
  if (cell.state === 'unanswered') return texts.unanswered;
  if (cell.state === 'withheld') return texts.withheld(cell.category);
  if (cell.state === 'hit') return texts.hit(cell.contact ?? cell.ask);
  const text = Array.isArray(cell.value) ? cell.value.join(' ') : String(cell.value);
  return cell.state === 'masked' ? texts.masked(text) : text;
}
