import type { Stated } from '../../../auditlog/entry/body/members.js';
import { readStated } from '../../../auditlog/entry/body/stated.js';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { effects, withheldReasons } from '../../../policy/types.js';
import { type ErrorCode, errorRegistry } from '../../../schema/errors.js';
import { isObject } from '../../../schema/isObject.js';
import type { CellLine } from '../../../subgraphs/kit/manifest/cells.js';
import type { WithheldLine } from '../../../subgraphs/kit/manifest/withheldLook.js';
import { type ParsedAnswer, SourceFailure } from './sourceClient.js';

/** What a source's answer reports beside its data. */
export interface AnswerReport {
  readonly manifest: 'present' | 'absent';
  /** What the source states for the body of the log entry. */
  readonly stated: Stated;
  readonly decided: readonly StatedDecisions[];
  readonly withheld: readonly WithheldLine[];
  /** Present where they were asked for. */
  readonly cells?: readonly CellLine[];
}

/** Codes by which a source refuses the client's input: they say nothing of its health. */
export const clientFaults: ReadonlySet<string> = new Set<ErrorCode>(['BAD_USER_INPUT', 'OPERATION_TOO_LARGE']);

/**
 * Reads the report of an answer: its source, its policy, what it disclosed and withheld. An answer without a manifest is
 * a failure of its source: what the log cannot state must not be shown.
 *
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export function checkAnswer(
  answer: ParsedAnswer,
  expected: { readonly source: string; readonly policyVersion: string },
): AnswerReport {
  const manifest = answer.extensions?.manifest;
  if (!isObject(manifest)) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', `no manifest${saidBy(answer)}`);
  if (manifest.source !== expected.source)
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'manifest of another source');
  if (manifest.policyVersion !== expected.policyVersion)
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'another policy version');
  const stated = readStated(manifest);
  if (!stated) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'malformed manifest');
  const { decided } = manifest;
  if (!Array.isArray(decided) || !decided.every(areDecisions))
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'a manifest that does not say what was decided');
  const withheld = answer.extensions?.withheld ?? [];
  if (!Array.isArray(withheld) || !withheld.every(isWithheldLine))
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'malformed withheld report');
  const { cells } = answer.extensions ?? {};
  if (cells === undefined) return { manifest: 'present', stated, decided, withheld };
  if (!Array.isArray(cells) || !cells.every(isCellLine))
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'malformed cells');
  return { manifest: 'present', stated, decided, withheld, cells };
}

/** The code by which the source refused, for the operator; never its message. */
function saidBy({ errors }: ParsedAnswer): string {
  const code = Array.isArray(errors) ? errors[0]?.extensions?.code : undefined;
  return typeof code === 'string' && Object.hasOwn(errorRegistry, code) ? `, the source says ${code}` : '';
}

function areDecisions(value: unknown): value is StatedDecisions {
  return (
    isObject(value) &&
    (value.envelope === null || typeof value.envelope === 'string') &&
    [value.protected, value.untold, value.ofAsked, value.expired].every(
      (mark) => mark === undefined || mark === true,
    ) &&
    (value.standing === undefined || value.standing === 'HIT' || value.standing === 'INVISIBLE') &&
    areStrings(value.full) &&
    Array.isArray(value.below) &&
    value.below.every((lesser) => areStrings(lesser) && lesser.length === 3)
  );
}

function areStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function isCellLine(value: unknown): value is CellLine {
  return (
    saysWhy(value) &&
    areStrings(value.path) &&
    (value.cells === undefined || (isObject(value.cells) && typeof value.cells.n === 'number'))
  );
}

function isWithheldLine(value: unknown): value is WithheldLine {
  return (
    saysWhy(value) &&
    areStrings(value.path) &&
    typeof value.rule === 'string' &&
    Number.isSafeInteger(value.count) &&
    (value.byEntity === undefined || areCounts(value.byEntity))
  );
}

/** What clients are told of a line. Why so strict: they are told it as it stands. */
function saysWhy(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    typeof value.category === 'string' &&
    effects.some((effect) => effect === value.effect && effect !== 'FULL') &&
    withheldReasons.some((reason) => reason === value.reason) &&
    (value.contact === undefined || typeof value.contact === 'string')
  );
}
