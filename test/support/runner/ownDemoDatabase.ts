import { createDemoDatabase } from '../demo.js';
import { own } from './ownTestDatabase.js';

/** A database with the demonstration for the test file that calls this at its top; gone after its tests. */
export const ownDemoDatabase = async () => own(await createDemoDatabase());
