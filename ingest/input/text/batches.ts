/**
 * The single items of batches, as one generator.
 *
 * @remarks Why: an async generator costs each item several turns of the event queue, which is most of the time of reading
 *   short lines. Here only each batch does.
 * @param passed called with each item once the next is asked for
 */
export function flatten<T>(batches: AsyncGenerator<readonly T[]>, passed?: (item: T) => void): AsyncGenerator<T> {
  let batch: readonly T[] = [];
  let at = 0;
  /** A step that waits for a batch; further steps wait for it. */
  let waiting: Promise<IteratorResult<T, undefined>> | null = null;

  const refill = async (): Promise<IteratorResult<T, undefined>> => {
    for (;;) {
      const step = await batches.next();
      if (step.done) return { done: true, value: undefined };
      if (step.value.length > 0) {
        batch = step.value;
        at = 1;
        return { done: false, value: batch[0] as T };
      }
    }
  };
  const next = (): Promise<IteratorResult<T, undefined>> => {
    if (waiting) return waiting.then(next);
    if (at > 0) passed?.(batch[at - 1] as T);
    if (at < batch.length) {
      const value = batch[at] as T;
      at += 1;
      return Promise.resolve({ done: false, value });
    }
    waiting = refill().finally(() => {
      waiting = null;
    });
    return waiting;
  };
  const finish = async (): Promise<void> => {
    batch = [];
    at = 0;
    await batches.return(undefined);
  };
  return {
    next,
    return: async (value) => {
      await finish();
      return { done: true, value: await value };
    },
    throw: async (error) => {
      await finish();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: finish,
  } as AsyncGenerator<T>;
}
