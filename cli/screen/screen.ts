import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { badUserInput } from '../../schema/errors.js';
import { type AnswerFile, openAnswerFile } from './answerFile.js';
import { askLines, readOverview } from './askLines.js';
import { isAsked, isNoHit, type LineAnswer, toRefusal } from './batch.js';
import type { Overview } from './certificate.js';
import { readLines, type ScreenedLine } from './lines.js';
import type { Screening } from './screening.js';

/** What became of the lines. */
export interface ScreeningResult {
  readonly lines: number;
  /** Answered by an earlier run. */
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
  const output = await openAnswerFile(screening.output);
  try {
    const counts = { lines: 0, before: output.written, matched: 0, hits: 0, noHit: 0, notWhole: 0, mistakes: 0 };
    const overview = screening.certificates === undefined ? null : await readOverview(screening);
    let batch: ScreenedLine[] = [];
    const flush = async (): Promise<void> => {
      const answers = await answerBatch(batch, screening, overview);
      await output.append(answers);
      count(counts, answers);
      batch = [];
      screening.onProgress(counts.lines, bytes, file.size);
    };
    for await (const line of readLines(file)) {
      counts.lines += 1;
      if (counts.lines <= output.written) {
        if (counts.lines === output.written) assertSame(line, output, screening.output);
        continue;
      }
      batch.push(line);
      if (batch.length === batchLines) await flush();
    }
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
function assertSame({ line, ref, said }: ScreenedLine, { last }: AnswerFile, output: string): void {
  const asked = 'asked' in said ? said.asked : undefined;
  if (last?.line === line && last.ref === ref && JSON.stringify(last.asked) === JSON.stringify(asked)) return;
  throw badUserInput(
    `${output} holds the answers to another file: its last one is not to line ${line} of this.`,
    'Name another output, or the file that it was begun with.',
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
