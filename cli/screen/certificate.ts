import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer, WithheldLine } from '../demo/ask.js';
import { isFound, type LineAnswer } from './batch.js';

/** Who searched and in what: the answer to `overview.graphql`. */
export interface Overview {
  readonly viewer: {
    readonly agency: { readonly id: string } | null;
    readonly kind: string;
    readonly role: string;
    readonly clearance: string;
    readonly purpose: string | null;
    readonly access: readonly {
      readonly category: string;
      readonly most: string;
      readonly least: string;
      readonly reason: string | null;
    }[];
  };
  /** Null where this viewer may not know what is loaded. */
  readonly sources: readonly Readonly<Record<string, unknown>>[] | null;
}

/** What a certificate is made of, beside the line's own answer. */
export interface Certified {
  readonly overview: Overview;
  readonly withheld: readonly WithheldLine[];
  /** Of the rights under which was searched; null where the gateway runs elsewhere. */
  readonly policyVersion: string | null;
  readonly receipt: Answer['receipt'];
}

/** Categories by which names, dates and numbers are searched: what is not lent in full of these was not compared. */
const searched = /^(?:persons|organizations|vessels)\./;

/** What a certificate says of itself by its other members, and whether it certifies anything. */
export function statementOf(said: {
  readonly state: unknown;
  readonly lists: unknown;
  readonly viewer: { readonly kind: string | null; readonly role: string | null; readonly purpose: string | null };
}): { readonly statement: string; readonly certifies: boolean } {
  const { state, lists, viewer } = said;
  const isEmpty = Array.isArray(lists) && lists.length === 0;
  const lacking = state !== 'OK' ? `the search ended as ${String(state)}` : isEmpty ? 'no list is loaded' : null;
  const statement =
    lacking === null
      ? `This certifies that a search of what a viewer of the kind ${viewer.kind} in the role ${viewer.role} may see for ${viewer.purpose} found no match; it does not certify that there is none.`
      : `This certifies nothing: ${lacking}.`;
  return { statement, certifies: lacking === null };
}

/**
 * The certificate of a line without a match or a hit. It says what was searched, by whom, and what was kept back; it never says
 * that somebody is on no list.
 */
export function toCertificate(answer: LineAnswer, { overview, withheld, policyVersion, receipt }: Certified): object {
  const { viewer, sources } = overview;
  const lists = sources ?? 'not shown to this viewer';
  const compared = viewer.access.filter(({ category }) => searched.test(category));
  return {
    ...statementOf({ state: answer.state, lists, viewer }),
    at: new Date().toISOString(),
    asked: { line: answer.line, ref: answer.ref, kind: answer.kind, ...answer.asked },
    state: answer.state,
    cutOff: answer.cutOff,
    viewer: {
      agency: viewer.agency?.id ?? null,
      kind: viewer.kind,
      role: viewer.role,
      clearance: viewer.clearance,
      purpose: viewer.purpose,
    },
    policyVersion,
    lists,
    // Of no record is all of these compared.
    belowFull: compared.filter(({ most }) => most !== 'FULL'),
    // Of these each record says to whom it lends them.
    asRecordsSay: compared.flatMap(({ most, least, category }) =>
      most === 'FULL' && least !== 'FULL' ? [category] : [],
    ),
    withheld,
    receipt,
  };
}

/** Writes certificates into a folder, each under the number of its line: again after a kill, the same. */
export async function writeCertificates(
  folder: string,
  answers: readonly LineAnswer[],
  certified: Certified,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const answer of answers) {
    if (answer.error !== undefined || isFound(answer)) continue;
    const path = join(folder, `line-${String(answer.line).padStart(8, '0')}.json`);
    await writeFile(path, `${JSON.stringify(toCertificate(answer, certified), null, 2)}\n`, { mode: 0o600 });
  }
}
