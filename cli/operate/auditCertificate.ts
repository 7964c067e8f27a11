import { isDeepStrictEqual } from 'node:util';
import { createAuditReader, type ReadEntry } from '../../auditlog/store/reader.js';
import { badUserInput } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { type Output, print } from '../printLine.js';
import { statementOf } from '../screen/certificate.js';
import { type AuditAccess, proveEntry } from './audit.js';
import type { VerifyingKeys } from './openBodies.js';
import { readText } from './readText.js';

/** A certificate of `portcullis screen --certificate`, as far as it is compared with the log. */
interface Certificate {
  readonly receipt: { readonly log: string; readonly index: number; readonly leafHash: string };
  readonly statement?: unknown;
  readonly certifies: boolean;
  readonly state?: unknown;
  readonly lists?: unknown;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly viewer: Readonly<Record<'agency' | 'kind' | 'role' | 'purpose', string | null>>;
  readonly policyVersion: string | null;
}

/** What was found of one. */
interface Verdict {
  readonly file: string;
  readonly verdict: 'OK' | 'BROKEN' | 'UNPROVEN';
  readonly why: readonly string[];
}

/** The certificates that are compared with the log of this deployment. */
export interface AuditCertificateOptions extends Output, Pick<AuditAccess, 'pool' | 'keys'> {
  readonly files: readonly string[];
  /** With those of the seal, what was asked is compared too. */
  readonly opened: VerifyingKeys;
}

/**
 * Says of certificates whether the log holds their search: the entry of the receipt, in the log under its signed head, by this
 * viewer under this policy, of this very question, and with no record disclosed. State, cut-off, lists and categories of a
 * certificate are in no log: they are the word of the one who wrote it, and only its first sentence is held to them.
 *
 * @returns exit code as of `audit verify`: 0 all hold, 1 one does not, 2 something could not be compared
 * @throws BAD_USER_INPUT for a file that is no certificate
 */
export async function runAuditCertificate(options: AuditCertificateOptions): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const file of options.files) verdicts.push(await verify(file, readCertificate(file), options));
  print(options, verdicts, () => [
    ...verdicts.map(({ file, verdict, why }) => `${verdict.padEnd(8)}  ${[file, ...why].join(': ')}`),
    ...(verdicts.some(({ verdict }) => verdict === 'OK') ? [notHeld] : []),
  ]);
  const worst = (wanted: Verdict['verdict']): boolean => verdicts.some(({ verdict }) => verdict === wanted);
  return worst('BROKEN') ? 1 : worst('UNPROVEN') ? 2 : 0;
}

const notHeld =
  'OK: the log holds the search. Its state, cut-off, lists and categories are in no log: they are the word of who wrote the certificate.';

async function verify(file: string, certificate: Certificate, options: AuditCertificateOptions): Promise<Verdict> {
  const { log, index, leafHash } = certificate.receipt;
  const proof = await proveEntry(options, log, index);
  const broken = (...why: string[]): Verdict => ({ file, verdict: 'BROKEN', why });
  const { statement, certifies } = statementOf({ state: null, lists: null, ...certificate });
  if (!certificate.certifies || !certifies) return broken('it says itself that it certifies nothing');
  if (proof === null) return broken(`the log ${log} has no entry ${index}`);
  if (proof.leafHash !== leafHash) return broken('its receipt is of another entry than the log holds there');
  if (!proof.ok) return broken('the log does not prove the entry');
  const entry = await createAuditReader(options.pool, log, options.opened.keys).entry(index);
  const faults =
    entry === null
      ? ['the entry cannot be read']
      : [...compareHeader(entry, certificate), ...compareBody(entry, certificate)];
  if (faults.length > 0) return broken(...faults);
  if (certificate.statement !== statement) return broken('its statement is not what its other members say');
  const missing = [
    ...(entry?.body === null ? [options.opened.closedBecause ?? 'what was asked: the entry was erased'] : []),
    ...(proof.checkpoint === null ? ['a signed head that includes the entry'] : []),
  ];
  return missing.length === 0
    ? { file, verdict: 'OK', why: [] }
    : { file, verdict: 'UNPROVEN', why: missing.map((what) => `missing: ${what}`) };
}

function compareHeader({ header }: ReadEntry, { viewer, policyVersion }: Certificate): string[] {
  const stated = { agency: viewer.agency, agencyKind: viewer.kind, role: viewer.role, purpose: viewer.purpose };
  const differs = Object.entries(stated).filter(([name, value]) => header[name as keyof typeof stated] !== value);
  return [
    ...differs.map(([name]) => `the log says another ${name}`),
    ...(policyVersion !== null && policyVersion !== header.policyVersion
      ? ['the log says another policy version']
      : []),
    ...(header.code === 'OK' ? [] : [`the log says that the answer was ${header.code}`]),
  ];
}

function compareBody({ body }: ReadEntry, { asked: { line: _, ref: __, kind, ...question } }: Certificate): string[] {
  if (body === null) return [];
  const questions = body.variables?.[`${String(kind)}s`];
  const isAsked = Array.isArray(questions) && questions.some((each) => isDeepStrictEqual({ ...each }, question));
  return [
    ...(isAsked ? [] : ['this was not asked']),
    ...(body.disclosed.some(({ type }) => records.has(type)) ? ['the log says that a record was disclosed'] : []),
  ];
}

/** What a match discloses. Numbers that were asked for are named too, whether or not a record has them. */
const records: ReadonlySet<string> = new Set(['Person', 'Organization', 'VesselRecord']);

function readCertificate(file: string): Certificate {
  try {
    const value: unknown = JSON.parse(readText(file));
    if (isCertificate(value)) return value;
  } catch (cause) {
    throw badUserInput(`${file} cannot be read as a certificate.`, {
      hint: 'Name files that screen --certificate wrote.',
      cause,
    });
  }
  throw badUserInput(`${file} is no certificate.`, 'Name files that portcullis screen --certificate wrote.');
}

function isCertificate(value: unknown): value is Certificate {
  if (!isObject(value) || !isObject(value.receipt) || !isObject(value.asked) || !isObject(value.viewer)) return false;
  const { log, index, leafHash } = value.receipt;
  return typeof log === 'string' && Number.isSafeInteger(index) && typeof leafHash === 'string' && 'certifies' in value;
}
