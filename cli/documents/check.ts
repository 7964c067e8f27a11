import { readFileSync } from 'node:fs';
import {
  compareDocument,
  refusalsOf,
  type Taken,
  type Under,
} from '../../gateway/documents/register/compareDocument.js';
import type { RegisteredDocument } from '../../gateway/documents/register/lookup.js';
import { createDocumentRepository, openRegister } from '../../gateway/documents/register/repository.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Purpose } from '../../policy/types.js';
import { badUserInput } from '../../schema/errors.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';
import { readServed } from './readServed.js';

/** What `portcullis documents --check` was told. */
export interface CheckDocuments extends Output {
  /** Directory of the policy that is to come; absent: the present one. */
  readonly against: string | undefined;
  /** File of the supergraph that is to come; absent: the one that is served. */
  readonly supergraph: string | undefined;
  /** File of the one that is served; absent: the product's, or the one to come where its sources are not ours. */
  readonly served?: string | undefined;
  /** Of the register, the documents of these agencies; all where empty. Of files, who runs them. */
  readonly agencies: readonly string[];
  /** Files with a document each, in the place of the register. */
  readonly files: readonly string[];
  /** Of files: what they are run for. */
  readonly purpose: Purpose | undefined;
}

/** A document, and what is taken from it. */
interface CheckedDocument extends Pick<RegisteredDocument, 'documentId' | 'agency' | 'purpose' | 'operationName'> {
  readonly taken: readonly Taken[];
}

type Checkable = Omit<CheckedDocument, 'taken'> & Pick<RegisteredDocument, 'text'>;

/**
 * Says what a policy or a schema that is to come takes from documents: from those that are registered and in use, or from
 * files, for which no deployment is needed.
 *
 * @returns exit code: 0 where nothing is taken, 1 where something is
 * @throws PolicyError; BAD_USER_INPUT for a file that is none; StorageError, DOCUMENTS_UNAVAILABLE
 */
export async function checkDocuments(settings: Settings, command: CheckDocuments): Promise<number> {
  const asOf = new Date().toISOString();
  const documents = command.files.length > 0 ? ofFiles(command) : await ofRegister(settings, command.agencies, asOf);
  const [before, after] = await bothSides(settings, command);
  const isOneSide = command.against === undefined && command.supergraph === undefined;
  const checked = documents.map(({ text, ...document }): CheckedDocument => {
    const asked = { ...document, text };
    const taken = isOneSide ? refusalsOf(asked, after, asOf) : compareDocument(asked, [before, after], asOf);
    return { ...document, taken };
  });
  const losing = checked.filter(({ taken }) => taken.length > 0);
  print(command, { documents: checked, losing: losing.length }, () => [
    ...losing.flatMap(describe),
    `${checked.length} documents, ${losing.length} of which lose something.`,
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
  // Why: a supergraph that is not ours has nothing of the product's that it could take away.
  const now = served ?? (after.schema.foreign ? supergraph : undefined);
  return [{ policy, schema: await readServed(now, policy) }, after];
}

function ofFiles({ files, agencies, purpose }: CheckDocuments): readonly Checkable[] {
  if (agencies.length === 0 || purpose === undefined)
    throw badUserInput('Of files, state who runs them, and what for: --as AGENCY --purpose PURPOSE.', { at: '--as' });
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
      return all
        .filter(({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > asOf))
        .filter(({ agency }) => agencies.length === 0 || agencies.includes(agency))
        .map(({ documentId, agency, purpose, operationName, text }) => ({
          documentId,
          agency,
          purpose,
          operationName,
          text,
        }));
    } finally {
      await database.close();
    }
  });
}

function describe({ documentId, agency, purpose, operationName, taken }: CheckedDocument): string[] {
  const name = operationName === null ? '' : ` (${operationName})`;
  return [`${agency} ${documentId}${name} for ${purpose}`, ...taken.map((each) => `  ${inWords(each)}`)];
}

function inWords(taken: Taken): string {
  if (taken.kind === 'DOCUMENT') return `is not run: ${taken.message} (${taken.code})`;
  if (taken.kind === 'INPUT') return `is not run: ${taken.coordinate} is not permitted (${taken.code})`;
  const { path, coordinate, category, of, was, now } = taken;
  const ofThese = of === 'MOST' ? '' : ' of records of other agencies';
  return `${path} (${coordinate}, ${category}) gives ${now}${ofThese}, and gave ${was}`;
}
