import { PortcullisError } from '../../schema/errors.js';
import type { Engine, EngineOptions } from './types.js';

/** Makes the engine of one supergraph. */
export function createEngine(options: EngineOptions): Engine {
  return {
    apiSchema: options.apiSchema,
    compile: () => {
      throw new PortcullisError('INTERNAL', { cause: new Error('not built yet') });
    },
    close: async () => undefined,
  };
}
