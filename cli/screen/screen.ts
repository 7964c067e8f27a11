import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { badUserInput } from '../../schema/errors.js';
import { openAnswerFile } from './answerFile.js';
import { askLines } from './askLines.js';
import { isAsked, isFound, isWhole, type LineAnswer, toRefusal } from './batch.js';
import { startInputDigest } from './inputDigest.js';
import { readLines, type ScreenedLine } from './lines.js';
import type { Screening } from './screening.js';

/** Counts of lines. */
export interface ScreeningResult {
  readonly lines: number;
  /** Answered by an earlier run; they are in the other counts too. */
  readonly before: number;
  readonly matched: number;
  /** With a record that may be known of and not seen, with or without matches. */
  readonly hits: number;
  /** Searched in full, with neither a match nor a hit. */
  readonly noHit: number;
  /** No hit was looked for: the line states neither a whole number nor a name with a full date. */
  readonly hitsNotAsked: number;
  /** No hit was looked for: too many tries; or the limits could not be reached. */
  readonly hitsLimited: number;
  readonly hitsUnavailable: number;
  /** Searched in part or not at all, with or without matches: no matches are no no-hit here. */
  readonly notWhole: number;
  /** Not asked, for a mistake in the line. */
  readonly mistakes: number;
}

/** Most lines of a batch, as the graph takes them. */
const batchLines = 100;

/**
 * Screens a file, a hundred lines at once, and writes an answer for each line in order. A stopped run resumes after the last
 * written answer.
 *
 * @throws BAD_USER_INPUT where the output is of another file; Error where the gateway refuses or does not answer
 */
export async function screen(screening: Screening): Promise<ScreeningResult> {
  const files = await openFiles([screening.path], {});
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw badUserInput(`${screening.path} is not a single file.`);
  const counts = { lines: 0, before: 0, ...nothingCounted };
  const output = await openAnswerFile(screening.output, (answer) => count(counts, [answer]));
  try {
    counts.before = output.written;
    const digestUpTo = startInputDigest(screening);
    let batch: ScreenedLine[] = [];
    let digests: string[] = [];
    const flush = async (): Promise<void> => {
      const answers = await answerBatch(batch, screening);
      // Why without place and salt: they are in the certificates.
      const written = answers.map(({ place: _, salt: __, ...answer }, at) => ({
        ...answer,
        inputDigest: digests[at] ?? '',
      }));
      await output.append(written);
      count(counts, answers);
      [batch, digests] = [[], []];
      screening.onProgress(counts.lines, counts.before);
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

async function answerBatch(batch: readonly ScreenedLine[], screening: Screening) {
  const found = new Map<number, LineAnswer>();
  for (const answer of await askLines(batch.filter(isAsked), screening)) found.set(answer.line, answer);
  return batch.map((line) => found.get(line.line) ?? toRefusal(line));
}

/** Why refused: the output says how far the screening is, and would skip lines of another file. */
function otherInput({ output }: Screening): Error {
  return badUserInput(
    `${output} holds the answers to another file, or to this one with other options.`,
    'Name another output, or its own file with the same agency, purpose, case, role, --first, --certificate, and --url or --data.',
  );
}

/** The counts before any line. */
export const nothingCounted = {
  ...{ matched: 0, hits: 0, noHit: 0, hitsNotAsked: 0, hitsLimited: 0, hitsUnavailable: 0, notWhole: 0, mistakes: 0 },
};

/** Adds answers to the counts; one with matches and a hit, or with matches of a partial search, counts as both. */
export function count(
  counts: Record<Exclude<keyof ScreeningResult, 'lines' | 'before'>, number>,
  answers: readonly LineAnswer[],
): void {
  for (const answer of answers) {
    const { error, matches = [], hit = null, hitState } = answer;
    if (error !== undefined) {
      counts.mistakes += 1;
      continue;
    }
    if (matches.length > 0) counts.matched += 1;
    if (hit !== null) counts.hits += 1;
    if (hitState === 'LIMITED') counts.hitsLimited += 1;
    if (hitState === 'UNAVAILABLE') counts.hitsUnavailable += 1;
    if (hitState === 'NOT_ASKED') counts.hitsNotAsked += 1;
    if (!isWhole(answer)) counts.notWhole += 1;
    else if (!isFound(answer)) counts.noHit += 1;
  }
}
