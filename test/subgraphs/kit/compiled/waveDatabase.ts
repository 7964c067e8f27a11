import { PortcullisError } from '../../../../schema/errors.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { valuesOf } from '../../../../storage/slot.js';
import type { SourceDatabase } from '../../../../storage/types.js';

/**
 * A database that answers all statements asked for by then at once, in waves. Why: how many keys a loader sees together
 * must not depend on which of two connections was faster.
 *
 * @param fails whether a statement with these values is to fail: what it selects depends on the execution
 */
export function waveDatabase(
  database: SourceDatabase,
  fails: (values: string) => boolean = () => false,
): SourceDatabase & { readonly texts: string[] } {
  let waiting: (() => Promise<() => void>)[] = [];
  const texts: string[] = [];
  const flush = async (): Promise<void> => {
    const wave = waiting;
    waiting = [];
    const answers = await Promise.all(wave.map((run) => run()));
    for (const answer of answers) answer();
  };
  return {
    rows<Row>(...[statement, options]: Parameters<typeof database.rows<Row>>) {
      const prepared = compileStatement(statement);
      const values = JSON.stringify(valuesOf(prepared, options?.values ?? {}));
      texts.push(prepared.sql + values);
      return new Promise<Row[]>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(() => void flush());
        waiting.push(async () => {
          if (fails(values)) return () => reject(new PortcullisError('SOURCE_TIMEOUT'));
          try {
            const rows = await database.rows<Row>(prepared, options);
            return () => resolve(rows);
          } catch (error) {
            return () => reject(error as Error);
          }
        });
      });
    },
    timeoutMs: database.timeoutMs,
    get statements() {
      return database.statements;
    },
    texts,
    close: () => database.close(),
  };
}
