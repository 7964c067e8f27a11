import { type FileHandle, open } from 'node:fs/promises';
import { badUserInput } from '../../schema/errors.js';

/** The file that answers are written to, line by line; what stands in it says how far a screening is. */
export interface AnswerFile {
  /** Lines that stood in it when it was opened. */
  readonly written: number;
  /** The last of them; null where there was none. */
  readonly last: Readonly<Record<string, unknown>> | null;
  /** Writes answers, each on a line; they are on disk when this ends. */
  append(answers: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

const newline = 10;
const chunkBytes = 1 << 16;

/**
 * Opens the file, for its owner alone, to go on behind its last whole line: one that was cut short by a kill is taken away
 * and asked again.
 *
 * @throws BAD_USER_INPUT where it cannot be written, or its last line is no answer
 */
export async function openAnswerFile(path: string): Promise<AnswerFile> {
  const file = await open(path, 'a+', 0o600).catch((cause: unknown) => {
    throw badUserInput(`${path} cannot be written.`, { hint: 'Name a file in a folder of yours.', cause });
  });
  try {
    const { written, end, lastStart } = await countLines(file);
    await file.truncate(end);
    const last = written === 0 ? null : await readAnswer(file, lastStart, end, path);
    return {
      written,
      last,
      append: async (answers) => {
        await file.appendFile(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
        await file.sync();
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Whole lines, where they end, and where the last of them begins. */
async function countLines(file: FileHandle) {
  const chunk = Buffer.alloc(chunkBytes);
  const found = { written: 0, end: 0, lastStart: 0 };
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return found;
    for (let at = chunk.indexOf(newline); at !== -1 && at < bytesRead; at = chunk.indexOf(newline, at + 1)) {
      found.written += 1;
      found.lastStart = found.end;
      found.end = position + at + 1;
    }
    position += bytesRead;
  }
}

async function readAnswer(file: FileHandle, start: number, end: number, path: string) {
  const bytes = Buffer.alloc(end - start);
  await file.read(bytes, 0, bytes.length, start);
  try {
    return JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw badUserInput(`The last line of ${path} is no answer of a screening.`, { hint: 'Name another file.', cause });
  }
}
