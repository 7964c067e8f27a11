import { readFileSync } from 'node:fs';
import {
  compareDocument,
  refusalsOf,
  type Taken,
  type Under,
} from '../../gateway/documents/register/compareDocument.js';
import type { RegisteredDocument } from '../../gateway/documents/register/lookup.js';
import { createDocumentRepository, openRegister } from '../../gateway/documents/register/repository.js';
import { type LastAnswer, lastAnswered } from '../../gateway/documents/usage/repository.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Purpose } from '../../policy/types.js';
import { badUserInput } from '../../schema/errors.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';
import { readServed } from './readServed.js';

/** Options of `portcullis documents --check`. */
export interface CheckDocuments extends Output {
  /** Directory of the future policy; absent: the present one. */
  readonly against: string | undefined;
  /** File of the future supergraph; absent: the one that is served. */
  readonly supergraph: string | undefined;
  /** File of the one that is served; absent: the product's, or the future one if foreign. */
  readonly served?: string | undefined;
  /** For the register, the agencies whose documents are checked, all where empty; for files, who runs them. */
  readonly agencies: readonly string[];
  /** Files with one document each, instead of the register. */
  readonly files: readonly string[];
  /** For files: what they are run for. */
  readonly purpose: Purpose | undefined;
}

/** A document, and what it loses. */
interface CheckedDocument extends Pick<RegisteredDocument, 'documentId' | 'agency' | 'purpose' | 'operationName'> {
  /** Each with the day on which it was last answered to the document, and to which clients, where it was. */
  readonly taken: readonly (Taken & Partial<LastAnswer>)[];
}

interface Checkable extends Omit<CheckedDocument, 'taken'>, Pick<RegisteredDocument, 'text'> {
  /** To whom its fields were last answered, by coordinate. */
  readonly last?: ReadonlyMap<string, LastAnswer> | undefined;
}

/**
 * Prints what documents lose under a future policy or schema: those registered and in use, or files, which need no deployment.
 *
 * @returns exit code: 0 where no document loses anything, 1 where one does
 * @throws PolicyError; BAD_USER_INPUT for an unusable file; StorageError, DOCUMENTS_UNAVAILABLE
 */
export async function checkDocuments(settings: Settings, command: CheckDocuments): Promise<number> {
  const asOf = new Date().toISOString();
  const documents = command.files.length > 0 ? ofFiles(command) : await ofRegister(settings, command.agencies, asOf);
  const [before, after] = await bothSides(settings, command);
  const isOneSide = command.against === undefined && command.supergraph === undefined;
  const checked = documents.map(({ text, last, ...document }): CheckedDocument => {
    const asked = { ...document, text };
    const taken = isOneSide ? refusalsOf(asked, after, asOf) : compareDocument(asked, [before, after], asOf);
    return {
      ...document,
      taken: taken.map((each) => ({ ...each, ...lastOf(each, last) })),
    };
  });
  const losing = checked.filter(({ taken }) => taken.length > 0);
  print(command, { documents: checked, losing: losing.length }, () => [
    ...losing.flatMap(describe),
    `${checked.length} documents, of which ${losing.length} lose something.`,
  ]);
  return losing.length > 0 ? 1 : 0;
}

async function bothSides(
  { policyDir }: Settings,
  { against, supergraph, served }: CheckDocuments,
): Promise<readonly [Under, Under]> {
  const policy = parsePolicy(readPolicyFiles(policyDir));
  const next = against === undefined ? policy : parsePolicy(readPolicyFiles(against));
  const after = { policy: next, schema: await readServed(supergraph ?? served, next) };
  // Why: a foreign supergraph has nothing in common with the product's.
  const now = served ?? (after.schema.foreign ? supergraph : undefined);
  return [{ policy, schema: await readServed(now, policy) }, after];
}

function ofFiles({ files, agencies, purpose }: CheckDocuments): readonly Checkable[] {
  if (agencies.length === 0 || purpose === undefined)
    throw badUserInput('State who runs the files, and for what: --as AGENCY --purpose PURPOSE.', { at: '--as' });
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return agencies.map((agency) => ({ documentId: file, agency, purpose, operationName: null, text }));
  });
}

async function ofRegister(
  settings: Settings,
  agencies: readonly string[],
  asOf: string,
): Promise<readonly Checkable[]> {
  return await withCommandContext(settings, async ({ databases }) => {
    const database = openRegister(databases.gatewayUrl);
    try {
      const all = await createDocumentRepository(database).list();
      const last = await lastAnswered(database);
      return all
        .filter(({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > asOf))
        .filter(({ agency }) => agencies.length === 0 || agencies.includes(agency))
        .map(({ documentId, agency, purpose, operationName, text }) => {
          return { documentId, agency, purpose, operationName, text, last: last.get(`${agency} ${documentId}`) };
        });
    } finally {
      await database.close();
    }
  });
}

function describe({ documentId, agency, purpose, operationName, taken }: CheckedDocument): string[] {
  const name = operationName === null ? '' : ` (${operationName})`;
  return [
    `${agency} ${documentId}${name} for ${purpose}`,
    ...taken.map((each) => `  ${inWords(each)}${lastInWords(each)}`),
  ];
}

/** Of a document that is refused, all that it asks is lost. */
function lastOf(taken: Taken, last: Checkable['last'] = new Map()): LastAnswer | undefined {
  if (taken.kind === 'FIELD') return last.get(taken.coordinate);
  return [...last.values()].sort((a, b) => (a.lastOn < b.lastOn ? 1 : -1))[0];
}

function lastInWords({ lastOn, lastTo = [] }: Partial<LastAnswer>): string {
  return lastOn === undefined ? '' : `; last answered on ${lastOn}, to ${lastTo.join(', ')}`;
}

function inWords(taken: Taken): string {
  if (taken.kind === 'DOCUMENT') return `no longer runs: ${taken.message} (${taken.code})`;
  if (taken.kind === 'INPUT') return `no longer runs: ${taken.coordinate} is not permitted (${taken.code})`;
  const { path, coordinate, category, of, was, now } = taken;
  const records = of === 'MOST' ? '' : ', on records of other agencies';
  return `${path} (${coordinate}, ${category}): ${now}, was ${was}${records}`;
}
