import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { badUserInput } from '../../schema/errors.js';
import { openAnswerFile } from './answerFile.js';
import { askLines, readOverview } from './askLines.js';
import { isAsked, isNoHit, type LineAnswer, toRefusal } from './batch.js';
import type { Overview } from './certificate.js';
import { startInputDigest } from './inputDigest.js';
import { readLines, type ScreenedLine } from './lines.js';
import type { Screening } from './screening.js';

/** What became of the lines. */
export interface ScreeningResult {
  readonly lines: number;
  /** Answered by an earlier run; what became of them is counted with the others. */
  readonly before: number;
  readonly matched: number;
  /** Of which a record may be known of and not seen, with or without matches. */
  readonly hits: number;
  /** Searched whole, and neither a match nor a hit. */
  readonly noHit: number;
  /** Searched in part, or not at all, with or without matches: an empty list is no no-hit. */
  readonly notWhole: number;
  /** Not asked, for a mistake in the line. */
  readonly mistakes: number;
}

/** Lines that are asked at once: the graph takes no more. */
const batchLines = 100;

/**
 * Screens a file, a hundred lines at once, and writes an answer for each line in its order. A run that was stopped goes on
 * behind the last answer that was written.
 *
 * @throws BAD_USER_INPUT where the output is of another file; Error where the gateway refuses, or nothing answers there
 */
export async function screen(screening: Screening): Promise<ScreeningResult> {
  let bytes = 0;
  const files = await openFiles([screening.path], {
    onBytes: (more) => {
      bytes += more;
    },
  });
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw badUserInput(`${screening.path} is no single file.`);
  const counts = { lines: 0, before: 0, matched: 0, hits: 0, noHit: 0, notWhole: 0, mistakes: 0 };
  const output = await openAnswerFile(screening.output, (answer) => count(counts, [answer]));
  try {
    counts.before = output.written;
    const digestUpTo = startInputDigest(screening);
    let overview: Overview | null = null;
    let batch: ScreenedLine[] = [];
    let digests: string[] = [];
    const flush = async (): Promise<void> => {
      if (screening.certificates !== undefined) overview ??= await readOverview(screening);
      const answers = await answerBatch(batch, screening, overview);
      await output.append(answers.map((answer, at) => ({ ...answer, inputDigest: digests[at] ?? '' })));
      count(counts, answers);
      [batch, digests] = [[], []];
      screening.onProgress(counts.lines, bytes, file.size);
    };
    for await (const line of readLines(file)) {
      counts.lines += 1;
      const inputDigest = digestUpTo(line);
      if (counts.lines === output.written && inputDigest !== output.last?.inputDigest) throw otherInput(screening);
      if (counts.lines <= output.written) continue;
      batch.push(line);
      digests.push(inputDigest);
      if (batch.length === batchLines) await flush();
    }
    if (counts.lines < output.written) throw otherInput(screening);
    if (batch.length > 0) await flush();
    return counts;
  } finally {
    await output.close();
    await closeFiles(files);
  }
}

async function answerBatch(batch: readonly ScreenedLine[], screening: Screening, overview: Overview | null) {
  const found = new Map<number, LineAnswer>();
  for (const answer of await askLines(batch.filter(isAsked), screening, overview)) found.set(answer.line, answer);
  return batch.map((line) => found.get(line.line) ?? toRefusal(line));
}

/** Why: the output says how far the screening is, and of another file it would say it of lines that were never asked. */
function otherInput({ output }: Screening): Error {
  return badUserInput(
    `${output} holds the answers to another file, or to this one asked for in another way.`,
    'Name another output, or the file that it was begun with, and the same agency, purpose, case, role, --first, --certificate, and --url or --data.',
  );
}

/** Counts what became of lines; one with matches and a hit, or with matches of a part, counts as both. */
export function count(
  counts: Record<'matched' | 'hits' | 'noHit' | 'notWhole' | 'mistakes', number>,
  answers: readonly LineAnswer[],
): void {
  for (const answer of answers) {
    const { error, state, matches = [], hit = null } = answer;
    if (error !== undefined) {
      counts.mistakes += 1;
      continue;
    }
    if (matches.length > 0) counts.matched += 1;
    if (hit !== null) counts.hits += 1;
    if (state !== 'OK') counts.notWhole += 1;
    if (isNoHit(answer)) counts.noHit += 1;
  }
}
