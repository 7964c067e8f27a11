import { type FileHandle, open } from 'node:fs/promises';
import { badUserInput } from '../../schema/errors.js';
import type { LineAnswer } from './batch.js';

/** The file of answers, one a line; its contents say how far a screening is. */
export interface AnswerFile {
  /** Lines in it when it was opened. */
  readonly written: number;
  /** The last of them; null for none. */
  readonly last: LineAnswer | null;
  /** Appends answers, one a line; they are on disk when this resolves. */
  append(answers: readonly LineAnswer[]): Promise<void>;
  close(): Promise<void>;
}

const newline = 10;
const chunkBytes = 1 << 16;

/**
 * Opens the file, readable by its owner alone, to continue after its last whole line: a line cut short by a kill is removed.
 *
 * @param onAnswer called with each answer in it
 * @throws BAD_USER_INPUT where it cannot be written, or a line of it is no answer
 */
export async function openAnswerFile(path: string, onAnswer: (answer: LineAnswer) => void): Promise<AnswerFile> {
  const file = await open(path, 'a+', 0o600).catch((cause: unknown) => {
    throw badUserInput(`${path} cannot be written.`, { hint: 'Name a file in a folder that you may write.', cause });
  });
  try {
    let written = 0;
    let end = 0;
    let last: LineAnswer | null = null;
    for await (const line of wholeLines(file)) {
      written += 1;
      end += line.length + 1;
      last = toAnswer(line, path, written);
      onAnswer(last);
    }
    await file.truncate(end);
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

/** The lines that end in a line feed, streamed. */
async function* wholeLines(file: FileHandle): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for (let position = 0; ; ) {
    const chunk = Buffer.alloc(chunkBytes);
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    const bytes = chunk.subarray(0, bytesRead);
    let start = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, start)) {
      yield Buffer.concat([...held, bytes.subarray(start, at)]);
      held = [];
      start = at + 1;
    }
    held.push(bytes.subarray(start));
    position += bytesRead;
  }
}

function toAnswer(bytes: Buffer, path: string, at: number): LineAnswer {
  try {
    const answer = JSON.parse(bytes.toString('utf8')) as Partial<LineAnswer> | null;
    if (typeof answer?.line === 'number' && typeof answer.inputDigest === 'string') return answer as LineAnswer;
  } catch {
    // Reported below, like JSON that is no answer.
  }
  throw badUserInput(`Line ${at} of ${path} is no answer of a screening.`, 'Name another file.');
}
