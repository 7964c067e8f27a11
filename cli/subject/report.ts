import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { badUserInput } from '../../schema/errors.js';
import { writeWholeFile } from '../../schema/wholeFile.js';
import type { SubjectAnswer, SubjectResponse } from '../../subject/answer.js';
import type { AskedSubject } from '../../subject/document.js';
import { readText } from '../audit/readText.js';
import type { Answer, WithheldLine } from '../demo/ask.js';

/** What `portcullis subject ask` keeps for the officer: who was asked about, what the gateway answered, and under which entries. */
export interface Report {
  readonly form: 'portcullis-subject-report-1';
  readonly caseReference: string;
  /** `SubjectInput`, as it was sent. */
  readonly asked: AskedSubject;
  /** Of each page, in their order. */
  readonly receipts: readonly Answer['receipt'][];
  /** `data.subject`, the recipients of all pages together. */
  readonly answer: SubjectAnswer;
  /** `extensions.withheld` of all pages: of a report with any, no letter is made. */
  readonly withheld: readonly WithheldLine[];
}

const shape = z.object({
  form: z.literal('portcullis-subject-report-1'),
  caseReference: z.string(),
  asked: z.looseObject({ name: z.string() }),
  receipts: z.array(z.unknown()),
  answer: z.looseObject({ id: z.string() }),
  withheld: z.array(z.unknown()),
});

/** Writes a report, readable by its owner alone. @throws BAD_USER_INPUT where the file exists or cannot be written */
export function writeReport(path: string, report: Report): void {
  const again = `Ask again with --request ${report.answer.id}, so that it stays one request.`;
  writeNew(path, `${JSON.stringify(report, null, 2)}\n`, again);
}

/** Reads a report. @throws BAD_USER_INPUT for a file that is none */
export function readReport(path: string): Report {
  const parsed = shape.safeParse(parseJson(readText(path)));
  if (parsed.success) return parsed.data as unknown as Report;
  throw badUserInput(`${path} is no report.`, 'Name a file that portcullis subject ask wrote.');
}

/** The answer of a report, as `wholeAnswer` takes it. */
export function responseOf({ answer, withheld }: Report): SubjectResponse {
  return { data: { subject: answer }, extensions: { withheld } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @throws BAD_USER_INPUT where there is such a file or folder, or no folder for it */
export function assertNew(path: string): void {
  if (existsSync(path)) throw badUserInput(`${path} is there already.`, 'Name another file, or remove this one first.');
  if (!existsSync(dirname(path)))
    throw badUserInput(`${path} has no folder.`, 'Name a file in a folder that is there.');
}

/** Writes a new file of an officer, 0600, whole or not at all. @throws BAD_USER_INPUT where it exists or cannot be written */
export function writeNew(path: string, text: string, then = 'Name a file in a folder that you may write.'): void {
  assertNew(path);
  try {
    if (writeWholeFile(path, text, 'create')) return;
  } catch (cause) {
    throw notWritten(path, then, cause);
  }
  assertNew(path);
}

/** That a file or folder cannot be written, and whether the disk is full. */
export function notWritten(what: string, hint: string, cause: unknown): Error {
  const isFull = (cause as { readonly code?: unknown } | null)?.code === 'ENOSPC';
  return badUserInput(`${what} cannot be written${isFull ? ': the disk is full' : ''}.`, { hint, cause });
}
